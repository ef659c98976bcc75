"""Kinds and states of projects, their steps and the bookings of a space."""

from django.db import models

from ocop.rules.workflow import Transition, Workflow


class ProjectKind(models.TextChoices):
    PILOT = "pilot", "Mô hình chỉ đạo điểm"
    DESIGN_CENTRE = "design_centre", "Trung tâm thiết kế sáng tạo"
    OTHER = "other", "Dự án khác"


class ProjectState(models.TextChoices):
    PROPOSED = "proposed", "Đang đề xuất, lập đề án"
    APPROVED = "approved", "Đã phê duyệt"
    RUNNING = "running", "Đang thực hiện"
    FINISHED = "finished", "Đã hoàn thành"
    STOPPED = "stopped", "Đã dừng"


P = ProjectState
# A project counts as carried out once it has begun and was not given up.
CARRIED_OUT = (P.RUNNING, P.FINISHED)

PROJECT_WORKFLOW = Workflow(
    name="project",
    states=tuple(P),
    transitions=(
        Transition("approve", (P.PROPOSED,), P.APPROVED, who="Cơ quan chủ trì", label="Ghi đã phê duyệt"),
        Transition("start", (P.APPROVED, P.STOPPED), P.RUNNING, who="Cơ quan chủ trì", label="Bắt đầu thực hiện"),
        Transition("finish", (P.RUNNING,), P.FINISHED, who="Cơ quan chủ trì", label="Ghi đã hoàn thành"),
        Transition("stop", (P.PROPOSED, P.APPROVED, P.RUNNING), P.STOPPED, who="Cơ quan chủ trì", label="Dừng dự án"),
    ),
)


class StepKind(models.TextChoices):
    FRAMEWORK = "framework", "Kế hoạch khung"
    APPRAISAL = "appraisal", "Thẩm định"
    OUTLINE = "outline", "Đề cương, dự toán"
    DRAFTING = "drafting", "Xây dựng đề án"
    WORKS = "works", "Đầu tư, xây dựng"
    SUPPORT = "support", "Hỗ trợ thực hiện"
    HANDOVER = "handover", "Nghiệm thu, bàn giao"
    OTHER = "other", "Bước khác"


class StepState(models.TextChoices):
    PLANNED = "planned", "Chưa làm"
    RUNNING = "running", "Đang làm"
    DONE = "done", "Đã xong"
    DROPPED = "dropped", "Không làm"


S = StepState
STEP_WORKFLOW = Workflow(
    name="step",
    states=tuple(S),
    transitions=(
        Transition("begin", (S.PLANNED, S.DROPPED), S.RUNNING, who="Cơ quan phụ trách bước", label="Bắt đầu làm"),
        Transition("finish", (S.PLANNED, S.RUNNING), S.DONE, who="Cơ quan phụ trách bước", label="Ghi đã xong"),
        Transition("drop", (S.PLANNED, S.RUNNING), S.DROPPED, who="Cơ quan chủ trì", label="Cho thôi không làm"),
    ),
)


class PartnerRole(models.TextChoices):
    CONSULTANT = "consultant", "Đơn vị tư vấn"
    IMPLEMENTER = "implementer", "Đơn vị thực hiện"
    COORDINATOR = "coordinator", "Cơ quan phối hợp"
    APPRAISER = "appraiser", "Cơ quan thẩm định"
    OTHER = "other", "Vai trò khác"


# The hours a space may be booked: from 7:00 up to 21:00, by whole hours.
FIRST_HOUR, LAST_HOUR = 7, 21
