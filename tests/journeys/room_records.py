"""One record of every kind in the rooms of the plan, of support and of the market, with the address arguments of each.

They belong to cô Hiền's committee, chị Lan's place, chị Mai's department or the home affairs department; nobody else
should find the ones that are somebody's own.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ocop.cycle.ideas import actions as ideas
from ocop.ground.accounts.models import User
from ocop.ground.accounts.tokens import new_token
from ocop.ground.budget import actions as budget
from ocop.ground.budget.actions import proposals
from ocop.ground.budget.models import BudgetLine
from ocop.ground.intake.models import Sheet
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.ground.planning import actions as planning
from ocop.ground.planning.measures import measure_called
from ocop.ground.planning.models import Priority, Target
from ocop.ground.planning.states import PlanKind
from ocop.ground.registry.actions import file_document
from ocop.ground.registry.models import Document
from ocop.kit.scope import Actor
from ocop.kit.uploads import clean_upload
from ocop.oversight.checking import actions as checking
from ocop.oversight.checking.held import joined
from ocop.oversight.figures import actions as figures
from ocop.oversight.figures.questions import Question
from ocop.oversight.reporting import actions as reporting
from ocop.oversight.reporting.states import PeriodKind
from ocop.public.stories.actions import ties
from ocop.public.stories.states import Kind
from ocop.rules.consistency import read_text
from ocop.sample.papers import sample_upload
from ocop.support.activities.actions import advice, invitations, lists, needs, participants, publications
from ocop.support.activities.models import ConsultingSeat
from ocop.support.funding import actions as funding
from ocop.support.markets import actions as markets
from ocop.support.markets.models import OnboardingList, Partner, Placement
from ocop.support.projects import actions as projects
from ocop.support.projects.states import ProjectKind, StepKind
from ocop.support.rewards import actions as rewards
from ocop.support.rewards.states import CriterionKind, NomineeKind, RewardForm, RoundKind
from tests.public.stories.written import given_to_readers, pictured, written
from tests.support.activities.conftest import planned
from tests.world import NOW, World, appoint, make_office, make_user

DAY = NOW.date()
YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
Arguments = dict[str, tuple[Any, ...]]


@dataclass
class Rooms:
    """The people who try, and for each address the arguments of a real record."""

    people: dict[str, User]
    arguments: Arguments


class Builder:
    """Who acts while the records are made."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.home = make_office("Sở Nội vụ", unit=world.province, kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE)
        self.home.plan_reference = "IV.10"
        self.home.save()
        self.ha = make_user("Đoàn Thị Thu Hà", "ha@sonv.example")
        appoint(self.ha, self.home, Role.AGENCY_OFFICER)
        self.dung, self.mai, self.hien, self.lan, self.khanh = (
            world.actor(user) for user in (world.anh_dung, world.chi_mai, world.co_hien, world.chi_lan, world.ong_khanh)
        )
        self.found: Arguments = {}
        self.papers = 0

    def paper(self, by: Actor) -> Document:
        self.papers += 1
        return file_document(sample_upload("giay", self.papers), by=by, at=NOW)

    def at(self, room: str, names: str, *args: Any) -> None:
        """These addresses of a room take these arguments."""
        self.found |= {f"{room}:{name}": args for name in names.split()}


def build_rooms(world: World) -> Rooms:
    make = Builder(world)
    for build in (
        _ideas,
        _planning,
        _budget,
        _activities,
        _advice,
        _markets,
        _funding,
        _projects,
        _rewards,
        _intake,
        _figures,
        _reports,
        _checking,
        _articles,
    ):
        build(make)
    people = {
        "owner": world.chi_lan, "other producer": world.anh_phuc, "commune": world.co_hien,
        "other commune": world.chu_tam, "agency": world.chi_mai, "home affairs": make.ha, "province": world.anh_dung,
        "leader": world.ong_khanh, "member": world.council_members[0], "ministry": world.ba_nga,
    }  # fmt: skip
    return Rooms(people, make.found)


def _ideas(make: Builder) -> None:
    """An idea for Phương Thịnh that chị Lan sent while signed in."""
    picture = clean_upload(sample_upload("y-tuong", 88), max_bytes=10**6)
    words = ideas.IdeaWords("Chà bông cá sặc", "Cá vụn làm chà bông.", make.world.phuong_thinh, "producer")
    idea = ideas.send_idea(words, secret=new_token(), picture=picture, by=make.lan, at=NOW)
    make.at("ideas", "idea picture accept ask refuse merge reopen hand_on candidate show hide", idea.public_id)
    make.at("ideas", "mine_one mine_picture", idea.public_id)


def _planning(make: Builder) -> None:
    """A draft of Phương Thịnh, and an issued plan that gives the commune work and has a target."""
    world = make.world
    facts = planning.PlanFacts(name="Kế hoạch xã", kind=PlanKind.YEAR, **YEAR)
    draft = planning.make_plan(facts, office=world.phuong_thinh_committee, by=make.hien, at=NOW)
    task = planning.add_task(draft, planning.TaskFacts(title="Rà soát", reference="1"), by=make.hien, at=NOW)
    planning.add_priority(draft, kind="develop", text="Khô cá", by=make.hien, at=NOW)
    make.at("planning", "plan change_plan issue_plan end_plan new_priority new_task assign", draft.public_id)
    make.at("planning", "new_objective new_target tasks_sheet", draft.public_id)
    objective = planning.add_objective(draft, text="Nâng chất lượng", by=make.hien, at=NOW)
    make.at("planning", "change_objective remove_objective", draft.public_id, objective.public_id)
    make.at("planning", "remove_priority", draft.public_id, Priority.objects.get(plan=draft).pk)
    make.at("planning", "change_task remove_task", draft.public_id, task.public_id)
    facts = planning.PlanFacts(name="Kế hoạch tỉnh", kind=PlanKind.YEAR, **YEAR)
    plan = planning.make_plan(facts, office=world.province_committee, by=make.dung, at=NOW)
    given = planning.add_task(plan, planning.TaskFacts(title="Tuyên truyền", reference="2"), by=make.dung, at=NOW)
    plan = planning.issue_plan(plan, number="1/KH", issued_on=date(2026, 1, 9), by=make.dung, at=NOW)
    wish = planning.AssignmentWish([given], [world.phuong_thinh_committee], 2026, date(2026, 12, 10))
    (work,) = planning.assign(plan, wish, by=make.dung, at=NOW)
    planning.attach_paper(work, document=make.paper(make.hien), by=make.hien, at=NOW)
    names = "assignment begin report add_paper pick_record accept return drop change_due"
    make.at("planning", names, work.public_id)
    make.at("planning", "proof_file remove_proof", work.public_id, work.proofs.get().public_id)
    target = Target.objects.create(
        plan=plan, code="sao", reference="III", ordinal=1, name="Sao", definition="Sao", unit="sản phẩm",
        figure=Decimal(1), due_on=date(2026, 12, 31), measure="certification.recognised",
    )  # fmt: skip
    make.at("planning", "target target_rows target_rows_sheet change_target remove_target", target.public_id)
    words = planning.ObstacleWords(field="guidance", title="Nhãn hàng", detail="Chưa rõ.")
    obstacle = planning.raise_obstacle(
        words, office=world.phuong_thinh_committee, asked=world.agriculture, by=make.hien, at=NOW
    )
    make.at("planning", "obstacle answer propose ask_other solve reopen", obstacle.public_id)
    make.plan = plan  # type: ignore[attr-defined]


def _budget(make: Builder) -> None:
    """Money set aside for and paid by chị Mai's department, a gift at Phương Thịnh, a draft of the department."""
    world, plan = make.world, make.plan  # type: ignore[attr-defined]
    line = BudgetLine.objects.create(
        plan=plan, code="bao-bi", reference="III", ordinal=1, name="Bao bì", source="local", amount=10**9
    )
    make.at("budget", "plan plan_sheet add_line allocate", plan.public_id)
    make.at("budget", "form form_print form_sheet", plan.public_id, "5")
    make.at("budget", "line split_line share_line link_tasks disburse", line.public_id)
    row = budget.NewAllocation(line, world.province_committee, world.agriculture, 5 * 10**8)
    decided = {"year": 2026, "decision_number": "1/QĐ", "decided_on": date(2026, 3, 1)}
    (allocation,) = budget.allocate([row], **decided, by=make.dung, at=NOW)  # type: ignore[arg-type]
    make.at("budget", "allocation cancel_allocation", allocation.public_id)
    payment = budget.Payment(
        line, DAY, world.agriculture, 10**6, "In thử", payee_name="Nhà in", document=make.paper(make.mai)
    )
    paid = budget.disburse(payment, by=make.mai, at=NOW)
    make.at("budget", "disbursement cancel_disbursement paper", paid.public_id)
    gift = budget.NewContribution(
        plan=plan, unit=world.phuong_thinh, giver="Bà con ấp 1", kind="labour", what="Công làm đường", given_on=DAY,
        legal_basis="Nghị quyết", document=make.paper(make.hien),
    )  # fmt: skip
    given = budget.record_contribution(gift, by=make.hien, at=NOW)
    make.at("budget", "contribution cancel_contribution contribution_paper", given.public_id)
    facts = proposals.ProposalFacts(plan, 2026, world.agriculture, world.province_committee, "Thiếu vốn")
    asked = proposals.draft_proposal(facts, by=make.mai, at=NOW)
    proposals.ask_for(asked, line, asked=10**6, by=make.mai, at=NOW)
    names = "proposal ask_line send_proposal answer_proposal proposal_print proposal_sheet"
    make.at("budget", names, asked.public_id)
    make.at("budget", "drop_proposal_line", asked.public_id, line.public_id)


def _activities(make: Builder) -> None:
    """A class of chị Mai's department with one person, a list in preview, an invitation, a need, an issue."""
    world = make.world
    lesson = planned(world, "class", "Lớp", details={"topics": ["criteria"]}, day=DAY)
    person = participants.NewPerson("Lê Thị Năm", "leader", producer=world.fish_maker).made(NOW)
    entry = participants.Entry("person", person=person, role="trainee")
    line = participants.add_participant(lesson, entry, by=make.mai, at=NOW)
    make.at("activities", "person correct_person merge_people erase_person", person.public_id)
    names = "activity edit results cancel restore pay sign_in_sheet confirm_claims announce take_back"
    make.at("activities", names, lesson.public_id)
    lists_of = "participants participants_sheet add_participant bring_list blank_list"
    make.at("activities", lists_of, lesson.public_id, "person")
    make.at("activities", "remove_participant attendance answer_claim", line.public_id)
    batch = lists.bring_list(
        lesson, "person", name="dán", header=["Họ và tên", "Thành phần"], rows=[(2, ["Võ Sáu", "Người dân"])],
        by=make.mai, at=NOW,
    )  # fmt: skip
    make.at("activities", "list choose_people accept_list drop_list", batch.public_id)
    issue = planned(world, "bulletin", "Bản tin", details={"form": "market"})
    words = publications.Issue("Số 1", DAY, "Tóm tắt", text="Bài")
    published = publications.publish(issue, words, by=make.mai, at=NOW)
    make.at("activities", "publish", issue.public_id)
    make.at("activities", "take_down", published.public_id)
    later = planned(world, "class", "Lớp sau", details={"topics": ["criteria"]}, day=DAY + timedelta(days=9))
    (invited,) = invitations.invite([world.fish_maker], activity=later, office=world.agriculture, by=make.mai, at=NOW)
    make.at("activities", "answer_invitation withdraw_invitation", invited.public_id)
    facts = needs.NeedFacts(world.phuong_thinh_committee, "criteria", "official_commune", 2, 2026)
    need = needs.state_need(facts, by=make.hien, at=NOW)
    make.at("activities", "need", need.public_id)
    make.at("activities", "move_need", need.public_id, "rut")


def _advice(make: Builder) -> None:
    """A private question of chị Lan, given to chị Mai's department."""
    world = make.world
    advice.seat(world.agriculture, "finance", "", by=make.dung, at=NOW)
    question = advice.Question("Giá vốn", "Tôi tính sao?", "finance", producer=world.fish_maker, is_private=True)
    case = advice.ask(question, by=make.lan, at=NOW)
    make.at("activities", "advice_case answer give close_advice ask_again", case.public_id)
    make.at("activities", "end_seat", ConsultingSeat.objects.get().public_id)


def _markets(make: Builder) -> None:
    """A product of chị Lan at a retailer, waiting to be confirmed; a list for a marketplace; cô Hiền's sheet."""
    world = make.world
    shop = markets.enter(Partner, {"name": "Siêu thị A", "kind": "retailer"}, by=make.dung, at=NOW)
    facts = {"product": world.dried_fish, "partner": shop, "basis": "order", "starts_on": DAY}
    placed = markets.enter(Placement, facts, by=make.lan, at=NOW)
    make.at("markets", "record edit", "cung-ung", placed.public_id)
    make.at("markets", "act", "cung-ung", placed.public_id, "xac-nhan")
    make.at("markets", "list sheet", "doi-tac")
    make.at("markets", "add", "doi-tac")
    make.at("markets", "product", world.dried_fish.public_id)
    floor = markets.enter(Partner, {"name": "Postmart", "kind": "marketplace"}, by=make.dung, at=NOW)
    chosen = {"name": "Đợt 1", "partner": floor, "products": [world.dried_fish]}
    onboarding = markets.enter(OnboardingList, chosen, by=make.dung, at=NOW)
    make.at("markets", "onboarding_sheet", onboarding.public_id)


def _funding(make: Builder) -> None:
    """Support proposed for chị Lan's place by chị Mai's department, her wish for a loan, a sheet of the department."""
    world = make.world
    policy = funding.PolicyFacts(
        code="OCOP", name="Chương trình OCOP", helps="Chủ thể", office=world.agriculture, starts_on=date(2021, 1, 1),
        purposes=["in-bao-bi"],
    )  # fmt: skip
    kept = funding.add_policy(policy, by=make.dung, at=NOW)
    make.at("funding", "policy edit_policy", kept.public_id)
    new = funding.NewSupport(
        producer=world.fish_maker, office=world.agriculture, purpose="in-bao-bi", detail="In hộp", starts_on=DAY,
        ends_on=date(2026, 12, 31), amount=10**6, policy=kept,
    )  # fmt: skip
    support = funding.propose(new, by=make.mai, at=NOW)
    make.at("funding", "support approve refuse pay end", support.public_id)
    make.at("funding", "propose producer wish add_loan", world.fish_maker.public_id)
    programme = funding.add_credit_programme(name="Vay theo chuỗi", starts_on=DAY, by=make.mai, at=NOW)
    make.at("funding", "programme entrust_programme", programme.public_id)
    wished = funding.NewWish(world.fish_maker, 10**7, "Mua máy", programme=programme)
    wish = funding.wish_for_credit(wished, by=make.lan, at=NOW)
    make.at("funding", "application entrust_application", wish.public_id)
    make.at("funding", "move_application", wish.public_id, "lap-ho-so")
    lent = funding.NewLoan(world.fish_maker, "Ngân hàng Sen", 10**7, DAY)
    make.at("funding", "loan entrust_loan", funding.record_loan(lent, by=make.mai, at=NOW).public_id)


def _projects(make: Builder) -> None:
    """A pilot of chị Mai's department with a step and a result; the centre's space booked by chị Lan."""
    world, mai = make.world, make.mai
    facts = projects.ProjectFacts("Sen Tháp Mười", ProjectKind.PILOT, world.agriculture)
    pilot = projects.open_project(facts, code="sen", by=mai, at=NOW)
    names = "project change_project add_step add_partner add_result steps_sheet"
    make.at("projects", names, pilot.public_id)
    make.at("projects", "move_project", pilot.public_id, "approve")
    step = projects.add_step(pilot, projects.StepFacts(StepKind.OTHER, "Khảo sát"), by=mai, at=NOW)
    make.at("projects", "step change_step cite", step.public_id)
    make.at("projects", "move_step", step.public_id, "begin")
    reached = {"name": "Hộ", "figure": Decimal(3), "unit": "hộ", "on": DAY, "document": make.paper(mai)}
    result = projects.add_result(pilot, **reached, by=mai, at=NOW)  # type: ignore[arg-type]
    make.at("projects", "cancel_result result_file", result.public_id)
    facts = projects.ProjectFacts("Trung tâm thiết kế", ProjectKind.DESIGN_CENTRE, world.agriculture)
    centre = projects.open_project(facts, code="trung-tam", by=mai, at=NOW)
    make.at("projects", "add_service add_space", centre.public_id)
    space = projects.add_space(centre, name="Phòng", capacity=9, shared_with="Khởi nghiệp", by=mai, at=NOW)
    make.at("projects", "space book switch_space", space.public_id)
    wish = projects.BookingWish(
        on=DAY + timedelta(days=2), from_hour=8, to_hour=9, producer=world.fish_maker, purpose="Nhãn"
    )
    booking = projects.book(space, wish, by=make.lan, at=NOW)
    make.at("projects", "cancel_booking", booking.public_id)


def _rewards(make: Builder) -> None:
    """A round of the home affairs department; cô Hiền puts chị Lan's place forward; another round was decided."""
    world, ha = make.world, make.world.actor(make.ha)
    facts = rewards.RoundFacts(
        kind=RoundKind.YEAR, name="Khen thưởng 2026", covers_from=date(2026, 1, 1), covers_to=date(2026, 12, 31),
        opens_on=date(2026, 11, 1), closes_on=date(2026, 12, 10),
    )  # fmt: skip
    opened = rewards.open_round(facts, office=make.home, by=ha, at=NOW)
    nominee = rewards.Nominee(NomineeKind.PRODUCER, producer=world.fish_maker)
    said = {"nominated_by": world.phuong_thinh_committee, "achievement": "x", "proposed_form": RewardForm.MERIT}
    put = rewards.nominate(opened, nominee, **said, by=make.hien, at=NOW)
    criterion = rewards.add_criterion(opened, text="Kết quả", kind=CriterionKind.YES_NO, by=ha, at=NOW)
    make.at(
        "rewards", "round change_round add_criterion nominate decide nominations_sheet submission", opened.public_id
    )
    make.at("rewards", "move_round", opened.public_id, "review")
    make.at("rewards", "drop_criterion", criterion.public_id)
    make.at("rewards", "nomination change_nomination review", put.public_id)
    make.at("rewards", "move_nomination", put.public_id, "send")
    earlier = rewards.RoundFacts(
        kind=RoundKind.YEAR, name="Khen thưởng 2025", covers_from=date(2025, 1, 1), covers_to=date(2025, 12, 31),
        opens_on=date(2026, 1, 1), closes_on=date(2026, 12, 10),
    )  # fmt: skip
    decided = rewards.open_round(earlier, office=make.home, by=ha, at=NOW)
    row = rewards.nominate(decided, nominee, **said, by=make.hien, at=NOW)
    rewards.move_nomination(row, "send", by=make.hien, at=NOW)
    fits = rewards.add_criterion(decided, text="Kết quả", kind=CriterionKind.YES_NO, by=ha, at=NOW)
    rewards.move_round(decided, "review", by=ha, at=NOW)
    rewards.review(row, marks={fits: True}, remark="Tốt", recommends=True, by=ha, at=NOW)
    decision = rewards.record_decision(
        decided, office=world.province_committee, number="7/QĐ", signed_on=DAY, awards={row: "merit"}, by=make.khanh,
        at=NOW,
    )  # fmt: skip
    rewards.file_scan(decision, document=make.paper(make.khanh), by=make.khanh, at=NOW)
    make.at("rewards", "decision decision_scan", decision.public_id)


def _intake(make: Builder) -> None:
    """A sheet of allocations chị Mai looks at before she takes it."""
    sheet = Sheet.objects.create(
        table="phan-bo-kinh-phi", file_name="bang.xlsx", header=["Năm"], rows=[[2, ["2026"]]],
        uploaded_by=make.world.chi_mai, uploaded_at=NOW,
    )  # fmt: skip
    make.at("intake", "sheet accept drop", sheet.public_id)


def _reports(make: Builder) -> None:
    """A period that asks both communes for a return, and the province's report of it."""
    plan = make.plan  # type: ignore[attr-defined]
    days = (date(2026, 1, 1), date(2026, 11, 30), date(2026, 12, 14))
    facts = reporting.PeriodFacts(plan, PeriodKind.FULL_YEAR, "Năm 2026", *days)
    period = reporting.open_period(facts, by=make.dung, at=NOW)
    make.at("reporting", "period period_sheet change_period close_period withdraw_period", period.public_id)
    make.at("reporting", "add_office start_report", period.public_id)
    owed = period.obligations.get(office=make.world.phuong_thinh_committee)
    names = "return write submit accept send_back unlock excuse take_back_excuse"
    make.at("reporting", names, owed.sent.public_id)
    typed = {"chi-dao/van-ban/ky-nay": 4}
    reporting.save_return(owed.sent, sections={}, typed=typed, notes={}, by=make.hien, at=NOW)
    make.at("reporting", "typed", owed.sent.cells.get().code)
    make.at("reporting", "form_sheet", owed.sent.public_id, "san-pham-chu-the")
    report = reporting.start_report(period, template="half-year", by=make.dung, at=NOW)
    make.at("reporting", "report write_report make_report refill drop_edited submit_report", report.public_id)
    make.at("reporting", "edited_word", report.public_id)
    make.at("reporting", "paper", report.public_id, "pdf")


def _figures(make: Builder) -> None:
    """A figure the coordination office published, and a question anh Dũng keeps."""
    measure = measure_called("certification.recognised")
    assert measure is not None
    question = Question(measure, NOW.date())
    figure = figures.publish(question, office=make.world.coordination_office, by=make.dung, at=NOW)
    make.at("figures", "figure lines lines_sheet", figure.code)
    kept = figures.keep_question("Sao còn hiệu lực", "/so-lieu/chi-so/certification.recognised/", by=make.dung, at=NOW)
    make.at("figures", "drop", kept.public_id)


def _checking(make: Builder) -> None:
    """Numbers of a text that cô Hiền checks."""
    read = joined([read_text("Có 5 lớp, gồm 2 lớp ở xã và 3 lớp ở huyện.")])
    check = checking.make_check("Báo cáo xã", "text", *read, by=make.hien, at=NOW)
    make.at("checking", "check findings_sheet download numbers claims add_number add_claim remove", check.public_id)
    make.at("checking", "change_number", check.public_id, "s1")
    make.at("checking", "change_claim", check.public_id, "k1")


def _articles(make: Builder) -> None:
    """An article of chị Mai's department with a picture, a group held up as an example, and another it is tied to."""
    article = written(make.world, kind=Kind.EXEMPLARY)
    picture = pictured(make.world, article)
    named = ties.name_subject(article, ties.Named(False, "Tổ hợp tác Sen"), by=make.mai, at=NOW)
    tied = ties.tie(article, "told", written(make.world, "Bài khác"), by=make.mai, at=NOW)
    given_to_readers(make.world, article)
    names = "article preview versions write release withdraw add_picture tie name_subject"
    make.at("desk", names, article.public_id)
    make.at("desk", "picture", article.public_id, picture.public_id)
    make.at("desk", "restore", article.public_id, "1")
    make.at("desk", "untie", tied.public_id)
    make.at("desk", "change_picture take_off_picture", picture.public_id)
    make.at("desk", "withdraw_subject", named.public_id)
