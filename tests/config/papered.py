"""One record of every kind that carries papers, with who reads it and who may attach to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ocop.ground.budget.actions import proposals
from ocop.ground.budget.models import Allocation, BudgetLine, Contribution, Disbursement
from ocop.ground.offices import committees
from ocop.ground.planning import actions as planning
from ocop.ground.planning.models import Plan, Target
from ocop.ground.planning.states import PlanKind
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.models import Attachment
from ocop.support.activities.actions import advice, needs
from ocop.support.funding import actions as funding
from ocop.support.markets import actions as markets
from ocop.support.markets import models as market
from ocop.support.projects import actions as projects
from ocop.support.projects.states import StepKind
from ocop.support.rewards import actions as rewards
from ocop.support.rewards.models import RewardDecision
from ocop.support.rewards.states import NomineeKind, RewardForm, RoundKind
from tests.oversight.reporting.periods import opened
from tests.public.stories.written import written
from tests.support.activities.conftest import planned
from tests.world import NOW, World
from tests.world_certification import make_recognition

TODAY = NOW.date()
# Everybody who is tried on every record: the fish maker and its commune first, strangers to it last.
PEOPLE = ("chi_lan", "co_hien", "chi_mai", "anh_dung", "ong_khanh", "anh_phuc", "chu_tam")
EVERYBODY = frozenset(PEOPLE)
PROVINCE = frozenset({"chi_mai", "anh_dung", "ong_khanh"})
KEEPERS = frozenset({"chi_mai", "anh_dung"})
OFFICERS = PROVINCE | {"co_hien", "chu_tam"}


@dataclass(frozen=True)
class Papered:
    """How a record is made, who reads it, who may attach."""

    make: Callable[[World], Any]
    reads: frozenset[str]
    attaches: frozenset[str]


def _plan(world: World) -> Plan:
    span = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    facts = planning.PlanFacts(name="Kế hoạch OCOP năm 2026", kind=PlanKind.YEAR, **span)
    return planning.make_plan(facts, office=world.province_committee, by=world.actor(world.anh_dung), at=NOW)


def _obstacle(world: World) -> Any:
    words = planning.ObstacleWords(field="guidance", title="Nhãn ghi sao", detail="Hai văn bản khác nhau", proposal="")
    offices = {"office": world.phuong_thinh_committee, "asked": world.agriculture}
    return planning.raise_obstacle(words, **offices, by=world.actor(world.co_hien), at=NOW)


def _issued(world: World) -> Plan:
    by, plan = world.actor(world.anh_dung), _plan(world)
    planning.add_task(plan, planning.TaskFacts(title="Mở lớp"), by=by, at=NOW)
    return planning.issue_plan(plan, number="1/KH", issued_on=date(2026, 1, 9), by=by, at=NOW)


def _target(world: World) -> Target:
    facts = {"unit": "sản phẩm", "figure": 1, "due_on": date(2026, 12, 31), "measure": "certification.recognised"}
    return Target.objects.create(plan=_issued(world), code="sao", ordinal=1, name="Sao", definition="Sao", **facts)


def _work(world: World) -> Any:
    """Given to the department of agriculture; its commune and its leader have nothing to do with it."""
    plan = _issued(world)
    wish = planning.AssignmentWish([plan.tasks.get()], [world.agriculture], 2026, date(2026, 12, 10))
    return planning.assign(plan, wish, by=world.actor(world.anh_dung), at=NOW)[0]


def _asked(world: World) -> Any:
    facts = proposals.ProposalFacts(_issued(world), 2026, world.agriculture, world.province_committee, "Thiếu vốn")
    return proposals.draft_proposal(facts, by=world.actor(world.chi_mai), at=NOW)


def _committee(world: World) -> Any:
    facts = committees.CommitteeFacts(name="Ban chỉ đạo", office=world.province_committee, valid_from=TODAY)
    return committees.set_up(facts, by=world.actor(world.anh_dung), at=NOW)


def _text(world: World) -> Any:
    return LegalDocument.objects.create(
        kind="plan", number="124/KH", issuer="UBND tỉnh", issued_on=date(2021, 4, 8), title="Kế hoạch OCOP"
    )


def _need(world: World) -> Any:
    facts = needs.NeedFacts(world.phuong_thinh_committee, "criteria", "official_commune", 2, 2026)
    return needs.state_need(facts, by=world.actor(world.co_hien), at=NOW)


def _policy(world: World) -> Any:
    facts = funding.PolicyFacts(
        code="OCOP", name="Chương trình OCOP", helps="Chủ thể", office=world.agriculture, starts_on=date(2021, 1, 1),
        purposes=["in-bao-bi"],
    )  # fmt: skip
    return funding.add_policy(facts, by=world.actor(world.anh_dung), at=NOW)


def _programme(world: World) -> Any:
    by = world.actor(world.anh_dung)
    return funding.add_credit_programme(name="Vay theo chuỗi", starts_on=TODAY, by=by, at=NOW)


def _loan(world: World) -> Any:
    lent = funding.NewLoan(world.fish_maker, "Ngân hàng Sen", 10_000_000, TODAY)
    return funding.record_loan(lent, by=world.actor(world.anh_dung), at=NOW)


def _step(world: World) -> Any:
    facts = projects.StepFacts(StepKind.OTHER, "Khảo sát")
    return projects.add_step(_project(world), facts, by=world.actor(world.anh_dung), at=NOW)


def _space(world: World) -> Any:
    facts = projects.ProjectFacts(name="Trung tâm thiết kế", kind="design_centre", office=world.agriculture)
    centre = projects.open_project(facts, code="trung-tam", by=world.actor(world.anh_dung), at=NOW)
    said = {"name": "Phòng", "capacity": 9, "shared_with": ""}
    return projects.add_space(centre, **said, by=world.actor(world.anh_dung), at=NOW)


def _reward_round(world: World) -> Any:
    return _nomination(world).round


def _rewarding(world: World) -> RewardDecision:
    facts = {"office": world.province_committee, "number": "7/QĐ", "signed_on": TODAY, "recorded_at": NOW}
    return RewardDecision.objects.create(round=_reward_round(world), **facts)


def _line(world: World) -> BudgetLine:
    return BudgetLine.objects.create(plan=_plan(world), code="in-bao-bi", ordinal=1, name="In bao bì", source="central")


def _payment(world: World) -> Disbursement:
    facts = {"paid_on": TODAY, "payer": world.agriculture, "amount": 5_000_000, "purpose": "In hộp"}
    return Disbursement.objects.create(line=_line(world), payee_name="Nhà in", recorded_at=NOW, **facts)


def _allocation(world: World) -> Allocation:
    facts = {"payer": world.province_committee, "payee": world.agriculture, "amount": 9_000_000, "year": 2026}
    return Allocation.objects.create(line=_line(world), recorded_at=NOW, decided_on=TODAY, **facts)


def _gift(world: World) -> Contribution:
    facts = {"giver": "Xóm Giồng", "kind": "land", "what": "Hiến đất làm đường", "legal_basis": "Biên bản"}
    return Contribution.objects.create(
        plan=_plan(world), unit=world.phuong_thinh, given_on=TODAY, recorded_at=NOW, **facts
    )


def _question(world: World) -> Any:
    advice.seat(world.agriculture, "safety", "", by=world.actor(world.anh_dung), at=NOW)
    asked = advice.Question("Nhãn ghi gì?", "Nhãn khô cá ghi những gì?", "safety", producer=world.fish_maker)
    return advice.ask(asked, by=world.actor(world.chi_lan), at=NOW)


def _support(world: World) -> Any:
    said = funding.NewSupport(
        producer=world.fish_maker, office=world.agriculture, purpose="in-bao-bi", detail="In hộp khô cá",
        starts_on=TODAY, ends_on=date(2026, 12, 31), amount=40_000_000, other_budget="Khuyến nông",
    )  # fmt: skip
    return funding.propose(said, by=world.actor(world.anh_dung), at=NOW)


def _wish(world: World) -> Any:
    wish = funding.NewWish(producer=world.fish_maker, amount=50_000_000, purpose="Mua tủ sấy")
    return funding.wish_for_credit(wish, by=world.actor(world.chi_lan), at=NOW)


def _project(world: World) -> Any:
    facts = projects.ProjectFacts(name="Làng khô Phú Thọ", kind="pilot", office=world.agriculture)
    return projects.open_project(facts, code="lang-kho", by=world.actor(world.anh_dung), at=NOW)


def _nomination(world: World) -> Any:
    by = world.actor(world.anh_dung)
    days = {"covers_from": date(2026, 1, 1), "covers_to": date(2026, 12, 31)}
    facts = rewards.RoundFacts(
        kind=RoundKind.YEAR, name="Khen thưởng 2026", opens_on=date(2026, 11, 1), closes_on=date(2026, 12, 10), **days
    )
    round_ = rewards.open_round(facts, office=world.coordination_office, by=by, at=NOW)
    nominee = rewards.Nominee(NomineeKind.PRODUCER, producer=world.fish_maker)
    said = {"achievement": "Giữ nghề", "proposed_form": RewardForm.MERIT}
    hien = world.actor(world.co_hien)
    return rewards.nominate(round_, nominee, nominated_by=world.phuong_thinh_committee, **said, by=hien, at=NOW)


def _entered(model: Any, **facts: Any) -> Callable[[World], Any]:
    """A record of the market entered by the coordination office; a callable fact is asked of the world."""

    def make(world: World) -> Any:
        said = {key: value(world) if callable(value) else value for key, value in facts.items()}
        return markets.enter(model, said, by=world.actor(world.anh_dung), at=NOW)

    return make


def _fish(world: World) -> Any:
    return world.dried_fish


_shop = _entered(market.Outlet, name="Cửa hàng OCOP", kind="shop", unit=lambda world: world.thap_muoi, opened_on=TODAY)
_retailer = _entered(market.Partner, name="Siêu thị Sen", kind="retailer")
_floor = _entered(market.Partner, name="Postmart", kind="marketplace")
_sold = {"starts_on": TODAY}
OF_THE_FISH_MAKER = PROVINCE | {"co_hien", "chi_lan"}
IN_NO_AGENCYS_CHARGE = OF_THE_FISH_MAKER - {"chi_mai"}
_CONTRACT = {"producer": lambda world: world.fish_maker, "products": lambda world: [world.dried_fish]}
_CONTRACT["partner"] = _retailer
_VILLAGE = {"kind": "craft_village", "unit": lambda world: world.phuong_thinh}


PAPERED: dict[str, Papered] = {
    "ban-chi-dao": Papered(_committee, OFFICERS, frozenset({"anh_dung"})),
    "van-ban": Papered(_text, EVERYBODY, frozenset({"anh_dung"})),
    "dot": Papered(lambda world: world.round, EVERYBODY, frozenset({"anh_dung"})),
    "chi-tieu": Papered(_target, OFFICERS, frozenset({"anh_dung"})),
    "viec": Papered(_work, PROVINCE, KEEPERS),
    "dong-du-toan": Papered(_line, frozenset({"anh_dung", "ong_khanh"}), frozenset({"anh_dung"})),
    "de-nghi-von": Papered(_asked, KEEPERS, KEEPERS),
    "quyet-dinh-cong-nhan": Papered(
        lambda world: make_recognition(world.dried_fish, world.province_committee).decision,
        frozenset({"anh_dung", "ong_khanh"}), frozenset({"anh_dung", "ong_khanh"}),
    ),
    "nhu-cau-tap-huan": Papered(_need, PROVINCE | {"co_hien"}, frozenset({"co_hien", "anh_dung"})),
    "chinh-sach": Papered(_policy, OFFICERS, KEEPERS),
    "chuong-trinh-tin-dung": Papered(_programme, EVERYBODY, frozenset({"anh_dung"})),
    "khoan-vay": Papered(_loan, IN_NO_AGENCYS_CHARGE, IN_NO_AGENCYS_CHARGE - {"ong_khanh"}),
    "buoc-du-an": Papered(_step, PROVINCE, KEEPERS),
    "khong-gian": Papered(_space, EVERYBODY, KEEPERS),
    "dot-khen": Papered(_reward_round, OFFICERS, frozenset({"anh_dung"})),
    "quyet-dinh-khen": Papered(_rewarding, OFFICERS, frozenset({"anh_dung", "ong_khanh"})),
    "ke-hoach": Papered(_plan, frozenset({"anh_dung", "ong_khanh"}), frozenset({"anh_dung"})),
    "vuong-mac": Papered(_obstacle, PROVINCE | {"co_hien"}, KEEPERS | {"co_hien"}),
    "khoan-chi": Papered(_payment, PROVINCE, KEEPERS),
    "phan-bo": Papered(_allocation, PROVINCE, frozenset({"anh_dung"})),
    "dong-gop": Papered(_gift, frozenset({"co_hien", "anh_dung", "ong_khanh"}), frozenset({"co_hien", "anh_dung"})),
    "hoat-dong": Papered(
        lambda world: planned(world, "class", "Tập huấn"), PROVINCE | {"chu_tam"}, KEEPERS
    ),
    "hoi-dap": Papered(_question, KEEPERS | {"chi_lan"}, KEEPERS | {"chi_lan"}),
    "doi-tac": Papered(_retailer, EVERYBODY, KEEPERS),
    "diem-ban": Papered(_shop, EVERYBODY, KEEPERS),
    "cung-ung": Papered(
        _entered(market.Placement, product=_fish, outlet=_shop, basis="order", **_sold),
        OF_THE_FISH_MAKER, OF_THE_FISH_MAKER - {"ong_khanh"},
    ),
    "gian-hang": Papered(
        _entered(market.Listing, product=_fish, partner=_floor, **_sold),
        OF_THE_FISH_MAKER, OF_THE_FISH_MAKER - {"ong_khanh"},
    ),
    "hop-dong": Papered(
        _entered(market.SupplyContract, **_CONTRACT, **_sold, signed_on=TODAY, ends_on=date(2027, 11, 1)),
        IN_NO_AGENCYS_CHARGE, IN_NO_AGENCYS_CHARGE - {"ong_khanh"},
    ),
    "nhu-cau": Papered(
        _entered(market.SalesLead, name="Khách sạn Sông Trà", wants="Khô cá", received_on=TODAY), EVERYBODY, KEEPERS
    ),
    "len-san": Papered(_entered(market.OnboardingList, name="Đợt 1", partner=_floor), PROVINCE, KEEPERS),
    "diem-du-lich": Papered(_entered(market.TouristSite, name="Đồng sen"), EVERYBODY, KEEPERS),
    "tua": Papered(_entered(market.Tour, name="Một ngày ở đồng sen", **_sold), EVERYBODY, KEEPERS),
    "chuoi": Papered(_entered(market.ValueChain, name="Chuỗi cá", **_sold), PROVINCE, KEEPERS),
    "phan-hoi": Papered(
        _entered(market.Feedback, outlet=_shop, on=TODAY, kind="wish", text="Thêm gói nhỏ"), EVERYBODY, KEEPERS
    ),
    "ket-qua": Papered(_entered(market.OutletYear, outlet=_shop, year=2025), PROVINCE | {"chu_tam"}, KEEPERS),
    "lang-nghe": Papered(_entered(market.Community, name="Làng khô", **_VILLAGE), EVERYBODY, KEEPERS | {"co_hien"}),
    "ho-tro": Papered(_support, OF_THE_FISH_MAKER, KEEPERS | {"co_hien"}),
    "nhu-cau-vay": Papered(_wish, IN_NO_AGENCYS_CHARGE, frozenset({"anh_dung", "co_hien", "chi_lan"})),
    "du-an": Papered(_project, PROVINCE, KEEPERS),
    "bai-viet": Papered(written, PROVINCE, KEEPERS),
    "bao-cao-dinh-ky": Papered(
        lambda world: opened(world).obligations.get(office=world.phuong_thinh_committee).sent,
        frozenset({"co_hien", "anh_dung", "ong_khanh"}), frozenset({"co_hien"}),
    ),
    "de-nghi-khen": Papered(_nomination, frozenset({"co_hien"}), frozenset({"co_hien"})),
}  # fmt: skip


def standing() -> list[Attachment]:
    """The papers that are attached now."""
    return list(Attachment.objects.filter(removed_at__isnull=True))
