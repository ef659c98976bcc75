"""All borders at once: which place of a tier holds a unit on a day, for tables that join figures into other borders.

Read once (two queries), then asked any number of times without the database.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ocop.ground.offices.models import Unit, UnitSuccession

# Communes, districts and provinces: no chain of parents or of mergers in the data is longer than this.
_LONGEST_CHAIN = 4


@dataclass(frozen=True, slots=True)
class Borders:
    """Units by id, and what each became and came from."""

    units: Mapping[int, Unit]
    after: Mapping[int, tuple[int, ...]]
    before: Mapping[int, tuple[int, ...]]
    _within: dict[int, frozenset[int]] = field(default_factory=dict, repr=False, compare=False)

    def within(self, place: Unit) -> frozenset[int]:
        """The units that lie in a place on its last day, it among them."""
        if place.pk not in self._within:
            on = place.valid_to or date.max
            found = {unit_id: self.place_of(unit_id, place.tier, on) for unit_id in self.units}
            lies_in = (unit_id for unit_id, holder in found.items() if holder is not None and holder.pk == place.pk)
            self._within[place.pk] = frozenset(lies_in)
        return self._within[place.pk]

    def standing(self, tier: str, on: date) -> list[Unit]:
        """The units of a tier that stood on a day, in Vietnamese order."""
        found = (unit for unit in self.units.values() if unit.tier == tier and _stands(unit, on))
        return sorted(found, key=lambda unit: unit.sort_key)

    def place_of(self, unit_id: int, tier: str, on: date) -> Unit | None:
        """The one unit of a tier that holds a unit on a day; None when there is none, or no telling which."""
        unit = self.units.get(unit_id)
        if unit is None:
            return None
        found = {self._above(each, tier) for each in self._on(unit, on)}
        places = {each for each in found if each is not None and _stands(self.units[each], on)}
        return self.units[places.pop()] if len(places) == 1 and len(found) == 1 else None

    def _on(self, unit: Unit, on: date) -> list[Unit]:
        """What stands on a day where a unit stood: itself, its successors, or its predecessors."""
        frontier, standing = [unit], []
        for _ in range(_LONGEST_CHAIN):
            standing += [each for each in frontier if _stands(each, on)]
            waiting = [each for each in frontier if not _stands(each, on)]
            steps = [(self.after if each.valid_from <= on else self.before).get(each.pk, ()) for each in waiting]
            frontier = [self.units[key] for keys in steps for key in keys]
        return standing

    def _above(self, unit: Unit, tier: str) -> int | None:
        """The unit itself or the one of the tier above it."""
        each: Unit | None = unit
        while each is not None and each.tier != tier:
            each = self.units.get(each.parent_id or 0)
        return each.pk if each is not None else None


def all_borders() -> Borders:
    """Every unit and every merger; two queries."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    after: dict[int, list[int]] = defaultdict(list)
    before: dict[int, list[int]] = defaultdict(list)
    for old_id, new_id in UnitSuccession.objects.values_list("old_id", "new_id"):
        after[old_id].append(new_id)
        before[new_id].append(old_id)
    return Borders(
        units, {key: tuple(ids) for key, ids in after.items()}, {key: tuple(ids) for key, ids in before.items()}
    )


def _stands(unit: Unit, on: date) -> bool:
    return unit.valid_from <= on and (unit.valid_to is None or unit.valid_to >= on)
