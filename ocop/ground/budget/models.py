"""The money of a plan in whole đồng: what is needed, what was allocated, what was paid.

Need → allocation → disbursement, each by year, payer and payee; nothing is ever added across two of them.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.budget.states import Source
from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan
from ocop.ground.producers.models import Producer
from ocop.ground.registry.models import Document
from ocop.kit.ids import new_public_id


def public_id() -> models.CharField:
    return models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)


class BudgetLine(models.Model):
    """A sum a plan counts on, from one source; a line with parts is the sum of them and carries no payment itself.

    `amount` is the need over the plan's whole span, empty where the plan prints none. `project` groups the lines of one
    project (such as a pilot) across sources; `code` is known to files and forms.
    """

    public_id = public_id()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="budget_lines")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    code = models.SlugField("Mã", max_length=40)
    reference = models.CharField("Mục", max_length=20)
    ordinal = models.PositiveSmallIntegerField("Thứ tự")
    name = models.CharField("Nội dung", max_length=300)
    source = models.CharField("Nguồn vốn", max_length=12, choices=Source.choices)
    project = models.SlugField("Dự án", max_length=40, blank=True)
    amount = models.BigIntegerField("Nhu cầu (đồng)", null=True, blank=True)
    note = models.CharField("Ghi chú", max_length=300, blank=True)

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

    class Meta:
        verbose_name = "Khoản chi"
        verbose_name_plural = "Khoản chi"
        ordering = ["-paid_on", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="disbursement_subject")]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="disbursement_above_0")]

    def __str__(self) -> str:
        return f"{self.purpose}: {self.amount}"
