"""The legal library, the yearly seasons and their evaluation rounds."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.ground.offices.models import Office
from ocop.ground.programme.queries import DocumentReceiptQuerySet, LegalDocumentQuerySet, RoundQuerySet
from ocop.ground.programme.states import DocumentKind, RoundState
from ocop.ground.registry.models import Document
from ocop.kit.ids import new_public_id


class LegalDocument(models.Model):
    """A decision, plan or guidance the programme rests on, with its public source."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField("Loại", max_length=10, choices=DocumentKind.choices)
    number = models.CharField("Số, ký hiệu", max_length=60)
    title = models.CharField("Trích yếu", max_length=400)
    issuer = models.CharField("Cơ quan ban hành", max_length=200)
    issued_on = models.DateField("Ngày ban hành")
    in_force_from = models.DateField("Có hiệu lực từ", null=True, blank=True)
    in_force_to = models.DateField("Có hiệu lực đến", null=True, blank=True)
    amends = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="amended_by")
    source_url = models.URLField("Nguồn", max_length=500, blank=True)
    note = models.TextField("Ghi chú", blank=True, max_length=1000)
    mentions_ocop = models.BooleanField("Nghị quyết, chương trình công tác có nhắc OCOP", default=False)
    mention = models.CharField("Nhắc ở mục nào", max_length=300, blank=True)
    scan = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Bản quét"
    )

    objects = LegalDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "Văn bản"
        verbose_name_plural = "Văn bản"
        ordering = ["-issued_on"]
        constraints = [models.UniqueConstraint(fields=["number", "issued_on"], name="legal_document_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class DocumentReceipt(models.Model):
    """One office's copy of a document: when it was sent, and who of the office first said it was read."""

    document = models.ForeignKey(LegalDocument, on_delete=models.CASCADE, related_name="receipts")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", verbose_name="Nơi nhận")
    sent_at = models.DateTimeField("Gửi lúc")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField("Đã đọc lúc", null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DocumentReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "Nơi nhận văn bản"
        verbose_name_plural = "Nơi nhận văn bản"
        ordering = ["document", "office__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["document", "office"], name="receipt_once_per_office"),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, read_by__isnull=True)
                | Q(read_at__isnull=False, read_by__isnull=False),
                name="receipt_read_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} gửi {self.office}"


class Round(models.Model):
    """One evaluation round of a year: until when proposals come in and until when the council meets.

    `criteria_id` is the criteria set (`rules`) new dossiers of the round are scored by; a dossier keeps the set it was
    lodged under. `stopped_on` is the day the office stopped taking dossiers in, which may be before the last day that
    was announced. `is_trial` rounds score on sheets no officer has attested yet, and every paper says so.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField("Tên đợt", max_length=200)
    year = models.PositiveSmallIntegerField("Năm")
    ordinal = models.PositiveSmallIntegerField("Đợt thứ", default=1)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="rounds", verbose_name="Cơ quan tổ chức")
    criteria_id = models.CharField("Bộ tiêu chí", max_length=20)
    opens_on = models.DateField("Nhận hồ sơ từ")
    proposal_due = models.DateField("Nhận đề nghị đến")
    meeting_due = models.DateField("Đánh giá xong trước")
    state = models.CharField("Trạng thái", max_length=12, choices=RoundState.choices, default=RoundState.PLANNED)
    stopped_on = models.DateField("Ngừng nhận ngày", null=True, blank=True)
    is_trial = models.BooleanField("Đợt thử", default=False)
    is_reconstructed = models.BooleanField("Dựng lại từ số liệu", default=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "Đợt đánh giá"
        verbose_name_plural = "Đợt đánh giá"
        ordering = ["-year", "-ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["office", "year", "ordinal"], name="round_once_per_office"),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("proposal_due")) & Q(proposal_due__lte=F("meeting_due")),
                name="round_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name
