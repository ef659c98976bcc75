"""What stands in the way of the plan, with proposals and answers."""

from typing import Any

from django.conf import settings
from django.db import models

from ocop.ground.offices.models import Office
from ocop.ground.planning.models.fields import public_id
from ocop.ground.planning.models.plans import Task
from ocop.ground.planning.queries import ObstacleQuerySet
from ocop.ground.planning.states import AnswerKind, ObstacleField, ObstacleState
from ocop.kit.text.fold import fold


class Obstacle(models.Model):
    """Something that stands in the way: who raised it, who was asked, and the answers."""

    public_id = public_id()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="obstacles", verbose_name="Cơ quan nêu")
    asked = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan được hỏi")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="obstacles")
    field = models.CharField("Lĩnh vực", max_length=12, choices=ObstacleField.choices)
    title = models.CharField("Vướng mắc", max_length=200)
    detail = models.TextField("Nội dung", max_length=4000)
    proposal = models.TextField("Đề xuất", max_length=2000, blank=True)
    state = models.CharField("Trạng thái", max_length=10, choices=ObstacleState.choices, default=ObstacleState.OPEN)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    folded = models.CharField(max_length=300, editable=False, default="")

    objects = ObstacleQuerySet.as_manager()

    class Meta:
        verbose_name = "Vướng mắc"
        verbose_name_plural = "Vướng mắc"
        ordering = ["-raised_at"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.title)[:300]
        super().save(*args, **kwargs)


class ObstacleAnswer(models.Model):
    """A proposal or an answer; answers are added, never rewritten."""

    obstacle = models.ForeignKey(Obstacle, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField("Loại", max_length=10, choices=AnswerKind.choices)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("Nội dung", max_length=4000)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "Trả lời vướng mắc"
        ordering = ["obstacle", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} của {self.office}"
