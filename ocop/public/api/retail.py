"""How products are sold, for programs of shops and marketplaces: what their packs tell everybody, and nothing more."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_noop as _
from ninja import Query, Router, Schema

from ocop.kit import clock
from ocop.public.api.paging import PageOf, PageQuestion, page_of
from ocop.public.api.service import COMMON, VERSION, told
from ocop.public.retail.facts import facts_of, on_offer
from ocop.public.retail.telling import told as told_of

router = Router(tags=[_("Hồ sơ bán lẻ")])


class StandingStar(Schema):
    """How the star stands: `stars` is null where none may be shown."""

    stands: bool
    stars: int | None
    standing: str
    words: str
    valid_until: str | None
    certificate: str | None
    decision: str | None


class ShownPaper(Schema):
    mark: str
    name: str
    issuer: str
    valid_until: str | None


class Goods(Schema):
    """How it is sold: numbers are counted in `unit`; `price` is đồng with tax, null where its producer hides it."""

    unit: str
    packing: str
    gross_weight_grams: int | None
    per_case: int | None
    storage: str
    shelf_life: str
    supply_per_month: int | None
    season: str
    least_order: int | None
    price: int | None
    contact: str | None


class Offered(Schema):
    version: str
    as_of: str
    id: str
    name: str
    url: str
    digital_link: str | None
    gtin: str | None
    picture: str | None
    group: str
    description: str
    producer: str
    place: str
    place_name: str
    is_sample: bool
    star: StandingStar
    papers: list[ShownPaper]
    offer: Goods


class Offers(PageOf):
    offers: list[Offered]


@router.get("/ho-so-ban-le/", response={200: Offers, **COMMON}, url_name="offers", summary=_("Hồ sơ bán lẻ"))
def offers(request: HttpRequest, asked: Query[PageQuestion]) -> HttpResponseBase:
    """Products whose producers say how they are sold, by name, whether their star stands or not."""
    on = clock.today()
    rows = on_offer(on)
    page = {"version": VERSION, "count": rows.count(), "page": asked.trang, "per_page": asked.moi_trang}
    found = facts_of(page_of(rows.values_list("product_id", flat=True), asked), on)
    return told(request, {**page, "offers": [told_of(facts, on) for facts in found]})
