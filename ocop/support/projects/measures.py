"""What targets may ask of projects (Kế hoạch 124/KH-UBND, III.2.2)."""

from typing import Any

from django.db.models import QuerySet

from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.kit.addresses import address_of
from ocop.support.projects.models import Project
from ocop.support.projects.states import CARRIED_OUT, ProjectKind


def _carried_out(kind: str) -> QuerySet[Any]:
    return Project.objects.filter(kind=kind, state__in=CARRIED_OUT, is_sample=False)


def _pilots(options: Options) -> QuerySet[Any]:
    return _carried_out(ProjectKind.PILOT)


def _design_centres(options: Options) -> QuerySet[Any]:
    return _carried_out(ProjectKind.DESIGN_CENTRE)


def _link(project: Project) -> str:
    return address_of("projects:project", project)


def _detail(project: Project) -> str:
    return f"{project.office}, {project.get_state_display().lower()}"


PILOTS = Measure(
    key="projects.pilots",
    name="Mô hình chỉ đạo điểm đã thực hiện",
    unit="mô hình",
    definition="Số mô hình điểm đã bắt đầu thực hiện (đang thực hiện hoặc đã hoàn thành), tính từ ngày bắt đầu.",
    counted=Counted(
        rows=_pilots,
        label=str,
        link=_link,
        detail=_detail,
        related=("office",),
        starts=("began_on",),
        place="unit",
        office="office",
    ),
)
DESIGN_CENTRES = Measure(
    key="projects.design_centre",
    name="Trung tâm thiết kế sáng tạo đã hoạt động",
    unit="trung tâm",
    definition="Số trung tâm thiết kế sáng tạo đã bắt đầu hoạt động, tính từ ngày bắt đầu.",
    counted=Counted(
        rows=_design_centres,
        label=str,
        link=_link,
        detail=_detail,
        related=("office",),
        starts=("began_on",),
        place="unit",
        office="office",
    ),
)
PROJECT_MEASURES = (PILOTS, DESIGN_CENTRES)
