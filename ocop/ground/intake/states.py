"""States of a sheet on its way in."""

from django.db import models


class SheetState(models.TextChoices):
    """A sheet waits until its sender takes all of it or drops all of it."""

    PREVIEW = "preview", "Đang xem trước"
    ACCEPTED = "accepted", "Đã ghi vào hệ thống"
    DROPPED = "dropped", "Đã bỏ"
