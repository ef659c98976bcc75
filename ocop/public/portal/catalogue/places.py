"""Places as shoppers know them: the communes of today, and the districts and communes of before."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from ocop.ground.offices.borders import Borders, all_borders
from ocop.ground.offices.models import Unit
from ocop.ground.offices.states import Tier


@dataclass
class Places:
    """In which communes and districts, old and new, a record of a unit counts; two queries however many are asked."""

    on: date
    borders: Borders = field(default_factory=all_borders)
    _keys: dict[int, frozenset[str]] = field(default_factory=dict)

    def is_former(self, unit: Unit) -> bool:
        return unit.valid_to is not None and unit.valid_to < self.on

    @cached_property
    def words(self) -> dict[str, str]:
        """Key → name: today's communes, then former districts, then former communes; each in Vietnamese order."""
        whole = (unit for unit in self.borders.units.values() if self._is_place(unit) and unit.part_of_id is None)
        order = sorted(whole, key=lambda unit: (self.is_former(unit), unit.tier == Tier.COMMUNE, unit.sort_key))
        return {unit.key: self._name(unit) for unit in order}

    def keys_of(self, unit_id: int | None) -> frozenset[str]:
        """The keys of the places a record at a unit counts in: itself, what it lay in and what it became.

        A record known only by a commune of today counts in each former district that commune has land of: nobody
        knows on which side of the old border it is.
        """
        if unit_id is None or unit_id not in self.borders.units:
            return frozenset()
        if unit_id not in self._keys:
            reached = self._onward(unit_id)
            for old in self.borders.before.get(unit_id, ()):
                reached.add(self.borders.units[old].parent_id or 0)
            units = (self.borders.units[each] for each in reached if each in self.borders.units)
            self._keys[unit_id] = frozenset(unit.key for unit in units if self._is_place(unit))
        return self._keys[unit_id]

    def districts(self) -> list[Unit]:
        """The former districts, in Vietnamese order."""
        found = (unit for unit in self.borders.units.values() if unit.tier == Tier.DISTRICT and self.is_former(unit))
        return sorted(found, key=lambda unit: unit.sort_key)

    def communes_of(self, district: Unit) -> list[Unit]:
        """Today's communes that have land of a former district, in Vietnamese order."""
        return [each for each in self.borders.standing(Tier.COMMUNE, self.on) if district.key in self.keys_of(each.pk)]

    def _onward(self, unit_id: int) -> set[int]:
        """The unit, those above it and those it went into. A part of a split commune went only where the part did."""
        reached: set[int] = set()
        ahead = [unit_id]
        while ahead:
            unit = self.borders.units.get(ahead.pop())
            if unit is None or unit.pk in reached:
                continue
            reached |= {unit.pk, unit.part_of_id or unit.pk}
            ahead += [unit.parent_id or 0, *self.borders.after.get(unit.pk, ())]
        return reached

    @staticmethod
    def _is_place(unit: Unit) -> bool:
        return unit.tier in (Tier.COMMUNE, Tier.DISTRICT)

    def _name(self, unit: Unit) -> str:
        return _("%(place)s (cũ)") % {"place": unit.full_name} if self.is_former(unit) else unit.full_name
