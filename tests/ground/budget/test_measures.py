"""Sums of money as indicators: each đồng once, by source, line, tier, office and place; figures by hand."""

from datetime import date, timedelta

import pytest

from ocop.ground.budget import actions
from ocop.ground.budget.actions import NewAllocation, NewLine, Payment
from ocop.ground.budget.actions.lines import add_line, split_line
from ocop.ground.budget.figures import forest, total_of
from ocop.ground.budget.measures import ALLOCATED, GIFTS, GIFTS_WORTH, NEEDS, PAID, RAISED
from ocop.ground.budget.models import BudgetLine, Mobilisation
from ocop.ground.budget.queries import LEVELS
from ocop.ground.planning.measures import Measure, Span, by_part, rows_behind, values_on
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanKind, PlanState
from ocop.kit.scope import Refused
from tests.ground.budget.conftest import BILLION, Money
from tests.ground.budget.test_payments import gift
from tests.world import NOW, World

TODAY = NOW.date()


def billions(measure: Measure, on: date = TODAY, since: date = date(2026, 1, 1), **options: str) -> float:
    return values_on(measure, options, [on], since=since)[0].count / BILLION


@pytest.mark.requirement("R134")
def test_needs_are_the_narrowest_figures_of_plans_under_no_other(world: World, money: Money) -> None:
    assert billions(NEEDS) == 15
    assert (billions(NEEDS, source="central"), billions(NEEDS, source="local")) == (5, 10)
    assert billions(NEEDS, line=money.central.code) == 5
    assert billions(NEEDS, on=date(2027, 1, 1)) == 0, "the plan is over"
    below = Plan.objects.create(
        kind=PlanKind.YEAR, name="Kế hoạch huyện", office=world.agriculture, parent=money.plan,
        starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), state=PlanState.ISSUED,
    )  # fmt: skip
    BudgetLine.objects.create(plan=below, code="x", ordinal=1, name="Nhắc lại", source="central", amount=5 * BILLION)
    assert billions(NEEDS) == 15, "a plan under another repeats its money"
    halves = [NewLine(name=f"Nửa {n}", amount=5 * BILLION) for n in (1, 2)]
    split_line(money.pilot, halves, by=world.actor(world.anh_dung), at=NOW)
    assert billions(NEEDS) == 15, "a line divided is counted by its parts"
    assert billions(NEEDS) * BILLION == total_of(forest(money.plan, world.actor(world.anh_dung))).need
    Plan.objects.filter(pk=money.plan.pk).update(state=PlanState.DRAFT)
    assert billions(NEEDS) == 0


def test_what_is_set_aside_and_paid_is_asked_by_source_line_tier_office_and_place(world: World, money: Money) -> None:
    dung = world.actor(world.anh_dung)
    rows = [
        NewAllocation(money.packaging, world.province_committee, world.agriculture, 2 * BILLION),
        NewAllocation(money.pilot, world.thap_muoi_committee, world.agriculture, BILLION),
    ]
    actions.allocate(rows, year=2026, decision_number="1/QĐ", decided_on=date(2026, 3, 1), by=dung, at=NOW)
    assert (billions(ALLOCATED), billions(ALLOCATED, on=date(2026, 2, 28))) == (3, 0)
    assert (billions(ALLOCATED, tier="province"), billions(ALLOCATED, tier="commune")) == (2, 1)
    assert (billions(ALLOCATED, source="local"), billions(ALLOCATED, line=money.central.code)) == (1, 2)
    assert billions(ALLOCATED, since=date(2027, 1, 1), on=date(2027, 6, 1)) == 0, "of the year 2026"
    (own,) = values_on(ALLOCATED, {}, [TODAY], since=None, offices=frozenset([world.thap_muoi_committee.pk]))
    assert own.count == BILLION
    found = by_part(ALLOCATED, {}, Span(TODAY, date(2026, 1, 1)), lambda unit: unit)
    assert found == {world.province.pk: 2 * BILLION, world.thap_muoi.pk: BILLION}
    assert by_part(ALLOCATED, {}, Span(TODAY, date(2026, 1, 1)), lambda unit: "tỉnh") == {"tỉnh": 3 * BILLION}
    paid = [
        actions.disburse(
            Payment(money.packaging, TODAY, world.agriculture, amount * BILLION, "In hộp", payee_name="Nhà in"),
            by=world.actor(world.chi_mai),
            at=NOW,
        )
        for amount in (1, 1)
    ]
    assert billions(PAID) == 2, "two payments of one sum are two"
    actions.cancel_disbursement(paid[0], why="Ghi nhầm", by=dung, at=NOW)
    assert (billions(PAID), billions(PAID, on=TODAY - timedelta(days=1))) == (1, 0)
    assert [PAID.counted.label(row) for row in rows_behind(PAID, {}, Span(TODAY))] == ["In bao bì"]


@pytest.mark.requirement("R132", "R133")
def test_a_span_of_years_counts_only_whole(money: Money) -> None:
    for first, last, amount in ((2018, 2020, 6), (2021, 2021, 1)):
        Mobilisation.objects.create(line=money.packaging, first_year=first, last_year=last, amount=amount * BILLION)
    spans = ((2018, 2020), (2019, 2020), (2018, 2019), (2018, 2021))
    told = [billions(RAISED, since=date(first, 1, 1), on=date(last, 12, 31)) for first, last in spans]
    assert told == [6, 0, 0, 7]
    assert billions(RAISED, since=date(2018, 1, 1), on=date(2020, 12, 30)) == 0, "the last day is not over"


def test_gifts_nobody_valued_are_counted_and_add_nothing(world: World, money: Money) -> None:
    hien = world.actor(world.co_hien)
    actions.record_contribution(gift(world, money, what="Hiến đất", kind="land"), by=hien, at=NOW)
    actions.record_contribution(gift(world, money, value=30_000_000, what="Góp công", kind="labour"), by=hien, at=NOW)
    assert values_on(GIFTS, {}, [TODAY], since=None)[0].count == 2
    assert values_on(GIFTS_WORTH, {}, [TODAY], since=None)[0].count == 30_000_000
    assert values_on(GIFTS_WORTH, {"kind": "land"}, [TODAY], since=None)[0].count == 0
    labels = [GIFTS.counted.label(row) for row in rows_behind(GIFTS, {}, Span(TODAY))]
    assert sorted(labels) == ["Sức lao động: Góp công", "Đất đai: Hiến đất"], "no giver is named"


def test_a_line_is_not_divided_deeper_than_sums_are_read(world: World, money: Money) -> None:
    by = world.actor(world.anh_dung)
    parent = add_line(money.plan, NewLine(name="Vốn khác", source="other"), by=by, at=NOW)
    for level in range(2, LEVELS + 1):
        parent = add_line(money.plan, NewLine(name=f"Cấp {level}"), parent=parent, by=by, at=NOW)
    with pytest.raises(Refused, match=f"tối đa {LEVELS} cấp"):
        add_line(money.plan, NewLine(name="Sâu quá"), parent=parent, by=by, at=NOW)
