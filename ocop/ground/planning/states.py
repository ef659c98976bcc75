"""Kinds of plans, and the states of a plan, an assignment and an obstacle."""

from django.db import models

from ocop.rules.workflow import Transition, Workflow


class PlanKind(models.TextChoices):
    PERIOD = "period", "Kế hoạch giai đoạn"
    YEAR = "year", "Kế hoạch năm"


class PlanState(models.TextChoices):
    DRAFT = "draft", "Đang soạn"
    ISSUED = "issued", "Đã ban hành"
    ENDED = "ended", "Đã kết thúc"


P = PlanState

PLAN_WORKFLOW = Workflow(
    name="plan",
    states=tuple(P),
    transitions=(
        Transition("issue", (P.DRAFT,), P.ISSUED, who="Cơ quan lập kế hoạch", label="Ban hành kế hoạch"),
        Transition("end", (P.ISSUED,), P.ENDED, who="Cơ quan lập kế hoạch", label="Kết thúc kế hoạch"),
    ),
)


class PriorityKind(models.TextChoices):
    """What a plan puts first (Kế hoạch 124/KH-UBND, IV.17)."""

    DEVELOP = "develop", "Phát triển sản phẩm mới"
    STANDARDISE = "standardise", "Chuẩn hóa sản phẩm chủ lực"
    UPGRADE = "upgrade", "Nâng hạng sản phẩm chủ lực"
    TOURISM = "tourism", "Phát triển du lịch nông thôn"
    OTHER = "other", "Ưu tiên khác"


class Rhythm(models.TextChoices):
    """How often a task is owed."""

    ONCE = "once", "Một lần"
    YEARLY = "yearly", "Hằng năm"
    CONTINUOUS = "continuous", "Thường xuyên"


class AssignmentState(models.TextChoices):
    ASSIGNED = "assigned", "Chưa làm"
    RUNNING = "running", "Đang làm"
    REPORTED = "reported", "Đã báo cáo, chờ xem"
    RETURNED = "returned", "Cần bổ sung"
    DONE = "done", "Đã xong"
    DROPPED = "dropped", "Không thực hiện"


A = AssignmentState
NOT_ENDED = (A.ASSIGNED, A.RUNNING, A.REPORTED, A.RETURNED)
SENT_IN = (A.REPORTED, A.RETURNED, A.DONE)
WITH_THE_AGENCY = (A.ASSIGNED, A.RUNNING, A.RETURNED)

ASSIGNMENT_WORKFLOW = Workflow(
    name="assignment",
    states=tuple(A),
    transitions=(
        Transition("begin", (A.ASSIGNED,), A.RUNNING, who="Cơ quan được giao", label="Bắt đầu làm"),
        Transition("report", WITH_THE_AGENCY, A.REPORTED, who="Cơ quan được giao", label="Báo cáo kết quả"),
        Transition("accept", (A.REPORTED,), A.DONE, who="Văn phòng Điều phối tỉnh", label="Công nhận đã xong"),
        Transition("return", (A.REPORTED,), A.RETURNED, who="Văn phòng Điều phối tỉnh", label="Yêu cầu bổ sung"),
        Transition("drop", WITH_THE_AGENCY, A.DROPPED, who="Văn phòng Điều phối tỉnh", label="Cho thôi thực hiện"),
    ),
)


class ReminderStep(models.TextChoices):
    """When an office is reminded of an assignment: twice before its day, once after it."""

    FORTNIGHT = "14", "Còn 14 ngày"
    THREE_DAYS = "3", "Còn 3 ngày"
    LATE = "late", "Quá hạn"


class ObstacleField(models.TextChoices):
    PROCEDURE = "procedure", "Thủ tục, hồ sơ"
    GUIDANCE = "guidance", "Văn bản hướng dẫn"
    MONEY = "money", "Kinh phí"
    CREDIT = "credit", "Quan hệ tín dụng"
    MARKET = "market", "Thị trường"
    PRODUCTION = "production", "Sản xuất, chất lượng"
    PEOPLE = "people", "Con người, năng lực"
    OTHER = "other", "Việc khác"


class ObstacleState(models.TextChoices):
    OPEN = "open", "Chưa trả lời"
    ANSWERED = "answered", "Đã trả lời"
    SOLVED = "solved", "Đã gỡ xong"


class AnswerKind(models.TextChoices):
    PROPOSAL = "proposal", "Đề xuất giải pháp"
    ANSWER = "answer", "Trả lời"


O = ObstacleState  # noqa: E741 — short for the table below

OBSTACLE_WORKFLOW = Workflow(
    name="obstacle",
    states=tuple(O),
    transitions=(
        Transition("answer", (O.OPEN, O.ANSWERED), O.ANSWERED, who="Cơ quan trả lời", label="Trả lời"),
        Transition("solve", (O.ANSWERED,), O.SOLVED, who="Cơ quan nêu vướng mắc", label="Đã gỡ xong"),
        Transition("reopen", (O.SOLVED, O.ANSWERED), O.OPEN, who="Cơ quan nêu vướng mắc", label="Chưa gỡ được"),
    ),
)
