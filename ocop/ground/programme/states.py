"""States of an evaluation round and kinds of legal documents."""

from django.db import models

from ocop.rules.workflow import Transition, Workflow


class RoundState(models.TextChoices):
    PLANNED = "planned", "Đã lên kế hoạch"
    OPEN = "open", "Đang nhận hồ sơ"
    EVALUATING = "evaluating", "Đang đánh giá"
    CLOSED = "closed", "Đã kết thúc"


class DocumentKind(models.TextChoices):
    LAW = "law", "Luật"
    RESOLUTION = "resolution", "Nghị quyết"
    DECREE = "decree", "Nghị định"
    CIRCULAR = "circular", "Thông tư"
    DECISION = "decision", "Quyết định"
    PLAN = "plan", "Kế hoạch"
    GUIDANCE = "guidance", "Hướng dẫn"
    LETTER = "letter", "Công văn"
    NOTICE = "notice", "Thông báo"
    SUBMISSION = "submission", "Tờ trình"


R = RoundState

ROUND_WORKFLOW = Workflow(
    name="round",
    states=tuple(R),
    transitions=(
        Transition("open_round", (R.PLANNED, R.EVALUATING), R.OPEN, who="Cán bộ tỉnh", label="Mở nhận hồ sơ"),
        Transition("start_evaluating", (R.OPEN,), R.EVALUATING, who="Cán bộ tỉnh", label="Ngừng nhận, chuyển đánh giá"),
        Transition("close_round", (R.EVALUATING,), R.CLOSED, who="Cán bộ tỉnh", label="Kết thúc đợt"),
    ),
)
