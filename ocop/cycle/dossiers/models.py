"""Everything a council reads about one product in one round."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.cycle.dossiers.queries import DossierQuerySet
from ocop.cycle.dossiers.states import RUNNING, DossierKind, DossierState
from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Paper, Producer, Product
from ocop.ground.programme.models import Round
from ocop.kit.ids import new_public_id
from ocop.rules import grading
from ocop.rules.criteria import load


class Dossier(models.Model):
    """One product in one round.

    `state` changes only through `actions`, along `states.WORKFLOW`. The rule in force on the day of lodging decides
    `criteria_id`, `sheet_code` and the first reader; the hash of the sheet is kept so that a mark can always be read
    against the very text it was given on.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="dossiers", verbose_name="Sản phẩm")
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="dossiers", verbose_name="Chủ thể")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="dossiers", verbose_name="Đợt")
    kind = models.CharField("Loại hồ sơ", max_length=8, choices=DossierKind.choices, default=DossierKind.FIRST)
    criteria_id = models.CharField("Bộ tiêu chí", max_length=20)
    sheet_code = models.CharField("Bộ sản phẩm", max_length=10)
    sheet_hash = models.CharField(max_length=64, blank=True)
    wanted_stars = models.PositiveSmallIntegerField("Hạng sao mong muốn", default=3)
    state = models.CharField("Trạng thái", max_length=16, choices=DossierState.choices, default=DossierState.DRAFT)
    number = models.CharField("Số hồ sơ", max_length=40, null=True, blank=True, unique=True)
    reading_office = models.ForeignKey(
        Office,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="read_dossiers",
        verbose_name="Nơi nhận",
    )
    started_at = models.DateTimeField("Bắt đầu lúc")
    lodged_at = models.DateTimeField("Nộp lúc", null=True, blank=True)
    due_on = models.DateField("Hạn xử lý", null=True, blank=True)
    samples_received_on = models.DateField("Nhận sản phẩm mẫu ngày", null=True, blank=True)
    proposal_number = models.CharField("Số văn bản đề nghị", max_length=60, blank=True)
    forwarded_at = models.DateTimeField("Chuyển tỉnh lúc", null=True, blank=True)
    accepted_at = models.DateTimeField("Tiếp nhận lúc", null=True, blank=True)
    concluded_at = models.DateTimeField("Kết luận lúc", null=True, blank=True)
    concluded_stars = models.PositiveSmallIntegerField("Hạng sao kết luận", null=True, blank=True)
    concluded_total = models.DecimalField("Điểm kết luận", max_digits=6, decimal_places=3, null=True, blank=True)
    source_url = models.URLField("Nguồn của kết quả", max_length=500, blank=True)
    is_reconstructed = models.BooleanField("Dựng lại từ số liệu", default=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "Hồ sơ"
        verbose_name_plural = "Hồ sơ"
        ordering = ["-started_at", "-pk"]
        indexes = [
            models.Index(fields=["round", "state"]),
            models.Index(fields=["reading_office", "state"]),
            models.Index(fields=["producer", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["product"], condition=Q(state__in=RUNNING), name="one_running_dossier_per_product"
            ),
            models.CheckConstraint(
                condition=Q(state=DossierState.DRAFT)
                | Q(state=DossierState.WITHDRAWN)
                | Q(lodged_at__isnull=False, number__isnull=False)
                | Q(is_reconstructed=True)
                | ~Q(source_url=""),
                name="lodged_dossier_has_number_and_time",
            ),
            models.CheckConstraint(
                condition=Q(concluded_stars__isnull=True) | Q(concluded_stars__range=(0, 5)),
                name="concluded_stars_0_to_5",
            ),
            models.CheckConstraint(condition=Q(wanted_stars__range=(3, 5)), name="wanted_stars_3_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.number or 'Hồ sơ đang soạn'}: {self.product}"

    @property
    def is_result_only(self) -> bool:
        """Of a dossier of the past only the result is known: from a public source, or made up to reach a count."""
        return self.is_reconstructed or bool(self.source_url)

    @property
    def printed_total(self) -> Decimal | None:
        """The concluded total as every page prints it: two decimals, never lifted over a band."""
        return grading.total_in_print(load(self.criteria_id), self.concluded_total)

    @property
    def goes_to_ministry(self) -> bool:
        """Whether the council's conclusion is for the ministry's tier to decide."""
        return grading.goes_to_ministry(self.concluded_stars or 0, self.concluded_total)

    @property
    def rank_in_words(self) -> str:
        """The council's conclusion as papers of the province print it."""
        return grading.rank_in_words(self.concluded_stars, self.concluded_total)


class NumberSeries(models.Model):
    """The last number given in one series (one office and year); its row is locked while a number is taken."""

    key = models.CharField(max_length=40, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "Dãy số hồ sơ"
        verbose_name_plural = "Dãy số hồ sơ"

    def __str__(self) -> str:
        return f"{self.key}: {self.last}"


class Statement(models.Model):
    """One answer in the registration form (Mẫu số 01): which field (`key`) and what was typed."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="statements")
    key = models.CharField(max_length=40)
    text = models.TextField(blank=True, max_length=8000)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "Nội dung khai"
        verbose_name_plural = "Nội dung khai"
        constraints = [models.UniqueConstraint(fields=["dossier", "key"], name="one_statement_per_field")]

    def __str__(self) -> str:
        return self.key


class Citation(models.Model):
    """A paper of the wallet brought forward as evidence for one criterion of one dossier (viện dẫn)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="citations")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="citations")
    criterion_code = models.CharField("Tiêu chí", max_length=12)
    note = models.CharField("Ghi chú", max_length=200, blank=True)
    cited_at = models.DateTimeField()

    class Meta:
        verbose_name = "Viện dẫn"
        verbose_name_plural = "Viện dẫn"
        ordering = ["criterion_code", "cited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "paper", "criterion_code"], name="paper_cited_once_per_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion_code}: {self.paper}"


class SelfMark(models.Model):
    """The producer's own answer to one criterion (tự đánh giá)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="self_marks")
    criterion_code = models.CharField("Tiêu chí", max_length=12)
    case = models.CharField("Trường hợp", max_length=20, blank=True)
    points = models.PositiveSmallIntegerField("Điểm")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "Điểm tự đánh giá"
        verbose_name_plural = "Điểm tự đánh giá"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "criterion_code"], name="one_self_mark_per_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.criterion_code}: {self.points}"


class ReturnSlip(models.Model):
    """A dossier sent back for completion: by whom, when, and until when it is wanted again.

    `before` keeps what the dossier said at that moment, so that the reader sees exactly what changed.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="returns")
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField()
    wanted_by = models.DateField("Bổ sung trước ngày", null=True, blank=True)
    answered_at = models.DateTimeField("Nộp lại lúc", null=True, blank=True)
    before = models.JSONField("Nội dung lúc trả", default=dict, blank=True)

    class Meta:
        verbose_name = "Phiếu trả hồ sơ"
        verbose_name_plural = "Phiếu trả hồ sơ"
        ordering = ["-returned_at"]

    def __str__(self) -> str:
        return f"Trả lại {self.returned_at:%d/%m/%Y}"


class ReturnItem(models.Model):
    """One thing to mend: the field, the reason with its clause, and the remedy.

    `answer` is the producer's own sentence where nothing was changed at that place; the reader sees it.
    """

    slip = models.ForeignKey(ReturnSlip, on_delete=models.CASCADE, related_name="items")
    field = models.CharField("Mục cần sửa", max_length=60)
    reason = models.CharField("Lý do", max_length=30)
    clause = models.CharField("Căn cứ", max_length=120, blank=True)
    remedy = models.TextField("Cách khắc phục", max_length=1000)
    answer = models.CharField("Vì sao không sửa", max_length=500, blank=True)

    class Meta:
        verbose_name = "Nội dung cần bổ sung"
        verbose_name_plural = "Nội dung cần bổ sung"

    def __str__(self) -> str:
        return self.field


class CommuneFinding(models.Model):
    """What the commune found on one of the four contents it assesses (Mẫu số 03; Điều 7.2.a QĐ 26/2026)."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="commune_findings")
    content = models.CharField("Nội dung", max_length=24)
    text = models.TextField("Nhận xét", max_length=4000)
    confirmed = models.BooleanField("Xác nhận đúng như hồ sơ", default=False)
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    found_at = models.DateTimeField()

    class Meta:
        verbose_name = "Đánh giá của UBND cấp xã"
        verbose_name_plural = "Đánh giá của UBND cấp xã"
        constraints = [models.UniqueConstraint(fields=["dossier", "content"], name="one_finding_per_content")]

    def __str__(self) -> str:
        return self.content
