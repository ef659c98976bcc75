"""What a process remembers of stamps is what the database says, at every moment."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from threading import Thread
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.test.utils import CaptureQueriesContext

from ocop.cycle.scans import actions as scans
from ocop.cycle.scans.models import ScannedStamp
from ocop.cycle.scans.scan import Scan
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.models import Batch, StampRange
from ocop.cycle.traceability.states import Mishap
from ocop.ground.producers.models import Product
from ocop.public.scans import changes, counting
from ocop.public.scans import known as room
from ocop.public.scans.facts import facts_in, lines_of
from ocop.public.scans.known import known
from ocop.rules.stamps import Stamp
from tests.public.scans.ways import Counted, ScansFirst, asked, code
from tests.world import NOW, World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("at_now"),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL is asked every time"),
]


@pytest.fixture(autouse=True)
def _watched(transactional_db: None) -> None:
    """Emptying the database between tests takes the version along; a migration puts it back."""
    changes.watch(DEFAULT_DB_ALIAS)


@pytest.fixture
def questions(monkeypatch: pytest.MonkeyPatch) -> list[Stamp]:
    """Each stamp whose lines were asked for."""
    asked: list[Stamp] = []

    def noted(stamp: Stamp) -> Any:
        asked.append(stamp)
        return lines_of(stamp)

    monkeypatch.setattr(room, "lines_of", noted)
    return asked


def elsewhere(act: Callable[[], object]) -> None:
    """Do it over another connection, as another process would."""

    def work() -> None:
        try:
            act()
        finally:
            connections.close_all()

    thread = Thread(target=work)
    thread.start()
    thread.join()


def name_of(index: int) -> str:
    return facts_in(known(Stamp(0, index))[0].lines).product


def test_stamps_of_one_lot_are_asked_for_twice_at_most(issued: StampRange, questions: list[Stamp]) -> None:
    assert [known(Stamp(0, index))[0].lines for index in range(50)] == [lines_of(Stamp(0, 0))[0]] * 50
    assert questions == [Stamp(0, 0), Stamp(0, 1)]
    with CaptureQueriesContext(connection):  # a connection that is watched remembers nothing
        known(Stamp(0, 1))
    assert len(questions) == 3


def learned(questions: list[Stamp]) -> None:
    """Ask of the lot until it stands in memory."""
    for index in range(3):
        known(Stamp(0, index))
    questions.clear()
    known(Stamp(0, 3))
    assert questions == []


def test_a_change_by_this_connection_and_by_another_shows_at_once(issued: StampRange, questions: list[Stamp]) -> None:
    learned(questions)
    Product.objects.update(name="Khô cá lóc")
    assert name_of(0) == "Khô cá lóc"
    learned(questions)
    elsewhere(lambda: Product.objects.update(name="Khô cá tra"))
    assert name_of(0) == "Khô cá tra"


def test_a_change_while_the_connection_was_closed_shows_at_once(issued: StampRange, questions: list[Stamp]) -> None:
    elsewhere(lambda: Product.objects.update(name="Khô cá lóc"))
    for name in ("Khô cá tra", "Khô cá chạch", "Khô cá kèo"):
        learned(questions)
        reopened()
        learned(questions)
        elsewhere(lambda name=name: Product.objects.update(name=name))
        reopened()
        assert name_of(0) == name


def reopened() -> None:
    """As a connection that has grown old. A database in memory lives on only while somebody holds it."""
    with closing(sqlite3.connect(connection.settings_dict["NAME"], uri=True)):
        connection.connection.close()
        connection.connection = None
        connection.connect()


def test_what_was_rolled_back_was_never_known(issued: StampRange, questions: list[Stamp]) -> None:
    learned(questions)
    with transaction.atomic():
        Product.objects.update(name="Khô cá lóc")
        assert name_of(0) == "Khô cá lóc"
        transaction.set_rollback(True)
    assert name_of(0) == "Khô cá sặc rằn"


def test_scans_written_down_and_summed_up_make_nobody_ask_again(issued: StampRange, questions: list[Stamp]) -> None:
    learned(questions)
    elsewhere(lambda: scans.remember([Scan(0, index, NOW, b"lan", "82", "valid") for index in range(5)]))
    _stretch, seen = known(Stamp(0, 4))
    assert (questions, seen and seen.scans) == ([], 1)


def test_a_database_whose_triggers_went_is_asked_every_time(issued: StampRange, questions: list[Stamp]) -> None:
    learned(questions)
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER lines_changed_producers_product_update")
    reopened()
    Product.objects.update(name="Khô cá lóc")
    assert [name_of(0), name_of(0)] == ["Khô cá lóc"] * 2
    assert len(questions) == 2
    changes.watch(DEFAULT_DB_ALIAS)
    reopened()
    learned(questions)


def test_every_table_that_lines_are_read_from_is_watched(issued: StampRange) -> None:
    """SQLite itself tells which tables the questions read."""
    read: set[str] = set()

    def note(act: int, table: str | None, *_: Any) -> int:
        if act == sqlite3.SQLITE_READ and table:
            read.add(table)
        return sqlite3.SQLITE_OK

    raw = connection.connection
    raw.execute("SELECT 1")
    raw.set_authorizer(note)
    try:
        lines_of(Stamp(0, 1))
        room._ends(Stamp(0, 1))
    finally:
        raw.set_authorizer(None)
    assert len(read) > 10
    assert read - {ScannedStamp._meta.db_table} == {model._meta.db_table for model in changes.READ}


def test_a_recall_shows_at_the_next_scan(
    world: World, issued: StampRange, questions: list[Stamp], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting.scan_log, "start", lambda: None)
    short = ScansFirst(Counted())
    for number in (1, 2, 3):
        assert "Còn hiệu lực" in asked(short, f"/T/{code(number)}").words
    questions.clear()
    assert "Còn hiệu lực" in asked(short, f"/T/{code(4)}").words
    assert questions == []
    said = {"reason": "Nhiễm khuẩn.", "danger": "Có thể đau bụng.", "advice": "Mang trả nơi mua."}
    by = world.actor(world.anh_dung)
    elsewhere(lambda: actions.declare_recall(Batch.objects.get(), **said, by=by, at=NOW))
    assert "đừng dùng" in asked(short, f"/T/{code(4)}").words


def test_every_stamp_around_every_edge_has_its_own_lines(world: World, issued: StampRange) -> None:
    """Asked in whatever order, with lots and lost stamps beginning and ending between them."""
    lan = world.actor(world.chi_lan)
    second = actions.make_batch(world.dried_fish, lot="L2", made_on=NOW.date(), quantity=20, by=lan, at=NOW)
    actions.activate(issued, second, first=61, last=80, by=lan, at=NOW)
    for first, last in ((10, 12), (50, 62), (80, 81), (100, 100)):
        said: dict[str, Any] = {"mishap": Mishap.LOST, "reason": "Rơi mất"}
        actions.void_stamps(issued, first=first, last=last, **said, by=lan, at=NOW)
    actions.issue_stamps(world.dried_fish, count=5, by=lan, at=NOW)
    order = [*range(0, 110, 7), *range(109, -1, -1)]
    assert [known(Stamp(0, at))[0].lines for at in order] == [lines_of(Stamp(0, at))[0] for at in order]
    assert known(Stamp(0, 105))[0].lines == ()
    assert known(Stamp(1, 0))[0].lines == ()
