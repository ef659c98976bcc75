"""Programs of partners: the key one asks with, the hooks it is called back at, the messages sent there."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.producers.models import Producer
from ocop.kit.ids import new_public_id
from ocop.public.partners.states import MessageState, Subject


class ApiKey(models.Model):
    """A key given to one partner's program. Only a digest of it is kept; `hint` are its first signs.

    `producer` is set where the program is one producer's own.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField("Tên đối tác, chương trình", max_length=120)
    producer = models.ForeignKey(
        Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="api_keys", verbose_name="Chủ thể"
    )
    scopes = models.JSONField("Được làm gì", default=list)
    per_minute = models.PositiveIntegerField("Số lần hỏi mỗi phút")
    expires_on = models.DateField("Dùng đến hết ngày")
    hint = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField("Cấp lúc")
    last_used_on = models.DateField("Dùng gần nhất", null=True, blank=True)
    revoked_at = models.DateTimeField("Thu hồi lúc", null=True, blank=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_why = models.CharField("Lý do thu hồi", max_length=300, blank=True)

    class Meta:
        verbose_name = "Khóa API"
        verbose_name_plural = "Khóa API"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_why=""), name="revoked_key_says_why"
            ),
            models.CheckConstraint(condition=Q(per_minute__gt=0), name="key_may_ask"),
        ]

    def __str__(self) -> str:
        return self.name

    def works_on(self, on: date) -> bool:
        """Whether it opens anything on a day; its last day still counts."""
        return self.revoked_at is None and on <= self.expires_on

    def state_on(self, on: date) -> str:
        """How it stands, in words."""
        if self.revoked_at is not None:
            return "Đã thu hồi"
        return "Đang dùng" if self.works_on(on) else "Hết hạn"


class Hook(models.Model):
    """An address of the partner's that is told of what happens. Its secret is reckoned, never kept."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    key = models.ForeignKey(ApiKey, on_delete=models.PROTECT, related_name="hooks")
    url = models.URLField("Địa chỉ nhận", max_length=300)
    subjects = models.JSONField("Báo khi", default=list)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField("Lập lúc")
    ended_at = models.DateTimeField("Thôi gửi lúc", null=True, blank=True)

    class Meta:
        verbose_name = "Địa chỉ nhận báo"
        verbose_name_plural = "Địa chỉ nhận báo"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "url"], condition=Q(ended_at__isnull=True), name="hook_stands_once_for_a_key"
            )
        ]

    def __str__(self) -> str:
        return self.url


class Message(models.Model):
    """One message to one hook: what it says is written once, when what it tells of happened."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    hook = models.ForeignKey(Hook, on_delete=models.PROTECT, related_name="messages")
    subject = models.CharField("Việc", max_length=40, choices=Subject.choices)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=MessageState.choices, default=MessageState.WAITING)
    made_at = models.DateTimeField("Lúc")
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField("Trả lời", max_length=100, blank=True)

    class Meta:
        verbose_name = "Tin báo"
        verbose_name_plural = "Tin báo"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MessageState.WAITING, settled_at__isnull=True)
                | (~Q(state=MessageState.WAITING) & Q(settled_at__isnull=False)),
                name="settled_message_has_its_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} → {self.hook}"
