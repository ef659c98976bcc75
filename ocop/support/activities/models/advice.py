"""Advice: who answers what, questions, answers."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer
from ocop.kit.text.fold import fold
from ocop.support.activities.models.fields import public_id
from ocop.support.activities.queries import (
    AdviceQuerySet,
)
from ocop.support.activities.states import (
    AdviceField,
    AdviceState,
)


class ConsultingSeat(models.Model):
    """Which office answers questions of a field, or about a part of the criteria (Kế hoạch 124/KH-UBND, III.3.3)."""

    public_id = public_id()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="consulting_seats")
    field = models.CharField("Lĩnh vực", max_length=14, choices=AdviceField.choices)
    criterion = models.CharField("Nhóm tiêu chí", max_length=20, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    class Meta:
        verbose_name = "Thành phần Tổ tư vấn"
        ordering = ["field", "criterion", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "field", "criterion"], condition=Q(ended_on__isnull=True), name="seat_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.office}"


class AdviceCase(models.Model):
    """A question to the consulting team; once answered, everybody who signs in finds it, without who asked."""

    public_id = public_id()
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    field = models.CharField("Lĩnh vực", max_length=14, choices=AdviceField.choices)
    criterion = models.CharField("Nhóm tiêu chí", max_length=20, blank=True)
    title = models.CharField("Câu hỏi", max_length=200)
    question = models.TextField("Nội dung", max_length=4000)
    consultant = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="advice_cases")
    state = models.CharField(max_length=10, choices=AdviceState.choices, default=AdviceState.OPEN)
    is_private = models.BooleanField("Không cho người khác xem", default=False)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    folded = models.TextField(editable=False, default="")

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = "Câu hỏi tư vấn"
        verbose_name_plural = "Câu hỏi tư vấn"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(producer__isnull=False) | Q(office__isnull=False), name="advice_asked_by_somebody"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.title} {self.question}")
        super().save(*args, **kwargs)


class AdviceAnswer(models.Model):
    """An answer of the consulting office; added, never rewritten."""

    case = models.ForeignKey(AdviceCase, on_delete=models.PROTECT, related_name="answers")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("Trả lời", max_length=8000)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "Trả lời tư vấn"
        ordering = ["case", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.office}, {self.at:%d/%m/%Y}"
