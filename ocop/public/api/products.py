"""Recognised products as the catalogue shows them, for programs: what may be shown of each, never a person."""

from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.states import STANDS
from ocop.ground.producers.models import Product
from ocop.kit import clock
from ocop.public.api.asked import Missing
from ocop.public.api.paging import Id, PageOf, PageQuestion, page_of
from ocop.public.api.service import COMMON, VERSION, told
from ocop.public.portal import queries
from ocop.public.portal.catalogue import products as catalogue
from ocop.public.portal.catalogue.facets import refine
from ocop.public.portal.catalogue.places import Places
from ocop.public.portal.forms import SearchForm
from ocop.public.portal.groups import group_of

router = Router(tags=[_("Sản phẩm")])


class Star(Schema):
    """One recognition. `stands` alone lets a star be shown as valid today; days known by the year only are not told."""

    stars: int
    stands: bool
    standing: str
    standing_name: str
    valid_from: str | None
    valid_until: str | None
    dates_are_estimated: bool
    certificate: str | None
    is_trial: bool
    is_reconstructed: bool


class ProductLine(Schema):
    id: str
    name: str
    url: str
    picture: str | None
    gtin: str | None
    group: str
    producer: str
    place: str
    place_name: str
    is_sample: bool
    star: Star


class ProductWhole(ProductLine):
    description: str
    story: str
    stars: list[Star]


class Products(PageOf):
    products: list[ProductLine]


class ProductQuestion(PageQuestion):
    tim: str = Field("", max_length=100, description=_("Tên sản phẩm hoặc chủ thể, gõ không dấu cũng được."))
    nhom: str = Field(
        "", max_length=40, description=_("thuc-pham, do-uong, duoc-lieu, thu-cong, sinh-vat-canh, du-lich.")
    )
    sao: str = Field("", max_length=1, description=_("3, 4 hoặc 5."))
    noi: str = Field("", max_length=20, description=_("Mã địa bàn."))
    hieu_luc: str = Field("", max_length=20, description=_("tung, con, het, thu-hoi, dung-lai, thu."))
    ban: str = Field("", max_length=40, description=_("Bán ở đâu: loại nơi bán, hoặc san."))
    giay: str = Field("", max_length=40, description=_("Giấy chứng nhận cho người mua thấy."))
    nhan: str = Field("", max_length=40, description=_("Nhãn cán bộ xác nhận."))
    xep: str = Field("", max_length=10, description=_("Theo tên; moi: mới công nhận; sao: hạng sao."))


@router.get("/san-pham/", response={200: Products, **COMMON}, url_name="products", summary=_("Danh mục sản phẩm"))
def products(request: HttpRequest, asked: Query[ProductQuestion]) -> HttpResponseBase:
    """Products ever recognised, as the catalogue filters them; a value nobody offers filters nothing, as there."""
    on = clock.today()
    form, places = SearchForm.of(request), Places(on)
    every = catalogue.lines(on, form.text, form.order, places)
    found = refine(every, catalogue.facets(places), request.GET).found
    rows = catalogue.rows_of(page_of(found, asked), on)
    prefetch_related_objects(rows, "product__classifications", "certificate")
    page = {"version": VERSION, "count": len(found), "page": asked.trang, "per_page": asked.moi_trang}
    return told(request, {**page, "products": [_line(row.product, row) for row in rows]})


@router.get("/san-pham/{ma}/", response={200: ProductWhole, **COMMON}, url_name="product", summary=_("Một sản phẩm"))
def product(request: HttpRequest, ma: Id) -> HttpResponseBase:
    """One product with every recognition it had, the newest first."""
    rows = Product.objects.select_related("producer__unit", "photo").prefetch_related("classifications")
    found = rows.filter(public_id=ma).first()
    stars: list[Any] = list(queries.recognitions_of(found, clock.today())) if found else []
    if found is None or not stars:
        raise Missing(gettext("Không có sản phẩm nào từng được công nhận mang mã này."))
    more = {"description": found.description, "story": found.story, "stars": [star_told(each) for each in stars]}
    return told(request, {**_line(found, stars[0]), **more})


def _line(product: Product, newest: Any) -> dict[str, Any]:
    unit = product.producer.unit
    has_picture = product.photo is not None and product.photo.is_image
    return {
        "id": product.public_id,
        "name": product.name,
        "url": whole_address("portal:product", product.public_id),
        "picture": whole_address("portal:photo", product.public_id) if has_picture else None,
        "gtin": product.gtin or None,
        "group": str(group_of(product)),
        "producer": product.producer.name,
        "place": unit.key,
        "place_name": unit.full_name,
        "is_sample": product.is_sample,
        "star": star_told(newest),
    }


def star_told(row: Any) -> dict[str, Any]:
    """One recognition for programs; `row` has its `standing`."""
    return {
        "stars": row.stars,
        "stands": row.standing in STANDS and not row.is_reconstructed,
        "standing": row.standing,
        "standing_name": gettext(row.standing_words),
        "valid_from": None if row.dates_are_estimated else row.valid_from.isoformat(),
        "valid_until": None if row.dates_are_estimated else row.valid_until.isoformat(),
        "dates_are_estimated": row.dates_are_estimated,
        "certificate": _code(row),
        "is_trial": row.is_trial,
        "is_reconstructed": row.is_reconstructed,
    }


def _code(row: Recognition) -> str | None:
    return row.certificate.code if hasattr(row, "certificate") else None


def whole_address(page: str, *args: str) -> str:
    """The address of a page with the host before it."""
    return settings.SITE_URL + reverse(page, args=args)
