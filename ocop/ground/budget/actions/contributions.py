"""What a community gave is recorded, and cancelled when it was a mistake."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from ocop.ground.budget import policies
from ocop.ground.budget.models import Contribution
from ocop.ground.budget.states import ContributionKind
from ocop.ground.offices.models import Unit
from ocop.ground.planning.models import Plan
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.actions import record
from ocop.ground.registry.models import Document
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class NewContribution:
    """What was given; `value` in đồng, None where nobody valued it."""

    plan: Plan
    unit: Unit
    giver: str
    kind: str
    what: str
    given_on: date
    legal_basis: str
    quantity: Decimal | None = None
    measured_in: str = ""
    value: int | None = None
    legal_document: LegalDocument | None = None
    document: Document | None = None


@once(Contribution)
def record_contribution(new: NewContribution, *, by: Actor, at: datetime, key: str = "") -> Contribution:
    """Record what a community gave, with the law it is used by. Raises `Refused`."""
    require(policies.may_contribute(by, new.unit.pk))
    refuse_contribution(new, by=by, today=at.date())
    facts = {name: getattr(new, name) for name in NewContribution.__dataclass_fields__}
    if key:
        facts["public_id"] = key
    made = Contribution.objects.create(**facts, by_id=by.user_id, recorded_at=at)
    record("budget.contribution_recorded", by=by, at=at, subject=made, data={"kind": new.kind, "value": new.value})
    return made


def refuse_contribution(new: NewContribution, *, by: Actor, today: date) -> None:
    """Raise `Refused` where this person may not record this contribution."""
    require(policies.may_contribute(by, new.unit.pk))
    if new.given_on > today:
        raise Refused("Ngày đóng góp không được sau hôm nay.")
    if not new.legal_basis.strip():
        raise Refused("Anh/chị ghi căn cứ pháp lý của việc sử dụng nguồn lực này.")
    if new.kind == ContributionKind.MONEY and new.value is None:
        raise Refused("Đóng góp bằng tiền thì phải ghi số tiền.")


@transaction.atomic
def cancel_contribution(contribution: Contribution, *, why: str, by: Actor, at: datetime) -> Contribution:
    """Cancel a contribution recorded by mistake; it stays on record with the reason. Raises `Refused`."""
    row = Contribution.objects.select_for_update().get(pk=contribution.pk)
    require(policies.may_contribute(by, row.unit_id))
    if row.cancelled_at is not None:
        return row
    if not why.strip():
        raise Refused("Anh/chị ghi lý do hủy.")
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    record("budget.contribution_cancelled", by=by, at=at, subject=row, why=why.strip())
    return row
