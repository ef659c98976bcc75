"""The map and the offices of Đồng Tháp: units before and since 1 July 2025, and the bodies the plan gives
work to.

Facts are in `data/units-2020.csv`, `data/units-2025.csv` and `data/offices.yaml`, which an official can
edit; loading twice changes nothing that is already there.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from ocop.ground.offices.models import Committee, Office, Unit, UnitSuccession
from ocop.ground.offices.states import OfficeKind, Tier, UnitKind
from ocop.kit.text.fold import fold
from ocop.kit.text.sortkey import sort_key

DATA = Path(__file__).parent / "data"

# No source names the day each old unit began; its code stands in 124/2004/QĐ-TTg of this day. The day means
# only "before the programme began".
CONVENTIONAL_START = date(2004, 7, 8)
LAST_OLD_DAY = date(2025, 6, 30)
MERGER = date(2025, 7, 1)

_KINDS = {
    "tỉnh": UnitKind.PROVINCE,
    "thành phố": UnitKind.CITY,
    "thị xã": UnitKind.TOWN,
    "huyện": UnitKind.DISTRICT,
    "phường": UnitKind.WARD,
    "thị trấn": UnitKind.TOWNSHIP,
    "xã": UnitKind.COMMUNE,
}

Row = dict[str, str]
Key = tuple[str, str, date]


@dataclass(frozen=True, slots=True)
class Place:
    """One unit as the files name it; `parent` is the code of the unit above in the same period."""

    code: str
    title: str
    tier: str
    parent: str = ""
    is_new: bool = False

    @property
    def kind(self) -> str:
        return next(kind for word, kind in _KINDS.items() if self.title.lower().startswith(word + " "))

    @property
    def name(self) -> str:
        word = next(word for word in _KINDS if self.title.lower().startswith(word + " "))
        return self.title[len(word) + 1 :]

    @property
    def key(self) -> Key:
        return (self.tier, self.code, MERGER if self.is_new else CONVENTIONAL_START)


def rows_of(name: str) -> list[Row]:
    """The lines of one data file, by column name."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def load_places() -> dict[str, int]:
    """Write all units and the map between old and new; returns how many units and map lines were added."""
    lines = rows_of("units-2025.csv")
    with transaction.atomic():
        known = _by_key()
        added = 0
        for tier in (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE):
            added += _add(_places(lines, tier), known)
        return {"units": added, "successions": _add_successions(lines, known)}


def _by_key() -> dict[Key, Unit]:
    return {(unit.tier, unit.code, unit.valid_from): unit for unit in Unit.objects.all()}


def _places(lines: list[Row], tier: str) -> list[Place]:
    """The units of one tier, old and new, each once."""
    if tier == Tier.PROVINCE:
        old = [Place(line["old_province_code"], line["old_province_vi"], tier) for line in lines]
        return list(dict.fromkeys([*old, Place("82", "Tỉnh Đồng Tháp", tier, is_new=True)]))
    if tier == Tier.DISTRICT:
        named = [
            Place(line["district_code"], line["district_name_vi"], tier, line["province_code"])
            for line in rows_of("units-2020.csv")
        ]
        others = [
            Place(line["old_district_code"], line["old_district_vi"], tier, line["old_province_code"]) for line in lines
        ]
        return list({place.code: place for place in [*others, *named]}.values())
    old = [Place(line["old_code"], line["old_name_vi"], tier, line["old_district_code"]) for line in lines]
    new = [Place(line["new_code"], line["new_name_vi"], tier, "82", is_new=True) for line in lines]
    return list(dict.fromkeys([*old, *new]))


def _add(places: list[Place], known: dict[Key, Unit]) -> int:
    missing = [_unit(place, known) for place in places if place.key not in known]
    for unit in Unit.objects.bulk_create(missing):
        known[(unit.tier, unit.code, unit.valid_from)] = unit
    return len(missing)


def _unit(place: Place, known: dict[Key, Unit]) -> Unit:
    parent_tier = Tier.PROVINCE if place.tier == Tier.DISTRICT or place.is_new else Tier.DISTRICT
    return Unit(
        code=place.code,
        name=place.name,
        kind=place.kind,
        tier=place.tier,
        parent=known[(parent_tier, place.parent, place.key[2])] if place.parent else None,
        valid_from=place.key[2],
        valid_to=None if place.is_new else LAST_OLD_DAY,
        folded=fold(place.name),
        sort_key=sort_key(place.name),
    )


def _add_successions(lines: list[Row], known: dict[Key, Unit]) -> int:
    wanted = {
        (
            known[(Tier.COMMUNE, line["old_code"], CONVENTIONAL_START)].pk,
            known[(Tier.COMMUNE, line["new_code"], MERGER)].pk,
        ): line["relation"] == "whole"
        for line in lines
    }
    merged = known[(Tier.PROVINCE, "82", MERGER)].pk
    wanted |= {(known[(Tier.PROVINCE, code, CONVENTIONAL_START)].pk, merged): True for code in ("82", "87")}
    have = set(UnitSuccession.objects.filter(on=MERGER).values_list("old_id", "new_id"))
    missing = [
        UnitSuccession(old_id=old, new_id=new, on=MERGER, whole=whole)
        for (old, new), whole in wanted.items()
        if (old, new) not in have
    ]
    UnitSuccession.objects.bulk_create(missing)
    return len(missing)


def commune_gaps() -> dict[str, int]:
    """Per old district code, declared communes of January 2025 less loaded ones; all 0 when the files agree.

    The plan counts 143 communes in 2020; two of Cao Lãnh were merged before 2025 and the data does not name
    the day, so 141 are loaded.
    """
    old = Unit.objects.at(Tier.COMMUNE).filter(valid_from=CONVENTIONAL_START)
    loaded = Counter(old.values_list("parent__code", flat=True))
    return {
        line["district_code"]: int(line["n_commune_units_2025_01"]) - loaded[line["district_code"]]
        for line in rows_of("units-2020.csv")
    }


def load_offices() -> dict[str, int]:
    """Write people's committees, agencies and the steering committee; needs `load_places` first.

    Returns how many offices and committees were added.
    """
    listed = yaml.safe_load((DATA / "offices.yaml").read_text(encoding="utf-8"))
    with transaction.atomic():
        known = {_office_key(office): office for office in Office.objects.all()}
        agencies = dict(_agencies(listed["offices"]))
        wanted = [*_peoples_committees(), *agencies.values()]
        missing = [office for office in wanted if _office_key(office) not in known]
        for office in Office.objects.bulk_create(missing):
            known[_office_key(office)] = office
        by_id = {name: known[_office_key(office)] for name, office in agencies.items()}
        _link_successors(listed["offices"], by_id)
        _link_committees(listed["committees_become"], by_id)
        return {"offices": len(missing), "committees": _add_committees(listed["committees"], by_id)}


def _office_key(office: Office) -> tuple[str, int | None, date]:
    return (office.name, office.unit_id, office.valid_from)


def _peoples_committees() -> list[Office]:
    """One for each province, each commune since the merger, and the 12 districts the plan names."""
    districts = [line["district_code"] for line in rows_of("units-2020.csv")]
    units = [
        *Unit.objects.at(Tier.PROVINCE),
        *Unit.objects.at(Tier.DISTRICT).filter(code__in=districts),
        *Unit.objects.at(Tier.COMMUNE).filter(valid_from=MERGER),
    ]
    return [_peoples_committee(unit) for unit in units]


def _peoples_committee(unit: Unit) -> Office:
    place = f"{unit.get_kind_display().lower()} {unit.name}"
    return _office(
        f"Ủy ban nhân dân {place}",
        short_name=f"UBND {place}",
        kind=OfficeKind.PEOPLES_COMMITTEE,
        tier=unit.tier,
        unit=unit,
        plan_reference="IV.17" if unit.tier == Tier.DISTRICT else "",
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
    )


def _office(name: str, **fields: Any) -> Office:
    folded = fold(f"{name} {fields.get('short_name', '')}")
    return Office(name=name, sort_key=sort_key(name), folded=folded, **fields)


def _agencies(listed: list[dict[str, Any]]) -> Iterator[tuple[str, Office]]:
    # Code 82 was Tiền Giang: the later bearer of a code is the one the file means.
    provinces = {unit.code: unit for unit in Unit.objects.at(Tier.PROVINCE).order_by("valid_from")}
    for each in listed:
        office = _office(
            each["name"],
            short_name=each.get("short_name", ""),
            kind=each["kind"],
            tier=each["tier"],
            unit=provinces.get(each.get("unit", "")),
            plan_reference=each.get("plan", ""),
            valid_from=each.get("from", CONVENTIONAL_START),
            valid_to=each.get("to"),
        )
        yield each["id"], office


def _link_successors(listed: list[dict[str, Any]], by_id: dict[str, Office]) -> None:
    for each in listed:
        office, heir = by_id[each["id"]], by_id.get(each.get("becomes", ""))
        if heir is not None and office.successor_id is None:
            office.successor = heir
            office.save(update_fields=["successor"])


def _link_committees(become: dict[str, dict[str, str]], by_id: dict[str, Office]) -> None:
    """Who carries on the work of the people's committees that ended with their units, by tier."""
    for tier, heir in become.items():
        committees = Office.objects.committees_of(tier)
        if "office" in heir:
            after = by_id[heir["office"]]
        else:
            after = committees.get(unit__code=heir["committee_of"], valid_from=MERGER)
        committees.filter(valid_to__isnull=False, successor__isnull=True).update(successor=after)


def _add_committees(listed: list[dict[str, Any]], by_id: dict[str, Office]) -> int:
    added = 0
    for each in listed:
        seat = Office.objects.committees_of(Tier.PROVINCE).get(unit__code=each["unit"])
        _, made = Committee.objects.get_or_create(
            name=each["name"],
            office=seat,
            defaults={
                "adviser": by_id[each["adviser"]],
                "valid_from": each.get("from", CONVENTIONAL_START),
                "valid_to": each.get("to"),
            },
        )
        added += made
    return added
