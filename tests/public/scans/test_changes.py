"""Whoever changes what a page rests on does away with it, at once and whoever it is."""

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from ocop.cycle.certification.models import Recognition, RecognitionDecision
from ocop.cycle.dossiers.states import DossierKind
from ocop.cycle.epcis.addresses import batch_uri
from ocop.cycle.epcis.models import EventItem, MaterialLot
from ocop.cycle.epcis.models import Partner as TradePartner
from ocop.cycle.scans.models import ScannedStamp
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.models import Activation, Batch, StampEpoch, StampRange
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Paper, Producer, Product
from ocop.ground.producers.states import LegalForm, PaperKind
from ocop.ground.programme.models import Round
from ocop.ground.registry.models import Document
from ocop.public.scans import changes, keeping, pages
from ocop.public.scans.facts import lines_of
from ocop.public.scans.models import StoredPage, StoredPagesState
from ocop.public.scans.stretches import ends_of
from ocop.rules.stamps import Stamp
from ocop.support.markets.models import Listing, Outlet, Partner, Placement
from tests.cycle.epcis.chain import keep, lot_of, made_of, seen
from tests.public.scans.test_both_ways import CASES
from tests.public.scans.ways import is_stored, kept, words
from tests.public.window import list_online, make_outlet, place
from tests.world import NOW, World
from tests.world_certification import make_concluded, official_round

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("at_now"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL is asked every time"),
]


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


def test_things_that_become_another_lot_s_void_all_pages(
    world: World, issued: StampRange, keeper: keeping.Keeper
) -> None:
    keep(world, seen(Batch.objects.get(), step="shipping"))
    kept(keeper)
    EventItem.objects.update(batch=lot_of(world, world.lotus_seed, lot="S1"))
    assert StoredPagesState.objects.get().good_until == 0


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
