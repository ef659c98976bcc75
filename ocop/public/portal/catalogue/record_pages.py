"""The page of a producer, a craft village, a tourist site, a point of sale: public facts and the products there.

Neither street, telephone nor mail of a producer is shown: most are households, and nobody has declared a contact for
business. A point of sale is a shop: its address is there to be found.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ocop.cycle.certification.queries import RecognitionQuerySet
from ocop.ground.offices.models import Unit
from ocop.kit import clock
from ocop.kit.text.dates import format_date
from ocop.kit.ui.parts import Row
from ocop.kit.ui.preview import Preview, whole
from ocop.public.portal import queries
from ocop.public.portal.catalogue import kinds, sharing
from ocop.public.portal.catalogue.kinds import BY_PAGES
from ocop.support.markets.models import Outlet, Placement, Tour

NOT_TRIAL = Q(is_trial=False)


@dataclass(slots=True)
class Shown:
    """What a record's page says: facts, words, lists of links, and its products under a heading."""

    record: Any
    facts: list[Row]
    heading: str
    products: RecognitionQuerySet
    no_products: str
    about: str = ""
    links: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    note: str = ""
    data: SafeString | str = ""


@require_safe
def record(request: HttpRequest, pages: str, public_id: str) -> HttpResponse:
    """One public record of a kind; what is not public is a 404."""
    on, kind = clock.today(), BY_PAGES[pages]
    row = get_object_or_404(kind.rows(on), public_id=public_id)
    shown = _PAGES[pages](row, on)
    products = list(shown.products.order_by("is_reconstructed", "product__sort_key", "pk"))
    address = whole(kind.address(row))
    words = ". ".join([*kind.words(row), shown.about[:160]]).strip(". ")
    context = {
        "kind": kind,
        "list_url": reverse(f"portal:{pages}"),
        "shown": shown,
        "products": products,
        "preview": Preview(row.name, words, address),
        "sample_banner": row.is_sample or not settings.PRODUCTION,
    }
    return render(request, "portal/record.html", context)


def _producer(row: Any, on: date) -> Shown:
    facts = [Row(_("Loại hình"), kinds.form_words(row)), _place(row.unit, on)]
    villages = kinds.craft_villages(on).filter(producers=row).order_by("sort_key")
    return Shown(
        row,
        facts,
        _("Sản phẩm của chủ thể"),
        _rows(on).filter(product__producer=row),
        _("Chưa có sản phẩm nào."),
        row.introduction,
        [(_("Thuộc làng nghề"), [(each.name, _address("craft_villages", each)) for each in villages])],
        _("Muốn hỏi mua, anh/chị xem nơi bán ở trang từng sản phẩm, hoặc hỏi Ủy ban nhân dân %(place)s.")
        % {"place": row.unit.full_name},
        sharing.organisation_data(row, whole(_address("producers", row))),
    )


def _village(row: Any, on: date) -> Shown:
    facts = [_place(row.unit, on)]
    if row.founded_on:
        facts.append(Row(_("Công nhận ngày"), format_date(row.founded_on)))
    if row.members:
        facts.append(Row(_("Quy mô"), kinds.members_words(row)))
    producers = kinds.producers(on).filter(communities=row).order_by("sort_key")
    return Shown(
        row,
        facts,
        _("Sản phẩm OCOP của làng"),
        _rows(on).filter(product__producer__communities=row),
        _("Chưa có sản phẩm OCOP nào ghi là của làng nghề này."),
        row.about,
        [(_("Chủ thể ở làng"), [(each.name, _address("producers", each)) for each in producers])],
    )


def _site(row: Any, on: date) -> Shown:
    outlets = kinds.outlets(on).filter(tourist_site=row).order_by("sort_key")
    tours = Tour.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on, sites=row)
    here = Placement.objects.standing_on(on).filter(outlet__in=outlets)
    return Shown(
        row,
        [_place(row.unit, on)] if row.unit else [],
        _("Sản phẩm OCOP ở đây"),
        _rows(on).filter(Q(product__in=here.values("product")) | Q(product__tours__in=tours)).distinct(),
        _("Chưa ghi sản phẩm OCOP nào được bán hay trưng bày ở đây."),
        row.about,
        [
            (_("Điểm bán, trưng bày"), [(each.name, _address("outlets", each)) for each in outlets]),
            (_("Tua đi qua"), [(each.name, "") for each in tours.order_by("sort_key")]),
        ],
    )


def _outlet(row: Outlet, on: date) -> Shown:
    facts = [
        Row(_("Loại"), _(row.get_kind_display())),
        Row(_("Địa chỉ"), row.address or row.place),
        *([_place(row.unit, on)] if row.unit else []),
        *([Row(_("Đơn vị quản lý"), row.operator)] if row.operator else []),
    ]
    site = row.tourist_site
    here = Placement.objects.standing_on(on).filter(outlet=row)
    return Shown(
        row,
        facts,
        _("Sản phẩm có ở đây"),
        _rows(on).filter(product__in=here.values("product")),
        _("Chưa ghi sản phẩm nào ở điểm này."),
        links=[(_("Tại điểm du lịch"), [(site.name, _address("sites", site))] if site else [])],
        note=_("Theo ghi nhận đến ngày %(day)s. Hàng trên kệ có thể thay đổi.") % {"day": format_date(on)},
    )


_PAGES: dict[str, Any] = {"producers": _producer, "craft_villages": _village, "sites": _site, "outlets": _outlet}


def _rows(on: date) -> RecognitionQuerySet:
    return queries.shown(on).for_cards().filter(NOT_TRIAL)


def _address(pages: str, row: Any) -> str:
    return BY_PAGES[pages].address(row)


def _place(unit: Unit, on: date) -> Row:
    """The place by its name, with the former districts shoppers know it by."""
    former = queries.former_districts(unit)
    words = unit.full_name
    if unit.valid_to is not None and unit.valid_to < on:
        words = _("%(place)s (tên trước ngày 01/7/2025)") % {"place": words}
    elif former:
        words = _("%(place)s (trước đây thuộc %(districts)s)") % {"place": words, "districts": ", ".join(former)}
    return Row(_("Địa bàn"), words)
