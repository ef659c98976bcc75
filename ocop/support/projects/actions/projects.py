"""A project is entered, changed and moved along; partners and results are added."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.actions import record
from ocop.ground.registry.models import Document
from ocop.kit.scope import Actor, Refused, require
from ocop.support.projects import policies
from ocop.support.projects.models import Project, ProjectPartner, Result
from ocop.support.projects.states import PROJECT_WORKFLOW, ProjectState


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What a project says of itself."""

    name: str
    kind: str
    office: Office
    place: str = ""
    plan: Plan | None = None
    framework: LegalDocument | None = None
    reference: str = ""
    note: str = ""


@transaction.atomic
def open_project(facts: ProjectFacts, *, code: str, by: Actor, at: datetime) -> Project:
    """Enter a project; the same code and name again answers with the first. Raises `Refused`."""
    require(policies.may_open(by))
    require(policies.may_own(by, facts.office))
    existing = Project.objects.filter(code=code).first()
    if existing is not None:
        if existing.name == facts.name and policies.may_manage(by, existing):
            return existing
        raise Refused(f"Mã “{code}” đã dùng cho dự án khác. Anh/chị chọn mã khác.")
    project = Project.objects.create(code=code, **_fields(facts))
    record("projects.opened", by=by, at=at, subject=project, data={"code": code, "kind": facts.kind})
    return project


@transaction.atomic
def change_project(project: Project, facts: ProjectFacts, *, why: str = "", by: Actor, at: datetime) -> Project:
    """Change what a project says, its owner included. Raises `Refused`."""
    row = Project.objects.select_for_update().get(pk=project.pk)
    require(policies.may_manage(by, row))
    if facts.office.pk != row.office_id:
        require(policies.may_own(by, facts.office))
    wanted = _fields(facts)
    before = {name: str(getattr(row, name)) for name, value in wanted.items() if getattr(row, name) != value}
    if not before:
        return row
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    data = {"before": before, "after": {name: str(wanted[name]) for name in before}}
    record("projects.changed", by=by, at=at, subject=row, why=why, data=data)
    return row


def _fields(facts: ProjectFacts) -> dict[str, object]:
    return {name: getattr(facts, name) for name in ProjectFacts.__dataclass_fields__}


@transaction.atomic
def move_project(
    project: Project, action: str, *, on: date | None = None, why: str = "", by: Actor, at: datetime
) -> Project:
    """Take a project along its table; `on` is the day it began or ended, stopping needs a reason. Raises `Refused`."""
    row = Project.objects.select_for_update().get(pk=project.pk)
    target = next((move.target for move in PROJECT_WORKFLOW.transitions if move.action == action), None)
    if row.state == target and policies.may_manage(by, row):
        return row
    require(policies.may_move(by, row, action))
    row.state = ProjectState(PROJECT_WORKFLOW.target(action, row.state))
    _set_days(row, action, on or at.date(), why)
    if (on or at.date()) > at.date():
        raise Refused("Ngày không được sau hôm nay. Anh/chị ghi ngày đã diễn ra.")
    row.save(update_fields=["state", "began_on", "ended_on"])
    data = {"state": row.state, "on": (on or at.date()).isoformat()}
    record("projects.moved", by=by, at=at, subject=row, why=why.strip(), data=data)
    return row


def _set_days(row: Project, action: str, on: date, why: str) -> None:
    if action == "start":
        row.began_on, row.ended_on = row.began_on or on, None
    if action in ("finish", "stop"):
        row.ended_on = on
    if action == "stop" and not why.strip():
        raise Refused("Anh/chị ghi lý do dừng dự án.")
    if row.began_on and row.ended_on and row.ended_on < row.began_on:
        raise Refused(f"Dự án bắt đầu ngày {row.began_on:%d/%m/%Y}. Ngày kết thúc phải từ ngày đó trở đi.")


@transaction.atomic
def add_partner(
    project: Project,
    *,
    role: str,
    office: Office | None = None,
    name: str = "",
    contract_number: str = "",
    deliverable: str = "",
    reference: str = "",
    by: Actor,
    at: datetime,
) -> ProjectPartner:
    """Note who takes part; the same body in the same role and contract is noted once. Raises `Refused`."""
    row = Project.objects.select_for_update().get(pk=project.pk)
    require(policies.may_add_steps(by, row))
    if bool(office) == bool(name.strip()):
        raise Refused("Anh/chị chọn một cơ quan, hoặc ghi tên đơn vị ngoài; không cả hai.")
    partner, is_new = ProjectPartner.objects.get_or_create(
        project=row,
        office=office,
        name=name.strip(),
        role=role,
        contract_number=contract_number,
        defaults={"deliverable": deliverable, "reference": reference},
    )
    if is_new:
        record("projects.partner_added", by=by, at=at, subject=row, data={"role": role, "partner": str(partner)})
    return partner


@transaction.atomic
def add_result(
    project: Project,
    *,
    name: str,
    figure: Decimal,
    unit: str,
    on: date,
    note: str = "",
    document: Document | None = None,
    by: Actor,
    at: datetime,
) -> Result:
    """Note a figure reached on a day; the very same one is noted once. Raises `Refused`."""
    row = Project.objects.select_for_update().get(pk=project.pk)
    require(policies.may_manage(by, row))
    if on > at.date():
        raise Refused("Ngày của kết quả không được sau hôm nay.")
    result, is_new = Result.objects.get_or_create(
        project=row,
        name=name,
        figure=figure,
        unit=unit,
        on=on,
        cancelled_at=None,
        defaults={"note": note, "document": document},
    )
    if is_new:
        data = {"name": name, "figure": str(figure), "unit": unit, "on": on.isoformat()}
        record("projects.result_added", by=by, at=at, subject=row, data=data)
    return result


@transaction.atomic
def cancel_result(result: Result, *, why: str, by: Actor, at: datetime) -> Result:
    """Cancel a figure noted by mistake; it stays on record with the reason. Raises `Refused`."""
    row = Result.objects.select_for_update().get(pk=result.pk)
    require(policies.may_manage(by, row.project))
    if row.cancelled_at is not None:
        return row
    if not why.strip():
        raise Refused("Anh/chị ghi lý do hủy kết quả.")
    row.cancelled_at, row.cancelled_why = at, why.strip()
    row.save(update_fields=["cancelled_at", "cancelled_why"])
    record("projects.result_cancelled", by=by, at=at, subject=row.project, why=why.strip(), data={"name": row.name})
    return row
