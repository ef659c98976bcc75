"""What a producer says of a product to those who would sell it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.producers.models import Product
from ocop.kit.ids import new_public_id


class Offer(models.Model):
    """How a product is sold: packing, keeping, quantities, price; for everybody, but a price that is not shown.

    A contact stands here only because a representative of the producer agreed that buyers read it (Law 91/2025 on
    personal data): `agreed_at` and `agreed_by` say when and who. Quantities are counted in `unit`.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    product = models.OneToOneField(Product, on_delete=models.PROTECT, related_name="offer", verbose_name="Sản phẩm")
    unit = models.CharField("Đơn vị bán", max_length=30, blank=True)
    packing = models.CharField("Quy cách", max_length=200, blank=True)
    gross_weight = models.PositiveIntegerField("Khối lượng cả bao bì (gam)", null=True, blank=True)
    per_case = models.PositiveIntegerField("Số đơn vị mỗi thùng", null=True, blank=True)
    storage = models.CharField("Bảo quản", max_length=300, blank=True)
    shelf_life = models.CharField("Hạn sử dụng", max_length=100, blank=True)
    per_month = models.PositiveIntegerField("Cung ứng mỗi tháng", null=True, blank=True)
    season = models.CharField("Mùa vụ", max_length=120, blank=True)
    least_order = models.PositiveIntegerField("Đặt ít nhất", null=True, blank=True)
    price = models.PositiveBigIntegerField("Giá bán lẻ (đồng)", null=True, blank=True)
    price_is_shown = models.BooleanField("Giá cho mọi người thấy", default=False)
    contact_name = models.CharField("Liên hệ bán hàng", max_length=120, blank=True)
    contact_phone = models.CharField("Điện thoại bán hàng", max_length=15, blank=True)
    contact_email = models.EmailField("Thư bán hàng", blank=True)
    agreed_at = models.DateTimeField("Đồng ý cho hiện lúc", null=True, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    said_at = models.DateTimeField("Khai lúc")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "Lời chào hàng"
        verbose_name_plural = "Lời chào hàng"
        constraints = [
            models.CheckConstraint(
                condition=Q(contact_name="", contact_phone="", contact_email="", agreed_at__isnull=True)
                | (Q(agreed_at__isnull=False) & ~Q(contact_phone="", contact_email="")),
                name="contact_of_an_offer_was_agreed",
            )
        ]

    def __str__(self) -> str:
        return f"Chào hàng {self.product}"

    @property
    def has_contact(self) -> bool:
        return self.agreed_at is not None
