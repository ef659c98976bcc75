"""Kinds of periods, and the states of a return and of the consolidated report."""

from django.db import models

from ocop.rules.workflow import Transition, Workflow


class PeriodKind(models.TextChoices):
    """When returns are owed (Kế hoạch 124/KH-UBND, phần IV): before 15 June, before 15 December, or when asked."""

    HALF_YEAR = "half_year", "6 tháng đầu năm"
    FULL_YEAR = "full_year", "Cả năm"
    AD_HOC = "ad_hoc", "Đột xuất"
    LIST = "list", "Danh sách hằng năm"
    PHASE = "phase", "Cả giai đoạn"


class PeriodState(models.TextChoices):
    OPEN = "open", "Đang mở"
    CLOSED = "closed", "Đã đóng"
    WITHDRAWN = "withdrawn", "Đã rút"


PERIOD_WORKFLOW = Workflow(
    name="period",
    states=tuple(PeriodState),
    transitions=(
        Transition(
            "close", (PeriodState.OPEN,), PeriodState.CLOSED, who="Văn phòng Điều phối tỉnh", label="Đóng kỳ báo cáo"
        ),
        Transition(
            "withdraw",
            (PeriodState.OPEN,),
            PeriodState.WITHDRAWN,
            who="Văn phòng Điều phối tỉnh",
            needs=("chưa có báo cáo nào gửi",),
            label="Rút kỳ báo cáo",
        ),
    ),
)


class ReturnState(models.TextChoices):
    DRAFT = "draft", "Chưa gửi"
    SUBMITTED = "submitted", "Đã gửi, chờ kiểm tra"
    SENT_BACK = "sent_back", "Trả lại để sửa"
    ACCEPTED = "accepted", "Đã nhận, đã khóa"


R = ReturnState
WITH_THE_OFFICE = (R.DRAFT, R.SENT_BACK)
SENT = (R.SUBMITTED, R.ACCEPTED)

RETURN_WORKFLOW = Workflow(
    name="return",
    states=tuple(R),
    transitions=(
        Transition("submit", WITH_THE_OFFICE, R.SUBMITTED, who="Cơ quan báo cáo", label="Gửi báo cáo"),
        Transition("send_back", (R.SUBMITTED,), R.SENT_BACK, who="Văn phòng Điều phối tỉnh", label="Trả lại để sửa"),
        Transition("accept", (R.SUBMITTED,), R.ACCEPTED, who="Văn phòng Điều phối tỉnh", label="Nhận báo cáo"),
        Transition("unlock", (R.ACCEPTED,), R.SENT_BACK, who="Văn phòng Điều phối tỉnh", label="Mở lại cho sửa muộn"),
    ),
)


class SlipKind(models.TextChoices):
    SENT_BACK = "sent_back", "Trả lại để sửa"
    UNLOCKED = "unlocked", "Mở lại cho sửa sau khi đã khóa"


class Timeliness(models.TextChoices):
    """How a return stands against its day."""

    ON_TIME = "on_time", "Đúng hạn"
    LATE = "late", "Gửi muộn"
    OVERDUE = "overdue", "Quá hạn, chưa gửi"
    WAITING = "waiting", "Chưa đến hạn"
    EXCUSED = "excused", "Được miễn"
    WITHDRAWN = "withdrawn", "Kỳ đã rút"


class ReportState(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Đã gửi"


REPORT_WORKFLOW = Workflow(
    name="report",
    states=tuple(ReportState),
    transitions=(
        Transition(
            "submit",
            (ReportState.DRAFT,),
            ReportState.SUBMITTED,
            who="Văn phòng Điều phối tỉnh",
            needs=("số liệu đã chốt", "đã dựng tài liệu"),
            label="Gửi báo cáo",
        ),
    ),
)


class PaperKind(models.TextChoices):
    """The documents a consolidated report goes out as."""

    DOCX = "docx", "Word"
    PDF = "pdf", "PDF"
    XLSX = "xlsx", "Excel"
