"""What a partner's program may do, and what it may be told of."""

from django.db import models


class Scope(models.TextChoices):
    """Each stands for something the platform answers; one is added with the address it opens."""

    READ = "doc", "Hỏi sản phẩm, sổ công nhận, chỉ số, xác thực"
    HOOKS = "tin-bao", "Nhận tin báo khi hạng sao thay đổi"
    QUERY = "epcis-doc", "Đọc việc đã làm với lô của một chủ thể (EPCIS)"
    CAPTURE = "epcis-ghi", "Gửi việc đã làm với lô thay một chủ thể (EPCIS)"


# What a program does as one producer: a key for it names the producer.
OF_A_PRODUCER = (Scope.QUERY, Scope.CAPTURE)


class Subject(models.TextChoices):
    """What a hook is called for; the names stand in messages and never change."""

    RECOGNISED = "recognition.given", "Sản phẩm được công nhận"
    STANDING = "recognition.standing_changed", "Hạng sao bị tạm dừng, dùng lại, thu hồi"
    PING = "ping", "Gửi thử"


class MessageState(models.TextChoices):
    WAITING = "waiting", "Đang gửi"
    SENT = "sent", "Đã nhận"
    FAILED = "failed", "Không gửi được"


MESSAGE_TAGS: dict[str, str] = {MessageState.WAITING: "blue", MessageState.SENT: "green", MessageState.FAILED: "red"}
