"""Indicators of the plan itself: work given, done, late; obstacles raised and answered. Figures by hand."""

from datetime import date, timedelta

import pytest

from ocop.ground.planning import actions
from ocop.ground.planning.measures import Value, measure_called, values_on
from ocop.ground.planning.models import Assignment
from tests.ground.planning.conftest import DUE, Desk
from tests.ground.planning.test_obstacles import raised
from tests.world import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def value(key: str, on: date = TODAY, since: date | None = None, desk: Desk | None = None, **options: str) -> Value:
    measure = measure_called(key)
    assert measure is not None
    offices = frozenset([desk.trade.pk]) if desk else None
    return values_on(measure, options, [on], since=since, offices=offices)[0]


@pytest.mark.requirement("R234")
def test_work_is_given_done_and_late_by_office(desk: Desk) -> None:
    """Two offices have one assignment each; chị Mai's is accepted, anh Nam's stays behind."""
    world = desk.world
    assert value("planning.assignments").count == 2
    assert value("planning.assignments", date(2025, 12, 31)).count == 0, "the work of 2026 begins with its year"
    desk.show(desk.class_work, world.chi_mai)
    actions.report(desk.class_work, result="Đã mở 2 lớp", by=world.actor(world.chi_mai), at=NOW)
    actions.accept(desk.class_work, by=world.actor(world.anh_dung), at=NOW)
    assert value("planning.done") == Value(TODAY, 1, 2)
    assert value("planning.done", TODAY - timedelta(days=1)) == Value(TODAY - timedelta(days=1), 0, 2)
    assert value("planning.done", desk=desk) == Value(TODAY, 0, 1)
    assert value("planning.done", year="2025") == Value(TODAY, 0, 0)
    assert value("planning.assignments", state="done").count == 1
    after = DUE + timedelta(days=1)
    assert [value("planning.overdue", day).count for day in (DUE, after)] == [0, 1]
    assert value("planning.overdue", after, desk=desk) == Value(after, 1, 1)
    Assignment.objects.filter(pk=desk.fair_work.pk).update(state="dropped")
    assert value("planning.overdue", after) == Value(after, 0, 1), "dropped work is nobody's any more"


@pytest.mark.requirement("R12", "R229")
def test_obstacles_are_raised_one_day_and_answered_another(desk: Desk) -> None:
    obstacle, nam = raised(desk), desk.world.actor(desk.anh_nam)
    actions.propose(obstacle, text="Tạm ghi theo văn bản sau", by=nam, at=NOW)
    assert value("planning.obstacles", field="guidance").count == 1
    assert value("planning.obstacles", field="money").count == 0
    assert value("planning.obstacles_answered").count == 0, "a proposal is not an answer"
    for days in (3, 5):
        actions.answer(obstacle, text=f"Lần {days}", by=nam, at=NOW + timedelta(days=days))
    told = [value("planning.obstacles_answered", TODAY + timedelta(days=days)).count for days in (2, 3, 5)]
    assert told == [0, 1, 1], "once, by its first answer"
