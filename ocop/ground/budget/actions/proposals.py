"""A proposal for money is drafted, its lines asked for, sent to the committee, and answered."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from ocop.ground.budget import policies
from ocop.ground.budget.asking import asked_lines
from ocop.ground.budget.models import BudgetLine, Proposal, ProposalLine
from ocop.ground.budget.states import PROPOSAL_WORKFLOW, ProposalAnswer, ProposalState
from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanState
from ocop.ground.registry.actions import notify, record
from ocop.ground.registry.states import NoticeKind
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """Who asks whom for which year of a plan, and why."""

    plan: Plan
    year: int
    office: Office
    to: Office
    reason: str


@dataclass(frozen=True, slots=True)
class ProposalReply:
    """What the committee answered; `granted` in đồng where it names a sum."""

    answer: str
    number: str
    on: date
    text: str = ""
    granted: int | None = None


@transaction.atomic
def draft_proposal(facts: ProposalFacts, *, by: Actor, at: datetime) -> Proposal:
    """Begin a proposal; a draft of the same office, plan and year takes on what is said now. Raises `Refused`."""
    require(policies.may_propose_for(by, facts.office))
    if by.user_id is None:
        raise Refused("Đề nghị phải do một cán bộ có tài khoản soạn.")
    plan = Plan.objects.select_for_update().get(pk=facts.plan.pk)
    refuse_year(plan, facts.year)
    same = {"plan": plan, "year": facts.year, "office": facts.office, "state": ProposalState.DRAFT}
    already = Proposal.objects.filter(**same).first()
    if already is not None:
        return _said_again(already, facts, by, at)
    made = Proposal.objects.create(**same, to=facts.to, reason=facts.reason, by_id=by.user_id, created_at=at)
    record("budget.proposal_drafted", by=by, at=at, subject=made, data={"year": facts.year})
    return made


def refuse_year(plan: Plan, year: int) -> None:
    """Raise `Refused` where no money of a plan can be asked for a year."""
    if plan.state == PlanState.DRAFT:
        raise Refused("Kế hoạch chưa ban hành nên chưa đề nghị bố trí nguồn lực được.")
    if not plan.starts_on.year <= year <= plan.ends_on.year:
        raise Refused(f"Năm {year} nằm ngoài kế hoạch ({plan.starts_on.year}-{plan.ends_on.year}).")


def _said_again(draft: Proposal, facts: ProposalFacts, by: Actor, at: datetime) -> Proposal:
    if (draft.to_id, draft.reason) != (facts.to.pk, facts.reason):
        draft.to, draft.reason = facts.to, facts.reason
        draft.save(update_fields=["to", "reason"])
        record("budget.proposal_changed", by=by, at=at, subject=draft, data={"to": facts.to.public_id})
    return draft


@transaction.atomic
def ask_for(proposal: Proposal, line: BudgetLine, *, asked: int, note: str = "", by: Actor, at: datetime) -> None:
    """Ask for a sum of a line in a draft, or change what is asked. Raises `Refused`."""
    row = _locked(proposal)
    require(policies.may_write_proposal(by, row))
    if line.plan_id != row.plan_id or BudgetLine.objects.filter(parent=line).exists():
        raise Refused("Anh/chị chọn một dòng chi tiết của kế hoạch này.")
    if asked <= 0:
        raise Refused("Số tiền đề nghị phải lớn hơn 0.")
    had = row.lines.filter(line=line).first()
    if had is not None and (had.asked, had.note) == (asked, note):
        return
    ProposalLine.objects.update_or_create(proposal=row, line=line, defaults={"asked": asked, "note": note})
    record("budget.proposal_changed", by=by, at=at, subject=row, data={"line": line.public_id, "asked": asked})


@transaction.atomic
def drop_line(proposal: Proposal, line: BudgetLine, *, by: Actor, at: datetime) -> None:
    """Ask for nothing of a line any more. A second press changes nothing."""
    row = _locked(proposal)
    require(policies.may_write_proposal(by, row))
    gone, _ = row.lines.filter(line=line).delete()
    if gone:
        record("budget.proposal_changed", by=by, at=at, subject=row, data={"line": line.public_id, "asked": 0})


@transaction.atomic
def send_proposal(proposal: Proposal, *, number: str, sent_on: date, by: Actor, at: datetime) -> Proposal:
    """Send it under its number: the figures are kept as they stand, the committee is told. Raises `Refused`."""
    row = _locked(proposal)
    if row.state != ProposalState.DRAFT and row.number == number:
        return row
    require(policies.may_write_proposal(by, row))
    lines = asked_lines(row)
    if not lines:
        raise Refused("Tờ trình chưa có dòng nào. Anh/chị thêm ít nhất một dòng.")
    if sent_on > at.date():
        raise Refused("Ngày trình không được sau hôm nay.")
    for each in lines:
        each.row.need, each.row.allocated, each.row.paid = each.need, each.allocated, each.paid
        each.row.save(update_fields=["need", "allocated", "paid"])
    row.state = PROPOSAL_WORKFLOW.target("send", row.state)
    row.number, row.sent_on = number, sent_on
    row.save()
    notify(title=str(row), office_id=row.to_id, url=page_of(row), kind=NoticeKind.TODO, at=at)
    data = {"number": number, "asked": sum(each.row.asked for each in lines)}
    record("budget.proposal_sent", by=by, at=at, subject=row, data=data)
    return row


@transaction.atomic
def answer_proposal(proposal: Proposal, reply: ProposalReply, *, by: Actor, at: datetime) -> Proposal:
    """Record what the committee decided; the office that asked is told. Raises `Refused`."""
    row = _locked(proposal)
    if row.state == ProposalState.ANSWERED and (row.answer, row.answer_number) == (reply.answer, reply.number):
        return row
    require(policies.may_answer_proposal(by, row))
    if row.sent_on is not None and not row.sent_on <= reply.on <= at.date():
        raise Refused("Ngày trả lời phải từ ngày trình đến hôm nay.")
    if reply.answer == ProposalAnswer.REFUSED and reply.granted:
        raise Refused("Không bố trí thì không ghi số tiền được bố trí.")
    row.state = PROPOSAL_WORKFLOW.target("answer", row.state)
    row.answer, row.answer_number, row.answered_on = reply.answer, reply.number, reply.on
    row.answer_text, row.granted = reply.text, reply.granted
    row.save()
    words = row.get_answer_display().lower()
    notify(title=f"{row}: {words}", office_id=row.office_id, url=page_of(row), kind=NoticeKind.RESULT, at=at)
    record("budget.proposal_answered", by=by, at=at, subject=row, data={"answer": reply.answer})
    return row


def page_of(proposal: Proposal) -> str:
    return reverse("budget:proposal", args=[proposal.public_id])


def _locked(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("office", "to", "plan")
    return rows.get(pk=proposal.pk)
