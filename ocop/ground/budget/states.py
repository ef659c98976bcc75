"""Where money comes from."""

from django.db import models


class Source(models.TextChoices):
    """Where money comes from (Kế hoạch 124/KH-UBND, I.4, III.3.4, III.3.10)."""

    CENTRAL = "central", "Ngân sách Trung ương"
    LOCAL = "local", "Ngân sách địa phương"
    INTEGRATED = "integrated", "Lồng ghép từ chương trình khác"
    COMMUNITY = "community", "Cộng đồng đóng góp"
    CREDIT = "credit", "Tín dụng"
    OTHER = "other", "Vốn khác"
