"""What may befall stamps, and what a stamp is worth on a day."""

from django.db import models


class Mishap(models.TextChoices):
    """Why stamps no longer speak for a product."""

    LOST = "lost", "Mất tem"
    DAMAGED = "damaged", "Tem in hỏng, đã hủy"
    RECALLED = "recalled", "Thu hồi hàng"


class StampState(models.TextChoices):
    """What a shopper's stamp is worth, whatever the certificate says."""

    ACTIVE = "active", "Đã kích hoạt"
    INERT = "inert", "Chưa kích hoạt"
    VOID = "void", "Không còn giá trị"


class ExportKind(models.TextChoices):
    """In what shape the codes of a range left the platform."""

    CSV = "csv", "Tệp mã cho nhà in (CSV)"
