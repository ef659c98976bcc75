"""Which product is where from when to when: by contract, on shelves, on the pages of a marketplace."""

from typing import Any

from django.db import models
from django.db.models import Q

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer, Product
from ocop.support.markets.models.kept import Proposed, forward
from ocop.support.markets.models.places import Outlet, Partner
from ocop.support.markets.queries import ContractQuerySet, ListingQuerySet, PlacementQuerySet
from ocop.support.markets.states import PlacementBasis


class SupplyContract(Proposed):
    """A producer supplies a partner. A renewal is a contract of its own that names the one before.

    `office` is the agency that follows it and reads it; empty where the coordination office does.
    """

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="supply_contracts")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="supply_contracts")
    products = models.ManyToManyField(Product, related_name="supply_contracts")
    number = models.CharField("Số hợp đồng", max_length=60, blank=True)
    signed_on = models.DateField("Ngày ký")
    starts_on = models.DateField("Thực hiện từ")
    ends_on = models.DateField("Đến hết ngày", null=True, blank=True)
    volume = models.DecimalField("Sản lượng", max_digits=12, decimal_places=2, null=True, blank=True)
    volume_unit = models.CharField("Đơn vị tính", max_length=30, blank=True)
    value = models.BigIntegerField("Giá trị (đồng)", null=True, blank=True)
    office = models.ForeignKey(
        Office, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="Cơ quan phụ trách"
    )
    renews = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by")
    ended_early_on = models.DateField("Chấm dứt sớm ngày", null=True, blank=True)
    end_reason = models.CharField("Lý do chấm dứt", max_length=300, blank=True)
    runs_until = models.DateField("Ngày cuối thực tế", null=True, blank=True, editable=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = "Hợp đồng cung ứng"
        verbose_name_plural = "Hợp đồng cung ứng"
        ordering = ["-signed_on", "-pk"]
        constraints = [
            forward("contract_runs_forward", "starts_on", "ends_on"),
            models.CheckConstraint(
                condition=Q(ended_early_on__isnull=True) | ~Q(end_reason=""), name="early_end_has_its_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer} – {self.partner}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.runs_until = self.ended_early_on or self.ends_on
        super().save(*args, **kwargs)


class Placement(Proposed):
    """A product stands at a point of sale, or with a partner whose shops are not told apart, from a day to a day.

    Those of a confirmed contract are written by the contract itself and follow its days.
    """

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="placements")
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="placements")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="placements")
    contract = models.ForeignKey(
        SupplyContract, on_delete=models.CASCADE, null=True, blank=True, related_name="placements"
    )
    basis = models.CharField("Hình thức", max_length=12, choices=PlacementBasis.choices)
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày", null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "Sản phẩm tại nơi bán"
        verbose_name_plural = "Sản phẩm tại nơi bán"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["product", "starts_on"], name="placement_of_product")]
        constraints = [
            forward("placement_runs_forward", "starts_on", "ends_on"),
            models.CheckConstraint(
                condition=Q(outlet__isnull=True, partner__isnull=False) | Q(outlet__isnull=False, partner__isnull=True),
                name="placement_is_at_one_place",
            ),
            models.UniqueConstraint(fields=["contract", "product"], name="contract_places_product_once"),
        ]

    def __str__(self) -> str:
        return f"{self.product} tại {self.where}"

    @property
    def where(self) -> Outlet | Partner | None:
        return self.outlet or self.partner


class Listing(Proposed):
    """A product on a marketplace: its page, the price and the star claimed there, when somebody last looked."""

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="listings")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="listings", verbose_name="Sàn")
    address = models.URLField("Địa chỉ trang bán", max_length=500, blank=True)
    price = models.BigIntegerField("Giá (đồng)", null=True, blank=True)
    claimed_stars = models.PositiveSmallIntegerField("Sao ghi trên trang", null=True, blank=True)
    starts_on = models.DateField("Có trên sàn từ")
    checked_on = models.DateField("Kiểm tra gần nhất", null=True, blank=True)
    ends_on = models.DateField("Ngày cuối còn trên sàn", null=True, blank=True)

    objects = ListingQuerySet.as_manager()

    class Meta:
        verbose_name = "Sản phẩm trên sàn"
        verbose_name_plural = "Sản phẩm trên sàn"
        ordering = ["-starts_on", "-pk"]
        indexes = [models.Index(fields=["product", "starts_on"], name="listing_of_product")]
        constraints = [
            forward("listing_runs_forward", "starts_on", "ends_on"),
            models.CheckConstraint(
                condition=Q(claimed_stars__isnull=True) | Q(claimed_stars__lte=5), name="claimed_stars_0_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} trên {self.partner}"
