"""Projects with their steps, papers, partners and results.

What a plan prints is kept with the section it is printed in; what no source states stays empty.
"""

from typing import Any

from django.db import models
from django.db.models import F, Q

from ocop.ground.offices.models import Office, Unit
from ocop.ground.planning.models import Plan
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.models import Document
from ocop.kit.text.fold import fold
from ocop.support.projects.models.fields import public_id
from ocop.support.projects.queries import ProjectQuerySet, StepQuerySet
from ocop.support.projects.states import (
    CARRIED_OUT,
    PartnerRole,
    ProjectKind,
    ProjectState,
    StepKind,
    StepState,
)


class Project(models.Model):
    """A project of the plan with one owner. `code` is what its budget lines bear in `BudgetLine.project`.

    `framework` is the decision behind it; `reference` the section of the plan that sets it; `note` its words.
    """

    public_id = public_id()
    code = models.SlugField("Mã dự án", max_length=40, unique=True)
    kind = models.CharField("Loại", max_length=14, choices=ProjectKind.choices)
    name = models.CharField("Tên dự án", max_length=250)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="projects", verbose_name="Cơ quan chủ trì"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField("Địa điểm", max_length=200, blank=True)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="projects")
    framework = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("Trạng thái", max_length=10, choices=ProjectState.choices, default=ProjectState.PROPOSED)
    began_on = models.DateField("Ngày bắt đầu", null=True, blank=True)
    ended_on = models.DateField("Ngày kết thúc", null=True, blank=True)
    reference = models.CharField("Mục của kế hoạch", max_length=100, blank=True)
    note = models.TextField("Ghi chú", max_length=2000, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    folded = models.CharField(max_length=300, editable=False, default="")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "Dự án"
        verbose_name_plural = "Dự án"
        ordering = ["kind", "name"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=CARRIED_OUT) | Q(began_on__isnull=False), name="project_carried_out_has_begun"
            ),
            models.CheckConstraint(
                condition=~Q(state=ProjectState.FINISHED) | Q(ended_on__isnull=False), name="project_finished_has_day"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(began_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="project_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.name} {self.place}")[:300]
        super().save(*args, **kwargs)


class ProjectPartner(models.Model):
    """An office, or a body outside such as a university, that takes part: its role, contract and what it hands over."""

    public_id = public_id()
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="partners")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("Tên đơn vị", max_length=200, blank=True)
    role = models.CharField("Vai trò", max_length=12, choices=PartnerRole.choices)
    contract_number = models.CharField("Số hợp đồng", max_length=60, blank=True)
    deliverable = models.CharField("Sản phẩm bàn giao", max_length=300, blank=True)
    reference = models.CharField("Mục của kế hoạch", max_length=100, blank=True)

    class Meta:
        verbose_name = "Đơn vị tham gia dự án"
        verbose_name_plural = "Đơn vị tham gia dự án"
        ordering = ["project", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(office__isnull=False, name="") | (Q(office__isnull=True) & ~Q(name="")),
                name="partner_is_an_office_or_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.office.name if self.office else self.name


class Step(models.Model):
    """One step of a project: who answers for it, when it was to be done and when it was, and its papers."""

    public_id = public_id()
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="steps")
    ordinal = models.PositiveSmallIntegerField("Thứ tự")
    kind = models.CharField("Loại bước", max_length=10, choices=StepKind.choices)
    title = models.CharField("Nội dung", max_length=300)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    planned_on = models.DateField("Hạn", null=True, blank=True)
    done_on = models.DateField("Ngày xong", null=True, blank=True)
    state = models.CharField("Trạng thái", max_length=10, choices=StepState.choices, default=StepState.PLANNED)
    remark = models.CharField("Ghi chú", max_length=1000, blank=True)
    reference = models.CharField("Mục của kế hoạch", max_length=100, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = "Bước của dự án"
        verbose_name_plural = "Bước của dự án"
        ordering = ["project", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["project", "ordinal"], name="step_once_per_place"),
            models.CheckConstraint(
                condition=(Q(state=StepState.DONE, done_on__isnull=False))
                | (~Q(state=StepState.DONE) & Q(done_on__isnull=True)),
                name="step_done_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StepPaper(models.Model):
    """A text of the legal library that a step rests on; files are attached to the step itself (`attachments`)."""

    public_id = public_id()
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="papers")
    legal = models.ForeignKey(LegalDocument, on_delete=models.PROTECT, related_name="+")
    label = models.CharField("Tên giấy tờ", max_length=300)

    class Meta:
        verbose_name = "Giấy tờ của bước"
        ordering = ["step", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["step", "legal"], name="step_paper_legal_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Result(models.Model):
    """A figure a project reached on a day, in `unit`; a mistake is cancelled with its reason, never rewritten."""

    public_id = public_id()
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="results")
    name = models.CharField("Kết quả", max_length=200)
    figure = models.DecimalField("Con số", max_digits=16, decimal_places=2)
    unit = models.CharField("Đơn vị tính", max_length=40)
    on = models.DateField("Tính đến ngày")
    note = models.CharField("Ghi chú", max_length=300, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField("Hủy lúc", null=True, blank=True)
    cancelled_why = models.CharField("Lý do hủy", max_length=300, blank=True)

    class Meta:
        verbose_name = "Kết quả dự án"
        verbose_name_plural = "Kết quả dự án"
        ordering = ["project", "-on", "pk"]

    def __str__(self) -> str:
        return f"{self.name}: {self.figure} {self.unit}"
