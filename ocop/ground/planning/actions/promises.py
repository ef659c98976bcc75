"""What a plan promises: its objectives while it is being written, its targets also once it is in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from ocop.ground.planning import policies
from ocop.ground.planning.measures import Measure, check_options, measure_called
from ocop.ground.planning.models import Objective, Plan, Target
from ocop.ground.planning.states import PlanState
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.fold import fold


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What a target says. `figure` and `baseline` are in the measure's unit, per cent where it has a base."""

    name: str
    definition: str
    measure: str
    figure: Decimal
    due_on: date
    reference: str = ""
    population: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    baseline: Decimal | None = None
    baseline_on: date | None = None
    baseline_note: str = ""


def _locked(plan: Plan) -> Plan:
    return Plan.objects.select_for_update(of=("self",)).select_related("office").get(pk=plan.pk)


@transaction.atomic
def add_objective(plan: Plan, *, text: str, reference: str = "", by: Actor, at: datetime) -> Objective:
    """Add an objective at the end of a draft; the same words once. Raises `Refused`."""
    row = _locked(plan)
    require(policies.may_change_plan(by, row))
    if (already := row.objectives.filter(text=text).first()) is not None:
        return already
    last = row.objectives.aggregate(last=Max("ordinal"))["last"] or 0
    made = Objective.objects.create(plan=row, ordinal=last + 1, text=text, reference=reference)
    record("planning.objective_added", by=by, at=at, subject=made, data={"plan": row.public_id})
    return made


@transaction.atomic
def change_objective(objective: Objective, *, text: str, reference: str = "", by: Actor, at: datetime) -> Objective:
    """Change an objective of a draft; nothing is written when nothing differs. Raises `Refused`."""
    plan = _locked(objective.plan)
    require(policies.may_change_plan(by, plan))
    row = Objective.objects.select_for_update().get(pk=objective.pk)
    if (row.text, row.reference) == (text, reference):
        return row
    before = {"text": row.text, "reference": row.reference}
    row.text, row.reference = text, reference
    row.save(update_fields=["text", "reference"])
    record("planning.objective_changed", by=by, at=at, subject=row, data={"plan": plan.public_id, "before": before})
    return row


@transaction.atomic
def remove_objective(objective: Objective, *, by: Actor, at: datetime) -> None:
    """Take an objective out of a draft. Raises `Refused`."""
    plan = _locked(objective.plan)
    require(policies.may_change_plan(by, plan))
    found = Objective.objects.filter(pk=objective.pk).first()
    if found is None:
        return
    record("planning.objective_removed", by=by, at=at, subject=found, data={"plan": plan.public_id, "text": found.text})
    found.delete()


@transaction.atomic
def add_target(plan: Plan, facts: TargetFacts, *, why: str = "", key: str = "", by: Actor, at: datetime) -> Target:
    """Add a target to a plan being written, or with a reason to one in force.

    `key` is the id the target gets, so that a second press adds nothing. Raises `Refused`.
    """
    row = _locked(plan)
    require(policies.may_keep_targets(by, row))
    if key and (made := Target.objects.filter(public_id=key).first()) is not None:
        if made.plan_id != row.pk:
            raise Refused("Trang này đã cũ. Anh/chị mở lại trang rồi nhập lại.")
        return made
    measure = _checked(row, facts)
    why = _reason(row, why)
    last = row.targets.aggregate(last=Max("ordinal"))["last"] or 0
    values = {**_columns(facts, measure), "code": _code(row, facts.name), "ordinal": last + 1}
    made = Target.objects.create(plan=row, **values, **({"public_id": key} if key else {}))
    data = {"plan": row.public_id, "after": _told(values)}
    record("planning.target_added", by=by, at=at, subject=made, why=why, data=data)
    return made


@transaction.atomic
def change_target(target: Target, facts: TargetFacts, *, why: str = "", by: Actor, at: datetime) -> Target:
    """Change a target, in force with a reason; the old values stay in the journal. Raises `Refused`."""
    plan = _locked(target.plan)
    require(policies.may_keep_targets(by, plan))
    row = Target.objects.select_for_update().get(pk=target.pk)
    values = _columns(facts, _checked(plan, facts))
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if not changed:
        return row
    why = _reason(plan, why)
    before = _told({name: getattr(row, name) for name in changed})
    for name in changed:
        setattr(row, name, values[name])
    row.save(update_fields=changed)
    data = {"plan": plan.public_id, "before": before, "after": _told({name: values[name] for name in changed})}
    record("planning.target_changed", by=by, at=at, subject=row, why=why, data=data)
    return row


@transaction.atomic
def remove_target(target: Target, *, by: Actor, at: datetime) -> None:
    """Take a target out of a draft; what was promised in force is changed, never taken away. Raises `Refused`."""
    plan = _locked(target.plan)
    require(policies.may_change_plan(by, plan))
    found = Target.objects.filter(pk=target.pk).first()
    if found is None:
        return
    record("planning.target_removed", by=by, at=at, subject=found, data={"plan": plan.public_id, "name": found.name})
    found.delete()


def _reason(plan: Plan, why: str) -> str:
    if plan.state == PlanState.ISSUED and not why.strip():
        raise Refused("Kế hoạch đang có hiệu lực. Anh/chị ghi lý do, ví dụ số văn bản điều chỉnh.")
    return why.strip()


def measure_fits(plan: Plan, measure: Measure) -> bool:
    """Whether a measure can be counted for a plan: that of one place needs to know where its rows belong."""
    parts = [measure.counted, *([measure.base] if measure.base is not None else [])]
    return plan.is_of_the_province or all(part.place for part in parts)


def _checked(plan: Plan, facts: TargetFacts) -> Measure:
    """The measure a target is judged by; raises `Refused` for what could not be counted or judged."""
    measure = measure_called(facts.measure)
    if measure is None:
        raise Refused("Chưa có phép đo này. Anh/chị chọn một phép đo trong danh sách.")
    if not measure_fits(plan, measure):
        raise Refused(f"Phép đo “{measure.name}” không chia được theo địa bàn nên chỉ dùng cho kế hoạch của tỉnh.")
    check_options(measure, facts.options)
    if facts.figure < 0 or (measure.base is not None and facts.figure > 100):
        raise Refused("Con số phải đạt không nhỏ hơn 0; tỷ lệ không quá 100%.")
    if not plan.starts_on < facts.due_on <= plan.ends_on:
        raise Refused(f"Ngày phải đạt nằm sau {plan.starts_on:%d/%m/%Y} và không quá {plan.ends_on:%d/%m/%Y}.")
    if (facts.baseline is None) != (facts.baseline_on is None):
        raise Refused("Mức ban đầu đi cùng ngày của nó: ghi cả hai hoặc để trống cả hai.")
    if facts.baseline_on is not None and facts.baseline_on >= facts.due_on:
        raise Refused("Ngày của mức ban đầu phải trước ngày phải đạt.")
    return measure


def _columns(facts: TargetFacts, measure: Measure) -> dict[str, Any]:
    """The facts by the target's fields, with the unit and the sort of figure its measure gives."""
    values = {name: getattr(facts, name) for name in TargetFacts.__dataclass_fields__}
    is_share = measure.base is not None
    return {**values, "options": dict(facts.options), "is_share": is_share, "unit": "%" if is_share else measure.unit}


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the journal keeps them; a figure in its shortest spelling, so that 10 and 10.00 are one."""
    return {name: f"{value.normalize():f}" if isinstance(value, Decimal) else value for name, value in values.items()}


def _code(plan: Plan, name: str) -> str:
    """A short name for addresses of sheets, unlike those of the plan's other targets."""
    base = slugify(fold(name))[:32].strip("-") or "chi-tieu"
    taken = set(plan.targets.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in (base, *(f"{base}-{n}" for n in range(2, 1000))) if code not in taken)
