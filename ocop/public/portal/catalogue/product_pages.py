"""One product: its page, its pictures, its square code, its sheet of paper, and several side by side."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.cycle.certification.codes import printed
from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.papers.certificate import qr_svg
from ocop.cycle.certification.states import STANDS
from ocop.ground.offices.queries import words_in
from ocop.ground.producers.models import Paper, Product, ProductTag
from ocop.ground.producers.states import ProductState
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.ui.preview import whole
from ocop.public.portal import queries
from ocop.public.portal.catalogue import card, kinds, pictures, sharing
from ocop.public.portal.catalogue.sold import SoldAt, shown_papers, sold_at
from ocop.public.portal.forms import SearchForm
from ocop.public.portal.groups import group_of
from ocop.public.stories.queries import about_product
from ocop.public.stories.reading import lines_of

MOST_COMPARED = 4
OFFERED = 12


@require_safe
def product(request: HttpRequest, public_id: str) -> HttpResponse:
    """One recognised product: who makes it, where, which star and until when, where it is sold, its story."""
    context = _facts(public_id, clock.today())
    row, current = context["product"], context["current"]
    context |= {
        "preview": sharing.of_product(row, current),
        "data": sharing.product_data(row, current, context["raw_code"]),
        "producer_is_public": kinds.producers(clock.today()).filter(pk=row.producer_id).exists(),
        "has_pack": _has_pack(row, current),
        "picture": pictures.measures(row.photo, pictures.SIZES["vua"]) if _has_picture(row) else None,
    }
    return render(request, "portal/product.html", context)


@require_safe
def product_sheet(request: HttpRequest, public_id: str) -> HttpResponse:
    """The product on one sheet of paper, with the square code that tells whether its star still stands."""
    context = _facts(public_id, clock.today())
    row = context["product"]
    context |= {"address": whole(reverse("portal:product", args=[row.public_id]))}
    return render(request, "portal/product_sheet.html", context)


@require_safe
def product_code(request: HttpRequest, public_id: str) -> HttpResponse:
    """The square code of the product's page as SVG, for packaging, menus and shelves."""
    row = _public_product(public_id)
    if not row.recognitions.exists():
        raise Http404
    drawn = qr_svg(whole(reverse("portal:product", args=[row.public_id])))
    response = HttpResponse(drawn, content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def photo(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The picture of a recognised product."""
    return serve(_photo_of(public_id).photo, request)  # type: ignore[arg-type]


@require_safe
def picture(request: HttpRequest, public_id: str, size: str) -> HttpResponse:
    """The same picture as light as a page needs it."""
    return pictures.answer(_photo_of(public_id).photo, request, size)


@require_safe
def share_card(request: HttpRequest, public_id: str) -> HttpResponse:
    """The picture of a shared link."""
    row = _public_product(public_id)
    current = _recognitions_of(row, clock.today())[0]
    drawn = card.draw_card(
        row.name,
        f"{row.producer.name}, {row.producer.unit.full_name}",
        sharing.star_words(current),
        f"OCOP {settings.OCOP_PROVINCE_NAME}",
        stars=current.stars if sharing.star_stands(current) else 0,
        photo=row.photo.path if row.photo and row.photo.is_image else "",
    )
    version = sharing.card_version(row, current)
    return pictures.sent(drawn, request, kind="image/jpeg", tag=version, is_kept=request.GET.get("v") == version)


@dataclass(slots=True)
class Compared:
    """One column of the comparison; `without` is the address of the others."""

    current: Recognition
    group: str
    without: str
    sold: list[SoldAt] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    tags: list[ProductTag] = field(default_factory=list)

    @property
    def product(self) -> Product:
        return self.current.product


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four products side by side, as the address names them; a search adds one more."""
    on, form = clock.today(), SearchForm.of(request)
    asked = list(dict.fromkeys(request.GET.getlist("sp")))
    rows = {row.product.public_id: row for row in _compared(asked, on)}
    ids = [each for each in asked if each in rows]
    shown = ids[:MOST_COMPARED]
    columns = _columns([rows[each] for each in shown], on)
    found: list[tuple[Recognition, str]] = []
    if form.text and len(shown) < MOST_COMPARED:
        matching = (
            queries.shown(on).filter(words_in("product__folded", form.text)).exclude(product__public_id__in=shown)
        )
        ordered = matching.order_by("is_trial", "is_reconstructed", "product__sort_key")[:OFFERED]
        found = [(row, _comparing([*shown, row.product.public_id])) for row in ordered]
    context = {
        "columns": columns,
        "shown": shown,
        "form": form,
        "found": found,
        "most": MOST_COMPARED,
        "left_out": len(ids) - len(shown),
        "room": MOST_COMPARED - len(shown),
    }
    return render(request, "portal/compare.html", context)


def _compared(public_ids: list[str], on: date) -> QuerySet[Recognition]:
    rows = queries.shown(on).filter(product__public_id__in=public_ids[: MOST_COMPARED * 4])
    related = ("product__producer__unit", "product__photo", "product__resource_unit")
    return rows.select_related(*related).prefetch_related("product__classifications")


def _columns(rows: list[Recognition], on: date) -> list[Compared]:
    ids = [row.product.public_id for row in rows]
    products = [row.product for row in rows]
    sold, papers = sold_at([each.pk for each in products], on), shown_papers(products, on)
    tags: dict[int, list[ProductTag]] = {}
    for tag in ProductTag.objects.confirmed().filter(product__in=products).order_by("tag"):
        tags.setdefault(tag.product_id, []).append(tag)
    return [
        Compared(
            row,
            group_of(row.product),
            _comparing([each for each in ids if each != row.product.public_id]),
            sold[row.product_id],
            papers[row.product_id],
            tags.get(row.product_id, []),
        )
        for row in rows
    ]


def _comparing(ids: list[str]) -> str:
    return "&".join([f"{reverse('portal:compare')}?sp={ids[0]}", *(f"sp={each}" for each in ids[1:])]) if ids else ""


def _facts(public_id: str, on: date) -> dict[str, Any]:
    """What the page and the sheet of a product say; raises Http404 for what was never recognised."""
    row = _public_product(public_id)
    recognitions = _recognitions_of(row, on)
    current, unit = recognitions[0], row.producer.unit
    code = current.certificate.code if hasattr(current, "certificate") else ""
    return {
        "product": row,
        "recognitions": recognitions,
        "current": current,
        "stands": current.standing in STANDS,
        "tags": row.tags.confirmed(),
        "raw_code": code,
        "code": printed(code) if code else "",
        "group": group_of(row),
        "former_unit": unit.valid_to is not None and unit.valid_to < on,
        "districts": queries.former_districts(unit),
        "stories": lines_of(about_product(row.pk, clock.now())),
        "sold": sold_at([row.pk], on)[row.pk],
        "papers": shown_papers([row], on)[row.pk],
        "sample_banner": row.is_sample or not settings.PRODUCTION,
    }


def _recognitions_of(row: Product, on: date) -> list[Any]:
    """The real recognitions of a product; its trial results only where it has no real one."""
    found = list(queries.recognitions_of(row, on))
    if not found:
        raise Http404
    return [each for each in found if not each.is_trial] or found


def _has_pack(row: Product, current: Recognition) -> bool:
    """Whether there is a pack for shops: of a real product still made."""
    is_real = not (current.is_trial or current.is_reconstructed or row.is_reconstructed)
    return is_real and row.state != ProductState.DISCONTINUED


def _has_picture(row: Product) -> bool:
    return row.photo is not None and row.photo.is_image


def _photo_of(public_id: str) -> Product:
    row = _public_product(public_id)
    if not _has_picture(row) or not row.recognitions.exists():
        raise Http404
    return row


def _public_product(public_id: str) -> Product:
    rows = Product.objects.select_related("producer__unit", "photo", "resource_unit").prefetch_related(
        "classifications"
    )
    return get_object_or_404(rows, public_id=public_id)
