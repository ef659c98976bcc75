"""A support from its proposal to its payment; an overlap is approved only with a written reason."""

from datetime import date, timedelta

import pytest

from ocop.ground.budget.models import BudgetLine, Disbursement
from ocop.ground.planning.measures import Span, measure_called, values_on
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanKind, PlanState
from ocop.ground.producers.models import Producer
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.rules.overlap import all_overlaps
from ocop.support.funding import actions
from ocop.support.funding.models import Support
from ocop.support.funding.overlaps import as_given, find_overlaps
from ocop.support.funding.purposes import purpose_called, purposes, wider_of
from ocop.support.funding.queries import never_supported
from ocop.support.funding.states import SupportState
from ocop.support.funding.todo import todos_for
from ocop.support.funding.views.catalogue import overlap_lines
from tests.rules.supports import PURPOSES, clean_province, plant
from tests.support.funding.conftest import Help
from tests.world import NOW, World


@pytest.fixture
def line(world: World) -> BudgetLine:
    plan = Plan.objects.create(
        kind=PlanKind.YEAR,
        name="Kế hoạch 2026",
        office=world.province_committee,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        state=PlanState.ISSUED,
    )
    return BudgetLine.objects.create(plan=plan, code="ho-tro", ordinal=1, name="Hỗ trợ", source="central")


@pytest.mark.requirement("R140", "R145", "R216")
def test_chi_mai_approves_and_pays_packaging_in_two_parts(world: World, help_: Help, line: BudgetLine) -> None:
    mai = world.actor(world.chi_mai)
    support = actions.approve(help_.propose(), by=mai, at=NOW)
    for amount in (30_000_000, 10_000_000):
        actions.pay(support, line=line, paid_on=NOW.date(), amount=amount, by=mai, at=NOW)
    support.refresh_from_db()
    assert support.state == SupportState.PAID
    assert {row.payee_producer for row in Disbursement.objects.all()} == {world.fish_maker}
    with pytest.raises(Refused, match="còn được chi 0 đồng"):
        actions.pay(support, line=line, paid_on=NOW.date(), amount=1, by=mai, at=NOW)
    assert actions.end(support, by=mai, at=NOW).state == SupportState.ENDED


@pytest.mark.requirement("R212")
def test_an_overlap_is_said_in_words_and_approved_only_with_a_reason(world: World, help_: Help) -> None:
    mai = world.actor(world.chi_mai)
    actions.approve(help_.propose(), by=mai, at=NOW)
    second = help_.propose(help_.industry, purpose="bao-bi-nhan", starts_on=date(2026, 12, 1), amount=60_000_000)
    (found,) = find_overlaps(second)
    assert "Chương trình OCOP" in found.words
    assert "cho một phần của mục đích này" in found.words
    assert "trùng 31 ngày từ 01/12/2026 đến 31/12/2026" in found.words
    assert "nhiều nhất 40.000.000 đồng" in found.words
    with pytest.raises(Refused, match="trùng"):
        actions.approve(second, by=mai, at=NOW)
    with pytest.raises(Refused, match="trùng"):
        actions.approve(second, override="  ", by=mai, at=NOW)
    actions.approve(second, override="Hai loại hộp khác nhau", by=mai, at=NOW)
    entry = JournalEntry.objects.get(act="funding.support_approved_over_overlap")
    assert entry.why == "Hai loại hộp khác nhau"
    assert entry.payload()["at_stake"] == 40_000_000


def test_a_second_approval_of_two_waiting_proposals_needs_the_reason(world: World, help_: Help) -> None:
    mai = world.actor(world.chi_mai)
    first, second = help_.propose(), help_.propose(help_.industry, purpose="bao-bi-nhan")
    assert not find_overlaps(first)[0].is_given
    actions.approve(first, by=mai, at=NOW)
    with pytest.raises(Refused):
        actions.approve(second, by=mai, at=NOW)


def test_a_refused_support_overlaps_nothing(world: World, help_: Help) -> None:
    mai = world.actor(world.chi_mai)
    actions.refuse(help_.propose(), why="Chưa đủ điều kiện", by=mai, at=NOW)
    assert find_overlaps(help_.propose(help_.industry, purpose="bao-bi-nhan")) == []


def test_another_budget_is_named_and_overlaps_too(world: World, help_: Help) -> None:
    help_.propose()
    other = help_.propose(other_budget="Dự án của tổ chức phi chính phủ")
    assert len(find_overlaps(other)) == 1
    same = help_.propose(other_budget="DỰ ÁN của tổ chức phi chính phủ")
    assert {found.other.budget_name for found in find_overlaps(same)} == {"Chương trình OCOP"}


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"amount": 100_000_001}, "nhiều nhất 100.000.000"),
        ({"amount": 0}, "lớn hơn 0"),
        ({"ends_on": date(2026, 10, 1)}, "không được trước"),
        ({"starts_on": date(2020, 1, 1)}, "thời gian áp dụng"),
        ({"purpose": "khong-co"}, "danh mục"),
    ],
)
def test_a_proposal_against_its_policy_is_refused(help_: Help, facts: dict, words: str) -> None:
    with pytest.raises(Refused, match=words):
        help_.propose(**facts)


@pytest.mark.parametrize("who", ["co_hien", "chi_lan", "ong_khanh", "chu_tam"])
def test_only_the_paying_office_or_the_province_decides(world: World, help_: Help, who: str) -> None:
    support = help_.propose()
    actor = world.actor(getattr(world, who))
    with pytest.raises(Refused):
        actions.approve(support, by=actor, at=NOW)
    with pytest.raises(Refused):
        actions.refuse(support, why="x", by=actor, at=NOW)


def test_a_commune_proposes_for_its_own_producers_only(world: World, help_: Help) -> None:
    new = actions.NewSupport(
        world.lotus_maker, world.agriculture, "in-bao-bi", "In túi", NOW.date(), NOW.date(), 1, help_.packaging
    )
    assert actions.propose(new, by=world.actor(world.chu_tam), at=NOW).state == SupportState.PROPOSED
    with pytest.raises(Refused, match="địa bàn khác"):
        actions.propose(new, by=world.actor(world.co_hien), at=NOW)


def test_each_sees_the_supports_that_concern_them(world: World, help_: Help) -> None:
    help_.propose()
    help_.propose(producer=world.lotus_maker, other_budget="Khác", office=world.coordination_office)
    counts = {
        name: Support.objects.visible_to(world.actor(getattr(world, name))).count()
        for name in ("anh_dung", "ong_khanh", "chi_mai", "co_hien", "chu_tam", "chi_lan", "anh_phuc", "ba_nga")
    }
    assert counts == {
        "anh_dung": 2,
        "ong_khanh": 2,
        "chi_mai": 1,
        "co_hien": 1,
        "chu_tam": 1,
        "chi_lan": 1,
        "anh_phuc": 1,
        "ba_nga": 0,
    }


@pytest.mark.requirement("R211", "R212")
def test_the_map_shows_policies_that_pay_for_the_same_thing(world: World, help_: Help) -> None:
    lines = overlap_lines(world.actor(world.anh_dung))
    assert [line["purpose"] for line in lines] == ["In ấn bao bì"]
    assert {policy.code for policy in lines[0]["policies"]} == {"OCOP", "KC"}


@pytest.mark.requirement("R65", "R181")
def test_who_never_got_support_leaves_the_list_when_approved(world: World, help_: Help) -> None:
    support = help_.propose()
    assert set(never_supported(Producer.objects.all())) == {world.fish_maker, world.lotus_maker}
    actions.approve(support, by=world.actor(world.chi_mai), at=NOW)
    assert set(never_supported(Producer.objects.all())) == {world.lotus_maker}


def test_supported_producers_are_counted_once_and_by_purpose(world: World, help_: Help) -> None:
    mai = world.actor(world.chi_mai)
    for detail in ("In hộp", "In nhãn"):
        actions.approve(help_.propose(detail=detail), by=mai, at=NOW)
    span = Span(NOW.date(), date(2026, 1, 1))
    counts = {}
    for key in ("funding.supported_producers", "funding.supports"):
        measure = measure_called(key)
        assert measure is not None
        counts[key] = values_on(measure, {"purpose": "in-bao-bi"}, [span.until], since=span.since)[0].count
        assert values_on(measure, {"purpose": "dao-tao"}, [span.until], since=span.since)[0].count == 0
    assert counts == {"funding.supported_producers": 1, "funding.supports": 2}


def test_waiting_proposals_are_on_the_list_of_who_decides(world: World, help_: Help) -> None:
    help_.propose()
    assert [todo.count for todo in todos_for(world.actor(world.chi_mai), at=NOW)] == [1]
    assert todos_for(world.actor(world.co_hien), at=NOW) == []


def test_the_list_of_purposes_holds_together() -> None:
    assert purpose_called("In ấn bao bì") == purpose_called("in an bao bi") == "in-bao-bi"
    assert set(wider_of().values()) <= set(purposes())


@pytest.mark.requirement("R226", "R227", "R228", "R229", "R230", "R149")
def test_chi_lan_wants_a_loan_meets_an_obstacle_and_gets_it(world: World) -> None:
    lan, mai = world.actor(world.chi_lan), world.actor(world.chi_mai)
    wish = actions.wish_for_credit(actions.NewWish(world.fish_maker, 100_000_000, "Kho lạnh"), by=lan, at=NOW)
    with pytest.raises(Refused, match="cơ quan phụ trách"):
        actions.move_application(wish, "lodge", by=mai, at=NOW)
    actions.entrust(wish, world.agriculture, by=world.actor(world.anh_dung), at=NOW)
    with pytest.raises(Refused):
        actions.move_application(wish, "grant", by=lan, at=NOW)
    with pytest.raises(Refused, match="vướng mắc"):
        actions.move_application(wish, "refuse", by=mai, at=NOW)
    with pytest.raises(Refused, match="/ke-hoach/"):
        actions.move_application(wish, "lodge", obstacle_url="https://x.example", by=mai, at=NOW)
    actions.move_application(
        wish, "lodge", obstacle="Thiếu tài sản bảo đảm", obstacle_url="/ke-hoach/vuong-mac/x/", by=mai, at=NOW
    )
    programme = actions.add_credit_programme(name="Vay theo chuỗi", starts_on=date(2026, 1, 1), by=mai, at=NOW)
    loan = actions.NewLoan(
        world.fish_maker, "Ngân hàng A", 90_000_000, NOW.date(), programme=programme, chain="Cá", application=wish
    )
    actions.record_loan(loan, by=mai, at=NOW)
    wish.refresh_from_db()
    assert wish.state == "granted"
    with pytest.raises(Refused, match="đã có khoản vay"):
        actions.record_loan(loan, by=mai, at=NOW)
    measure = measure_called("funding.loans")
    assert measure is not None
    assert values_on(measure, {}, [NOW.date()], since=date(2026, 1, 1))[0].count == 1


@pytest.mark.requirement("R212")
def test_records_of_a_generated_province_give_every_planted_overlap_and_no_other(world: World, help_: Help) -> None:
    """The way through the database finds what the rule alone finds on 5,000 generated supports."""
    dirty, planted = plant(clean_province(5000, seed=9), 200, seed=9)
    real = dict(zip(PURPOSES, ("in-bao-bi", "tem-truy-xuat", "dao-tao-nghe", "may-moc"), strict=True))
    real |= {"bao-bi": "bao-bi-nhan", "dao-tao": "dao-tao", "may-moc": "san-xuat"}
    names = sorted({str(each.producer) for each in dirty})
    producers = [Producer(name=name, unit=world.thap_muoi, created_at=NOW) for name in names]
    for producer in producers:
        producer.fill_search_columns()
    by_name = dict(zip(names, Producer.objects.bulk_create(producers), strict=True))
    rows = [
        Support(
            producer=by_name[str(each.producer)],
            office=world.agriculture,
            other_budget=str(each.budget),
            purpose=real[each.purpose],
            detail=str(each.id),
            starts_on=each.starts_on,
            ends_on=each.ends_on,
            amount=each.amount,
            state=SupportState.APPROVED,
            proposed_at=NOW,
            decided_at=NOW - timedelta(days=1),
        )
        for each in dirty
    ]
    Support.objects.bulk_create(rows, batch_size=500)
    kept = {row.public_id: row for row in Support.objects.all()}
    pairs = all_overlaps([as_given(row) for row in kept.values()], wider_of())
    found = {frozenset(int(kept[str(side.id)].detail) for side in (pair.one, pair.other)) for pair in pairs}
    assert found == planted


@pytest.mark.requirement("R212")
def test_sums_of_supports_and_loans_are_told_whole_and_never_place_by_place(world: World, help_: Help) -> None:
    """Only what was approved adds up; a place may hold a single producer, so no place is told its sum."""
    dung = world.actor(world.anh_dung)
    help_.propose(amount=40_000_000)
    given = help_.propose(amount=25_000_000, purpose="may-moc", policy=help_.industry)
    actions.approve(given, by=dung, at=NOW)
    for amount in (90_000_000, 10_000_000):
        loan = actions.NewLoan(world.fish_maker, f"Ngân hàng {amount}", amount, NOW.date())
        actions.record_loan(loan, by=dung, at=NOW)
    told = {}
    for key in ("funding.support_amount", "funding.loan_amount", "funding.borrowers"):
        measure = measure_called(key)
        assert measure is not None
        told[key] = values_on(measure, {}, [NOW.date()], since=date(2026, 1, 1))[0].count
        assert bool(measure.counted.place) == (key == "funding.borrowers")
    assert told == {"funding.support_amount": 25_000_000, "funding.loan_amount": 100_000_000, "funding.borrowers": 1}
