"""What may befall stamps, and what a stamp is worth on a day."""

from django.db import models


class Mishap(models.TextChoices):
    """Why stamps no longer speak for a product."""

    LOST = "lost", "Mất tem"
    DAMAGED = "damaged", "Tem in hỏng, đã hủy"


class RecallResult(models.TextChoices):
    """How the recall of a batch ended. Only goods found safe may be used again."""

    COLLECTED = "collected", "Đã thu gom, xử lý xong"
    SAFE = "safe", "Kiểm tra lại: hàng an toàn, bãi bỏ thu hồi"


class StampState(models.TextChoices):
    """What a shopper is told of a stamp or its goods where the star alone does not decide."""

    RECALLED = "recalled", "Lô đang bị thu hồi"
    INERT = "inert", "Chưa kích hoạt"
    VOID = "void", "Không còn giá trị"
    PAST_USE = "past_use", "Hàng quá hạn sử dụng"
    TOO_OLD = "too_old", "Làm trước khi được công nhận"


class ExportKind(models.TextChoices):
    """In what shape the codes of a range left the platform."""

    CSV = "csv", "Tệp mã cho nhà in (CSV)"
    LABELS = "labels", "Tem đã dàn trang (PDF)"


class Scratch(models.TextChoices):
    """What is answered to a number typed from under a stamp's scratch."""

    FIRST = "first", "Số cào đúng, lần đầu được nhập"
    AGAIN = "again", "Số cào đúng, nhưng đã được nhập trước đây"
    WRONG = "wrong", "Số cào không đúng"
    TOO_MANY = "too_many", "Nhập sai quá nhiều lần"
    NONE = "none", "Tem này không có số cào"
