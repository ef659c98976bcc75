"""Where a yearly figure comes from."""

from django.db import models


class Source(models.TextChoices):
    DECLARED = "declared", "Chủ thể tự khai"
    PAPER = "paper", "Có giấy tờ đối chiếu"
