"""Where a yearly figure comes from, and how an uploaded sheet stands."""

from django.db import models


class Source(models.TextChoices):
    DECLARED = "declared", "Chủ thể tự khai"
    PAPER = "paper", "Có giấy tờ đối chiếu"


class SheetState(models.TextChoices):
    PREVIEW = "preview", "Đang xem trước"
    ACCEPTED = "accepted", "Đã ghi vào hệ thống"
    DROPPED = "dropped", "Đã bỏ"
