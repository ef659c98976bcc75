"""Offices say whom they want trained in what; classes are tied to it; the coordination office says it is met."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.registry.actions import notify, record
from ocop.kit.scope import Actor, Refused, require
from ocop.support.activities import policies
from ocop.support.activities.kinds import kinds_feeding
from ocop.support.activities.models import Activity, TrainingNeed
from ocop.support.activities.states import NEED_WORKFLOW, ActivityState, NeedState


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """Who needs what: so many officials of a group, a subject, the year."""

    office: Office
    topic: str
    group: str
    people: int
    year: int
    is_deep: bool = False
    detail: str = ""


@transaction.atomic
def state_need(facts: NeedFacts, *, by: Actor, at: datetime) -> TrainingNeed:
    """Record what an office needs; the same need stated twice while open is one. Raises `Refused`."""
    require(policies.may_state_need(by))
    require(policies.may_record_for(by, facts.office))
    if by.user_id is None or facts.people < 1:
        raise Refused("Ghi số người cần tập huấn, ít nhất 1.")
    Office.objects.select_for_update().get(pk=facts.office.pk)
    values = {name: getattr(facts, name) for name in NeedFacts.__dataclass_fields__}
    already = TrainingNeed.objects.open().filter(**values).first()
    if already is not None:
        return already
    made = TrainingNeed.objects.create(**values, stated_by_id=by.user_id, stated_at=at)
    data = {"topic": facts.topic, "people": facts.people, "office": facts.office.public_id}
    record("activities.need_stated", by=by, at=at, subject=made, data=data)
    return made


@transaction.atomic
def tie(need: TrainingNeed, activity: Activity, *, by: Actor, at: datetime) -> TrainingNeed:
    """Say that a class answers a need; the office that stated it is told. Raises `Refused`."""
    row = _locked(need)
    if row.activities.filter(pk=activity.pk).exists():
        return row
    require(policies.may_tie_need(by, row))
    require(policies.may_keep(by, activity))
    if activity.kind not in kinds_feeding("training") or activity.state == ActivityState.CANCELLED:
        raise Refused("Chỉ gắn được hoạt động đào tạo chưa bị hủy.")
    row.activities.add(activity)
    title = f"Có lớp cho nhu cầu tập huấn: {activity.title}"
    notify(title=title, office_id=row.office_id, url=page_of(row), at=at)
    record("activities.need_tied", by=by, at=at, subject=row, data={"activity": activity.public_id})
    return row


@transaction.atomic
def move_need(need: TrainingNeed, action: str, *, by: Actor, at: datetime) -> TrainingNeed:
    """Say that a need is met (`meet`), is withdrawn, or is open again. A second press changes nothing.

    Met needs a class that was held. Raises `Refused`.
    """
    row = _locked(need)
    goal = {"meet": NeedState.MET, "withdraw": NeedState.WITHDRAWN, "reopen": NeedState.OPEN}[action]
    if row.state == goal:
        return row
    require(policies.may_move_need(by, row, action))
    if action == "meet" and not row.activities.held().exists():
        raise Refused("Gắn ít nhất một lớp đã tổ chức rồi mới ghi đã đáp ứng được.")
    row.state = NEED_WORKFLOW.target(action, row.state)
    row.settled_at = None if row.state == NeedState.OPEN else at
    row.save(update_fields=["state", "settled_at"])
    record("activities.need_moved", by=by, at=at, subject=row, data={"to": str(row.state)})
    return row


def page_of(need: TrainingNeed) -> str:
    return reverse("activities:need", args=[need.public_id])


def _locked(need: TrainingNeed) -> TrainingNeed:
    return TrainingNeed.objects.select_for_update(of=("self",)).select_related("office").get(pk=need.pk)
