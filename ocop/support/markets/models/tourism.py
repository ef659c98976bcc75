"""Tourist sites and tours that lead buyers to products, value chains, craft villages and clubs."""

from django.db import models

from ocop.ground.offices.models import Unit, dated
from ocop.ground.producers.models import Producer, Product
from ocop.support.markets.models.kept import NamedKept, forward
from ocop.support.markets.models.places import Partner
from ocop.support.markets.queries import ChainQuerySet, SharedQuerySet
from ocop.support.markets.states import ChainStage, CommunityKind


class TouristSite(NamedKept):
    """A place tourists go to. Whether it is a large one is a kept list with days and reasons (`LargeSpan`)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    about = models.TextField("Giới thiệu", blank=True, max_length=2000)

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = "Điểm du lịch"
        verbose_name_plural = "Điểm du lịch"
        ordering = ["sort_key", "pk"]


class LargeSpan(models.Model):
    """From when to when a site is on the list of large ones, and why."""

    site = models.ForeignKey(TouristSite, on_delete=models.PROTECT, related_name="large_spans")
    valid_from = models.DateField("Từ ngày")
    valid_to = models.DateField("Đến ngày", null=True, blank=True)
    reason = models.CharField("Lý do đưa vào", max_length=300)
    end_reason = models.CharField("Lý do đưa ra", max_length=300, blank=True)
    is_reconstructed = models.BooleanField("Dựng lại", default=False)

    class Meta:
        verbose_name = "Thời gian là điểm du lịch lớn"
        verbose_name_plural = "Thời gian là điểm du lịch lớn"
        ordering = ["-valid_from"]
        constraints = [
            dated("large_span"),
            models.UniqueConstraint(
                fields=["site"], condition=models.Q(valid_to__isnull=True), name="one_running_large_span"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.site} từ {self.valid_from:%d/%m/%Y}"


class Tour(NamedKept):
    """A tour that passes sites and products."""

    operator = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="tours")
    sites = models.ManyToManyField(TouristSite, blank=True, related_name="tours")
    products = models.ManyToManyField(Product, blank=True, related_name="tours")
    about = models.TextField("Nội dung", blank=True, max_length=2000)
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày", null=True, blank=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = "Tua du lịch"
        verbose_name_plural = "Tua du lịch"
        ordering = ["sort_key", "pk"]
        constraints = [forward("tour_runs_forward", "starts_on", "ends_on")]


class ValueChain(NamedKept):
    """A line of links from inputs to sale."""

    about = models.TextField("Nội dung", blank=True, max_length=2000)
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày", null=True, blank=True)

    objects = ChainQuerySet.as_manager()

    class Meta:
        verbose_name = "Chuỗi giá trị"
        verbose_name_plural = "Chuỗi giá trị"
        ordering = ["sort_key", "pk"]
        constraints = [forward("chain_runs_forward", "starts_on", "ends_on")]


class ChainLink(models.Model):
    """Who does what at one stage: a producer on record, or a partner."""

    chain = models.ForeignKey(ValueChain, on_delete=models.CASCADE, related_name="links")
    stage = models.CharField("Khâu", max_length=10, choices=ChainStage.choices)
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="chain_links")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="chain_links")
    does = models.CharField("Làm gì", max_length=200)

    class Meta:
        verbose_name = "Mắt xích"
        verbose_name_plural = "Mắt xích"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(producer__isnull=False) | models.Q(partner__isnull=False),
                name="chain_link_names_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()}: {self.producer or self.partner}"


class Community(NamedKept):
    """A craft village or a farmers' club, with the producers who belong to it."""

    kind = models.CharField("Loại", max_length=14, choices=CommunityKind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    founded_on = models.DateField("Thành lập, công nhận ngày", null=True, blank=True)
    members = models.PositiveIntegerField("Số thành viên, số hộ", null=True, blank=True)
    producers = models.ManyToManyField(Producer, blank=True, related_name="communities")
    about = models.TextField("Giới thiệu", blank=True, max_length=2000)

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = "Làng nghề, hội quán"
        verbose_name_plural = "Làng nghề, hội quán"
        ordering = ["sort_key", "pk"]
