"""What a product is said to be good for: claimed with a reason, confirmed by an officer, never overwritten."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ocop.ground.producers.models.register import Product
from ocop.ground.producers.queries import ProductTagQuerySet
from ocop.ground.producers.states import Tag
from ocop.kit.ids import new_public_id


class ProductTag(models.Model):
    """One claim about a product, with the reason in `note`.

    It is the producer's own word until an officer confirms it; a withdrawn one stays on record with the reason.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="tags", verbose_name="Sản phẩm")
    tag = models.CharField("Nhãn", max_length=12, choices=Tag.choices)
    note = models.CharField("Vì sao", max_length=500)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField("Khai lúc")
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField("Xác nhận lúc", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField("Bỏ lúc", null=True, blank=True)
    withdrawn_why = models.CharField("Lý do bỏ", max_length=500, blank=True)
    is_sample = models.BooleanField("Dữ liệu mẫu", default=False)

    objects = ProductTagQuerySet.as_manager()

    class Meta:
        verbose_name = "Nhãn của sản phẩm"
        verbose_name_plural = "Nhãn của sản phẩm"
        ordering = ["tag", "-set_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["product", "tag"], condition=Q(withdrawn_at__isnull=True), name="product_tag_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""), name="withdrawn_tag_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.get_tag_display()

    @property
    def is_confirmed(self) -> bool:
        """Whether an officer has confirmed it and nobody has withdrawn it since."""
        return self.confirmed_at is not None and self.withdrawn_at is None
