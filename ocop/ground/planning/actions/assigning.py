"""Giving tasks to offices for a year, many at once after a look at the effect, and moving a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ocop.ground.offices.models import Office
from ocop.ground.planning import policies
from ocop.ground.planning.actions.notices import settle_assignment, tell_of_assignment
from ocop.ground.planning.models import Assignment, Plan, Task
from ocop.ground.registry.actions import record
from ocop.ground.registry.states import NoticeKind
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class AssignmentWish:
    """Which tasks go to which offices for a year, all due on one day."""

    tasks: Sequence[Task]
    offices: Sequence[Office]
    year: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Effect:
    """What one pair of task and office would become: a new assignment, or one already given."""

    task: Task
    office: Office
    already: Assignment | None


def effects_of(wish: AssignmentWish) -> list[Effect]:
    """What giving would do, pair by pair, before anything is done; one query."""
    given = Assignment.objects.filter(task__in=wish.tasks, office__in=wish.offices, year=wish.year)
    held = {(each.task_id, each.office_id): each for each in given}
    return [Effect(task, office, held.get((task.pk, office.pk))) for task in wish.tasks for office in wish.offices]


def assignable_offices(actor: Actor, plan: Plan) -> Sequence[Office]:
    """Offices that may be given tasks of a plan: for the province's all of today below the ministry; for a committee's
    own plan itself and the offices of the places it reaches.
    """
    offices = Office.objects.in_force(actor.on).exclude(tier="central")
    if plan.office.tier != "province":
        offices = offices.filter(unit_id__in=actor.unit_ids()) | offices.filter(pk=plan.office_id)
    return offices.order_by("sort_key")  # type: ignore[return-value]


@transaction.atomic
def assign(plan: Plan, wish: AssignmentWish, *, by: Actor, at: datetime) -> list[Assignment]:
    """Give tasks of an issued plan to offices; what was given before stays as it is. Returns what is new.

    Raises `Refused` when the plan is not issued, a task is another plan's, or an office is out of reach.
    """
    row = Plan.objects.select_for_update(of=("self",)).select_related("office").get(pk=plan.pk)
    require(policies.may_assign(by, row))
    _check(row, wish, by)
    made = []
    for effect in effects_of(wish):
        if effect.already is not None:
            continue
        new = Assignment.objects.create(task=effect.task, office=effect.office, year=wish.year, due_on=wish.due_on)
        tell_of_assignment(new, "Có việc mới được giao", at=at, kind=NoticeKind.TODO, asks=True)
        made.append(new)
    for each in made:
        data = {"task": each.task.public_id, "office": each.office.public_id, "due": wish.due_on.isoformat()}
        record("planning.assigned", by=by, at=at, subject=each, data=data)
    return made


def _check(plan: Plan, wish: AssignmentWish, by: Actor) -> None:
    if not wish.tasks or not wish.offices:
        raise Refused("Chọn ít nhất một nhiệm vụ và một cơ quan.")
    if any(task.plan_id != plan.pk for task in wish.tasks):
        raise Refused("Có nhiệm vụ không thuộc kế hoạch này. Hãy tải lại trang rồi chọn lại.")
    reach = {office.pk for office in assignable_offices(by, plan)}
    outside = [office for office in wish.offices if office.pk not in reach]
    if outside:
        raise Refused(f"Anh/chị không giao việc cho {outside[0]} được. Hãy bỏ cơ quan này.")
    if not plan.starts_on.year <= wish.year <= plan.ends_on.year:
        raise Refused(f"Năm phải nằm trong thời gian của kế hoạch: {plan.starts_on.year} đến {plan.ends_on.year}.")


@transaction.atomic
def change_due(assignment: Assignment, *, due_on: date, why: str, by: Actor, at: datetime) -> Assignment:
    """Move the day of an assignment and say why; the office is told. Raises `Refused`."""
    row = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("task__plan__office", "office")
        .get(pk=assignment.pk)
    )
    require(policies.may_change_due(by, row))
    if not why.strip():
        raise Refused("Ghi lý do đổi hạn để cơ quan được giao biết.")
    if row.due_on == due_on:
        return row
    before, row.due_on = row.due_on, due_on
    row.save(update_fields=["due_on"])
    settle_assignment(row, at=at)
    tell_of_assignment(row, f"Đổi hạn việc được giao sang ngày {due_on:%d/%m/%Y}", at=at, body=why, asks=True)
    data = {"before": before.isoformat(), "after": due_on.isoformat()}
    record("planning.due_changed", by=by, at=at, subject=row, why=why, data=data)
    return row
