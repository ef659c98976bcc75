"""Pages stored beforehand are what a page made this moment would be, at every moment."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection

from ocop.cycle.scans import actions as scans
from ocop.cycle.scans.scan import Scan
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.models import StampRange
from ocop.cycle.traceability.states import Mishap
from ocop.kit import clock
from ocop.public.scans import changes, keeping, pages, stored
from ocop.public.scans.models import StoredPage, StoredPagesState
from ocop.public.scans.program import program
from ocop.rules.stamps import Stamp
from tests.public.scans.test_both_ways import CASES
from tests.public.scans.ways import asked, code, is_stored, kept, words
from tests.world import NOW, World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("at_now"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked every time"),
]


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("case", CASES)
def test_a_stored_page_is_the_page_that_would_be_made(
    world: World, issued: StampRange, short: Any, keeper: keeping.Keeper, case: str, language: str
) -> None:
    verdict, happened, number, status = CASES[case]
    happened(world)
    made = asked(short, f"{language}/T/{code(number)}")
    scans.remember([Scan(0, number - 1, NOW, b"lan", "82", "valid")])  # so that the page of no lot is stored too
    kept(keeper)
    pages.forget()
    assert is_stored(number - 1) == (status == "200")
    assert asked(short, f"{language}/T/{code(number)}") == made
    assert pages.page_of(code(number), NOW.date(), int(NOW.timestamp()), "vi").verdict == verdict


def test_a_stored_page_is_served_without_the_lines_being_asked_for(
    issued: StampRange, short: Any, keeper: keeping.Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(keeper)
    monkeypatch.setattr(pages, "found", lambda stamp: pytest.fail("the lines were asked for"))
    for number in (1, 50):
        assert "Còn hiệu lực" in words(short, number)
        assert '<html lang="en"' in words(short, number, "/en")


def test_pages_hold_for_their_day_only(
    issued: StampRange, short: Any, keeper: keeping.Keeper, time_machine: Any
) -> None:
    kept(keeper)
    time_machine.move_to(NOW + timedelta(days=1))
    StoredPagesState.objects.update(good_until=int(clock.now().timestamp()) + 100)
    assert not is_stored()
    assert "ngày 25/11/2026" in words(short)
    kept(keeper)
    assert is_stored()
    assert set(StoredPage.objects.values_list("day", flat=True)) == {NOW.toordinal() + 1}


def test_where_no_worker_runs_nobody_trusts_a_page_for_more_than_five_minutes(
    issued: StampRange, keeper: keeping.Keeper, time_machine: Any
) -> None:
    kept(keeper)
    time_machine.move_to(NOW + timedelta(seconds=keeping.GOOD_SECONDS - 1))
    assert is_stored()
    time_machine.move_to(NOW + timedelta(seconds=keeping.GOOD_SECONDS))
    assert not is_stored()
    kept(keeper)
    assert is_stored()


def test_another_version_of_the_program_neither_makes_nor_serves_pages(
    issued: StampRange, keeper: keeping.Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(keeper)
    with monkeypatch.context() as older:
        for room in (keeping, stored):
            older.setattr(room, "program", lambda: 7)
        assert not is_stored()
        kept(keeper)
        assert keeping.store_page(Stamp(0, 0), NOW.date()) is None
    assert is_stored()
    assert StoredPage.objects.count() == 2


def test_a_clock_that_was_set_back_trusts_no_page_until_a_worker_looked(
    issued: StampRange, keeper: keeping.Keeper, time_machine: Any
) -> None:
    kept(keeper)
    time_machine.move_to(NOW - timedelta(hours=1))
    assert not is_stored()
    kept(keeper)
    assert is_stored()


def test_a_page_is_another_version_s_when_the_province_or_a_file_is(settings: Any) -> None:
    seen_before = program.__wrapped__()
    assert program.__wrapped__() == seen_before
    settings.OCOP_HELPLINE = "0277 3851 000"
    assert program.__wrapped__() != seen_before


def test_a_server_that_starts_trusts_no_page_until_a_worker_did(issued: StampRange, keeper: keeping.Keeper) -> None:
    kept(keeper)
    changes.watch(DEFAULT_DB_ALIAS)
    assert not is_stored()
    kept(keeper)
    assert is_stored()


def test_every_stamp_around_every_edge_has_its_own_page(
    world: World, issued: StampRange, short: Any, keeper: keeping.Keeper
) -> None:
    lan = world.actor(world.chi_lan)
    second = actions.make_batch(world.dried_fish, lot="L2", made_on=NOW.date(), quantity=20, by=lan, at=NOW)
    actions.activate(issued, second, first=61, last=80, by=lan, at=NOW)
    for first, last in ((10, 12), (50, 62), (80, 81), (100, 100)):
        said: dict[str, Any] = {"mishap": Mishap.LOST, "reason": "Rơi mất"}
        actions.void_stamps(issued, first=first, last=last, **said, by=lan, at=NOW)
    actions.issue_stamps(world.dried_fish, count=5, by=lan, at=NOW)
    numbers = range(1, 108)
    made = {number: words(short, number) for number in numbers}
    scans.remember([Scan(0, index, NOW, None, "", "valid") for index in range(105)])
    kept(keeper)
    pages.forget()
    assert [is_stored(index) for index in range(107)] == [True] * 105 + [False] * 2
    assert {number: words(short, number) for number in numbers} == made
