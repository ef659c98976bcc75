"""Where the numbers of a check come from."""

from django.db import models


class Source(models.TextChoices):
    """How the numbers came in."""

    TEXT = "text", "Văn bản dán vào"
    WORKBOOK = "workbook", "Bảng Excel"
    KEYED = "keyed", "Nhập từng số"
