"""Pages stored beforehand are what a page made this moment would be, at every moment."""

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from threading import Thread
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from ocop.config.management.commands.worker import Command
from ocop.cycle.certification.models import Recognition, RecognitionDecision
from ocop.cycle.dossiers.states import DossierKind
from ocop.cycle.epcis.actions import declare_error
from ocop.cycle.epcis.addresses import batch_uri
from ocop.cycle.epcis.models import EventItem, MaterialLot
from ocop.cycle.epcis.models import Partner as TradePartner
from ocop.cycle.epcis.states import ErrorReason
from ocop.cycle.scans import actions as scans
from ocop.cycle.scans.models import ScannedStamp
from ocop.cycle.scans.scan import Scan
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.models import Activation, Batch, StampEpoch, StampRange
from ocop.cycle.traceability.states import Mishap
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Paper, Producer, Product
from ocop.ground.producers.states import LegalForm, PaperKind
from ocop.ground.programme.models import Round
from ocop.ground.registry.models import Document
from ocop.kit import clock
from ocop.public.scans import changes, counting, keeping, pages, stored
from ocop.public.scans.facts import facts_in, lines_of
from ocop.public.scans.models import ChangedEvent, StoredPage, StoredPagesState
from ocop.public.scans.program import program
from ocop.public.scans.stored import stored_page
from ocop.public.scans.stretches import ends_of
from ocop.rules.epcis import Action, Amount, object_event
from ocop.rules.stamps import Stamp
from ocop.support.markets.models import Listing, Outlet, Partner, Placement
from tests.cycle.epcis.chain import happened, keep, lot_of, made_of, seen
from tests.public.scans.test_both_ways import CASES
from tests.public.scans.ways import Counted, ScansFirst, asked, code
from tests.public.window import list_online, make_outlet, place
from tests.world import NOW, World, moment
from tests.world_certification import make_concluded, official_round

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("at_now"),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL is asked every time"),
]


@pytest.fixture
def keeper() -> keeping.Keeper:
    """A worker that begins; the triggers stand as after a migration."""
    changes.watch(DEFAULT_DB_ALIAS)
    return keeping.Keeper()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> ScansFirst:
    monkeypatch.setattr(counting.scan_log, "start", lambda: None)
    return ScansFirst(Counted())


def kept(keeper: keeping.Keeper) -> None:
    """Everything there is to do, done."""
    for _ in range(2):  # what one pass deletes the next one makes
        keeper._next_pass = 0.0
        keeper.keep(60)


def is_stored(index: int = 0, epoch: int = 0) -> bool:
    now, second = clock.moment()
    return stored_page(Stamp(epoch, index), "vi", now.date(), second) is not None


def words(short: Any, number: int = 1, language: str = "") -> str:
    return str(asked(short, f"{language}/T/{code(number)}").words)


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


def test_lots_are_ready_before_anybody_scans_them_and_other_stamps_after(
    world: World, issued: StampRange, keeper: keeping.Keeper
) -> None:
    kept(keeper)
    assert [is_stored(index) for index in (0, 49, 50, 99, 100)] == [True, True, False, False, False]
    scans.remember([Scan(0, 60, NOW, b"lan", "82", "inert")])
    kept(keeper)
    assert [is_stored(index) for index in (49, 50, 99, 100)] == [True, True, True, False]
    assert not is_stored(0, epoch=1)


CHANGES: dict[str, Callable[[World], object]] = {
    "product": lambda world: Product.objects.update(name="Khô cá lóc"),
    "producer": lambda world: Producer.objects.update(name="Cơ sở Chị Lan"),
    "star": lambda world: Recognition.objects.update(stars=3),
    "lot": lambda world: Batch.objects.update(expires_on=NOW.date() - timedelta(days=1)),
    "dossier": lambda world: make_concluded(
        world, world.dried_fish, stars=4, total="75", kind=DossierKind.RENEWAL, round_=official_round(world)
    ),
    "commune": lambda world: Unit.objects.update(name="Xã Khác"),
    "decision": lambda world: RecognitionDecision.objects.update(number="77/QĐ-UBND"),
    "keys": lambda world: StampEpoch.objects.update(is_doubtful=True, closed_at=NOW),
    "suspended": lambda world: CASES["suspended"][1](world),
    "withdrawn": lambda world: CASES["withdrawn"][1](world),
    "lost": lambda world: CASES["lost"][1](world),
    "recalled": lambda world: CASES["recalled"][1](world),
    "lot ended": lambda world: Activation.objects.update(ended_at=NOW),
    "range": lambda world: StampRange.objects.update(gtins="08931234567891"),
    "outlet": lambda world: place(world.dried_fish, make_outlet(unit=world.thap_muoi)),
    "marketplace": lambda world: list_online(world.dried_fish),
    "paper": lambda world: _declared(world),
    "legal form": lambda world: world.fish_maker.forms.update(form=LegalForm.COOPERATIVE),
}


def _declared(world: World) -> None:
    scanned = Document.objects.create(
        sha256="c" * 64,
        size=10,
        content_type="application/pdf",
        original_name="attp.pdf",
        path="c",
        uploaded_by=world.chi_lan,
        uploaded_at=NOW,
    )
    said = {"number": "12/2026", "document": scanned, "filed_at": NOW}
    Paper.objects.create(producer=world.fish_maker, kind=PaperKind.FOOD_SAFETY, title="An toàn thực phẩm", **said)


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_shows_at_the_very_next_scan(
    world: World, issued: StampRange, short: Any, keeper: keeping.Keeper, what: str
) -> None:
    kept(keeper)
    assert is_stored()
    CHANGES[what](world)
    assert not is_stored()
    after = words(short)
    pages.forget()
    kept(keeper)
    assert is_stored() or what == "lot ended"
    assert words(short) == after


REACHED: dict[str, Callable[[World], object]] = {
    "outlet closed": lambda world: Outlet.objects.update(closed_on=date(2026, 11, 1)),
    "marketplace renamed": lambda world: Partner.objects.update(name="Sàn Khác"),
    "photo": lambda world: Document.objects.update(content_type="image/jpeg"),
    "round": lambda world: Round.objects.update(is_trial=True),
    "off the shelf": lambda world: Placement.objects.all().delete(),
    "off the marketplace": lambda world: Listing.objects.all().delete(),
    "to another product": lambda world: Listing.objects.update(product=world.lotus_seed),
    "paper gone": lambda world: Paper.objects.all().delete(),
}


@pytest.mark.parametrize("what", REACHED)
def test_what_a_page_reaches_by_a_key_shows_at_once_too(
    world: World, issued: StampRange, short: Any, keeper: keeping.Keeper, what: str
) -> None:
    place(world.dried_fish, make_outlet(unit=world.thap_muoi))
    list_online(world.dried_fish)
    _declared(world)
    Product.objects.update(photo=Document.objects.get())
    make_concluded(world, world.dried_fish, stars=4, total="75", kind=DossierKind.RENEWAL, round_=official_round(world))
    kept(keeper)
    assert is_stored()
    REACHED[what](world)
    assert not is_stored()
    kept(keeper)
    assert is_stored()
    stored_words = words(short)
    StoredPage.objects.all().delete()
    pages.forget()
    assert words(short) == stored_words


def test_what_changes_daily_and_says_nothing_of_pages_leaves_them(
    world: World, issued: StampRange, keeper: keeping.Keeper
) -> None:
    kept(keeper)
    actions.issue_stamps(world.dried_fish, count=5, by=world.actor(world.chi_lan), at=NOW)  # the epoch counts on
    assert not is_stored()
    kept(keeper)
    StampEpoch.objects.update(next_index=500)
    Product.objects.exclude(pk=world.dried_fish.pk).update(name="Sản phẩm khác")
    assert is_stored()


def test_what_was_rolled_back_was_never_done(issued: StampRange, short: Any, keeper: keeping.Keeper) -> None:
    kept(keeper)
    with transaction.atomic():
        Product.objects.update(name="Khô cá lóc")
        assert "Khô cá lóc" in words(short)
        transaction.set_rollback(True)
    assert is_stored()
    assert "Khô cá sặc rằn" in words(short)


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


def test_things_that_become_another_lot_s_void_all_pages(
    world: World, issued: StampRange, keeper: keeping.Keeper
) -> None:
    keep(world, seen(Batch.objects.get(), step="shipping"))
    kept(keeper)
    EventItem.objects.update(batch=lot_of(world, world.lotus_seed, lot="S1"))
    assert StoredPagesState.objects.get().good_until == 0


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


def test_without_all_triggers_no_page_is_trusted(issued: StampRange, keeper: keeping.Keeper) -> None:
    kept(keeper)
    changes.unwatch(DEFAULT_DB_ALIAS)
    assert not is_stored()
    kept(keeper)
    assert not is_stored()
    changes.watch(DEFAULT_DB_ALIAS)
    kept(keeper)
    assert is_stored()
    other = "CREATE TRIGGER stamp_pages_producers_product_update AFTER UPDATE ON producers_product BEGIN SELECT 1; END"
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER stamp_pages_producers_product_update")
        cursor.execute(other)
    StoredPagesState.objects.update(good_until=0)
    kept(keeper)
    assert not is_stored()


def test_triggers_go_before_a_migration_even_where_a_table_is_still_to_come(
    issued: StampRange, keeper: keeping.Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(keeper)
    monkeypatch.setattr(changes, "_can_watch", lambda here: False)
    changes.unwatch(DEFAULT_DB_ALIAS)
    assert not changes.is_watched(DEFAULT_DB_ALIAS)
    assert not is_stored()
    assert not changes.watch(DEFAULT_DB_ALIAS)


def test_two_workers_do_not_get_in_each_other_s_way(issued: StampRange, keeper: keeping.Keeper) -> None:
    other = keeping.Keeper()
    for each in (keeper, other, keeper, other):
        kept(each)
    assert is_stored()
    assert keeping.store_page(Stamp(0, 0), NOW.date()) == (0, 49)
    assert StoredPage.objects.count() == 2


def read_by(work: Callable[[], object]) -> dict[str, set[str]]:
    """Each table SQLite itself says was read, with its columns."""
    read: dict[str, set[str]] = {}

    def note(act: int, table: str | None, column: str | None, *_: Any) -> int:
        if act == sqlite3.SQLITE_READ and table:
            read.setdefault(table, set()).add(column or "")
        return sqlite3.SQLITE_OK

    raw = connection.connection
    raw.execute("SELECT 1")
    raw.set_authorizer(note)
    try:
        work()
    finally:
        raw.set_authorizer(None)
    return read


def test_every_table_that_pages_are_read_from_is_watched(world: World, issued: StampRange) -> None:
    keep(world, made_of(batch_uri(Batch.objects.get()), batch_uri(lot_of(world, world.lotus_seed, lot="S1"))))

    def work() -> None:
        lines, _ = lines_of(Stamp(0, 1))
        ends_of(Stamp(0, 1))
        pages.made_page(lines, NOW.date(), "vi")

    read = read_by(work)
    every = {**changes.OF_PRODUCTS, **changes.REACHED, **changes.OF_EVENTS} | dict.fromkeys(changes.OF_ALL, "")
    watched = {model._meta.db_table: model for model in every}
    # Joined with events, but a page tells nothing of them; and a stamp's scans are asked for at each scan.
    untold = {model._meta.db_table for model in (TradePartner, MaterialLot, ScannedStamp)}
    assert len(read) > 20
    assert read.keys() - untold <= watched.keys()
    for table, columns in read.items():
        if table in watched and (limited := changes.COLUMNS.get(watched[table])):
            assert columns - {"id"} <= set(limited)


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


@pytest.mark.django_db(transaction=True)
def test_a_change_over_another_connection_shows_at_once(issued: StampRange, keeper: keeping.Keeper) -> None:
    kept(keeper)

    def elsewhere() -> None:
        try:
            Product.objects.update(name="Khô cá tra")
        finally:
            connections.close_all()

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert not is_stored()


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
