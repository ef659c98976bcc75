"""People, events and shortcuts for the registry's tests."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection, transaction

from ocop.ground.registry import triggers
from ocop.ground.registry.actions import record
from ocop.ground.registry.models import JournalEntry
from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.events import Event, event
from ocop.kit.scope import Actor, Post

AT = datetime(2026, 11, 24, 9, 0, tzinfo=HO_CHI_MINH)
OFFICE = "Văn phòng Điều phối nông thôn mới tỉnh"
OFFICER = Actor(
    user_id=7,
    name="Trần Thị Bích Thủy",
    on=AT.date(),
    posts=(Post(role="province_officer", office_id=3, office_name=OFFICE, tier="province"),),
)


@event("test.dossier_lodged")
@dataclass(frozen=True)
class DossierLodged(Event):
    dossier_id: int
    lodged_on: date | None = None
    product_ids: tuple[int, ...] = ()


Recorder = Callable[..., JournalEntry]


@pytest.fixture
def lodged(db: None) -> Recorder:
    """Write one row about a dossier lodged, as the act itself would."""

    def write(number: int = 1, **values: Any) -> JournalEntry:
        with transaction.atomic():
            return record(by=OFFICER, at=AT, event=DossierLodged(dossier_id=number), **values)

    return write


@pytest.fixture
def unguarded(db: None) -> Iterator[Callable[..., None]]:
    """Run SQL on the table JOURNAL as somebody would who holds the database and took the triggers away."""
    triggers.remove(connection)

    def execute(sql: str, *values: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql.replace("JOURNAL", triggers.TABLE), values)

    yield execute
    triggers.install(connection)
