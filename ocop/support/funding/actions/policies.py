"""The catalogue of policies is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ocop.ground.offices.models import Office
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.support.funding import policies
from ocop.support.funding.models import Policy, PolicyPurpose
from ocop.support.funding.purposes import purposes


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """What a policy says; `ceiling` in đồng, None where it prints none."""

    code: str
    name: str
    helps: str
    office: Office
    starts_on: date
    purposes: Sequence[str]
    ends_on: date | None = None
    conditions: str = ""
    ceiling: int | None = None
    document: LegalDocument | None = None
    reference: str = ""

    def fields(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "purposes"}


def _refuse(facts: PolicyFacts) -> None:
    if not facts.purposes or any(code not in purposes() for code in facts.purposes):
        raise Refused("Anh/chị chọn ít nhất một mục đích của chính sách.")
    if facts.ends_on and facts.ends_on < facts.starts_on:
        raise Refused("Ngày kết thúc không được trước ngày bắt đầu.")


def _set_purposes(policy: Policy, codes: Sequence[str]) -> None:
    policy.purposes.exclude(purpose__in=codes).delete()
    have = set(policy.purposes.values_list("purpose", flat=True))
    PolicyPurpose.objects.bulk_create(PolicyPurpose(policy=policy, purpose=code) for code in codes if code not in have)


@transaction.atomic
def add_policy(facts: PolicyFacts, *, by: Actor, at: datetime) -> Policy:
    """Enter a policy; its short code is its own. Raises `Refused`."""
    require(policies.may_keep_policy(by, facts.office.pk))
    _refuse(facts)
    if Policy.objects.filter(code=facts.code).exists():
        raise Refused(f"Đã có chính sách mang mã “{facts.code}”. Anh/chị đặt mã khác hoặc mở chính sách đó.")
    made = Policy.objects.create(**facts.fields())
    _set_purposes(made, facts.purposes)
    record("funding.policy_added", by=by, at=at, subject=made, data={"purposes": list(facts.purposes)})
    return made


@transaction.atomic
def edit_policy(policy: Policy, facts: PolicyFacts, *, by: Actor, at: datetime) -> Policy:
    """Correct a policy; supports given under it stay as they are. Raises `Refused`."""
    row = Policy.objects.select_for_update().get(pk=policy.pk)
    require(policies.may_edit_policy(by, row))
    require(policies.may_keep_policy(by, facts.office.pk))
    _refuse(facts)
    if Policy.objects.filter(code=facts.code).exclude(pk=row.pk).exists():
        raise Refused(f"Đã có chính sách khác mang mã “{facts.code}”.")
    for name, value in facts.fields().items():
        setattr(row, name, value)
    row.save()
    _set_purposes(row, facts.purposes)
    record("funding.policy_edited", by=by, at=at, subject=row, data={"purposes": list(facts.purposes)})
    return row
