"""Objectives and targets are written by the plan's office, counted by a measure, changed in force with a reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from ocop.ground.planning import actions
from ocop.ground.planning.measures import known_measures
from ocop.ground.planning.models import Assignment, Objective, Plan, Target
from ocop.ground.planning.progress import line_on, units_of
from ocop.ground.planning.promise_words import OPTION_LABELS
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.ground.planning.conftest import Desk, year_plan
from tests.support.activities.conftest import planned
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.usefixtures("at_now"), pytest.mark.requirement("R59")]

FACTS = actions.TargetFacts(
    name="Sản phẩm đạt từ 3 sao",
    definition="Sản phẩm còn sao",
    measure="certification.recognised",
    figure=Decimal(10),
    due_on=date(2026, 12, 31),
)
TYPED = {
    "key": "chitieu23456",
    "name": "Lớp tập huấn cho chủ thể",
    "reference": "2.1",
    "definition": "Đếm lớp đã mở",
    "figure": "12",
    "due_on": "31/12/2026",
    "o_kind": "class",
}


@pytest.fixture
def draft(world: World) -> Plan:
    return actions.make_plan(year_plan(), office=world.province_committee, by=world.actor(world.anh_dung), at=NOW)


def test_anh_dung_writes_an_objective_and_mends_it(world: World, draft: Plan, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    address = reverse("planning:new_objective", args=[draft.public_id])
    for _ in range(2):
        assert client.post(address, {"text": "Nâng giá trị nông sản", "reference": "II.1"}).status_code == 302
    objective = Objective.objects.get()
    change = reverse("planning:change_objective", args=[draft.public_id, objective.public_id])
    client.post(change, {"text": "Nâng giá trị nông sản gắn với du lịch", "reference": "II.1"})
    page = client.get(reverse("planning:plan", args=[draft.public_id])).content.decode()
    assert "gắn với du lịch" in page
    changed = JournalEntry.objects.get(act="planning.objective_changed")
    assert changed.payload()["before"]["text"] == "Nâng giá trị nông sản"
    remove = reverse("planning:remove_objective", args=[draft.public_id, objective.public_id])
    assert client.post(remove).status_code == 302
    assert not Objective.objects.exists()


def test_a_target_is_added_by_choosing_a_measure_and_its_condition(world: World, draft: Plan, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    address = reverse("planning:new_target", args=[draft.public_id])
    page = client.get(address).content.decode()
    assert all(measure.name in page for measure in known_measures().values())
    form = client.get(address, {"phep-do": "activities.held"}).content.decode()
    assert "Con số phải đạt (hoạt động)" in form
    assert "Chỉ tính loại" in form
    for _ in range(2):
        assert client.post(f"{address}?phep-do=activities.held", TYPED).status_code == 302
    target = Target.objects.get()
    assert (target.unit, target.is_share, target.options) == ("hoạt động", False, {"kind": "class"})
    planned(world, "class", "Lớp đã mở", day=date(2026, 5, 4))
    planned(world, "fair", "Hội chợ", day=date(2026, 5, 5), details={"scope": "province"})
    from ocop.support.activities.models import Activity

    Activity.objects.update(state="held")
    line = line_on(target, NOW.date(), NOW.date())
    assert line.value is not None
    assert line.value.count == 1, "the fair is no class"


def test_a_share_takes_its_unit_from_the_measure(world: World, draft: Plan, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    address = reverse("planning:new_target", args=[draft.public_id]) + "?phep-do=training.leaders"
    typed = {**TYPED, "figure": "120"}
    del typed["o_kind"]
    page = client.post(address, typed).content.decode()
    assert "Con số phải đạt (%)" in page
    assert "tỷ lệ không quá 100%" in page
    assert client.post(address, {**typed, "figure": "80"}).status_code == 302
    assert Target.objects.get().is_share


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"measure": "khong.co"}, "Chưa có phép đo"),
        ({"options": {"stars": "9"}}, "không có giá trị"),
        ({"due_on": date(2027, 1, 1)}, "Ngày phải đạt nằm sau"),
        ({"due_on": date(2026, 1, 1)}, "Ngày phải đạt nằm sau"),
        ({"baseline": Decimal(1)}, "ghi cả hai"),
        ({"baseline": Decimal(1), "baseline_on": date(2026, 12, 31)}, "phải trước ngày phải đạt"),
    ],
)
def test_what_could_not_be_judged_is_refused(world: World, draft: Plan, wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(Refused, match=told):
        actions.add_target(draft, replace(FACTS, **wrong), by=world.actor(world.anh_dung), at=NOW)
    assert not Target.objects.exists()


def test_a_target_in_force_changes_with_a_reason_and_keeps_what_it_was(desk: Desk, sign_in: Any) -> None:
    world = desk.world
    client, by = sign_in(world.anh_dung), world.actor(world.anh_dung)
    with pytest.raises(Refused, match="đang có hiệu lực"):
        actions.add_target(desk.plan, FACTS, by=by, at=NOW)
    target = actions.add_target(desk.plan, FACTS, why="Công văn 15", by=by, at=NOW)
    address = reverse("planning:change_target", args=[target.public_id])
    typed = {"name": FACTS.name, "definition": FACTS.definition, "figure": "12", "due_on": "31/12/2026"}
    assert "Nhập lý do." in client.post(address, typed).content.decode()
    target.refresh_from_db()
    assert target.figure == 10
    for _ in range(2):
        assert client.post(address, {**typed, "why": "Điều chỉnh theo Công văn 99"}).status_code == 302
    target.refresh_from_db()
    assert target.figure == 12
    row = JournalEntry.objects.get(act="planning.target_changed")
    assert (row.why, row.payload()["before"], row.payload()["after"]) == (
        "Điều chỉnh theo Công văn 99",
        {"figure": "10"},
        {"figure": "12"},
    )
    page = client.get(reverse("planning:target", args=[target.public_id])).content.decode()
    assert "Con số phải đạt: 10 → 12" in page
    assert client.post(reverse("planning:remove_target", args=[target.public_id])).status_code == 302
    assert Target.objects.filter(pk=target.pk).exists(), "what was promised in force is not taken away"


def test_the_measure_of_a_target_may_be_chosen_anew(world: World, draft: Plan, sign_in: Any) -> None:
    target = actions.add_target(draft, FACTS, by=world.actor(world.anh_dung), at=NOW)
    client = sign_in(world.anh_dung)
    address = reverse("planning:change_target", args=[target.public_id])
    assert "training.leaders" in client.get(f"{address}?doi-phep-do=1").content.decode()
    typed = {"name": "Điểm bán", "definition": "Điểm bán trong tỉnh", "figure": "5", "due_on": "31/12/2026"}
    client.post(f"{address}?phep-do=markets.outlets", {**typed, "o_place": "inside"})
    target.refresh_from_db()
    assert (target.measure, target.options, target.unit) == ("markets.outlets", {"place": "inside"}, "điểm")
    assert client.post(reverse("planning:remove_target", args=[target.public_id])).status_code == 302
    assert not Target.objects.exists()


def test_only_the_plans_own_office_keeps_its_targets(desk: Desk, sign_in: Any) -> None:
    world = desk.world
    target = actions.add_target(desk.plan, FACTS, why="Có", by=world.actor(world.anh_dung), at=NOW)
    for user in (world.chi_mai, world.co_hien, world.ong_khanh, world.chi_lan):
        client = sign_in(user)
        for name, args in (
            ("new_objective", [desk.plan.public_id]),
            ("new_target", [desk.plan.public_id]),
            ("change_target", [target.public_id]),
        ):
            address = reverse(f"planning:{name}", args=args)
            assert client.get(address).status_code == 404, f"{name} for {user}"
            assert client.post(address, {**TYPED, "text": "Có"}).status_code == 404, f"{name} for {user}"
    actions.end_plan(desk.plan, by=world.actor(world.anh_dung), at=NOW)
    page = sign_in(world.anh_dung).get(reverse("planning:new_target", args=[desk.plan.public_id])).content.decode()
    assert "giữ như đã ban hành" in page


def test_a_communes_target_counts_its_own_place(world: World, sign_in: Any) -> None:
    """Cô Hiền's commune has one starred product; the province has two."""
    make_recognition(world.dried_fish, world.province_committee, stars=4, valid_from=date(2026, 7, 1))
    make_recognition(world.lotus_seed, world.province_committee, stars=4, valid_from=date(2026, 7, 1), number="2/QĐ")
    hien = world.actor(world.co_hien)
    plan = actions.make_plan(year_plan("Kế hoạch xã"), office=world.phuong_thinh_committee, by=hien, at=NOW)
    target = actions.add_target(plan, FACTS, by=hien, at=NOW)
    line = line_on(target, NOW.date(), NOW.date(), units_of(plan))
    assert line.value is not None
    assert line.value.count == 1
    page = sign_in(world.co_hien).get(reverse("planning:target", args=[target.public_id])).content.decode()
    assert "Địa bàn của UBND xã Phương Thịnh" in page
    assert "Hạt sen sấy" not in page
    rows = sign_in(world.anh_dung).get(reverse("planning:target_rows", args=[target.public_id])).content.decode()
    assert "Khô cá sặc rằn" in rows
    assert "Hạt sen sấy" not in rows, "the figure's rows are those it counted"


def test_every_condition_of_every_measure_has_words() -> None:
    names = {name for measure in known_measures().values() for name in measure.options}
    assert names <= set(OPTION_LABELS)


def test_a_shorter_plan_leaves_no_target_outside_its_days(draft: Plan, world: World, sign_in: Any) -> None:
    """Anh Dũng ends the draft in June while a target is due in December: the page names the target and its day."""
    by = world.actor(world.anh_dung)
    target = actions.add_target(draft, FACTS, by=by, at=NOW)
    words = {"name": draft.name, "kind": draft.kind, "starts_on": "1/1/2026", "ends_on": "30/6/2026"}
    address = reverse("planning:change_plan", args=[draft.public_id])
    page = sign_in(world.anh_dung).post(address, words).content.decode()
    assert "không chứa chỉ tiêu “Sản phẩm đạt từ 3 sao” (hạn 31/12/2026)" in page
    assert "30/6/2026" in page, "what was typed stays"
    draft.refresh_from_db()
    assert draft.ends_on == date(2026, 12, 31)
    actions.change_target(target, replace(FACTS, due_on=date(2026, 6, 30)), by=by, at=NOW)
    assert sign_in(world.anh_dung).post(address, words).status_code == 302
    draft.refresh_from_db()
    assert draft.ends_on == date(2026, 6, 30)


def test_a_shorter_plan_names_three_of_what_it_would_leave_outside(draft: Plan, world: World) -> None:
    by = world.actor(world.anh_dung)
    task = actions.add_task(draft, actions.TaskFacts(title="Mở lớp"), by=by, at=NOW)
    Assignment.objects.create(task=task, office=world.agriculture, year=2026, due_on=date(2026, 12, 1))
    for number in range(1, 4):
        actions.add_target(draft, replace(FACTS, name=f"Chỉ tiêu {number}"), by=by, at=NOW)
    shorter = replace(year_plan(), ends_on=date(2026, 6, 30))
    with pytest.raises(Refused, match=r"“Chỉ tiêu 3” \(hạn 31/12/2026\) và 1 mục khác"):
        actions.change_plan(draft, shorter, by=by, at=NOW)
    draft.targets.all().delete()
    with pytest.raises(Refused, match=r"việc “Mở lớp” \(hạn 01/12/2026\)"):
        actions.change_plan(draft, shorter, by=by, at=NOW)
