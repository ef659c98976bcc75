"""The money of a plan in whole đồng: what is needed, what was allocated, what was paid, what a community gave.

Need → allocation → disbursement, each by year, payer and payee; nothing is ever added across two of them.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.ground.budget.queries import (
    AllocationQuerySet,
    BudgetLineQuerySet,
    ContributionQuerySet,
    DisbursementQuerySet,
)
from ocop.ground.budget.states import ContributionKind, Programme, Source
from ocop.ground.offices.models import Office, Unit
from ocop.ground.planning.models import Plan, Task
from ocop.ground.producers.models import Producer
from ocop.ground.programme.models import LegalDocument
from ocop.ground.registry.models import Document
from ocop.kit.ids import new_public_id
from ocop.kit.text.fold import fold


def public_id() -> models.CharField:
    return models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)


class BudgetLine(models.Model):
    """A sum a plan counts on, from one source; a line with parts is the sum of them and carries no payment itself.

    `amount` is the need over the plan's whole span, empty where the plan prints none; a line whose parts have figures
    has none of its own (`figures.py` adds them up), one whose parts have none keeps the sum the plan prints undivided.
    `project` groups the lines of one project (such as a pilot) across sources; `programme` names the integrated one;
    `tasks` are the plan's tasks it pays for; `code` is known to files and forms.
    """

    public_id = public_id()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="budget_lines")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    code = models.SlugField("Mã", max_length=40)
    reference = models.CharField("Mục", max_length=20)
    ordinal = models.PositiveSmallIntegerField("Thứ tự")
    name = models.CharField("Nội dung", max_length=300)
    source = models.CharField("Nguồn vốn", max_length=12, choices=Source.choices)
    programme = models.CharField("Chương trình lồng ghép", max_length=14, choices=Programme.choices, blank=True)
    project = models.SlugField("Dự án", max_length=40, blank=True)
    amount = models.BigIntegerField("Nhu cầu (đồng)", null=True, blank=True)
    tasks = models.ManyToManyField(Task, blank=True, related_name="budget_lines", verbose_name="Nhiệm vụ được chi")
    note = models.CharField("Ghi chú", max_length=300, blank=True)

    objects = BudgetLineQuerySet.as_manager()

    class Meta:
        verbose_name = "Dòng dự toán"
        verbose_name_plural = "Dòng dự toán"
        ordering = ["plan", "ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="budget_line_once_per_plan"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0), name="budget_amount_not_below_0"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BudgetShare(models.Model):
    """Who is to pay which part of a line, in per cent (Kế hoạch 124/KH-UBND, III.3.10: 50 and 50)."""

    line = models.ForeignKey(BudgetLine, on_delete=models.CASCADE, related_name="shares")
    payer = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan chi")
    percent = models.DecimalField("Tỷ lệ (%)", max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = "Tỷ lệ chi"
        constraints = [
            models.UniqueConstraint(fields=["line", "payer"], name="budget_share_once_per_payer"),
            models.CheckConstraint(condition=Q(percent__gt=0, percent__lte=100), name="budget_share_within_100"),
        ]

    def __str__(self) -> str:
        return f"{self.payer}: {self.percent} %"


class Allocation(models.Model):
    """What was set aside of a line for a year by a payer for an office to spend, by a decision."""

    public_id = public_id()
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="allocations")
    year = models.PositiveSmallIntegerField("Năm ngân sách")
    payer = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan cấp")
    payee = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan được giao")
    amount = models.BigIntegerField("Số tiền (đồng)")
    decision_number = models.CharField("Số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("Ngày quyết định")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField("Ghi chú", max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField("Hủy lúc", null=True, blank=True)
    is_reconstructed = models.BooleanField("Dựng lại từ số liệu", default=False)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        verbose_name = "Phân bổ"
        verbose_name_plural = "Phân bổ"
        ordering = ["line", "year", "pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="allocation_above_0")]

    def __str__(self) -> str:
        return f"{self.line}, {self.year}: {self.amount}"


class Disbursement(models.Model):
    """Money paid of a line on a day: by whom, to whom, for what.

    `subject_type` and `subject_id` name the record of another room it paid for (an activity, a support), as the journal
    names records; `url` is its page. A mistake is cancelled, never rewritten.
    """

    public_id = public_id()
    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="disbursements")
    paid_on = models.DateField("Ngày chi")
    payer = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan chi")
    payee_office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    payee_producer = models.ForeignKey(
        Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="disbursements"
    )
    payee_name = models.CharField("Nơi nhận", max_length=200, blank=True)
    amount = models.BigIntegerField("Số tiền (đồng)")
    purpose = models.CharField("Nội dung chi", max_length=300)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    url = models.CharField(max_length=300, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField("Hủy lúc", null=True, blank=True)
    is_reconstructed = models.BooleanField("Dựng lại từ số liệu", default=False)
    folded = models.CharField(max_length=800, editable=False, default="")

    objects = DisbursementQuerySet.as_manager()

    class Meta:
        verbose_name = "Khoản chi"
        verbose_name_plural = "Khoản chi"
        ordering = ["-paid_on", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="disbursement_subject")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="disbursement_above_0")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.amount}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.purpose} | {self.payee}")[:800]
        super().save(*args, **kwargs)

    @property
    def payee(self) -> str:
        """Who got the money, in words."""
        return str(self.payee_producer or self.payee_office or self.payee_name)


class Mobilisation(models.Model):
    """Money raised of a line over a span of years, where a report prints only the span's total.

    Years of their own have `first_year` = `last_year`; a span is never divided by guess.
    """

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="mobilisations")
    first_year = models.PositiveSmallIntegerField("Từ năm")
    last_year = models.PositiveSmallIntegerField("Đến năm")
    amount = models.BigIntegerField("Số tiền (đồng)")
    reference = models.CharField("Mục", max_length=20)

    class Meta:
        verbose_name = "Nguồn lực đã huy động"
        verbose_name_plural = "Nguồn lực đã huy động"
        ordering = ["line", "first_year"]
        constraints = [
            models.UniqueConstraint(fields=["line", "first_year", "last_year"], name="mobilisation_once_per_span"),
            models.CheckConstraint(condition=Q(first_year__lte=F("last_year")), name="mobilisation_ends_after_start"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="mobilisation_not_below_0"),
        ]

    def __str__(self) -> str:
        return f"{self.line}, {self.span}: {self.amount}"

    @property
    def span(self) -> str:
        """ "2019", or "2018-2020"."""
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}-{self.last_year}"


class Contribution(models.Model):
    """What a community gave: money, land, labour, materials or technology, and by which law it is used.

    `value` is its worth in đồng, empty where nobody valued it; nothing is added up from quantities.
    """

    public_id = public_id()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="contributions", verbose_name="Kế hoạch")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name="Địa bàn")
    giver = models.CharField("Người, nhóm đóng góp", max_length=200)
    kind = models.CharField("Hình thức", max_length=12, choices=ContributionKind.choices)
    what = models.CharField("Đóng góp gì", max_length=300)
    quantity = models.DecimalField("Số lượng", max_digits=14, decimal_places=2, null=True, blank=True)
    measured_in = models.CharField("Đơn vị tính", max_length=40, blank=True)
    value = models.BigIntegerField("Quy ra tiền (đồng)", null=True, blank=True)
    given_on = models.DateField("Ngày đóng góp")
    legal_document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Văn bản"
    )
    legal_basis = models.CharField("Căn cứ pháp lý", max_length=300)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    cancelled_at = models.DateTimeField("Hủy lúc", null=True, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    folded = models.CharField(max_length=600, editable=False, default="")

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "Đóng góp của cộng đồng"
        verbose_name_plural = "Đóng góp của cộng đồng"
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="contribution_not_below_0"),
            models.CheckConstraint(condition=~Q(legal_basis=""), name="contribution_has_a_legal_basis"),
            models.CheckConstraint(
                condition=~Q(kind="money") | Q(value__isnull=False), name="money_contribution_has_its_sum"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver}: {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.giver} | {self.what}")[:600]
        super().save(*args, **kwargs)
