"""What a producer's year was: people, pay, turnover, machines."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ocop.ground.producers.models import Producer
from ocop.kit.ids import new_public_id
from ocop.support.contribution.queries import YearlyResultQuerySet
from ocop.support.contribution.states import Source

FIRST_YEAR, LAST_YEAR = 2015, 2099


class YearlyResult(models.Model):
    """One year of one producer as it was stated; a correction is a new row and the old one stays, no longer current.

    Money is whole đồng: `turnover` and `investment` (machines, equipment, workshops) of the year, `monthly_pay` the
    average of one worker in one month. Only what was stated is filled in; empty means not stated, never nought.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    producer = models.ForeignKey(
        Producer, on_delete=models.PROTECT, related_name="yearly_results", verbose_name="Chủ thể"
    )
    year = models.PositiveSmallIntegerField("Năm")
    workers = models.PositiveIntegerField("Lao động")
    women = models.PositiveIntegerField("Lao động nữ", null=True, blank=True)
    local_workers = models.PositiveIntegerField("Lao động tại địa phương", null=True, blank=True)
    turnover = models.BigIntegerField("Doanh thu (đồng)", null=True, blank=True)
    monthly_pay = models.BigIntegerField("Thu nhập bình quân một tháng (đồng)", null=True, blank=True)
    investment = models.BigIntegerField("Đầu tư máy móc, nhà xưởng (đồng)", null=True, blank=True)
    source = models.CharField("Nguồn số liệu", max_length=10, choices=Source.choices, default=Source.DECLARED)
    note = models.CharField("Ghi chú", max_length=500, blank=True)
    is_current = models.BooleanField(default=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    why = models.CharField("Lý do sửa", max_length=300, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField("Ghi lúc")
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = YearlyResultQuerySet.as_manager()

    class Meta:
        verbose_name = "Kết quả năm của chủ thể"
        verbose_name_plural = "Kết quả năm của chủ thể"
        ordering = ["-year", "producer__sort_key", "-pk"]
        indexes = [models.Index(fields=["year", "is_current"])]
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "year"], condition=Q(is_current=True), name="one_current_result_a_year"
            ),
            models.CheckConstraint(condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)), name="result_year_in_range"),
            models.CheckConstraint(
                condition=(Q(women__isnull=True) | Q(women__lte=F("workers")))
                & (Q(local_workers__isnull=True) | Q(local_workers__lte=F("workers"))),
                name="result_parts_within_workers",
            ),
            models.CheckConstraint(
                condition=(Q(turnover__isnull=True) | Q(turnover__gte=0))
                & (Q(monthly_pay__isnull=True) | Q(monthly_pay__gte=0))
                & (Q(investment__isnull=True) | Q(investment__gte=0)),
                name="result_money_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer}: năm {self.year}"
