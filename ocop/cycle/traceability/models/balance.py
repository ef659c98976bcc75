"""What a product's goods and stamps of a year are held against, and what officers found."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.producers.models import Product
from ocop.kit.ids import new_public_id


class YearlyCapacity(models.Model):
    """How many packets of a product its producer says it can make a year, from a year on."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="capacities")
    from_year = models.PositiveSmallIntegerField("Từ năm")
    packets = models.PositiveIntegerField("Số gói mỗi năm")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = "Công suất khai"
        verbose_name_plural = "Công suất khai"
        ordering = ["-from_year"]
        constraints = [
            models.UniqueConstraint(fields=["product", "from_year"], name="capacity_said_once_a_year"),
            models.CheckConstraint(condition=Q(packets__gt=0), name="capacity_is_something"),
        ]

    def __str__(self) -> str:
        return f"{self.packets} gói mỗi năm từ {self.from_year}"


class BalanceReview(models.Model):
    """An officer looked at what did not go together in a product's year (`signs`), and what came of it.

    `excesses` says by how much each sign went over when it was looked at; one that grows since asks again.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="balance_reviews")
    year = models.PositiveSmallIntegerField("Năm")
    signs = models.JSONField(default=list)
    excesses = models.JSONField(default=dict)
    note = models.CharField("Kết quả xem xét", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "Xem xét cân đối tem"
        verbose_name_plural = "Xem xét cân đối tem"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"Xem xét năm {self.year}"
