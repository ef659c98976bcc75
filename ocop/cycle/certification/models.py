"""The act that gives stars, the paper that shows it, and what ends it."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.cycle.certification.queries import DecisionQuerySet, RecognitionQuerySet, ReferralQuerySet
from ocop.cycle.certification.states import RecognitionState, ReferralState, WithdrawalGround, standing_words
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Product
from ocop.ground.programme.models import Round
from ocop.ground.registry.models import Document
from ocop.kit.ids import new_public_id
from ocop.rules import grading
from ocop.rules.criteria import load


class RecognitionDecision(models.Model):
    """A signed decision that recognises products of one round."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    number = models.CharField("Số quyết định", max_length=60)
    signed_on = models.DateField("Ngày ký")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="decisions", verbose_name="Cơ quan ký")
    signer = models.CharField("Người ký", max_length=150, blank=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source_url = models.URLField("Nguồn", max_length=500, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    is_reconstructed = models.BooleanField("Dựng lại từ số liệu", default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "Quyết định công nhận"
        verbose_name_plural = "Quyết định công nhận"
        ordering = ["-signed_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["office", "number", "signed_on"], name="decision_once")]

    def __str__(self) -> str:
        return f"Quyết định {self.number}"


class Recognition(models.Model):
    """The event by which one product got its stars. A product recognised twice has two of these.

    `basis` freezes what made it: criteria set, sheet hash, mean, band and gates; a recognition known only from a source
    has that source instead and no basis: a public address, or words for a list that was brought in. `is_trial` says
    that the round was one: such a star has no legal worth, every page and paper of it says so, and it supersedes only
    an earlier trial.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="recognitions")
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="recognition")
    decision = models.ForeignKey(
        RecognitionDecision, on_delete=models.PROTECT, null=True, blank=True, related_name="recognitions"
    )
    stars = models.PositiveSmallIntegerField("Hạng sao")
    year = models.PositiveSmallIntegerField("Năm đánh giá")
    valid_from = models.DateField("Có hiệu lực từ")
    valid_until = models.DateField("Có hiệu lực đến hết ngày")
    state = models.CharField(max_length=10, choices=RecognitionState.choices, default=RecognitionState.GRANTED)
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    product_code = models.CharField("Mã sản phẩm OCOP", max_length=40, blank=True)
    basis = models.JSONField(null=True, blank=True)
    source_url = models.URLField("Nguồn công khai", max_length=500, blank=True)
    source_words = models.CharField("Nguồn", max_length=200, blank=True, default="")
    dates_are_estimated = models.BooleanField("Ngày ước theo năm", default=False)
    is_reconstructed = models.BooleanField("Dựng lại từ số liệu", default=False)
    is_trial = models.BooleanField("Đợt thử", default=False)

    objects = RecognitionQuerySet.as_manager()

    class Meta:
        verbose_name = "Công nhận"
        verbose_name_plural = "Công nhận"
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["product", "-valid_from"]), models.Index(fields=["valid_until"])]
        constraints = [
            models.CheckConstraint(condition=Q(stars__range=(3, 5)), name="recognised_stars_3_to_5"),
            models.CheckConstraint(condition=Q(valid_until__gt=F("valid_from")), name="recognition_runs_forward"),
            models.CheckConstraint(
                condition=Q(basis__isnull=False) | ~Q(source_url="", source_words="") | Q(is_reconstructed=True),
                name="recognition_has_basis_or_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}: {self.stars} sao ({self.year})"

    @property
    def standing_words(self) -> str:
        """The `standing` it was read with, in words."""
        return standing_words(self.standing, by_year=self.dates_are_estimated)  # type: ignore[attr-defined]


class Certificate(models.Model):
    """The paper of a recognition. `code` is what the QR carries and what a stranger types to check it.

    `face` freezes every word the paper prints, so that it can be set again years later exactly as it was issued.
    `document` is the signed paper as scanned, when it is filed.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    recognition = models.OneToOneField(Recognition, on_delete=models.PROTECT, related_name="certificate")
    code = models.CharField("Mã kiểm tra", max_length=16, unique=True)
    number = models.CharField("Số giấy chứng nhận", max_length=60, blank=True)
    issued_on = models.DateField("Ngày cấp")
    face = models.JSONField("Nội dung in trên giấy", default=dict)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "Giấy chứng nhận"
        verbose_name_plural = "Giấy chứng nhận"

    def __str__(self) -> str:
        return self.code


class StandingChange(models.Model):
    """A suspension, its lifting, or a withdrawal: never an edit of the recognition's own facts."""

    recognition = models.ForeignKey(Recognition, on_delete=models.PROTECT, related_name="standing_changes")
    to_state = models.CharField(max_length=10, choices=RecognitionState.choices)
    ground = models.CharField("Căn cứ", max_length=14, choices=WithdrawalGround.choices, blank=True)
    reason = models.TextField("Lý do", max_length=2000)
    decision_number = models.CharField("Số quyết định", max_length=60, blank=True)
    effective_on = models.DateField("Từ ngày")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "Thay đổi hiệu lực"
        verbose_name_plural = "Thay đổi hiệu lực"
        ordering = ["effective_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_to_state_display()} {self.effective_on:%d/%m/%Y}"


class Referral(models.Model):
    """A dossier of 90 points and over sent to the ministry's tier."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="referral")
    to_office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="referrals", verbose_name="Gửi tới")
    letter_number = models.CharField("Số văn bản", max_length=60, blank=True)
    sent_on = models.DateField("Ngày gửi")
    state = models.CharField(max_length=10, choices=ReferralState.choices, default=ReferralState.SENT)
    answered_on = models.DateField("Ngày trả lời", null=True, blank=True)
    central_total = models.DecimalField("Điểm Trung ương", max_digits=6, decimal_places=3, null=True, blank=True)
    answer_note = models.TextField("Ghi chú", blank=True, max_length=2000)
    is_reconstructed = models.BooleanField("Dựng lại từ số liệu", default=False)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        verbose_name = "Hồ sơ trình Trung ương"
        verbose_name_plural = "Hồ sơ trình Trung ương"

    def __str__(self) -> str:
        return f"Trình {self.to_office}: {self.dossier}"

    @property
    def printed_total(self) -> Decimal | None:
        """The ministry's total as pages print it."""
        return grading.total_in_print(load(self.dossier.criteria_id), self.central_total)


class ProductCodeSeries(models.Model):
    """The last product number given at one place in one year; its row is locked while a number is taken."""

    key = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "Dãy số mã sản phẩm"
        verbose_name_plural = "Dãy số mã sản phẩm"

    def __str__(self) -> str:
        return f"{self.key}: {self.last}"
