"""States of a delivery and kinds of notices."""

from django.db import models


class DeliveryState(models.TextChoices):
    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Không thực hiện được"


class NoticeKind(models.TextChoices):
    INFO = "info", "Thông tin"
    TODO = "todo", "Việc cần làm"
    DEADLINE = "deadline", "Sắp đến hạn"
    RESULT = "result", "Kết quả"
