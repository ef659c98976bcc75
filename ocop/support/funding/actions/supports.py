"""A support is proposed, approved or refused, paid and ended; an overlap is approved only with a written reason."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from ocop.ground.budget.actions import Payment, disburse
from ocop.ground.budget.models import BudgetLine, Disbursement
from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer, Product
from ocop.ground.registry.actions import record, subject_of
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.numbers import format_money
from ocop.support.funding import policies
from ocop.support.funding.models import Policy, Support
from ocop.support.funding.overlaps import find_overlaps
from ocop.support.funding.purposes import purposes
from ocop.support.funding.states import SUPPORT_WORKFLOW, SupportState


@dataclass(frozen=True, slots=True)
class NewSupport:
    """What a proposal says: under a policy, or from another budget that is named."""

    producer: Producer
    office: Office
    purpose: str
    detail: str
    starts_on: date
    ends_on: date
    amount: int
    policy: Policy | None = None
    other_budget: str = ""
    product: Product | None = None


def problem_of(new: NewSupport) -> str:
    """Why a proposal cannot be kept, in words; empty when it can."""
    if (new.policy is None) == (not new.other_budget.strip()):
        return "Anh/chị chọn một chính sách, hoặc ghi tên ngân sách khác (chỉ một trong hai)."
    if new.purpose not in purposes():
        return "Anh/chị chọn mục đích trong danh mục."
    if new.amount <= 0:
        return "Số tiền hỗ trợ phải lớn hơn 0."
    if new.ends_on < new.starts_on:
        return "Ngày kết thúc không được trước ngày bắt đầu."
    if new.policy is None:
        return ""
    if new.policy.ceiling is not None and new.amount > new.policy.ceiling:
        return f"Chính sách này hỗ trợ nhiều nhất {format_money(new.policy.ceiling)} một lần."
    ended = new.policy.ends_on is not None and new.starts_on > new.policy.ends_on
    if new.starts_on < new.policy.starts_on or ended:
        return "Ngày bắt đầu nằm ngoài thời gian áp dụng của chính sách."
    return ""


@once(Support, owner="proposed_by_id")
def propose(new: NewSupport, *, by: Actor, at: datetime, key: str = "") -> Support:
    """Propose a support; nothing is promised yet. Raises `Refused`."""
    require(policies.may_propose_for(by, new.producer))
    if problem := problem_of(new):
        raise Refused(problem)
    if new.product is not None and new.product.producer_id != new.producer.pk:
        raise Refused("Sản phẩm không phải của chủ thể này. Anh/chị chọn lại.")
    facts = {name: getattr(new, name) for name in NewSupport.__dataclass_fields__}
    if key:
        facts["public_id"] = key
    made = Support.objects.create(**facts, proposed_by_id=by.user_id, proposed_at=at)
    data = {"amount": made.amount, "purpose": made.purpose}
    record("funding.support_proposed", by=by, at=at, subject=made, data=data)
    return made


def _locked(support: Support) -> Support:
    """The support, locked together with its producer, so that two proposals are not approved past each other."""
    Producer.objects.select_for_update().get(pk=support.producer_id)
    rows = Support.objects.select_for_update(of=("self",)).select_related("office", "policy", "producer")
    return rows.get(pk=support.pk)


def _move(row: Support, action: str, *, by: Actor, at: datetime) -> None:
    require(policies.may_move(by, row, action))
    row.state = SUPPORT_WORKFLOW.target(action, row.state)
    if row.decided_at is None:
        row.decided_by_id, row.decided_at = by.user_id, at


@transaction.atomic
def approve(support: Support, *, by: Actor, at: datetime, override: str = "") -> Support:
    """Approve a proposal; where an approved support overlaps it only with a reason, kept in the journal as an override.

    Raises `Refused`; approving twice changes nothing.
    """
    row = _locked(support)
    if row.state == SupportState.APPROVED:
        return row
    given = [each for each in find_overlaps(row) if each.is_given]
    if given and not override.strip():
        raise Refused(
            f"Có {len(given)} hỗ trợ đã duyệt trùng với đề xuất này. Anh/chị ghi lý do nếu vẫn duyệt, hoặc không duyệt."
        )
    _move(row, "approve", by=by, at=at)
    row.override_reason = override.strip()[:500] if given else ""
    row.save(update_fields=["state", "decided_by", "decided_at", "override_reason"])
    if given:
        data = {"overlaps": [each.other.public_id for each in given], "at_stake": _at_stake(given)}
        record("funding.support_approved_over_overlap", by=by, at=at, subject=row, why=row.override_reason, data=data)
    else:
        record("funding.support_approved", by=by, at=at, subject=row, data={"amount": row.amount})
    return row


def _at_stake(found: list) -> int:  # type: ignore[type-arg]
    return sum(each.overlap.at_stake for each in found)


@transaction.atomic
def refuse(support: Support, *, why: str, by: Actor, at: datetime) -> Support:
    """Turn a proposal down with a reason. Raises `Refused`."""
    row = _locked(support)
    if row.state == SupportState.REFUSED:
        return row
    if not why.strip():
        raise Refused("Anh/chị ghi lý do không duyệt để chủ thể biết.")
    _move(row, "refuse", by=by, at=at)
    row.decision_note = why.strip()[:500]
    row.save(update_fields=["state", "decided_by", "decided_at", "decision_note"])
    record("funding.support_refused", by=by, at=at, subject=row, why=row.decision_note)
    return row


def paid_of(support: Support) -> int:
    """What was paid for a support so far, in đồng."""
    subject_type, subject_id = subject_of(support)
    rows = Disbursement.objects.running().filter(subject_type=subject_type, subject_id=subject_id)
    return rows.aggregate(total=Sum("amount"))["total"] or 0


@once(Disbursement)
def pay(
    support: Support,
    *,
    line: BudgetLine,
    paid_on: date,
    amount: int,
    by: Actor,
    at: datetime,
    url: str = "",
    key: str = "",
) -> Disbursement:
    """Record money paid for a support of a line of a plan; never more than was approved. Raises `Refused`."""
    row = _locked(support)
    left = row.amount - paid_of(row)
    if amount > left:
        raise Refused(f"Hỗ trợ này còn được chi {format_money(left)}. Anh/chị sửa số tiền.")
    _move(row, "pay", by=by, at=at)
    row.save(update_fields=["state"])
    payment = Payment(
        line=line,
        paid_on=paid_on,
        payer=row.office,
        amount=amount,
        purpose=f"Hỗ trợ: {row.detail}"[:300],
        payee_producer=row.producer,
    )
    made = disburse(payment, by=by, at=at, key=key, subject=row, url=url)
    record("funding.support_paid", by=by, at=at, subject=row, data={"amount": amount})
    return made


@transaction.atomic
def end(support: Support, *, by: Actor, at: datetime, note: str = "") -> Support:
    """Close a support that was given. Raises `Refused`."""
    row = _locked(support)
    if row.state == SupportState.ENDED:
        return row
    _move(row, "end", by=by, at=at)
    row.decision_note = note.strip()[:500] or row.decision_note
    row.save(update_fields=["state", "decision_note"])
    record("funding.support_ended", by=by, at=at, subject=row, why=note.strip()[:500])
    return row
