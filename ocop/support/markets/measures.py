"""What targets ask of the market: supermarkets, tourist sites, marketplaces, points of sale, contracts."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from ocop.ground.planning.measures import Counted, Measure, Options
from ocop.support.markets.models import LargeSpan, Outlet, Placement, SupplyContract
from ocop.support.markets.registers import links
from ocop.support.markets.spans import ENDS, STARTS, STOPS, near, recognitions
from ocop.support.markets.states import SELLING_AT_SITES, OutletKind, PartnerKind, RecordState


def _recognised(options: Options) -> QuerySet[Any]:
    return recognitions()


def _on_shelves(options: Options) -> QuerySet[Any]:
    """A recognition beside each confirmed placement of its product with a supermarket or retail system."""
    retail = Q(product__placements__partner__kind=PartnerKind.RETAILER)
    retail |= Q(product__placements__outlet__partner__kind=PartnerKind.RETAILER)
    retail |= Q(product__placements__outlet__kind=OutletKind.SUPERMARKET)
    rows = recognitions().filter(retail, product__placements__state=RecordState.CONFIRMED)
    return rows.annotate(
        placed_from=F("product__placements__starts_on"),
        placed_until=F("product__placements__ends_on"),
        where=Coalesce("product__placements__outlet__name", "product__placements__partner__name"),
    ).distinct()


def _on_floors(options: Options) -> QuerySet[Any]:
    """A recognition beside each confirmed listing of its product on a domestic marketplace."""
    rows = recognitions().filter(
        product__listings__state=RecordState.CONFIRMED,
        product__listings__partner__kind=PartnerKind.MARKETPLACE,
        product__listings__partner__is_domestic=True,
    )
    return rows.annotate(
        placed_from=F("product__listings__starts_on"),
        placed_until=F("product__listings__ends_on"),
        where=F("product__listings__partner__name"),
    ).distinct()


def _large_sites(options: Options) -> QuerySet[Any]:
    return LargeSpan.objects.all()


def _counters(options: Options) -> QuerySet[Any]:
    """A span of a large site beside each point there that sells."""
    rows = LargeSpan.objects.filter(site__outlets__kind__in=SELLING_AT_SITES)
    return rows.annotate(
        opened_on=F("site__outlets__opened_on"),
        closed_on=F("site__outlets__closed_on"),
        where=F("site__outlets__name"),
    ).distinct()


def _outlets(options: Options) -> QuerySet[Any]:
    rows = Outlet.objects.all()
    if kind := options.get("kind"):
        rows = rows.filter(kind=kind)
    if place := options.get("place"):
        rows = rows.filter(unit__isnull=place == "outside")
    return rows


def _at_outlets(options: Options) -> QuerySet[Any]:
    """A recognition beside each confirmed placement of its product at a point of sale, and the point's own days."""
    rows = recognitions().filter(
        product__placements__state=RecordState.CONFIRMED, product__placements__outlet__isnull=False
    )
    if "kind" in options:
        rows = rows.filter(product__placements__outlet__kind=options["kind"])
    return rows.annotate(
        placed_from=F("product__placements__starts_on"),
        placed_until=F("product__placements__ends_on"),
        opened_on=F("product__placements__outlet__opened_on"),
        closed_on=F("product__placements__outlet__closed_on"),
        where=F("product__placements__outlet__name"),
    ).distinct()


def _contracts(options: Options) -> QuerySet[Any]:
    rows = SupplyContract.objects.filter(state=RecordState.CONFIRMED)
    return rows.filter(partner__kind=options["kind"]) if "kind" in options else rows


def _contracted(options: Options) -> QuerySet[Any]:
    """Products as confirmed contracts place them with a buyer."""
    return Placement.objects.filter(contract__in=_contracts(options))


def _partner_kinds() -> Mapping[str, str]:
    return {value: str(label) for value, label in PartnerKind.choices}


def _outlet_kinds() -> Mapping[str, str]:
    return {value: str(label) for value, label in OutletKind.choices}


RECOGNISED = Counted(
    rows=_recognised,
    label=lambda row: row.product.name,
    link=lambda row: links.product_url(row.product),
    detail=lambda row: f"{row.stars} sao, {row.product.producer.name}",
    related=("product__producer",),
    of="product_id",
    starts=STARTS,
    ends=ENDS,
    stops=STOPS,
    near=near,
    place="product__producer__unit_id",
)


def _product_rows(rows: Any) -> Counted:
    return Counted(
        rows=rows,
        label=lambda row: row.product.name,
        link=lambda row: links.product_url(row.product),
        detail=lambda row: f"{row.where}, {row.product.producer.name}",
        related=("product__producer",),
        of="product_id",
        starts=(*STARTS, "placed_from"),
        ends=(*ENDS, "placed_until"),
        stops=STOPS,
        near=near,
        place="product__producer__unit_id",
    )


SUPERMARKET = Measure(
    key="markets.supermarket",
    name="Sản phẩm OCOP có ở siêu thị, trung tâm thương mại",
    unit="sản phẩm",
    definition=(
        "Trong các sản phẩm có công nhận còn hiệu lực vào ngày xem: sản phẩm đang ở một siêu thị, trung tâm thương mại "
        "hoặc hệ thống bán lẻ, theo bản ghi nơi bán hoặc hợp đồng cung ứng đã xác nhận. Mỗi sản phẩm đếm một lần."
    ),
    counted=_product_rows(_on_shelves),
    base=RECOGNISED,
)
ECOMMERCE = Measure(
    key="markets.ecommerce",
    name="Sản phẩm OCOP có trên sàn thương mại điện tử trong nước",
    unit="sản phẩm",
    definition=(
        "Trong các sản phẩm có công nhận còn hiệu lực vào ngày xem: sản phẩm đang có trang bán đã xác nhận trên "
        "ít nhất một sàn thương mại điện tử trong nước. Mỗi sản phẩm đếm một lần."
    ),
    counted=_product_rows(_on_floors),
    base=RECOGNISED,
)
TOURIST_COUNTER = Measure(
    key="markets.tourist_counter",
    name="Điểm du lịch lớn có quầy sản phẩm OCOP",
    unit="điểm du lịch",
    definition=(
        "Trong các điểm du lịch thuộc danh sách điểm lớn vào ngày xem: điểm có ít nhất một quầy, cửa hàng hoặc "
        "trung tâm đang mở. Điểm chỉ trưng bày không tính. "
        "Kế hoạch không kê tên điểm lớn nên danh sách do tỉnh giữ theo ngày."
    ),
    counted=Counted(
        rows=_counters,
        label=lambda row: row.site.name,
        link=lambda row: links.record_url("diem-du-lich", row.site),
        detail=lambda row: row.where,
        related=("site",),
        of="site_id",
        starts=("valid_from", "opened_on"),
        ends=("valid_to", "closed_on"),
        place="site__unit_id",
    ),
    base=Counted(
        rows=_large_sites,
        label=lambda row: row.site.name,
        link=lambda row: links.record_url("diem-du-lich", row.site),
        detail=lambda row: row.reason,
        related=("site",),
        of="site_id",
        starts=("valid_from",),
        ends=("valid_to",),
        place="site__unit_id",
    ),
)
OUTLETS = Measure(
    key="markets.outlets",
    name="Điểm giới thiệu và bán sản phẩm OCOP",
    unit="điểm",
    definition="Số điểm giới thiệu và bán sản phẩm đang mở vào ngày xem.",
    counted=Counted(
        rows=_outlets,
        label=lambda row: row.name,
        link=lambda row: links.record_url("diem-ban", row),
        detail=lambda row: str(row.get_kind_display()),
        starts=("opened_on",),
        ends=("closed_on",),
        place="unit_id",
    ),
    options={"kind": _outlet_kinds, "place": lambda: {"inside": "Trong tỉnh", "outside": "Ngoài tỉnh"}},
)
CONTRACTS = Measure(
    key="markets.contracts",
    name="Hợp đồng cung ứng đang chạy",
    unit="hợp đồng",
    definition="Số hợp đồng cung ứng đã xác nhận và đang trong thời hạn vào ngày xem, trừ hợp đồng đã chấm dứt sớm.",
    counted=Counted(
        rows=_contracts,
        label=str,
        link=lambda row: links.record_url("hop-dong", row),
        detail=lambda row: links.days(row.starts_on, row.runs_until),
        related=("producer", "partner"),
        starts=("starts_on",),
        ends=("runs_until",),
        place="producer__unit_id",
    ),
    options={"kind": _partner_kinds},
)
PRODUCTS_AT_OUTLETS = Measure(
    key="markets.at_outlets",
    name="Sản phẩm OCOP có ở điểm giới thiệu và bán sản phẩm",
    unit="sản phẩm",
    definition=(
        "Trong các sản phẩm có công nhận còn hiệu lực vào ngày xem: sản phẩm đang ở ít nhất một điểm giới thiệu và bán "
        "sản phẩm đang mở, theo bản ghi đã xác nhận. Mỗi sản phẩm đếm một lần."
    ),
    counted=replace(
        _product_rows(_at_outlets),
        starts=(*STARTS, "placed_from", "opened_on"),
        ends=(*ENDS, "placed_until", "closed_on"),
    ),
    base=RECOGNISED,
    options={"kind": _outlet_kinds},
)
CONTRACTS_SIGNED = Measure(
    key="markets.contracts_signed",
    name="Hợp đồng cung ứng đã ký",
    unit="hợp đồng",
    definition="Số hợp đồng cung ứng đã xác nhận, ký trong kỳ, dù còn chạy hay không.",
    counted=replace(CONTRACTS.counted, starts=("signed_on",), ends=()),
    since_start=True,
    options={"kind": _partner_kinds},
)
PRODUCTS_CONTRACTED = Measure(
    key="markets.contracted",
    name="Sản phẩm có hợp đồng cung ứng đang chạy",
    unit="sản phẩm",
    definition="Số sản phẩm được cung ứng theo hợp đồng đã xác nhận và đang trong thời hạn vào ngày xem, mỗi sản phẩm "
    "đếm một lần, dù có sao hay chưa.",
    counted=Counted(
        rows=_contracted,
        label=lambda row: row.product.name,
        link=lambda row: links.product_url(row.product),
        detail=lambda row: f"{row.product.producer.name}, hợp đồng với {row.contract.partner}",
        related=("product__producer", "contract__partner"),
        of="product_id",
        starts=("contract__starts_on",),
        ends=("contract__runs_until",),
        place="product__producer__unit_id",
    ),
    options={"kind": _partner_kinds},
)

MEASURES = (
    SUPERMARKET,
    ECOMMERCE,
    TOURIST_COUNTER,
    OUTLETS,
    PRODUCTS_AT_OUTLETS,
    CONTRACTS,
    CONTRACTS_SIGNED,
    PRODUCTS_CONTRACTED,
)
