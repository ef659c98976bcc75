"""Lines of a plan: a parent is the sum of its parts, shares are checked, gaps and doubts are said in words."""

from decimal import Decimal

import pytest

from ocop.ground.budget import actions
from ocop.ground.budget.actions import NewAllocation, NewLine
from ocop.ground.budget.coverage import coverage_of
from ocop.ground.budget.figures import forest, in_billions, shares_of, total_of
from ocop.ground.budget.models import BudgetLine
from ocop.ground.budget.states import Programme, Source
from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Task
from ocop.ground.planning.states import PlanState
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.ground.budget.conftest import BILLION, Money
from tests.world import NOW, World


@pytest.mark.requirement("R134", "R139")
def test_a_line_with_parts_is_the_sum_of_them_and_stores_none(world: World, money: Money) -> None:
    roots = forest(money.plan, world.actor(world.anh_dung))
    assert money.central.amount is None
    assert [row.need for row in roots] == [5 * BILLION, 10 * BILLION]
    assert total_of(roots).need == 15 * BILLION


def test_anh_dung_splits_a_line_only_into_parts_that_add_up(world: World, money: Money) -> None:
    dung = world.actor(world.anh_dung)
    wrong = [NewLine("Hộp", amount=BILLION), NewLine("Nhãn", amount=BILLION)]
    with pytest.raises(Refused, match=r"lệch 1.000.000.000 đồng"):
        actions.split_line(money.packaging, wrong, by=dung, at=NOW)
    assert not money.packaging.parts.exists()
    right = [NewLine("Hộp", amount=BILLION), NewLine("Nhãn", amount=2 * BILLION)]
    actions.split_line(money.packaging, right, by=dung, at=NOW)
    money.packaging.refresh_from_db()
    assert money.packaging.amount is None
    assert total_of(forest(money.plan, dung)).need == 15 * BILLION


def test_a_part_may_not_contradict_a_sum_that_stands(world: World, money: Money) -> None:
    dung = world.actor(world.anh_dung)
    with pytest.raises(Refused, match="số chung"):
        actions.add_line(money.plan, NewLine("Hộp", amount=1), parent=money.packaging, by=dung, at=NOW)
    part = actions.add_line(money.plan, NewLine("Hộp"), parent=money.packaging, by=dung, at=NOW)
    assert (part.source, part.amount) == (Source.CENTRAL, None)
    assert total_of(forest(money.plan, dung)).need == 15 * BILLION


def test_a_part_named_without_a_sum_gets_one_when_the_line_is_split(world: World, money: Money) -> None:
    dung = world.actor(world.anh_dung)
    box = actions.add_line(money.plan, NewLine("Hộp"), parent=money.packaging, by=dung, at=NOW)
    rest = [NewLine("Nhãn", amount=BILLION)]
    with pytest.raises(Refused, match="mọi phần"):
        actions.split_line(money.packaging, rest, by=dung, at=NOW)
    actions.split_line(money.packaging, rest, known={box.pk: 2 * BILLION}, by=dung, at=NOW)
    box.refresh_from_db()
    assert box.amount == 2 * BILLION


def test_a_line_that_was_paid_of_is_not_split(world: World, money: Money) -> None:
    dung = world.actor(world.anh_dung)
    row = NewAllocation(money.packaging, world.province_committee, world.agriculture, BILLION)
    actions.allocate([row], year=2026, decision_number="", decided_on=NOW.date(), by=dung, at=NOW)
    parts = [NewLine("Hộp", amount=BILLION), NewLine("Nhãn", amount=2 * BILLION)]
    with pytest.raises(Refused, match="đã có phân bổ"):
        actions.split_line(money.packaging, parts, by=dung, at=NOW)


def test_lines_are_added_to_a_plan_that_has_not_ended_once_however_often_pressed(world: World, money: Money) -> None:
    dung = world.actor(world.anh_dung)
    new = NewLine("Hội chợ", source=Source.CENTRAL, amount=BILLION)
    first = actions.add_line(money.plan, new, by=dung, at=NOW)
    assert actions.add_line(money.plan, new, by=dung, at=NOW) == first
    assert JournalEntry.objects.filter(act="budget.line_added").count() == 1
    money.plan.state = PlanState.ENDED
    money.plan.save()
    with pytest.raises(Refused, match="kết thúc"):
        actions.add_line(money.plan, NewLine("Muộn", source=Source.CENTRAL), by=dung, at=NOW)


@pytest.mark.parametrize("who", ["chi_mai", "co_hien", "ong_khanh", "chi_lan"])
def test_only_the_coordination_office_and_the_plans_own_office_keep_lines(world: World, money: Money, who: str) -> None:
    actor = world.actor(getattr(world, who))
    with pytest.raises(Refused):
        actions.add_line(money.plan, NewLine("X", source=Source.CENTRAL), by=actor, at=NOW)
    with pytest.raises(Refused):
        actions.set_shares(money.pilot, {world.agriculture: Decimal(100)}, by=actor, at=NOW)


@pytest.mark.requirement("R136", "R137")
def test_a_payer_behind_its_half_shows_in_dong_and_in_points(world: World, money: Money) -> None:
    dung = world.actor(world.anh_dung)
    rows = [
        NewAllocation(money.pilot, world.province_committee, world.thap_muoi_committee, 3 * BILLION),
        NewAllocation(money.pilot, world.thap_muoi_committee, world.thap_muoi_committee, BILLION),
    ]
    actions.allocate(rows, year=2026, decision_number="", decided_on=NOW.date(), by=dung, at=NOW)
    (found,) = shares_of(money.plan)
    checks = dict(found.allocated)
    commune = checks[world.thap_muoi_committee]
    assert (commune.planned, commune.difference) == (5 * BILLION, -BILLION)
    assert commune.percent_difference == Decimal("-25.0")


def test_shares_make_a_hundred_or_are_refused(world: World, money: Money) -> None:
    with pytest.raises(Refused, match="100"):
        actions.set_shares(money.pilot, {world.agriculture: Decimal(60)}, by=world.actor(world.anh_dung), at=NOW)


@pytest.mark.requirement("R134", "R138")
def test_uncovered_tasks_exhausted_sources_and_doubtful_money_are_told(world: World, money: Money) -> None:
    dung = world.actor(world.anh_dung)
    covered = Task.objects.create(plan=money.plan, reference="IV.1", ordinal=1, title="Tập huấn cán bộ")
    Task.objects.create(plan=money.plan, reference="IV.9", ordinal=2, title="Sở hữu trí tuệ")
    actions.link_tasks(money.classes, [covered], by=dung, at=NOW)
    type(world.thap_muoi_committee).objects.filter(pk=world.thap_muoi_committee.pk).update(tier=Tier.DISTRICT)
    money.line("Ngân sách các huyện", source=Source.INTEGRATED, programme=Programme.DISTRICTS, amount=BILLION)
    found = coverage_of(money.plan, forest(money.plan, dung))
    assert [task.title for task in found.tasks] == ["Sở hữu trí tuệ"]
    assert len(found.exhausted) == 1
    assert "Mô hình sen" in found.exhausted[0]
    assert len(found.doubtful) == 1
    assert "5,000 tỷ đồng" in found.doubtful[0]


def test_the_tree_asks_a_constant_number_of_questions(world: World, money: Money, django_assert_num_queries) -> None:
    for number in range(30):
        money.line(f"Dòng {number}", source=Source.CENTRAL, parent=money.central, amount=1)
    dung = world.actor(world.anh_dung)
    with django_assert_num_queries(3):
        forest(money.plan, dung)


def test_sums_are_printed_to_the_million_and_further_only_where_they_must() -> None:
    assert in_billions(38_614_000_000) == "38,614"
    assert in_billions(134_617_500_000) == "134,6175"
    assert in_billions(0) == "0"
    assert in_billions(None) == ""


def test_a_plan_of_nothing_has_no_need(world: World, money: Money) -> None:
    BudgetLine.objects.all().update(parent=None)
    assert total_of([]).need is None
