"""Support policies, support given to producers under them, and credit."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer, Product
from ocop.ground.programme.models import LegalDocument
from ocop.kit.ids import new_public_id
from ocop.kit.text.fold import fold
from ocop.support.funding.purposes import purpose_name
from ocop.support.funding.queries import CreditQuerySet, PolicyQuerySet, ProgrammeQuerySet, SupportQuerySet
from ocop.support.funding.states import CreditState, SupportState


def public_id() -> models.CharField:
    return models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)


def person() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class InCharge(models.Model):
    """A record of credit: the agency that looks after it and reads it, empty where the coordination office does."""

    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Cơ quan phụ trách"
    )

    class Meta:
        abstract = True

    @property
    def in_charge_name(self) -> str:
        return self.office.name if self.office is not None else "Văn phòng Điều phối nông thôn mới"


class Policy(models.Model):
    """A policy that can help producers: by which paper, whom, for what, how much at most, who pays, from when to when.

    `ceiling` is the most for one support in đồng, empty where the policy prints none; `office` manages it and pays.
    """

    public_id = public_id()
    code = models.CharField("Mã ngắn", max_length=40, unique=True)
    name = models.CharField("Tên chính sách", max_length=300)
    document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Văn bản"
    )
    reference = models.CharField("Điều, khoản", max_length=200, blank=True)
    helps = models.CharField("Hỗ trợ ai", max_length=500)
    conditions = models.TextField("Điều kiện", max_length=2000, blank=True)
    ceiling = models.BigIntegerField("Mức cao nhất (đồng)", null=True, blank=True)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, related_name="support_policies", verbose_name="Cơ quan quản lý, chi"
    )
    starts_on = models.DateField("Áp dụng từ")
    ends_on = models.DateField("Đến ngày", null=True, blank=True)
    is_reconstructed = models.BooleanField("Dựng lại, chưa đối chiếu", default=False)
    folded = models.CharField(max_length=500, editable=False, default="")

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = "Chính sách hỗ trợ"
        verbose_name_plural = "Chính sách hỗ trợ"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(ceiling__isnull=True) | Q(ceiling__gt=0), name="policy_ceiling_above_0"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="policy_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = fold(f"{self.code} {self.name}")[:500]
        super().save(*args, **kwargs)

    @property
    def purpose_names(self) -> list[str]:
        return [purpose_name(each.purpose) for each in self.purposes.all()]


class PolicyPurpose(models.Model):
    """One thing a policy pays for."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="purposes")
    purpose = models.SlugField(max_length=40)

    class Meta:
        verbose_name = "Mục đích của chính sách"
        ordering = ["policy", "pk"]
        constraints = [models.UniqueConstraint(fields=["policy", "purpose"], name="policy_purpose_once")]

    def __str__(self) -> str:
        return purpose_name(self.purpose)


class Support(models.Model):
    """Help for a producer under a policy, or from another budget that is named, for a purpose and some days.

    `override_reason` is why it was approved though something overlaps it.
    """

    public_id = public_id()
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="supports", verbose_name="Chủ thể")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, related_name="supports")
    policy = models.ForeignKey(
        Policy, on_delete=models.PROTECT, null=True, blank=True, related_name="supports", verbose_name="Chính sách"
    )
    other_budget = models.CharField("Ngân sách khác", max_length=200, blank=True)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan hỗ trợ")
    purpose = models.SlugField("Mục đích", max_length=40)
    detail = models.CharField("Nội dung", max_length=300)
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến ngày")
    amount = models.BigIntegerField("Số tiền (đồng)")
    state = models.CharField("Trạng thái", max_length=10, choices=SupportState.choices, default=SupportState.PROPOSED)
    proposed_by = person()
    proposed_at = models.DateTimeField("Đề xuất lúc")
    decided_by = person()
    decided_at = models.DateTimeField("Quyết định lúc", null=True, blank=True)
    decision_note = models.CharField("Lý do", max_length=500, blank=True)
    override_reason = models.CharField("Lý do duyệt dù có trùng", max_length=500, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)
    folded = models.CharField(max_length=900, editable=False, default="")

    objects = SupportQuerySet.as_manager()

    class Meta:
        verbose_name = "Hỗ trợ"
        verbose_name_plural = "Hỗ trợ"
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index(fields=["producer", "starts_on"], name="support_of_producer")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="support_above_0"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="support_ends_after_start"),
            models.CheckConstraint(
                condition=Q(policy__isnull=False) ^ ~Q(other_budget=""), name="support_has_one_budget"
            ),
            models.CheckConstraint(
                condition=Q(state="proposed") | Q(decided_at__isnull=False), name="support_decided_has_its_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer}: {self.detail}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_search_column()
        super().save(*args, **kwargs)

    def fill_search_column(self) -> None:
        """The words it is found by; for `bulk_create`, which does not call `save`."""
        self.folded = fold(f"{self.producer.name} | {self.detail}")[:900]

    @property
    def budget_name(self) -> str:
        return self.policy.name if self.policy else self.other_budget

    @property
    def budget_key(self) -> str:
        """What makes two supports come from the same pot."""
        return f"policy:{self.policy_id}" if self.policy_id else f"other:{fold(self.other_budget)}"

    @property
    def purpose_name(self) -> str:
        return purpose_name(self.purpose)


class CreditProgramme(InCharge):
    """A credit policy or loan product that producers of the programme may use."""

    public_id = public_id()
    name = models.CharField("Tên chương trình", max_length=300)
    bank = models.CharField("Tổ chức tín dụng", max_length=200, blank=True)
    document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Văn bản"
    )
    terms = models.TextField("Điều kiện, lãi suất", max_length=2000, blank=True)
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến ngày", null=True, blank=True)
    is_reconstructed = models.BooleanField("Dựng lại, chưa đối chiếu", default=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = "Chương trình tín dụng"
        verbose_name_plural = "Chương trình tín dụng"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CreditApplication(InCharge):
    """A producer wants a loan: how much, where, how far it is, and what stands in the way.

    `obstacle_url` is the page of the obstacle raised for it, on this site.
    """

    public_id = public_id()
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="credit_applications")
    programme = models.ForeignKey(
        CreditProgramme, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    bank = models.CharField("Ngân hàng", max_length=200, blank=True)
    amount = models.BigIntegerField("Số tiền muốn vay (đồng)")
    purpose = models.CharField("Vay để làm gì", max_length=300)
    state = models.CharField("Trạng thái", max_length=10, choices=CreditState.choices, default=CreditState.WISHED)
    obstacle = models.CharField("Vướng mắc", max_length=1000, blank=True)
    obstacle_url = models.CharField(max_length=300, blank=True)
    by = person()
    made_at = models.DateTimeField("Ghi lúc")
    moved_at = models.DateTimeField("Đổi trạng thái lúc", null=True, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = "Nhu cầu vay"
        verbose_name_plural = "Nhu cầu vay"
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="application_above_0")]

    def __str__(self) -> str:
        return f"{self.producer}: {self.purpose}"


class Loan(InCharge):
    """Money a bank lent a producer; `chain` is the value chain it was lent along."""

    public_id = public_id()
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="loans", verbose_name="Chủ thể")
    programme = models.ForeignKey(
        CreditProgramme, on_delete=models.PROTECT, null=True, blank=True, related_name="loans"
    )
    application = models.OneToOneField(
        CreditApplication, on_delete=models.PROTECT, null=True, blank=True, related_name="loan"
    )
    bank = models.CharField("Ngân hàng", max_length=200)
    amount = models.BigIntegerField("Số tiền (đồng)")
    starts_on = models.DateField("Ngày giải ngân")
    ends_on = models.DateField("Ngày đáo hạn", null=True, blank=True)
    chain = models.CharField("Chuỗi giá trị", max_length=200, blank=True)
    by = person()
    recorded_at = models.DateTimeField()
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = "Khoản vay"
        verbose_name_plural = "Khoản vay"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="loan_above_0"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="loan_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer}, {self.bank}"
