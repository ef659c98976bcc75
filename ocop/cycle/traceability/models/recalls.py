"""Batches that are called back, and who was told."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.cycle.traceability.models.stamps import Batch
from ocop.cycle.traceability.queries import RecallQuerySet
from ocop.cycle.traceability.states import RecallResult
from ocop.kit.ids import new_public_id


class Recall(models.Model):
    """A batch is called back: why, how dangerous it is, what buyers do; and how that ended.

    `by_office`: an officer declared it, so that who sells the goods cannot end it.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="recalls")
    # The recall of what the batch was made of, where that is why.
    because_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    reason = models.CharField("Vì sao thu hồi", max_length=500)
    danger = models.CharField("Nguy hại cho người dùng", max_length=500)
    advice = models.CharField("Người mua làm gì", max_length=500)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    declared_at = models.DateTimeField()
    by_office = models.BooleanField("Do cơ quan thu hồi", default=False)
    result = models.CharField("Kết quả", max_length=10, choices=RecallResult.choices, blank=True)
    outcome = models.CharField("Đã xử lý thế nào", max_length=500, blank=True)
    recovered = models.PositiveIntegerField("Số gói thu về", null=True, blank=True)
    destroyed = models.PositiveIntegerField("Số gói đã tiêu hủy", null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = RecallQuerySet.as_manager()

    class Meta:
        verbose_name = "Thu hồi lô hàng"
        verbose_name_plural = "Thu hồi lô hàng"
        ordering = ["-declared_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch"], condition=Q(ended_at=None), name="one_running_recall_of_a_batch"),
            models.CheckConstraint(
                condition=Q(ended_at=None, result="") | (Q(ended_at__isnull=False) & ~Q(result="")),
                name="recall_ends_with_a_result",
            ),
        ]

    def __str__(self) -> str:
        return f"Thu hồi lô {self.batch.lot}"

    @property
    def state_words(self) -> str:
        """How far it is, in words."""
        return self.get_result_display() if self.result else "Đang thu hồi"


class RecallTold(models.Model):
    """That somebody of the list of a recall was told, or a batch made of it looked at; `key` is who or which.

    It stays when its line leaves the list: a delivery written in error, a batch called back itself later.
    """

    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="told")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=250)
    note = models.CharField("Báo cho ai, bằng cách nào", max_length=300, blank=True)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = "Nơi đã được báo thu hồi"
        verbose_name_plural = "Nơi đã được báo thu hồi"
        constraints = [models.UniqueConstraint(fields=["recall", "key"], name="told_once_of_a_recall")]

    def __str__(self) -> str:
        return self.name
