"""What a process remembers of stamps is what the database says, at every moment."""

from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from ocop.cycle.traceability import actions
from ocop.cycle.traceability.models import Batch, StampRange
from ocop.cycle.traceability.states import Mishap
from ocop.ground.producers.models import Product
from ocop.public.scans import known as room
from ocop.public.scans.facts import facts_in, lines_of
from ocop.public.scans.known import known
from ocop.rules.stamps import Stamp
from tests.world import NOW, World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL is asked every time"),
]


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


def test_a_change_by_this_connection_and_by_another_shows_at_once(issued: StampRange) -> None:
    assert name_of(0) == "Khô cá sặc rằn"
    Product.objects.update(name="Khô cá lóc")
    assert name_of(0) == "Khô cá lóc"
    elsewhere(lambda: Product.objects.update(name="Khô cá tra"))
    assert name_of(0) == "Khô cá tra"


def test_a_recall_shows_at_once(world: World, issued: StampRange) -> None:
    assert facts_in(known(Stamp(0, 0))[0].lines).recalled_at is None
    said = {"reason": "Nhiễm khuẩn.", "danger": "Có thể đau bụng.", "advice": "Mang trả nơi mua."}
    by = world.actor(world.anh_dung)
    elsewhere(lambda: actions.declare_recall(Batch.objects.get(), **said, by=by, at=NOW))
    assert facts_in(known(Stamp(0, 0))[0].lines).recalled_at == NOW


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
