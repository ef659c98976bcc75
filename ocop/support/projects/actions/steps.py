"""Steps of a project: planned, papered, done."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from ocop.ground.offices.models import Office
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.actions import record
from ocop.ground.registry.queries import attached_to
from ocop.kit.scope import Actor, Refused, require
from ocop.support.projects import policies
from ocop.support.projects.models import Project, Step, StepPaper
from ocop.support.projects.states import STEP_WORKFLOW, StepState


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What a step says; `office` answers for it by `planned_on`."""

    kind: str
    title: str
    office: Office | None = None
    planned_on: date | None = None
    remark: str = ""
    reference: str = ""


@transaction.atomic
def add_step(project: Project, facts: StepFacts, *, by: Actor, at: datetime) -> Step:
    """Put a step after the last one; the same step asked for twice is added once. Raises `Refused`."""
    row = Project.objects.select_for_update().get(pk=project.pk)
    require(policies.may_add_steps(by, row))
    existing = row.steps.filter(kind=facts.kind, title=facts.title).first()
    if existing is not None:
        return existing
    last = row.steps.aggregate(last=Max("ordinal"))["last"] or 0
    step = Step.objects.create(project=row, ordinal=last + 1, **_fields(facts))
    record("projects.step_added", by=by, at=at, subject=step, data={"project": row.public_id, "kind": facts.kind})
    return step


@transaction.atomic
def change_step(step: Step, facts: StepFacts, *, by: Actor, at: datetime) -> Step:
    """Change the words, the day or the office of a step. Raises `Refused`."""
    row = _locked(step)
    require(policies.may_work_on(by, row))
    if not policies.may_manage(by, row.project) and (facts.office, facts.planned_on) != (row.office, row.planned_on):
        raise Refused("Hạn và cơ quan phụ trách do cơ quan chủ trì dự án sửa. Anh/chị giữ nguyên hai ô này.")
    wanted = _fields(facts)
    before = {name: str(getattr(row, name)) for name, value in wanted.items() if getattr(row, name) != value}
    if not before:
        return row
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    data = {"before": before, "after": {name: str(wanted[name]) for name in before}}
    record("projects.step_changed", by=by, at=at, subject=row, data=data)
    return row


@transaction.atomic
def cite(step: Step, legal: LegalDocument, *, by: Actor, at: datetime) -> StepPaper:
    """Name a text of the library that a step rests on, once. Raises `Refused`."""
    row = _locked(step)
    require(policies.may_work_on(by, row))
    paper, is_new = StepPaper.objects.get_or_create(step=row, legal=legal, defaults={"label": str(legal)[:300]})
    if is_new:
        record("projects.paper_added", by=by, at=at, subject=row, data={"paper": paper.public_id})
    return paper


@transaction.atomic
def move_step(step: Step, action: str, *, on: date | None = None, why: str = "", by: Actor, at: datetime) -> Step:
    """Take a step along its table; done needs a paper, dropped a reason. Raises `Refused`."""
    row = _locked(step)
    target = next((move.target for move in STEP_WORKFLOW.transitions if move.action == action), None)
    if row.state == target and policies.may_work_on(by, row):
        return row
    require(policies.may_move_step(by, row, action))
    day = on or at.date()
    if action == "finish":
        if day > at.date():
            raise Refused("Ngày xong không được sau hôm nay.")
        if not row.papers.exists() and not attached_to([row]):
            raise Refused("Bước này chưa có giấy tờ nào. Anh/chị thêm văn bản hoặc tệp kết quả rồi ghi đã xong.")
    if action == "drop" and not why.strip():
        raise Refused("Anh/chị ghi lý do cho thôi bước này.")
    row.state = StepState(STEP_WORKFLOW.target(action, row.state))
    row.done_on = day if row.state == StepState.DONE else None
    row.save(update_fields=["state", "done_on"])
    record("projects.step_moved", by=by, at=at, subject=row, why=why.strip(), data={"state": row.state})
    return row


def _locked(step: Step) -> Step:
    Project.objects.select_for_update().get(pk=step.project_id)
    return Step.objects.select_for_update(of=("self",)).select_related("project", "office").get(pk=step.pk)


def _fields(facts: StepFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in StepFacts.__dataclass_fields__}
