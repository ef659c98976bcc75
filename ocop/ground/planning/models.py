"""A plan as records: objectives, targets, tasks by agency; what was done of it and what stood in the way.

What a plan prints is kept with the section it is printed in, so that a reader finds it again.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.ground.offices.models import Office
from ocop.ground.planning.queries import AssignmentQuerySet, ObstacleQuerySet, PlanQuerySet
from ocop.ground.planning.states import (
    AnswerKind,
    AssignmentState,
    ObstacleField,
    ObstacleState,
    PlanKind,
    PlanState,
    PriorityKind,
    Rhythm,
)
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.models import Document
from ocop.kit.ids import new_public_id
from ocop.kit.text.fold import fold


def public_id() -> models.CharField:
    return models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)


class Plan(models.Model):
    """What an office sets out to do in a phase or a year; a district's or a yearly plan stands under another."""

    public_id = public_id()
    kind = models.CharField("Loại", max_length=10, choices=PlanKind.choices)
    name = models.CharField("Tên kế hoạch", max_length=300)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="plans", verbose_name="Cơ quan ban hành")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name="Theo kế hoạch"
    )
    document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="plans", verbose_name="Văn bản"
    )
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến ngày")
    state = models.CharField("Trạng thái", max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    is_reconstructed = models.BooleanField("Dựng lại, không phải kế hoạch thật", default=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "Kế hoạch"
        verbose_name_plural = "Kế hoạch"
        ordering = ["-starts_on", "name"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "starts_on"], name="plan_once_per_office_and_start"),
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="plan_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name


class Objective(models.Model):
    """A general aim of a plan, in the plan's own order."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="objectives")
    reference = models.CharField("Mục", max_length=20)
    ordinal = models.PositiveSmallIntegerField("Thứ tự")
    text = models.CharField("Nội dung", max_length=600)

    class Meta:
        ordering = ["plan", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["plan", "ordinal"], name="objective_once_per_place")]

    def __str__(self) -> str:
        return self.text


class Priority(models.Model):
    """What a district's or a yearly plan puts first."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="priorities")
    kind = models.CharField("Loại ưu tiên", max_length=12, choices=PriorityKind.choices)
    text = models.CharField("Nội dung", max_length=400)

    class Meta:
        ordering = ["plan", "pk"]

    def __str__(self) -> str:
        return self.text


class Target(models.Model):
    """A figure a plan promises by a day, and the measure that says how far it is (`measures`).

    `figure` and `baseline` are in `unit`; with `is_share` they are per cent of the measure's base. `options` narrow the
    measure (for example the kind of an activity). A baseline keeps its day and where it is printed.
    """

    public_id = public_id()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    code = models.SlugField("Mã", max_length=40)
    reference = models.CharField("Mục", max_length=20)
    ordinal = models.PositiveSmallIntegerField("Thứ tự")
    name = models.CharField("Chỉ tiêu", max_length=300)
    definition = models.TextField("Cách tính", max_length=1000)
    population = models.CharField("Tính trên", max_length=300, blank=True)
    unit = models.CharField("Đơn vị tính", max_length=40)
    is_share = models.BooleanField("Là tỷ lệ phần trăm", default=False)
    figure = models.DecimalField("Con số phải đạt", max_digits=14, decimal_places=2)
    due_on = models.DateField("Phải đạt đến ngày")
    baseline = models.DecimalField("Mức ban đầu", max_digits=14, decimal_places=2, null=True, blank=True)
    baseline_on = models.DateField("Ngày của mức ban đầu", null=True, blank=True)
    baseline_note = models.CharField("Nguồn của mức ban đầu", max_length=300, blank=True)
    measure = models.CharField("Phép đo", max_length=60)
    options = models.JSONField("Điều kiện của phép đo", default=dict, blank=True)

    class Meta:
        verbose_name = "Chỉ tiêu"
        verbose_name_plural = "Chỉ tiêu"
        ordering = ["plan", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="target_once_per_plan"),
            models.CheckConstraint(
                condition=Q(is_share=False) | Q(figure__gte=0, figure__lte=100), name="target_share_within_100"
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True) | Q(baseline_on__isnull=False), name="target_baseline_has_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """What a plan gives an agency to do, with its section; who must do it in which year is an `Assignment`."""

    public_id = public_id()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    reference = models.CharField("Mục", max_length=20)
    ordinal = models.PositiveSmallIntegerField("Thứ tự")
    title = models.CharField("Nhiệm vụ", max_length=300)
    detail = models.TextField("Nội dung", max_length=2000, blank=True)
    rhythm = models.CharField("Nhịp thực hiện", max_length=10, choices=Rhythm.choices, default=Rhythm.CONTINUOUS)
    partners = models.ManyToManyField(Office, blank=True, related_name="+", verbose_name="Cơ quan phối hợp")
    folded = models.CharField(max_length=400, editable=False, default="")

    class Meta:
        verbose_name = "Nhiệm vụ"
        verbose_name_plural = "Nhiệm vụ"
        ordering = ["plan", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["plan", "ordinal"], name="task_once_per_place")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(self.title)[:400]
        super().save(*args, **kwargs)


class Assignment(models.Model):
    """One agency's part of a task in one year: its day, how far it is, and the result it answers with."""

    public_id = public_id()
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="assignments", verbose_name="Cơ quan chủ trì"
    )
    year = models.PositiveSmallIntegerField("Năm")
    due_on = models.DateField("Hạn")
    state = models.CharField(
        "Trạng thái", max_length=10, choices=AssignmentState.choices, default=AssignmentState.ASSIGNED
    )
    result = models.TextField("Kết quả", max_length=4000, blank=True)
    remark = models.CharField("Ý kiến của Văn phòng Điều phối", max_length=1000, blank=True)
    reported_at = models.DateTimeField("Báo cáo lúc", null=True, blank=True)
    ended_at = models.DateTimeField("Kết thúc lúc", null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "Việc được giao"
        verbose_name_plural = "Việc được giao"
        ordering = ["due_on", "office__sort_key", "task__ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["task", "office", "year"], name="assignment_once_a_year"),
            models.CheckConstraint(
                condition=~Q(state__in=("reported", "done")) | Q(reported_at__isnull=False) & ~Q(result=""),
                name="assignment_done_has_a_result",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}, {self.office}, năm {self.year}"


class Proof(models.Model):
    """What shows the result of an assignment: a filed paper, or a record kept elsewhere on this platform.

    `subject_type` and `subject_id` name a record of another room as the journal does; `url` is its page on this site.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="proofs")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    label = models.CharField("Tên", max_length=300)
    url = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["assignment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "subject_type", "subject_id"],
                condition=~Q(subject_id=""),
                name="proof_record_once",
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | ~Q(subject_id=""), name="proof_is_a_paper_or_a_record"
            ),
        ]

    def __str__(self) -> str:
        return self.label


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
        ordering = ["obstacle", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} của {self.office}"
