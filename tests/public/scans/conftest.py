"""What every test of the stamp's page starts from."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DEFAULT_DB_ALIAS

from ocop.cycle.traceability import actions
from ocop.cycle.traceability.models import StampRange
from ocop.public.scans import changes, counting, guessing, keeping, pages
from tests.public.scans.ways import Counted, ScansFirst
from tests.world import NOW, World
from tests.world_certification import make_recognition


@pytest.fixture(autouse=True)
def _nothing_remembered(one_connection: None) -> Iterator[None]:
    """What the page keeps in memory is gone before and after a test."""
    for forget in (pages.forget, guessing.guesses.forget, counting.scan_log.forget):
        forget()
    yield
    for forget in (pages.forget, guessing.guesses.forget, counting.scan_log.forget):
        forget()


@pytest.fixture
def issued(world: World) -> StampRange:
    """Chị Lan's hundred stamps; the first fifty stand on a lot of 20 November."""
    make_recognition(world.dried_fish, world.province_committee, stars=4)
    lan = world.actor(world.chi_lan)
    found = actions.issue_stamps(world.dried_fish, count=100, by=lan, at=NOW)
    made = actions.make_batch(world.dried_fish, lot="L2611", made_on=date(2026, 11, 20), quantity=50, by=lan, at=NOW)
    actions.activate(found, made, first=1, last=50, by=lan, at=NOW)
    return found


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> ScansFirst:
    """The short way, without the thread that writes what it counts."""
    monkeypatch.setattr(counting.scan_log, "start", lambda: None)
    return ScansFirst(Counted())


@pytest.fixture
def keeper() -> keeping.Keeper:
    """A worker that begins; the triggers stand as after a migration."""
    changes.watch(DEFAULT_DB_ALIAS)
    return keeping.Keeper()
