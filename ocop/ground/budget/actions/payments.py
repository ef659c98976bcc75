"""Money is paid, a paper shows it, and a payment recorded by mistake is cancelled."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import models, transaction

from ocop.ground.budget import policies
from ocop.ground.budget.models import BudgetLine, Disbursement
from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import record, subject_of
from ocop.ground.registry.models import Document
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class Payment:
    """What a payment says. `amount` is whole đồng; the payee is an office, a producer or a name."""

    line: BudgetLine
    paid_on: date
    payer: Office
    amount: int
    purpose: str
    payee_office: Office | None = None
    payee_producer: Producer | None = None
    payee_name: str = ""
    document: Document | None = None


@once(Disbursement)
def disburse(
    payment: Payment, *, by: Actor, at: datetime, key: str = "", subject: models.Model | None = None, url: str = ""
) -> Disbursement:
    """Record money paid of a line; `subject` is the record it paid for, `url` its page. Raises `Refused`.

    `key` is the id the record gets, so that a second press of the same form pays nothing.
    """
    require(policies.may_disburse(by, payment.payer))
    # The line is locked, so that it is not split into parts while it is being paid of.
    line = BudgetLine.objects.select_for_update().get(pk=payment.line.pk)
    refuse_payment(payment, has_parts=line.parts.exists(), by=by, today=at.date())
    subject_type, subject_id = subject_of(subject) if subject is not None else ("", "")
    said = {name: getattr(payment, name) for name in Payment.__dataclass_fields__}
    if key:
        said["public_id"] = key
    made = Disbursement.objects.create(
        **said, subject_type=subject_type, subject_id=subject_id, url=url, by_id=by.user_id, recorded_at=at
    )
    data = {"line": payment.line.public_id, "amount": payment.amount, "paid_on": payment.paid_on.isoformat()}
    record("budget.disbursed", by=by, at=at, subject=made, data=data)
    return made


def refuse_payment(payment: Payment, *, has_parts: bool, by: Actor, today: date) -> None:
    """Raise `Refused` where this person may not record this payment of a line."""
    require(policies.may_disburse(by, payment.payer))
    require(policies.may_give_under(payment.payer, payment.line.plan))
    if payment.amount <= 0:
        raise Refused("Số tiền chi phải lớn hơn 0.")
    if payment.paid_on > today:
        raise Refused("Ngày chi không được sau hôm nay.")
    if has_parts:
        raise Refused(f"“{payment.line.name}” là dòng tổng. Anh/chị chọn một dòng chi tiết bên dưới.")


@transaction.atomic
def cancel_disbursement(disbursement: Disbursement, *, why: str, by: Actor, at: datetime) -> Disbursement:
    """Cancel a payment recorded by mistake; it stays on record with the reason. Raises `Refused`."""
    row = Disbursement.objects.select_for_update().select_related("payer").get(pk=disbursement.pk)
    require(policies.may_disburse(by, row.payer))
    if row.cancelled_at is not None:
        return row
    if not why.strip():
        raise Refused("Anh/chị ghi lý do hủy khoản chi.")
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    record("budget.disbursement_cancelled", by=by, at=at, subject=row, why=why.strip())
    return row
