"""States of an evaluation round and kinds of legal documents."""

from django.db import models


class RoundState(models.TextChoices):
    PLANNED = "planned", "Đã lên kế hoạch"
    OPEN = "open", "Đang nhận hồ sơ"
    EVALUATING = "evaluating", "Đang đánh giá"
    CLOSED = "closed", "Đã kết thúc"


class DocumentKind(models.TextChoices):
    DECISION = "decision", "Quyết định"
    PLAN = "plan", "Kế hoạch"
    GUIDANCE = "guidance", "Hướng dẫn"
    DECREE = "decree", "Nghị định"
    LAW = "law", "Luật"
    CIRCULAR = "circular", "Thông tư"
    LETTER = "letter", "Công văn"
