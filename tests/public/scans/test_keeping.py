"""The worker makes the pages of stamps beforehand, and only those that are true."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from ocop.config.management.commands.worker import Command
from ocop.cycle.epcis.actions import declare_error
from ocop.cycle.epcis.addresses import batch_uri
from ocop.cycle.epcis.states import ErrorReason
from ocop.cycle.scans import actions as scans
from ocop.cycle.scans.scan import Scan
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.models import Batch, StampRange
from ocop.ground.producers.models import Product
from ocop.public.scans import changes, keeping
from ocop.public.scans.facts import facts_in
from ocop.public.scans.models import ChangedEvent, StoredPage, StoredPagesState
from ocop.rules.epcis import Action, Amount, object_event
from ocop.rules.stamps import Stamp
from tests.cycle.epcis.chain import happened, keep, lot_of, made_of, seen
from tests.public.scans.ways import is_stored, kept, words
from tests.world import NOW, World, moment

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("at_now"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked every time"),
]


def test_lots_are_ready_before_anybody_scans_them_and_other_stamps_after(
    world: World, issued: StampRange, keeper: keeping.Keeper
) -> None:
    kept(keeper)
    assert [is_stored(index) for index in (0, 49, 50, 99, 100)] == [True, True, False, False, False]
    scans.remember([Scan(0, 60, NOW, b"lan", "82", "inert")])
    kept(keeper)
    assert [is_stored(index) for index in (49, 50, 99, 100)] == [True, True, True, False]
    assert not is_stored(0, epoch=1)


def test_a_page_is_not_stored_when_something_changed_while_it_was_made(
    issued: StampRange, keeper: keeping.Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(keeper)
    StoredPage.objects.all().delete()
    whole = keeping.made_page

    def changed_meanwhile(*args: Any) -> Any:
        page = whole(*args)
        Product.objects.update(name="Khô cá lóc")
        return page

    monkeypatch.setattr(keeping, "made_page", changed_meanwhile)
    assert keeping.store_page(Stamp(0, 0), NOW.date()) is None
    assert not StoredPage.objects.exists()


def test_in_the_evening_the_pages_of_the_next_day_are_ready(
    world: World, issued: StampRange, short: Any, keeper: keeping.Keeper, time_machine: Any
) -> None:
    late = NOW.replace(hour=23, minute=58)
    time_machine.move_to(late)
    kept(keeper)
    assert "ngày 24/11/2026" in words(short)
    assert StoredPage.objects.count() == 4
    midnight = late + timedelta(minutes=2)
    time_machine.move_to(midnight)
    assert is_stored()
    ready = {language: words(short, 7, language) for language in ("", "/en")}
    assert "ngày 25/11/2026" in ready[""]
    with CaptureQueriesContext(connection):  # whoever watches the questions is answered by the slow way
        assert {language: words(short, 7, language) for language in ready} == ready
    Product.objects.update(name="Khô cá lóc")
    assert not StoredPage.objects.exists()
    kept(keeper)
    assert "Khô cá lóc" in words(short)
    assert set(StoredPage.objects.values_list("day", flat=True)) == {midnight.toordinal()}


def test_what_happens_to_a_lot_shows_at_once_and_to_what_it_was_made_of_soon(
    world: World, issued: StampRange, short: Any, keeper: keeping.Keeper
) -> None:
    dried = Batch.objects.get()
    raw = lot_of(world, world.lotus_seed, lot="S1", quantity=300)
    keep(world, made_of(batch_uri(dried), batch_uri(raw)))
    assert not is_stored()
    kept(keeper)
    assert is_stored()
    picked = object_event(
        happened("n", "commissioning", moment(2026, 11, 2)), Action.ADD, amounts=[Amount(batch_uri(raw), Decimal(300))]
    )
    earlier = keep(world, picked)
    assert is_stored(), "no trigger knows that the seeds are in the fish"
    assert "02/11/2026" not in words(short)
    kept(keeper)
    assert is_stored()
    assert "02/11/2026" in words(short)
    declare_error(earlier, reason=ErrorReason.INCORRECT_DATA, why="Ghi nhầm lô", by=world.actor(world.chi_lan), at=NOW)
    kept(keeper)
    assert is_stored()
    assert "02/11/2026" not in words(short)
    keep(world, seen(dried, step="shipping"))
    assert not is_stored()
    kept(keeper)
    assert "Giao hàng" in words(short)


def test_an_event_that_cannot_be_followed_voids_all_pages(
    world: World, issued: StampRange, keeper: keeping.Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(keeper)
    with monkeypatch.context() as broken:
        broken.setattr(keeping, "batches_told_of", Mock(side_effect=OperationalError("too many SQL variables")))
        ChangedEvent.objects.create(event=1)
        keeper._next_pass = 0.0
        keeper.keep(60)
    assert not is_stored()
    kept(keeper)
    assert is_stored()


def test_more_events_than_can_be_followed_void_all_pages(
    world: World, issued: StampRange, keeper: keeping.Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(keeper)
    monkeypatch.setattr(keeping, "EVENTS_FOLLOWED", 1)
    ChangedEvent.objects.bulk_create(ChangedEvent(event=number) for number in (1, 2))
    keeper._next_pass = 0.0
    keeper.keep(60)
    assert not is_stored()
    assert not ChangedEvent.objects.exists()
    kept(keeper)
    assert is_stored()


def test_a_lot_whose_page_cannot_be_made_holds_up_no_other(
    world: World, issued: StampRange, short: Any, keeper: keeping.Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan, whole = world.actor(world.chi_lan), keeping.made_page
    second = actions.make_batch(world.dried_fish, lot="L2", made_on=NOW.date(), quantity=20, by=lan, at=NOW)
    actions.activate(issued, second, first=61, last=80, by=lan, at=NOW)

    def made(lines: Any, *args: Any) -> Any:
        if facts_in(lines).lot == "L2":
            raise RuntimeError
        return whole(lines, *args)

    monkeypatch.setattr(keeping, "made_page", made)
    kept(keeper)
    assert [is_stored(0), is_stored(60)] == [True, False]
    assert "L2" in words(short, 61)


def test_a_new_worker_begins_by_doing_away_with_what_another_made(
    issued: StampRange, short: Any, keeper: keeping.Keeper
) -> None:
    kept(keeper)
    StoredPage.objects.update(body=b"old")
    kept(keeping.Keeper())
    assert "Còn hiệu lực" in words(short)


def test_after_a_migration_the_worker_that_runs_goes_on(issued: StampRange, keeper: keeping.Keeper) -> None:
    kept(keeper)
    changes.unwatch(DEFAULT_DB_ALIAS)
    changes.watch(DEFAULT_DB_ALIAS)
    assert StoredPagesState.objects.get().program == 0
    kept(keeper)
    assert is_stored()


def test_two_workers_do_not_get_in_each_other_s_way(issued: StampRange, keeper: keeping.Keeper) -> None:
    other = keeping.Keeper()
    for each in (keeper, other, keeper, other):
        kept(each)
    assert is_stored()
    assert keeping.store_page(Stamp(0, 0), NOW.date()) == (0, 49)
    assert StoredPage.objects.count() == 2


def test_the_worker_keeps_pages_and_goes_on_when_it_cannot(
    issued: StampRange, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changes.watch(DEFAULT_DB_ALIAS)
    worker = Command()
    assert worker._pass()
    assert is_stored()
    monkeypatch.setattr(worker.keeper, "keep", Mock(side_effect=RuntimeError))
    assert worker._kept() == 0
    said = capsys.readouterr()
    assert "pages_not_kept" in said.out + said.err
