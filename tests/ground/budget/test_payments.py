"""Allocations, payments and gifts: recorded once, cancelled with a reason, seen by those they concern."""

from datetime import date, timedelta

import pytest

from ocop.ground.budget import actions
from ocop.ground.budget.actions import NewAllocation, NewContribution, Payment
from ocop.ground.budget.figures import forest, total_of
from ocop.ground.budget.models import Allocation, BudgetLine, Contribution, Disbursement
from ocop.ground.budget.papers import form_4, form_5
from ocop.ground.budget.todo import todos_for
from ocop.ground.planning.models import Plan
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.ground.budget.conftest import BILLION, Money
from tests.world import NOW, World

TODAY = NOW.date()


def allocate(world: World, money: Money, amount: int = BILLION, **facts) -> list[Allocation]:
    rows = [NewAllocation(money.packaging, world.province_committee, world.agriculture, amount)]
    by = world.actor(world.anh_dung)
    return actions.allocate(rows, year=2026, decision_number="12/QĐ", decided_on=TODAY, by=by, at=NOW, **facts)


def pay(
    world: World, money: Money, amount: int = BILLION, who: str = "chi_mai", *, key: str = "", **facts
) -> Disbursement:
    payment = Payment(money.packaging, TODAY, world.agriculture, amount, "In hộp", payee_name="Nhà in", **facts)
    return actions.disburse(payment, by=world.actor(getattr(world, who)), at=NOW, key=key)


@pytest.mark.requirement("R141", "R150")
def test_a_decision_is_kept_whole_or_not_at_all(world: World, money: Money) -> None:
    by = world.actor(world.anh_dung)
    good = NewAllocation(money.packaging, world.province_committee, world.agriculture, BILLION)
    total = NewAllocation(money.central, world.province_committee, world.agriculture, BILLION)
    with pytest.raises(Refused, match="dòng tổng"):
        actions.allocate([good, total], year=2026, decision_number="", decided_on=TODAY, by=by, at=NOW)
    assert not Allocation.objects.exists()


def test_a_second_press_sets_aside_and_pays_nothing(world: World, money: Money) -> None:
    for _ in range(2):
        allocate(world, money, key="abcdefgh2345")
        pay(world, money, key="abcdefgh6789")
    assert Allocation.objects.count() == Disbursement.objects.count() == 1
    assert JournalEntry.objects.filter(act="budget.disbursed").count() == 1


def test_somebody_elses_key_is_refused(world: World, money: Money) -> None:
    pay(world, money, key="abcdefgh6789")
    with pytest.raises(Refused, match="Trang này đã cũ"):
        pay(world, money, who="anh_dung", key="abcdefgh6789")


def test_a_year_outside_the_plan_is_refused(world: World, money: Money) -> None:
    rows = [NewAllocation(money.packaging, world.province_committee, world.agriculture, BILLION)]
    with pytest.raises(Refused, match="nằm ngoài kế hoạch"):
        actions.allocate(rows, year=2027, decision_number="", decided_on=TODAY, by=world.actor(world.anh_dung), at=NOW)


def test_an_agency_records_its_own_payments_only(world: World, money: Money) -> None:
    pay(world, money)
    mai = world.actor(world.chi_mai)
    payment = Payment(money.packaging, TODAY, world.phuong_thinh_committee, 1, "X", payee_name="Y")
    with pytest.raises(Refused, match="cơ quan mình"):
        actions.disburse(payment, by=mai, at=NOW)


def test_what_is_cancelled_stays_on_record_with_its_reason_and_counts_no_more(world: World, money: Money) -> None:
    dung = world.actor(world.anh_dung)
    (allocation,), payment = allocate(world, money), pay(world, money)
    with pytest.raises(Refused, match="lý do"):
        actions.cancel_disbursement(payment, why=" ", by=dung, at=NOW)
    actions.cancel_disbursement(payment, why="Ghi nhầm dòng", by=dung, at=NOW)
    actions.cancel_allocation(allocation, why="Quyết định thu hồi", by=dung, at=NOW)
    total = total_of(forest(money.plan, dung))
    assert (total.allocated, total.paid) == (0, 0)
    assert Disbursement.objects.get().cancelled_at == NOW
    assert JournalEntry.objects.filter(act="budget.disbursement_cancelled", why="Ghi nhầm dòng").count() == 1


def test_each_office_sees_what_it_gave_got_or_paid(world: World, money: Money) -> None:
    allocate(world, money)
    pay(world, money)
    seen = {
        name: (
            Allocation.objects.visible_to(world.actor(getattr(world, name))).count(),
            Disbursement.objects.visible_to(world.actor(getattr(world, name))).count(),
        )
        for name in ("anh_dung", "ong_khanh", "chi_mai", "co_hien", "chi_lan")
    }
    assert seen == {
        "anh_dung": (1, 1),
        "ong_khanh": (1, 1),
        "chi_mai": (1, 1),
        "co_hien": (0, 0),
        "chi_lan": (0, 0),
    }


def gift(world: World, money: Money, **facts) -> NewContribution:
    said = {
        "plan": money.plan,
        "unit": world.phuong_thinh,
        "giver": "Bà con ấp 3",
        "kind": "labour",
        "what": "Đắp đường",
        "given_on": TODAY,
        "legal_basis": "Biên bản họp dân",
        **facts,
    }
    return NewContribution(**said)


@pytest.mark.requirement("R146", "R147", "R148")
def test_co_hien_records_labour_given_in_her_commune_with_its_legal_basis(world: World, money: Money) -> None:
    hien = world.actor(world.co_hien)
    made = actions.record_contribution(gift(world, money), by=hien, at=NOW)
    assert Contribution.objects.visible_to(hien).get() == made
    assert not Contribution.objects.visible_to(world.actor(world.chu_tam)).exists()
    with pytest.raises(Refused, match="căn cứ pháp lý"):
        actions.record_contribution(gift(world, money, legal_basis=" "), by=hien, at=NOW)
    with pytest.raises(Refused, match="địa bàn mình"):
        actions.record_contribution(gift(world, money, unit=world.thap_muoi), by=hien, at=NOW)
    with pytest.raises(Refused, match="số tiền"):
        actions.record_contribution(gift(world, money, kind="money"), by=hien, at=NOW)


def test_bieu_4_adds_what_was_valued_and_leaves_out_what_was_not(world: World, money: Money) -> None:
    allocate(world, money)
    hien = world.actor(world.co_hien)
    actions.record_contribution(gift(world, money), by=hien, at=NOW)
    actions.record_contribution(gift(world, money, kind="money", value=BILLION, what="Góp"), by=hien, at=NOW)
    paper = form_4(money.plan)
    assert paper.columns == ("2026", "Cộng")
    assert paper.rows[0].sums == (2 * BILLION, 2 * BILLION)
    assert form_5(money.plan, forest(money.plan, hien)).rows[0].sums[-1] == 15 * BILLION


def test_near_the_end_of_the_year_an_allocation_nothing_was_paid_of_is_on_the_list(world: World, money: Money) -> None:
    allocate(world, money)
    mai, hien = world.actor(world.chi_mai), world.actor(world.co_hien)
    (todo,) = todos_for(mai, at=NOW)
    assert todo.count == 1
    assert todo.due_on == date(2026, 12, 31)
    assert todos_for(hien, at=NOW) == []
    assert todos_for(mai, at=NOW - timedelta(days=200)) == []
    pay(world, money)
    assert todos_for(mai, at=NOW) == []


def test_a_commune_pays_nothing_under_another_communes_plan_and_sees_all_under_its_own(
    world: World, money: Money
) -> None:
    """Chú Tám of Tháp Mười cannot spend Phương Thịnh's plan; cô Hiền sees what the province gave under hers."""
    plan = Plan.objects.create(
        kind="year", name="Kế hoạch xã", office=world.phuong_thinh_committee, starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31), state="issued",
    )  # fmt: skip
    line = BudgetLine.objects.create(plan=plan, code="xa", ordinal=1, name="Làm nhãn", source="local", amount=BILLION)
    paid = {"purpose": "In nhãn", "payee_name": "Nhà in"}
    other = Payment(line, date(2026, 3, 1), world.thap_muoi_committee, 10**6, **paid)
    with pytest.raises(Refused, match="thuộc kế hoạch của UBND xã Phương Thịnh"):
        actions.disburse(other, by=world.actor(world.chu_tam), at=NOW)
    given = Payment(line, date(2026, 3, 1), world.agriculture, 10**6, **paid)
    made = actions.disburse(given, by=world.actor(world.chi_mai), at=NOW)
    assert made in Disbursement.objects.visible_to(world.actor(world.co_hien))
    assert made not in Disbursement.objects.visible_to(world.actor(world.chu_tam))
