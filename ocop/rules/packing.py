"""How long a thing lay in a case or on a pallet, by what was told of putting in, seeing and taking out (EPCIS 2.0)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ocop.rules.epcis import Action


@dataclass(frozen=True, slots=True)
class Packing:
    """That a thing was put into a case or pallet (ADD), seen there (OBSERVE) or taken out (DELETE).

    `quantity` None where nobody said how much; `is_whole` says that the thing then moved as one, as a case does.
    `names_it` is false for the end of a whole case, which says nothing of what lay in it.
    """

    at: datetime
    action: Action
    quantity: Decimal | None = None
    unit: str = ""
    is_whole: bool = False
    names_it: bool = True


Times = tuple[datetime | None, datetime | None]


def times_inside(packings: Iterable[Packing]) -> list[Times]:
    """From when until when a thing lay in one case, by what was told of the two, the earliest first.

    It lies there until it is known that all of it was taken out: an aggregation holds until it is ended (EPCIS 2.0,
    7.4.3). None for a beginning nobody told (what is seen or ends was there before), and for an end still to come.
    """
    found: list[Times] = []
    since: datetime | None = None
    inside: _Inside | None = None
    for each in packings:
        if inside is None and each.action == Action.ADD:
            since, inside = each.at, _Inside(Decimal(0), each.unit)
        elif inside is None and each.names_it:  # it is there: nobody told of its beginning, or not all was out before
            since, inside = (found.pop()[0] if found else None), _Inside(None, each.unit)
        if inside is not None and inside.is_empty_after(each):
            found.append((since, each.at))
            inside = None
    return [*found, (since, None)] if inside is not None else found


@dataclass(slots=True)
class _Inside:
    """How much lies in a case; None once nobody can know."""

    left: Decimal | None
    unit: str

    def is_empty_after(self, packing: Packing) -> bool:
        """Put in, see or take out; whether nothing can be left."""
        if packing.is_whole and packing.action == Action.DELETE:
            return True
        amount = packing.quantity if packing.unit == self.unit else None
        if self.left is None or amount is None:
            self.left = None
            return False
        if packing.action == Action.OBSERVE:
            self.left = max(self.left, amount)
        else:
            self.left += amount if packing.action == Action.ADD else -amount
        if self.left < 0:  # more came out than was told to be in: nobody told all
            self.left = None
        return self.left == 0 and packing.action == Action.DELETE
