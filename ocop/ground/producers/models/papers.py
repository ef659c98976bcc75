"""The wallet of papers that prove things."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.producers.models.register import Producer, Product
from ocop.ground.producers.queries import EXPIRING_DAYS, PaperQuerySet
from ocop.ground.producers.states import PaperKind, PaperStatus, PublicMark
from ocop.ground.registry.models import Document
from ocop.kit.ids import new_public_id


class Paper(models.Model):
    """A paper in the producer's evidence wallet: filed once, cited by many criteria and many rounds.

    A paper's file never changes; a newer one replaces it and the old one stays for dossiers that cited it.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="papers")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, related_name="papers")
    kind = models.CharField("Loại giấy tờ", max_length=24, choices=PaperKind.choices)
    title = models.CharField("Tên giấy tờ", max_length=200)
    number = models.CharField("Số", max_length=60, blank=True)
    issuer = models.CharField("Nơi cấp", max_length=200, blank=True)
    issued_on = models.DateField("Ngày cấp", null=True, blank=True)
    valid_until = models.DateField("Có giá trị đến", null=True, blank=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+")
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaces")
    removed_at = models.DateTimeField(null=True, blank=True)
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField("Nộp lúc")
    public_mark = models.CharField("Người mua thấy", max_length=12, choices=PublicMark.choices, blank=True)
    shown_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    shown_at = models.DateTimeField("Cho hiện lúc", null=True, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "Giấy tờ"
        verbose_name_plural = "Giấy tờ"
        ordering = ["kind", "-filed_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(valid_until__gte=models.F("issued_on")),
                name="paper_valid_after_issue",
            ),
            models.CheckConstraint(
                condition=Q(public_mark="", shown_at__isnull=True) | (~Q(public_mark="") & Q(shown_at__isnull=False)),
                name="shown_paper_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def days_left(self, on: date) -> int | None:
        """Days from `on` to the last valid day, negative once past; None if the paper never runs out."""
        return None if self.valid_until is None else (self.valid_until - on).days

    def status(self, on: date) -> PaperStatus:
        """How the paper stands on a day; the last valid day itself still counts."""
        left = self.days_left(on)
        if left is None:
            return PaperStatus.LASTING
        if left < 0:
            return PaperStatus.EXPIRED
        return PaperStatus.EXPIRING if left <= EXPIRING_DAYS else PaperStatus.VALID
