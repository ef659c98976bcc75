"""Plans are written, given priorities, issued and ended; communes turn the province's into their own."""

from datetime import date

import pytest

from ocop.ground.planning import actions
from ocop.ground.planning.models import Plan, Priority, Task
from ocop.ground.planning.states import PlanState, PriorityKind
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.ground.planning.conftest import Desk, year_plan
from tests.world import NOW, World

pytestmark = pytest.mark.django_db


def commune_plan(desk: Desk) -> Plan:
    world = desk.world
    return actions.make_plan(
        year_plan("Kế hoạch xã Phương Thịnh"),
        office=world.phuong_thinh_committee,
        parent=desk.plan,
        by=world.actor(world.co_hien),
        at=NOW,
    )


@pytest.mark.requirement("R17", "R18", "R190")
def test_a_commune_turns_the_provincial_plan_into_its_own_with_priorities(desk: Desk) -> None:
    by = desk.world.actor(desk.world.co_hien)
    plan = commune_plan(desk)
    for kind in (PriorityKind.UPGRADE, PriorityKind.TOURISM, PriorityKind.UPGRADE):
        actions.add_priority(plan, kind=kind, text="Nâng hạng khô cá", by=by, at=NOW)
    actions.add_task(plan, actions.TaskFacts(title="Tuyên truyền đến các ấp"), by=by, at=NOW)
    issued = actions.issue_plan(plan, number="5/KH-UBND", issued_on=date(2026, 2, 1), by=by, at=NOW)
    assert issued.state == PlanState.ISSUED
    assert list(desk.plan.children.all()) == [plan]
    assert plan.priorities.count() == 2, "the same priority pressed twice is one"


@pytest.mark.requirement("R20")
def test_a_committee_gives_its_plans_work_to_the_places_it_reaches_and_no_others(desk: Desk) -> None:
    world, by = desk.world, desk.world.actor(desk.world.co_hien)
    plan = commune_plan(desk)
    task = actions.add_task(plan, actions.TaskFacts(title="Tuyên truyền đến các ấp"), by=by, at=NOW)
    actions.issue_plan(plan, number="5/KH-UBND", issued_on=date(2026, 2, 1), by=by, at=NOW)
    own = actions.AssignmentWish([task], [world.phuong_thinh_committee], 2026, date(2026, 12, 1))
    assert len(actions.assign(plan, own, by=by, at=NOW)) == 1
    other = actions.AssignmentWish([task], [world.thap_muoi_committee], 2026, date(2026, 12, 1))
    with pytest.raises(Refused, match="không giao việc cho"):
        actions.assign(plan, other, by=by, at=NOW)


def test_nobody_writes_the_plan_of_another_office(desk: Desk) -> None:
    world = desk.world
    for user in (world.chu_tam, world.chi_mai, world.ong_khanh, world.chi_lan):
        with pytest.raises(Refused):
            actions.make_plan(
                year_plan("Kế hoạch lạ"), office=world.phuong_thinh_committee, by=world.actor(user), at=NOW
            )


def test_a_plan_made_twice_is_one_and_another_of_the_same_year_is_refused(world: World) -> None:
    by = world.actor(world.anh_dung)
    first = actions.make_plan(year_plan(), office=world.province_committee, by=by, at=NOW)
    assert actions.make_plan(year_plan(), office=world.province_committee, by=by, at=NOW) == first
    with pytest.raises(Refused, match="đã có"):
        actions.make_plan(year_plan("Kế hoạch khác"), office=world.province_committee, by=by, at=NOW)
    assert JournalEntry.objects.filter(act="planning.plan_made").count() == 1


def test_a_plan_without_tasks_is_not_issued_and_an_issued_one_is_not_rewritten(desk: Desk) -> None:
    world = desk.world
    by = world.actor(world.anh_dung)
    empty = actions.make_plan(year_plan(year=2027), office=world.province_committee, by=by, at=NOW)
    with pytest.raises(Refused, match="chưa có nhiệm vụ"):
        actions.issue_plan(empty, number="1", issued_on=date(2027, 1, 1), by=by, at=NOW)
    with pytest.raises(Refused, match="đã ban hành"):
        actions.add_task(desk.plan, actions.TaskFacts(title="Việc thêm"), by=by, at=NOW)
    with pytest.raises(Refused, match="đã ban hành"):
        actions.remove_task(desk.classes, by=by, at=NOW)
    assert Task.objects.filter(plan=desk.plan).count() == 2


def test_tasks_of_a_draft_are_changed_and_taken_out(desk: Desk) -> None:
    world = desk.world
    by = world.actor(world.anh_dung)
    draft = actions.make_plan(year_plan(year=2027), office=world.province_committee, by=by, at=NOW)
    task = actions.add_task(draft, actions.TaskFacts(title="Lập danh sách", agency="Sở"), by=by, at=NOW)
    changed = actions.TaskFacts(title="Lập sổ điểm bán", agency="Sở", partners=[desk.trade])
    actions.change_task(task, changed, by=by, at=NOW)
    task.refresh_from_db()
    assert (task.title, list(task.partners.all())) == ("Lập sổ điểm bán", [desk.trade])
    actions.remove_task(task, by=by, at=NOW)
    actions.remove_task(task, by=by, at=NOW)
    priority = actions.add_priority(draft, kind="other", text="Bao bì", by=by, at=NOW)
    actions.remove_priority(priority, by=by, at=NOW)
    assert not draft.tasks.exists()
    assert not Priority.objects.filter(plan=draft).exists()


def test_a_draft_is_seen_by_its_own_office_and_the_coordination_office_only(desk: Desk) -> None:
    world, plan = desk.world, commune_plan(desk)
    who_sees = {
        user.full_name
        for user in (world.co_hien, world.chu_tam, world.chi_mai, world.anh_dung, world.ong_khanh, world.chi_lan)
        if plan in Plan.objects.visible_to(world.actor(user))
    }
    assert who_sees == {world.co_hien.full_name, world.anh_dung.full_name, world.ong_khanh.full_name}


def test_an_ended_plan_gives_no_more_work(desk: Desk) -> None:
    by = desk.world.actor(desk.world.anh_dung)
    actions.end_plan(desk.plan, by=by, at=NOW)
    actions.end_plan(desk.plan, by=by, at=NOW)
    with pytest.raises(Refused, match="chưa kết thúc"):
        actions.assign(desk.plan, actions.AssignmentWish([desk.fairs], [desk.trade], 2026, NOW.date()), by=by, at=NOW)
    assert JournalEntry.objects.filter(act="planning.plan_ended").count() == 1
