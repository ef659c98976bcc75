"""An activity is planned, changed, held with its figures, cancelled, planned again, and paid for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse

from ocop.ground.budget.actions import Payment, disburse
from ocop.ground.budget.models import Disbursement
from ocop.ground.offices.models import Office, Unit
from ocop.ground.planning.actions import attach_record
from ocop.ground.planning.models import Assignment, Task
from ocop.ground.planning.states import WITH_THE_AGENCY
from ocop.ground.registry.actions import record
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.support.activities import policies
from ocop.support.activities.kinds import kind_called
from ocop.support.activities.models import Activity, Output
from ocop.support.activities.states import ACTIVITY_WORKFLOW, ActivityState


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person says about an activity; `details` is what its kind asks, already clean."""

    title: str
    organiser: Office
    starts_on: date
    ends_on: date
    unit: Unit | None = None
    venue: str = ""
    task: Task | None = None
    parent: Activity | None = None
    details: dict[str, Any] = field(default_factory=dict)


@once(Activity, owner="created_by_id")
def plan_activity(kind: str, facts: Facts, *, by: Actor, at: datetime, key: str = "", **marks: Any) -> Activity:
    """Record an activity as planned. `marks` are `code`, `reference`, `is_sample` and the like. Raises `Refused`.

    `key` is the id it gets; a second press brings the same and is given the activity of the first.
    """
    require(policies.may_record_for(by, facts.organiser))
    if kind_called(kind) is None:
        raise Refused("Không có loại hoạt động này.")
    refuse_facts(facts)
    if key:
        marks["public_id"] = key
    made = Activity.objects.create(kind=kind, created_by_id=by.user_id, created_at=at, **_fields(facts), **marks)
    record("activities.planned", by=by, at=at, subject=made, data={"kind": kind})
    return made


@transaction.atomic
def change_activity(activity: Activity, facts: Facts, *, by: Actor, at: datetime) -> Activity:
    """Change what is said about an activity; to another organiser only where the person records for both."""
    row = locked(activity)
    require(policies.may_edit(by, row))
    require(policies.may_record_for(by, facts.organiser))
    refuse_facts(facts)
    if row.state == ActivityState.HELD and facts.starts_on > at.date():
        raise Refused("Hoạt động đã tổ chức nên ngày bắt đầu không được sau hôm nay.")
    changed = [name for name, value in _fields(facts).items() if getattr(row, name) != value]
    if not changed:
        return row
    for name, value in _fields(facts).items():
        setattr(row, name, value)
    row.save()
    record("activities.changed", by=by, at=at, subject=row, data={"fields": changed})
    return row


@transaction.atomic
def hold_activity(
    activity: Activity, *, outputs: Mapping[str, Decimal | int], summary: str, by: Actor, at: datetime
) -> Activity:
    """Say that it took place and with which figures; shown as a result of the organiser's open assignment.

    On an activity already held it only brings figures and summary up to date. Raises `Refused`.
    """
    row = locked(activity)
    if row.state == ActivityState.HELD:
        require(policies.may_edit(by, row))
    else:
        require(policies.may_move(by, row, "hold", at.date()))
        row.state = ACTIVITY_WORKFLOW.target("hold", row.state)
        record("activities.held", by=by, at=at, subject=row, data={"kind": row.kind})
    if _set_outputs(row, outputs) or row.summary != summary:
        row.summary = summary
        record("activities.figures_recorded", by=by, at=at, subject=row, data={"figures": sorted(outputs)})
    row.save()
    show_as_result(row, by=by, at=at)
    return row


@transaction.atomic
def cancel_activity(activity: Activity, *, why: str, by: Actor, at: datetime) -> Activity:
    """Say that it will not take place, and why; an announced event leaves the public page.

    A second press changes nothing.
    """
    row = locked(activity)
    if row.state == ActivityState.CANCELLED:
        return row
    require(policies.may_move(by, row, "cancel", at.date()))
    if not why.strip():
        raise Refused("Anh/chị ghi lý do hủy.")
    was_public = row.announced_at is not None
    row.state, row.announced_at = ACTIVITY_WORKFLOW.target("cancel", row.state), None
    row.save(update_fields=["state", "announced_at"])
    record("activities.cancelled", by=by, at=at, subject=row, why=why.strip())
    if was_public:
        record("activities.announcement_withdrawn", by=by, at=at, subject=row)
    return row


@transaction.atomic
def restore_activity(activity: Activity, *, by: Actor, at: datetime) -> Activity:
    """Plan a cancelled activity again."""
    row = locked(activity)
    if row.state == ActivityState.PLANNED:
        return row
    require(policies.may_move(by, row, "restore", at.date()))
    row.state = ACTIVITY_WORKFLOW.target("restore", row.state)
    row.save(update_fields=["state"])
    record("activities.restored", by=by, at=at, subject=row)
    return row


@transaction.atomic
def announce(activity: Activity, *, is_public: bool, by: Actor, at: datetime) -> Activity:
    """Put an event on the public news page, or take it off. A second press changes nothing. Raises `Refused`."""
    row = locked(activity)
    if (row.announced_at is not None) == is_public:
        return row
    require(policies.may_announce(by, row))
    row.announced_at = at if is_public else None
    row.save(update_fields=["announced_at"])
    record("activities.announced" if is_public else "activities.announcement_withdrawn", by=by, at=at, subject=row)
    return row


@transaction.atomic
def pay_for(activity: Activity, payment: Payment, *, by: Actor, at: datetime, key: str = "") -> Disbursement:
    """Record money paid for an activity under a line of a running plan; see `disburse`. Raises `Refused`."""
    row = locked(activity)
    require(policies.may_edit(by, row))
    return disburse(payment, by=by, at=at, key=key, subject=row, url=page_of(row))


def show_as_result(activity: Activity, *, by: Actor, at: datetime) -> None:
    """Show a held activity as a result of the organiser's assignment of its task that year, where one is open.

    A plan that ended takes no results any more; the activity is held all the same.
    """
    if activity.task_id is None:
        return
    open_ones = Assignment.objects.of_issued_plans().filter(
        task_id=activity.task_id,
        office_id=activity.organiser_id,
        year=activity.starts_on.year,
        state__in=WITH_THE_AGENCY,
    )
    for assignment in open_ones:
        attach_record(assignment, subject=activity, label=activity.title, url=page_of(activity), by=by, at=at)


def page_of(activity: Activity) -> str:
    """The activity's page on this site."""
    return reverse("activities:activity", args=[activity.public_id])


def locked(activity: Activity) -> Activity:
    """The row as it stands now, kept from others until the act is done."""
    return Activity.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=activity.pk)


def _fields(facts: Facts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in Facts.__dataclass_fields__}


def refuse_facts(facts: Facts) -> None:
    """Raise `Refused` where an activity cannot be as said."""
    if facts.ends_on < facts.starts_on:
        raise Refused("Ngày kết thúc không được trước ngày bắt đầu.")
    if facts.parent is not None and facts.parent.parent_id is not None:
        raise Refused("Hoạt động con không có hoạt động con nữa.")


def _set_outputs(activity: Activity, outputs: Mapping[str, Decimal | int]) -> bool:
    """Make the figures these and no others; whether anything changed."""
    known = {one.id for one in activity.shape.outputs}
    had = dict(activity.outputs.filter(name__in=known).values_list("name", "figure"))
    wanted = {name: Decimal(value) for name, value in outputs.items() if name in known}
    if had == wanted:
        return False
    activity.outputs.filter(name__in=set(had) - set(wanted)).delete()
    for name, figure in wanted.items():
        Output.objects.update_or_create(activity=activity, name=name, defaults={"figure": figure})
    return True
