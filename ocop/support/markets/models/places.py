"""Partners, points of sale and what is known of how they do."""

from django.db import models
from django.db.models import Q

from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Producer, Product
from ocop.kit.text.fold import squash
from ocop.support.markets.models.kept import Kept, NamedKept, forward
from ocop.support.markets.queries import FeedbackQuerySet, SharedQuerySet, YearQuerySet
from ocop.support.markets.states import FeedbackKind, OutletKind, PartnerKind


def lines_of(text: str) -> list[str]:
    """One entry a line, empty lines left out."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


class Partner(NamedKept):
    """A retailer, distributor, marketplace, tour operator or association the province works with."""

    kind = models.CharField("Loại", max_length=16, choices=PartnerKind.choices)
    aliases = models.TextField("Tên khác", blank=True, max_length=1000)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    province_name = models.CharField("Tỉnh, thành phố ngoài tỉnh", max_length=100, blank=True)
    website = models.URLField("Trang web", max_length=300, blank=True)
    is_domestic = models.BooleanField("Sàn trong nước", default=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = "Đối tác"
        verbose_name_plural = "Đối tác"
        ordering = ["sort_key", "pk"]

    def search_text(self) -> str:
        return " | ".join([self.name, *lines_of(self.aliases)])

    def spellings(self) -> dict[str, str]:
        """Every name the partner goes by: squashed form → as written."""
        return {squash(name): name for name in (*lines_of(self.aliases), self.name) if squash(name)}

    @property
    def place(self) -> str:
        return self.unit.full_name if self.unit else self.province_name


class PartnerName(models.Model):
    """One spelling of a partner's name; no two partners share one, so nobody is entered twice."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="names")
    squashed = models.CharField(max_length=260, unique=True)

    class Meta:
        verbose_name = "Tên của đối tác"
        verbose_name_plural = "Tên của đối tác"

    def __str__(self) -> str:
        return self.squashed


class Outlet(NamedKept):
    """A point that introduces and sells products: one record whatever names papers give it (`aliases`)."""

    kind = models.CharField("Loại", max_length=12, choices=OutletKind.choices)
    aliases = models.TextField("Tên khác, tên cũ", blank=True, max_length=1000)
    operator = models.CharField("Đơn vị quản lý", max_length=200, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, blank=True, related_name="outlets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    province_name = models.CharField("Tỉnh, thành phố ngoài tỉnh", max_length=100, blank=True)
    address = models.CharField("Địa chỉ", max_length=250, blank=True)
    tourist_site = models.ForeignKey(
        "markets.TouristSite", on_delete=models.PROTECT, null=True, blank=True, related_name="outlets"
    )
    opened_on = models.DateField("Mở cửa từ")
    opened_is_estimated = models.BooleanField("Ngày mở ước theo năm", default=False)
    closed_on = models.DateField("Ngày hoạt động cuối", null=True, blank=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        verbose_name = "Điểm giới thiệu và bán sản phẩm"
        verbose_name_plural = "Điểm giới thiệu và bán sản phẩm"
        ordering = ["sort_key", "pk"]
        constraints = [forward("outlet_closes_after_opening", "opened_on", "closed_on")]

    def search_text(self) -> str:
        return " | ".join([self.name, *lines_of(self.aliases)])

    @property
    def place(self) -> str:
        return self.unit.full_name if self.unit else self.province_name


class OutletYear(Kept):
    """How a point of sale did in one year: đồng, visitors; empty where nobody reported."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField("Năm")
    revenue = models.BigIntegerField("Doanh thu (đồng)", null=True, blank=True)
    visitors = models.PositiveIntegerField("Lượt khách", null=True, blank=True)

    objects = YearQuerySet.as_manager()

    class Meta:
        verbose_name = "Kết quả một năm của điểm bán"
        verbose_name_plural = "Kết quả một năm của điểm bán"
        ordering = ["-year", "outlet__sort_key"]
        constraints = [models.UniqueConstraint(fields=["outlet", "year"], name="outlet_year_once")]

    def __str__(self) -> str:
        return f"{self.outlet}, năm {self.year}"


class Feedback(Kept):
    """What buyers say at a point of sale."""

    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="feedback")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    on = models.DateField("Ngày")
    kind = models.CharField("Loại", max_length=10, choices=FeedbackKind.choices)
    text = models.TextField("Nội dung", max_length=2000)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "Phản hồi thị trường"
        verbose_name_plural = "Phản hồi thị trường"
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.outlet}: {self.text[:60]}"


class CitedFigure(models.Model):
    """A number a paper prints about a partner, a point of sale or all of them, whose single records nobody knows.

    It is shown beside what the records give and never mixed into them.
    """

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, null=True, blank=True, related_name="figures")
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, null=True, blank=True, related_name="figures")
    key = models.CharField(max_length=40, unique=True)
    label = models.CharField("Con số", max_length=200)
    value = models.PositiveIntegerField("Giá trị")
    is_lower_bound = models.BooleanField("Ít nhất", default=False)
    period = models.CharField("Thời gian", max_length=40)
    source = models.CharField("Căn cứ", max_length=200)
    quote = models.CharField("Nguyên văn", max_length=400, blank=True)

    class Meta:
        verbose_name = "Con số trích dẫn"
        verbose_name_plural = "Con số trích dẫn"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | Q(outlet__isnull=True), name="figure_is_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return self.label


class CitedSupplier(models.Model):
    """A supplier a paper names without saying what it sells to whom; linked to the producer of that name, if any."""

    name = models.CharField("Tên như in", max_length=250, unique=True)
    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    times = models.PositiveSmallIntegerField("Số lần in", default=1)
    source = models.CharField("Căn cứ", max_length=200)

    class Meta:
        verbose_name = "Đơn vị cung ứng được kể tên"
        verbose_name_plural = "Đơn vị cung ứng được kể tên"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
