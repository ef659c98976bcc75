"""All borders at once: which place of a tier holds a unit on a day, for tables that join figures into other borders.

Read once (two queries), then asked any number of times without the database.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from ocop.ground.offices.models import Unit, UnitSuccession
from ocop.ground.offices.states import Tier

# Communes, districts and provinces: no chain of parents or of mergers in the data is longer than this.
_LONGEST_CHAIN = 4


class Gap(StrEnum):
    """Why a record has no place in the wanted borders: an officer has still to say, or it lies in none that is known
    (the province's own offices are in no commune)."""

    SPLIT = "split"
    UNKNOWN = "unknown"

    @property
    def full_name(self) -> str:
        """What the row of a table is called that gathers such records."""
        return "Chưa phân định (xã tách)" if self is Gap.SPLIT else "Cấp tỉnh hoặc chưa rõ địa bàn"


# A place in some borders by its unit's id, or why there is none.
PlaceKey = int | Gap


def key_of(place: "Unit | Gap") -> PlaceKey:
    return place if isinstance(place, Gap) else place.pk


@dataclass(frozen=True, slots=True)
class Borders:
    """Units by id, what each became and came from, and which were split."""

    units: Mapping[int, Unit]
    after: Mapping[int, tuple[int, ...]]
    before: Mapping[int, tuple[int, ...]]
    split: frozenset[int] = frozenset()
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
        found = (u for u in self.units.values() if u.tier == tier and u.part_of_id is None and _stands(u, on))
        return sorted(found, key=lambda unit: unit.sort_key)

    def place_of(self, unit_id: int, tier: str, on: date) -> Unit | None:
        """The one unit of a tier that holds a unit on a day; None when there is none, or no telling which."""
        unit = self.units.get(unit_id)
        if unit is None:
            return None
        found = {self._above(each, tier) for each in self._on(unit, on)}
        places = {each for each in found if each is not None and _stands(self.units[each], on)}
        return self.units[places.pop()] if len(places) == 1 and len(found) == 1 else None

    def key_at(self, unit_id: int | None, tier: str, on: date) -> PlaceKey:
        """The place as `place_of` finds it, or why there is none."""
        if unit_id is None:
            return Gap.UNKNOWN
        if (place := self.place_of(unit_id, tier, on)) is not None:
            return place.pk
        unit = self.units.get(unit_id)
        waits = unit is not None and unit_id in self.split and tier == Tier.COMMUNE and not _stands(unit, on)
        return Gap.SPLIT if waits else Gap.UNKNOWN

    def rows(self, tier: str, on: date, *joined: Mapping[PlaceKey, Any]) -> list[Unit | Gap]:
        """The rows of a table of a tier: its places on a day, then the gaps in which something was counted."""
        return [*self.standing(tier, on), *(gap for gap in Gap if any(each.get(gap) for each in joined))]

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
        """The unit itself or the one of the tier above it; a part of a split commune is that commune."""
        each: Unit | None = unit
        while each is not None and each.tier != tier:
            each = self.units.get(each.parent_id or 0)
        return (each.part_of_id or each.pk) if each is not None else None


def all_borders() -> Borders:
    """Every unit and every merger; two queries."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    after: dict[int, list[int]] = defaultdict(list)
    before: dict[int, list[int]] = defaultdict(list)
    split: set[int] = set()
    for old_id, new_id, whole in UnitSuccession.objects.values_list("old_id", "new_id", "whole"):
        after[old_id].append(new_id)
        before[new_id].append(old_id)
        if not whole:
            split.add(old_id)
    return Borders(
        units,
        {key: tuple(ids) for key, ids in after.items()},
        {key: tuple(ids) for key, ids in before.items()},
        frozenset(split),
    )


def _stands(unit: Unit, on: date) -> bool:
    return unit.valid_from <= on and (unit.valid_to is None or unit.valid_to >= on)
