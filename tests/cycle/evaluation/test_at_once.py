"""Two people press the same button at the same moment: both get a calm answer and the act happens once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from ocop.cycle.evaluation import actions
from ocop.cycle.evaluation.models import Docket, ScoreSheet
from ocop.cycle.evaluation.states import DocketState, SheetState
from ocop.ground.registry.models import JournalEntry
from tests.world import NOW, build_world
from tests.world_evaluation import Table, make_accepted, make_council, marks_worth, sheet_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="the test database of SQLite lives in the memory of one connection"
    ),
]


@pytest.fixture
def table(db: None) -> Table:
    table = make_council(build_world())
    table.sit()
    return table


@pytest.fixture
def docket(table: Table) -> Docket:
    return table.open(table.docket(make_accepted(table.world, table.world.dried_fish)))


def at_once(act: Callable[[], object], times: int = 2) -> list[object]:
    """The same act from several connections, all starting together."""
    together = Barrier(times)

    def run() -> object:
        together.wait()
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return [each.result() for each in [pool.submit(run) for _ in range(times)]]


def test_two_closings_one_result(table: Table, docket: Docket) -> None:
    for seat, total in zip(table.scorers, (80, 84, 85, 88), strict=True):
        table.fill(docket, seat, marks_worth(sheet_of(docket.dossier), total))
    by = table.by(table.secretary)
    closed = at_once(lambda: actions.close_scoring(docket, by=by, at=NOW))
    assert closed[0].result == closed[1].result  # type: ignore[attr-defined]
    assert JournalEntry.objects.filter(act="evaluation.scoring_closed").count() == 1
    chair = table.by(table.chair)
    at_once(lambda: actions.conclude_docket(docket, by=chair, at=NOW))
    assert JournalEntry.objects.filter(act="evaluation.docket_concluded").count() == 1
    assert Docket.objects.get().state == DocketState.CONCLUDED


def test_a_sheet_handed_in_twice_is_sealed_once(table: Table, docket: Docket) -> None:
    member = table.members[0]
    sheet = table.fill(docket, member, marks_worth(sheet_of(docket.dossier), 80), seal=False)
    by = table.by(member)
    at_once(lambda: actions.seal_sheet(sheet, by=by, at=NOW), times=3)
    assert JournalEntry.objects.filter(act="evaluation.sheet_sealed").count() == 1


def test_a_sheet_handed_in_while_the_secretary_closes_is_in_or_out_but_never_half(table: Table, docket: Docket) -> None:
    marks = marks_worth(sheet_of(docket.dossier), 80)
    for seat in table.scorers[:3]:
        table.fill(docket, seat, marks)
    last = table.members[2]
    sheet = table.fill(docket, last, marks, seal=False)
    acts = iter(
        [
            lambda: actions.seal_sheet(sheet, by=table.by(last), at=NOW),
            lambda: actions.close_scoring(docket, by=table.by(table.secretary), at=NOW),
        ]
    )

    def press() -> object:
        from ocop.kit.scope import Refused

        try:
            return next(acts)()
        except Refused as refused:
            return refused.reason

    at_once(press)
    docket.refresh_from_db()
    sealed = ScoreSheet.objects.filter(docket=docket, state=SheetState.SEALED).count()
    assert sealed == 4
    if docket.state == DocketState.CLOSED:
        assert len(docket.result["members"]) == 4
    else:
        assert docket.state == DocketState.SCORING, "refused, since one sheet was still out"
