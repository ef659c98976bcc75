"""Offices and places as sheets name them."""

from collections.abc import Iterable
from datetime import date

from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.states import Tier
from ocop.kit.sheets.cells import NameIndex
from ocop.kit.text.fold import squash


def office_index(on: date, rows: Iterable[Office] | None = None) -> NameIndex:
    """Offices below the ministry by name and short name; one that stands goes before one that is gone. One query."""
    if rows is None:
        rows = Office.objects.exclude(tier=Tier.CENTRAL).filter(valid_from__lte=on)
    index = NameIndex("cơ quan")
    for office in sorted(rows, key=lambda each: each.valid_to is not None and each.valid_to < on):
        names = [each for each in (office.name, office.short_name) if each]
        is_gone = office.valid_to is not None and office.valid_to < on
        index.add(office, *(each for each in names if not is_gone or squash(each) not in index.by_name))
    return index


def offices_by_day() -> NameIndex:
    """Offices below the ministry by name and short name; a day asked along tells who stood then. One query."""

    def stands(office: Office, on: date) -> bool:
        return office.valid_from <= on and (office.valid_to is None or on <= office.valid_to)

    rows = Office.objects.exclude(tier=Tier.CENTRAL)
    return NameIndex("cơ quan", rows, lambda each: (each.name, each.short_name), stands)


def commune_index(on: date, rows: Iterable[Unit] | None = None) -> NameIndex:
    """Communes and wards in force on a day, with and without the word before their name; one query."""
    found = Unit.objects.in_force(on).at(Tier.COMMUNE) if rows is None else rows
    return NameIndex("xã, phường", found, lambda unit: (unit.full_name, unit.name))
