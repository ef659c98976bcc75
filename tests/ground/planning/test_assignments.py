"""An agency does its part of the plan: it begins, shows results, reports; the coordination office takes or returns."""

from datetime import date, timedelta

import pytest

from ocop.ground.planning import actions
from ocop.ground.planning.models import Assignment, Reminder
from ocop.ground.planning.states import ASSIGNMENT_WORKFLOW, AssignmentState
from ocop.ground.planning.todo import todos_for
from ocop.ground.registry.models import JournalEntry, Notice
from ocop.kit.scope import Refused
from tests.ground.planning.conftest import DUE, Desk
from tests.world import NOW

pytestmark = pytest.mark.django_db


def acts_on(work: Assignment) -> list[str]:
    rows = JournalEntry.objects.filter(subject_id=work.public_id).order_by("seq")
    return [row.act.removeprefix("planning.") for row in rows]


@pytest.mark.requirement("R10", "R15", "R16", "R28")
def test_the_department_does_its_task_and_the_coordination_office_takes_it(desk: Desk) -> None:
    mai, dung = desk.world.actor(desk.world.chi_mai), desk.world.actor(desk.world.anh_dung)
    actions.begin(desk.class_work, by=mai, at=NOW)
    desk.show(desk.class_work, desk.world.chi_mai)
    actions.report(desk.class_work, result="Đã mở 3 lớp, 120 người", by=mai, at=NOW)
    done = actions.accept(desk.class_work, by=dung, at=NOW)
    assert (done.state, done.ended_at) == (AssignmentState.DONE, NOW)
    assert acts_on(desk.class_work) == [
        "assigned",
        "assignment_begun",
        "proof_added",
        "assignment_reported",
        "assignment_accepted",
    ]


@pytest.mark.requirement("R28")
def test_nothing_is_reported_without_words_and_something_that_shows_it(desk: Desk) -> None:
    mai = desk.world.actor(desk.world.chi_mai)
    with pytest.raises(Refused, match="ít nhất một tệp"):
        actions.report(desk.class_work, result="Đã làm", by=mai, at=NOW)
    desk.show(desk.class_work, desk.world.chi_mai)
    with pytest.raises(Refused, match="Ghi kết quả"):
        actions.report(desk.class_work, result="   ", by=mai, at=NOW)
    desk.class_work.refresh_from_db()
    assert desk.class_work.state == AssignmentState.ASSIGNED


def test_a_record_of_another_room_counts_as_a_result_and_is_shown_once(desk: Desk) -> None:
    mai = desk.world.actor(desk.world.chi_mai)
    for _ in range(2):
        actions.attach_record(
            desk.class_work, subject=desk.world.round, label="Đợt 2", url="/chuong-trinh/dot/", by=mai, at=NOW
        )
    assert desk.class_work.proofs.count() == 1
    assert actions.report(desk.class_work, result="Xong", by=mai, at=NOW).state == AssignmentState.REPORTED


def test_a_return_says_what_is_missing_and_the_office_reports_again(desk: Desk) -> None:
    mai, dung = desk.world.actor(desk.world.chi_mai), desk.world.actor(desk.world.anh_dung)
    desk.show(desk.class_work, desk.world.chi_mai)
    actions.report(desk.class_work, result="Đã mở lớp", by=mai, at=NOW)
    with pytest.raises(Refused, match="Ghi lý do"):
        actions.return_for_more(desk.class_work, why=" ", by=dung, at=NOW)
    returned = actions.return_for_more(desk.class_work, why="Thiếu danh sách lớp", by=dung, at=NOW)
    assert returned.state == AssignmentState.RETURNED
    told = Notice.objects.get(office_id=desk.world.agriculture.pk, title="Cần bổ sung kết quả")
    assert told.body == "Thiếu danh sách lớp"
    again = actions.report(desk.class_work, result="Đã mở lớp, kèm danh sách", by=mai, at=NOW)
    assert again.state == AssignmentState.REPORTED


def test_only_the_coordination_office_takes_returns_and_drops(desk: Desk) -> None:
    desk.show(desk.class_work, desk.world.chi_mai)
    actions.report(desk.class_work, result="Đã mở lớp", by=desk.world.actor(desk.world.chi_mai), at=NOW)
    for user in (desk.world.chi_mai, desk.anh_nam, desk.world.ong_khanh, desk.world.co_hien):
        with pytest.raises(Refused, match="Văn phòng Điều phối"):
            actions.accept(desk.class_work, by=desk.world.actor(user), at=NOW)
    with pytest.raises(Refused, match="Đã báo cáo"):
        actions.drop(desk.class_work, why="Thôi", by=desk.world.actor(desk.world.anh_dung), at=NOW)


def test_another_agency_and_the_leader_change_nothing(desk: Desk) -> None:
    for user in (desk.anh_nam, desk.world.ong_khanh):
        with pytest.raises(Refused, match="cơ quan được giao"):
            actions.begin(desk.class_work, by=desk.world.actor(user), at=NOW)


def test_every_move_of_the_table_and_no_other_is_possible() -> None:
    moves = {(move.action, source, move.target) for move in ASSIGNMENT_WORKFLOW.transitions for source in move.sources}
    assert len(moves) == 9
    assert not ASSIGNMENT_WORKFLOW.actions_from(AssignmentState.DONE)
    assert not ASSIGNMENT_WORKFLOW.actions_from(AssignmentState.DROPPED)


def test_a_second_press_changes_nothing_twice(desk: Desk) -> None:
    mai, dung = desk.world.actor(desk.world.chi_mai), desk.world.actor(desk.world.anh_dung)
    for _ in range(2):
        actions.begin(desk.class_work, by=mai, at=NOW)
    desk.show(desk.class_work, desk.world.chi_mai)
    for _ in range(2):
        actions.report(desk.class_work, result="Xong", by=mai, at=NOW)
    for _ in range(2):
        actions.accept(desk.class_work, by=dung, at=NOW)
    assert [act for act in acts_on(desk.class_work) if act.startswith("assignment_")] == [
        "assignment_begun",
        "assignment_reported",
        "assignment_accepted",
    ]


def test_giving_the_same_work_twice_shows_the_effect_and_keeps_the_first(desk: Desk) -> None:
    by = desk.world.actor(desk.world.anh_dung)
    wish = actions.AssignmentWish(
        [desk.classes, desk.fairs], [desk.world.agriculture, desk.trade], 2026, DUE + timedelta(days=5)
    )
    assert [effect.already is None for effect in actions.effects_of(wish)] == [False, True, True, False]
    assert len(actions.assign(desk.plan, wish, by=by, at=NOW)) == 2
    assert actions.assign(desk.plan, wish, by=by, at=NOW) == []
    desk.class_work.refresh_from_db()
    assert desk.class_work.due_on == DUE


def test_the_day_moves_only_with_a_reason_and_the_office_is_told(desk: Desk) -> None:
    by, later = desk.world.actor(desk.world.anh_dung), DUE + timedelta(days=14)
    with pytest.raises(Refused, match="lý do"):
        actions.change_due(desk.class_work, due_on=later, why="", by=by, at=NOW)
    with pytest.raises(Refused):
        actions.change_due(desk.class_work, due_on=later, why="Xin", by=desk.world.actor(desk.world.chi_mai), at=NOW)
    actions.change_due(desk.class_work, due_on=later, why="Chờ bão tan", by=by, at=NOW)
    assert Notice.objects.filter(office_id=desk.world.agriculture.pk, body="Chờ bão tan").count() == 1


@pytest.mark.requirement("R15")
def test_offices_are_reminded_fourteen_and_three_days_before_and_once_when_late(desk: Desk) -> None:
    told = []
    for days in (-20, -14, -14, -10, -3, -2, 0, 1, 2, 9):
        at = NOW.replace(month=12, day=10) + timedelta(days=days)
        told.append(actions.remind(at=at))
    assert told == [0, 2, 0, 0, 2, 0, 0, 2, 0, 0]
    assert Reminder.objects.count() == 6


def test_nobody_is_reminded_of_work_that_is_reported_or_of_a_plan_that_ended(desk: Desk) -> None:
    desk.show(desk.class_work, desk.world.chi_mai)
    actions.report(desk.class_work, result="Xong", by=desk.world.actor(desk.world.chi_mai), at=NOW)
    late = NOW + timedelta(days=40)
    assert actions.remind(at=late) == 1
    actions.end_plan(desk.plan, by=desk.world.actor(desk.world.anh_dung), at=NOW)
    Reminder.objects.all().delete()
    assert actions.remind(at=late) == 0


def test_a_moved_day_is_reminded_anew(desk: Desk) -> None:
    at = NOW.replace(month=12, day=8)
    assert actions.remind(at=at) == 2
    by = desk.world.actor(desk.world.anh_dung)
    actions.change_due(desk.class_work, due_on=date(2026, 12, 20), why="Chờ kinh phí", by=by, at=at)
    assert actions.remind(at=at) == 1


def test_each_home_shows_its_own_due_work_and_the_office_that_checks_sees_what_waits(desk: Desk) -> None:
    world = desk.world
    titles = [todo.title for todo in todos_for(world.actor(world.chi_mai), at=NOW)]
    assert titles == ["Làm và báo cáo: Mở lớp tập huấn cho cán bộ"]
    desk.show(desk.class_work, world.chi_mai)
    actions.report(desk.class_work, result="Xong", by=world.actor(world.chi_mai), at=NOW)
    assert todos_for(world.actor(world.chi_mai), at=NOW) == []
    late = NOW + timedelta(days=40)
    waiting = [todo.title for todo in todos_for(world.actor(world.anh_dung), at=late)]
    assert waiting == ["Xem 1 báo cáo kết quả", "Đôn đốc 1 cơ quan đang trễ"]
    for user in (world.ong_khanh, world.chi_lan, world.ba_nga):
        assert todos_for(world.actor(user), at=late) == []


def test_a_plan_that_ended_asks_nobody_for_anything(desk: Desk) -> None:
    world = desk.world
    actions.end_plan(desk.plan, by=world.actor(world.anh_dung), at=NOW)
    late = NOW + timedelta(days=40)
    assert todos_for(world.actor(world.chi_mai), at=late) == []
    assert todos_for(world.actor(world.anh_dung), at=late) == []
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.begin(desk.class_work, by=world.actor(world.chi_mai), at=late)
