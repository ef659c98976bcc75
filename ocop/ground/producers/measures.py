"""What targets may count of products and what officers confirmed of them."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.ground.producers.models import ProducerForm, Product, ProductTag
from ocop.ground.producers.states import LegalForm, ProductState, Tag
from ocop.kit.addresses import address_of


def _tags() -> dict[str, str]:
    return {value: str(label) for value, label in Tag.choices}


def _confirmed(options: Options) -> QuerySet[Any]:
    rows = ProductTag.objects.filter(confirmed_at__isnull=False).exclude(product__state=ProductState.DISCONTINUED)
    return rows.filter(tag=options["tag"]) if "tag" in options else rows


def _stands(day: date) -> Q:
    """Confirmed by the end of the day and not withdrawn until after it."""
    still = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__date__gt=day)
    return Q(confirmed_at__date__lte=day) & still


NO_FORM = "none"


def legal_forms() -> dict[str, str]:
    """Legal forms as an option of a measure offers them."""
    return {**{value: str(label) for value, label in LegalForm.choices}, NO_FORM: "Chưa ghi loại hình"}


def had_form(form: str, producer: str, day: str) -> Q:
    """That the producer a row names had a legal form (`NO_FORM`: none on record) on the day in a column of the row."""
    open_then = Q(valid_to__isnull=True) | Q(valid_to__gte=OuterRef(day))
    forms = ProducerForm.objects.filter(open_then, producer=OuterRef(producer), valid_from__lte=OuterRef(day))
    return ~Q(Exists(forms)) if form == NO_FORM else Q(Exists(forms.filter(form=form)))


def _forms(options: Options) -> QuerySet[Any]:
    rows = ProducerForm.objects.all()
    return rows.filter(form=options["form"]) if "form" in options else rows


def _products(options: Options) -> QuerySet[Any]:
    return Product.objects.exclude(state=ProductState.DISCONTINUED)


TAGGED = Measure(
    key="producers.tagged",
    name="Sản phẩm có nhãn được xác nhận",
    unit="sản phẩm",
    definition=(
        "Sản phẩm có nhãn đã chọn (thân thiện môi trường, từ phế phẩm nông nghiệp, truyền thống, bản địa, khởi nghiệp, "
        "phụ nữ làm chủ; không chọn là nhãn bất kỳ) do cán bộ xác nhận, trên tổng số sản phẩm đang sản xuất trong danh "
        "sách."
    ),
    counted=Counted(
        rows=_confirmed,
        label=lambda row: row.product.name,
        link=lambda row: address_of("producers:product", row.product),
        detail=lambda row: f"{row.get_tag_display()}: {row.note}",
        related=("product",),
        of="product",
        also=_stands,
        place="product__producer__unit",
    ),
    base=Counted(
        rows=_products,
        label=lambda row: row.name,
        link=lambda row: address_of("producers:product", row),
        also=lambda day: Q(created_at__date__lte=day),
        place="producer__unit",
    ),
    options={"tag": _tags},
)
REGISTERED = Measure(
    key="producers.registered",
    name="Chủ thể trong sổ",
    unit="chủ thể",
    definition="Số chủ thể có ghi loại hình vào ngày xem, dù đã tham gia đánh giá hay chưa. Loại hình là loại hình "
    "của ngày xem.",
    counted=Counted(
        rows=_forms,
        label=lambda row: row.producer.name,
        link=lambda row: address_of("producers:producer", row.producer),
        detail=lambda row: f"{row.get_form_display()} từ {row.valid_from:%d/%m/%Y}",
        related=("producer",),
        of="producer",
        starts=("valid_from",),
        ends=("valid_to",),
        place="producer__unit",
    ),
    options={"form": lambda: {value: str(label) for value, label in LegalForm.choices}},
)

MEASURES = (TAGGED, REGISTERED)
