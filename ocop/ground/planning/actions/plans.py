"""Writing a plan, issuing it, ending it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ocop.ground.offices.models import Office
from ocop.ground.planning import policies
from ocop.ground.planning.models import Assignment, Plan, Priority, Target, Task
from ocop.ground.planning.states import PLAN_WORKFLOW, PlanKind, PlanState, Rhythm
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require

# How many targets and assignments a refusal names; the others are counted.
NAMED = 3


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan says of itself; a plan under another stays within its kind of span."""

    name: str
    kind: str
    starts_on: date
    ends_on: date
    document: LegalDocument | None = None


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """One task: its section, whom it asks in the plan's words, how often, and who takes part."""

    title: str
    reference: str = ""
    detail: str = ""
    agency: str = ""
    rhythm: str = Rhythm.CONTINUOUS
    partners: Sequence[Office] = field(default_factory=tuple)


@transaction.atomic
def make_plan(
    facts: PlanFacts,
    *,
    office: Office,
    parent: Plan | None = None,
    is_reconstructed: bool = False,
    by: Actor,
    at: datetime,
) -> Plan:
    """Begin a plan of an office, under another where it carries one out; raises `Refused`."""
    Office.objects.select_for_update().get(pk=office.pk)
    require(policies.may_plan_for(by, office))
    refuse_facts(facts, parent)
    already = Plan.objects.filter(office=office, kind=facts.kind, starts_on=facts.starts_on).first()
    if already is not None and already.name == facts.name:
        return already
    _refuse_twice(already)
    plan = Plan.objects.create(
        office=office, parent=parent, is_reconstructed=is_reconstructed, **_columns(facts), state=PlanState.DRAFT
    )
    record("planning.plan_made", by=by, at=at, subject=plan, data={"parent": parent.public_id if parent else ""})
    return plan


@transaction.atomic
def change_plan(plan: Plan, facts: PlanFacts, *, by: Actor, at: datetime) -> Plan:
    """Change what a draft says of itself; raises `Refused`."""
    row = _locked(plan)
    require(policies.may_change_plan(by, row))
    refuse_facts(facts, row.parent)
    others = Plan.objects.filter(office=row.office, kind=facts.kind, starts_on=facts.starts_on).exclude(pk=row.pk)
    _refuse_twice(others.first())
    work = Assignment.objects.filter(task__plan=row).select_related("task")
    if remedy := left_outside(facts, row.targets.all(), work):
        raise Refused(remedy)
    wanted = _columns(facts)
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, wanted[name])
    row.save(update_fields=[*changed, "folded"])
    record("planning.plan_changed", by=by, at=at, subject=row, data={"fields": changed})
    return row


def _columns(facts: PlanFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in PlanFacts.__dataclass_fields__}


def refuse_facts(facts: PlanFacts, parent: Plan | None) -> None:
    """Raise `Refused` where the days do not fit the kind, or the plan above was not issued."""
    if facts.ends_on < facts.starts_on:
        raise Refused("Ngày kết thúc kế hoạch phải sau ngày bắt đầu.")
    if facts.kind == PlanKind.YEAR and facts.starts_on.year != facts.ends_on.year:
        raise Refused("Kế hoạch năm phải bắt đầu và kết thúc trong cùng một năm.")
    if parent is not None and parent.state == PlanState.DRAFT:
        raise Refused("Kế hoạch cấp trên chưa ban hành. Anh/chị chờ ban hành rồi lập kế hoạch dưới.")


def _refuse_twice(already: Plan | None) -> None:
    if already is not None:
        raise Refused(f"Cơ quan này đã có {already.name} cùng loại, cùng ngày bắt đầu. Anh/chị mở kế hoạch đó.")


def left_outside(facts: PlanFacts, targets: Iterable[Target], work: Iterable[Assignment]) -> str:
    """A plan's days hold all its targets and assignments; what these would leave outside, and the remedy, or ""."""
    left = [
        f"chỉ tiêu “{each}” (hạn {each.due_on:%d/%m/%Y})"
        for each in targets
        if not facts.starts_on < each.due_on <= facts.ends_on
    ]
    left += [
        f"việc “{each.task}” (hạn {each.due_on:%d/%m/%Y})"
        for each in work
        if not facts.starts_on <= each.due_on <= facts.ends_on
    ]
    if not left:
        return ""
    rest = f" và {len(left) - NAMED} mục khác" if len(left) > NAMED else ""
    return (
        f"Thời gian mới không chứa {', '.join(left[:NAMED])}{rest}. "
        "Anh/chị đổi hạn các mục ấy trước, hoặc giữ thời gian cũ."
    )


def _locked(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).select_related("office", "parent").get(pk=plan.pk)


@transaction.atomic
def issue_plan(plan: Plan, *, number: str, issued_on: date, by: Actor, at: datetime) -> Plan:
    """Issue a draft under its number; from then on its tasks can be given. Raises `Refused`."""
    row = _locked(plan)
    if row.state == PlanState.ISSUED and (row.number, row.issued_on) == (number, issued_on):
        require(policies.may_plan_for(by, row.office))
        return row
    require(policies.may_move_plan(by, row, "issue"))
    if not row.tasks.exists():
        raise Refused("Kế hoạch chưa có nhiệm vụ nào. Thêm nhiệm vụ rồi ban hành.")
    row.state = PLAN_WORKFLOW.target("issue", row.state)
    row.number, row.issued_on = number, issued_on
    row.save(update_fields=["state", "number", "issued_on", "folded"])
    record("planning.plan_issued", by=by, at=at, subject=row, data={"number": number, "on": issued_on.isoformat()})
    return row


@transaction.atomic
def end_plan(plan: Plan, *, by: Actor, at: datetime, why: str = "") -> Plan:
    """End a plan: its open assignments stay as they are and ask nobody for anything. Raises `Refused`."""
    row = _locked(plan)
    if row.state == PlanState.ENDED and policies.may_plan_for(by, row.office):
        return row
    require(policies.may_move_plan(by, row, "end"))
    row.state = PLAN_WORKFLOW.target("end", row.state)
    row.save(update_fields=["state"])
    record("planning.plan_ended", by=by, at=at, subject=row, why=why)
    return row


@transaction.atomic
def add_task(plan: Plan, facts: TaskFacts, *, by: Actor, at: datetime) -> Task:
    """Add a task at the end of a draft; the same title twice is taken once. Raises `Refused`."""
    row = _locked(plan)
    require(policies.may_change_plan(by, row))
    already = row.tasks.filter(title=facts.title, agency=facts.agency).first()
    if already is not None:
        return already
    last = row.tasks.aggregate(last=Max("ordinal"))["last"] or 0
    task = Task.objects.create(plan=row, ordinal=last + 1, **_task_columns(facts))
    task.partners.set(facts.partners)
    record("planning.task_added", by=by, at=at, subject=task, data={"plan": row.public_id})
    return task


@transaction.atomic
def change_task(task: Task, facts: TaskFacts, *, by: Actor, at: datetime) -> Task:
    """Change a task of a draft; raises `Refused`."""
    plan = _locked(task.plan)
    require(policies.may_change_plan(by, plan))
    row = Task.objects.select_for_update().get(pk=task.pk)
    for name, value in _task_columns(facts).items():
        setattr(row, name, value)
    row.save()
    row.partners.set(facts.partners)
    record("planning.task_changed", by=by, at=at, subject=row, data={"plan": plan.public_id})
    return row


@transaction.atomic
def remove_task(task: Task, *, by: Actor, at: datetime) -> None:
    """Take a task out of a draft; nothing hangs on it yet. Raises `Refused`."""
    plan = _locked(task.plan)
    require(policies.may_change_plan(by, plan))
    found = Task.objects.filter(pk=task.pk).first()
    if found is None:
        return
    record("planning.task_removed", by=by, at=at, subject=found, data={"plan": plan.public_id, "title": found.title})
    found.delete()


def _task_columns(facts: TaskFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in ("title", "reference", "detail", "agency", "rhythm")}


@transaction.atomic
def add_priority(plan: Plan, *, kind: str, text: str, by: Actor, at: datetime) -> Priority:
    """Say what a draft puts first; once, however often asked. Raises `Refused`."""
    row = _locked(plan)
    require(policies.may_change_plan(by, row))
    priority, is_new = Priority.objects.get_or_create(plan=row, kind=kind, text=text)
    if is_new:
        record("planning.priority_added", by=by, at=at, subject=row, data={"kind": kind})
    return priority


@transaction.atomic
def remove_priority(priority: Priority, *, by: Actor, at: datetime) -> None:
    plan = _locked(priority.plan)
    require(policies.may_change_plan(by, plan))
    gone, _ = Priority.objects.filter(pk=priority.pk).delete()
    if gone:
        record("planning.priority_removed", by=by, at=at, subject=plan, data={"kind": priority.kind})
