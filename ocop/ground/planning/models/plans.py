"""A plan as records: objectives, targets, tasks. What a plan prints is kept with its section."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.ground.planning.models.fields import public_id
from ocop.ground.planning.queries import PlanQuerySet
from ocop.ground.planning.states import PlanKind, PlanState, PriorityKind, Rhythm
from ocop.ground.programme.models import LegalDocument
from ocop.kit.text.fold import fold


class Plan(models.Model):
    """What an office sets out to do in a phase or a year; a district's or a yearly plan stands under another.

    `records_are_partial`: what was done is not all on this platform, so figures are counted and nothing is judged.
    """

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
    number = models.CharField("Số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("Ngày ban hành", null=True, blank=True)
    state = models.CharField("Trạng thái", max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    is_reconstructed = models.BooleanField("Dựng lại, không phải kế hoạch thật", default=False)
    records_are_partial = models.BooleanField("Bản ghi chưa đủ để đánh giá", default=False)
    folded = models.CharField(max_length=400, editable=False, default="")

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.name} {self.number}")[:400]
        super().save(*args, **kwargs)

    @property
    def is_of_the_province(self) -> bool:
        """Whether its figures count the whole province; those of a commune or a district count its own places."""
        return self.office.tier not in (Tier.COMMUNE, Tier.DISTRICT)


class Objective(models.Model):
    """A general aim of a plan, in the plan's own order."""

    public_id = public_id()
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="objectives")
    reference = models.CharField("Mục", max_length=20)
    ordinal = models.PositiveSmallIntegerField("Thứ tự")
    text = models.CharField("Nội dung", max_length=600)

    class Meta:
        verbose_name = "Mục tiêu"
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
        verbose_name = "Ưu tiên"
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
    """What a plan gives an agency to do, with its section; who must do it in which year is an `Assignment`.

    `agency` repeats the plan's own name of whom it asks ("Ủy ban nhân dân các huyện, thành phố"); offices come and go.
    """

    public_id = public_id()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="tasks")
    reference = models.CharField("Mục", max_length=20)
    ordinal = models.PositiveSmallIntegerField("Thứ tự")
    title = models.CharField("Nhiệm vụ", max_length=300)
    detail = models.TextField("Nội dung", max_length=2000, blank=True)
    rhythm = models.CharField("Nhịp thực hiện", max_length=10, choices=Rhythm.choices, default=Rhythm.CONTINUOUS)
    agency = models.CharField("Cơ quan chủ trì, theo lời kế hoạch", max_length=200, blank=True)
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

    @property
    def numbered(self) -> str:
        """The title behind its section, where the plan numbers it."""
        return f"{self.reference}. {self.title}" if self.reference else self.title
