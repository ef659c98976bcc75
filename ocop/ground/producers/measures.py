"""What targets may count of products and what officers confirmed of them."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.ground.producers.models import Product, ProductTag
from ocop.ground.producers.states import ProductState, Tag


def _tags() -> dict[str, str]:
    return {value: str(label) for value, label in Tag.choices}


def _confirmed(options: Options) -> QuerySet[Any]:
    rows = ProductTag.objects.filter(confirmed_at__isnull=False).exclude(product__state=ProductState.DISCONTINUED)
    return rows.filter(tag=options["tag"]) if "tag" in options else rows


def _stands(day: date) -> Q:
    """Confirmed by the end of the day and not withdrawn until after it."""
    still = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__date__gt=day)
    return Q(confirmed_at__date__lte=day) & still


def _products(options: Options) -> QuerySet[Any]:
    return Product.objects.exclude(state=ProductState.DISCONTINUED)


MEASURES = (
    Measure(
        key="producers.tagged",
        name="Sản phẩm có nhãn được xác nhận",
        unit="sản phẩm",
        definition=(
            "Sản phẩm có nhãn đã chọn (thân thiện môi trường, từ phế phẩm nông nghiệp, truyền thống, bản địa; không "
            "chọn là nhãn bất kỳ) do cán bộ xác nhận, trên tổng số sản phẩm đang sản xuất trong danh sách."
        ),
        counted=Counted(
            rows=_confirmed,
            label=lambda row: row.product.name,
            link=lambda row: reverse("producers:product", args=[row.product.public_id]),
            detail=lambda row: f"{row.get_tag_display()}: {row.note}",
            related=("product",),
            of="product",
            also=_stands,
            place="product__producer__unit",
        ),
        base=Counted(
            rows=_products,
            label=lambda row: row.name,
            link=lambda row: reverse("producers:product", args=[row.public_id]),
            also=lambda day: Q(created_at__date__lte=day),
            place="producer__unit",
        ),
        options={"tag": _tags},
    ),
)
