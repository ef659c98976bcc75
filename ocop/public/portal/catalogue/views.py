"""Lists of the shop window: products with facets, the other kinds with the same search, and the map of both."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ocop.ground.offices.queries import words_in
from ocop.kit import clock
from ocop.public.portal.catalogue import products
from ocop.public.portal.catalogue.facets import PAGE_PARAMETER, Facet, Line, Refined, address, chosen_of, refine
from ocop.public.portal.catalogue.kinds import BY_PAGES, KINDS, Kind
from ocop.public.portal.catalogue.places import Places
from ocop.public.portal.catalogue.tiles import boards, elsewhere
from ocop.public.portal.forms import SearchForm
from ocop.public.portal.queries import shown

PER_PAGE = 24


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every product ever recognised, narrowed by the address; a star that ended is shown as ended."""
    on, form = clock.today(), SearchForm.of(request)
    places = Places(on)
    facets = products.facets(places)
    lines = products.lines(on, form.text, form.order, places)
    refined = refine(lines, facets, request.GET)
    page = _page(request, refined.found)
    context = {
        "form": form,
        "page": page,
        "rows": products.rows_of(page, on),
        "found": _found(refined.found),
        **_common(request, form, facets, refined, lines),
        "kinds": _kinds(form.text, on, {"": len(lines)}, ""),
    }
    if form.text and not refined.found:
        whole = products.lines(on, "", "", places)
        context["without_text"] = len(refine(whole, facets, request.GET).found)
    return render(request, "portal/catalogue.html", context)


@require_safe
def records(request: HttpRequest, pages: str) -> HttpResponse:
    """Producers, craft villages, tourist sites or points of sale, searched and narrowed as products are."""
    kind, on, form = BY_PAGES[pages], clock.today(), SearchForm.of(request)
    places = Places(on)
    found = list(_named(kind, form.text, on))
    facets = kind.facets(places, found)
    refined = refine(kind.lines(found, places), facets, request.GET)
    page, by_pk = _page(request, refined.found), {row.pk: row for row in found}
    rows = [by_pk[line.pk] for line in page]
    context = {
        "kind": kind,
        "form": form,
        "page": page,
        "rows": [(row, kind.address(row), kind.words(row)) for row in rows],
        **_common(request, form, facets, refined, found),
        "kinds": _kinds(form.text, on, {pages: len(found)}, pages),
    }
    return render(request, "portal/records.html", context)


@require_safe
def province_map(request: HttpRequest) -> HttpResponse:
    """Former districts as tiles, with what is found in each; the table beside says the same."""
    on = clock.today()
    places = Places(on)
    lines = products.lines(on, "", "", places)
    standing = [line for line in lines if line.has("hieu_luc", "con")]
    others = {kind.pages: kind.lines(list(kind.rows(on)), places) for kind in KINDS}
    context = {
        "boards": boards(places, standing, others),
        "elsewhere": elsewhere(standing),
        "all": len(standing),
    }
    return render(request, "portal/map.html", context)


def _common(
    request: HttpRequest, form: SearchForm, facets: Sequence[Facet], refined: Refined, named: Sequence[Any]
) -> dict[str, Any]:
    """What every list shows around its rows; `named` are those in which the words are found, before narrowing."""
    return {
        "loosened": [chip for chip in refined.chips if chip.gain],
        "words_alone": len(named) if refined.chips else 0,
        "words_alone_url": _carrying(form.text) or request.path,
        "facets": refined.facets,
        "chips": refined.chips,
        "kept": chosen_of(request.GET, facets).items(),
        "text": form.text,
        "without_text_url": address(request.GET, tim=""),
        "is_narrowed": bool(refined.chips or form.text or form.order),
    }


def _page(request: HttpRequest, found: list[Line]) -> Page[Line]:
    return Paginator(found, PER_PAGE).get_page(request.GET.get(PAGE_PARAMETER))


def _named(kind: Kind, text: str, on: date) -> Any:
    rows = kind.rows(on).order_by("sort_key", "pk")
    return rows.filter(words_in("folded", text)) if text else rows


def _kinds(text: str, on: date, known: dict[str, int], here: str) -> list[dict[str, Any]]:
    """Each kind with how many the words find there; counts that are known already are not asked again."""
    query = _carrying(text)
    counts = dict(known)
    if "" not in counts:
        rows = shown(on).filter(words_in("product__folded", text)) if text else shown(on)
        counts[""] = rows.order_by().count()
    for kind in KINDS:
        if kind.pages not in counts:
            counts[kind.pages] = _named(kind, text, on).count()
    entries = [("", _("Sản phẩm"), reverse("portal:catalogue"))]
    entries += [(kind.pages, str(kind.label), reverse(f"portal:{kind.pages}")) for kind in KINDS]
    return [
        {"label": label, "url": f"{url}{query}", "count": counts[pages], "current": pages == here}
        for pages, label, url in entries
    ]


def _carrying(text: str) -> str:
    """The query string that carries the words of a search to another kind."""
    return f"?{urlencode({'tim': text})}" if text else ""


def _found(lines: Sequence[Line]) -> dict[str, int]:
    """How many are found, and how many of them are no real recognition."""
    rebuilt = sum(line.has("hieu_luc", "dung-lai") for line in lines)
    trial = sum(line.has("hieu_luc", "thu") for line in lines)
    real = sum(line.has("hieu_luc", "tung") for line in lines)
    return {"real": real, "reconstructed": rebuilt, "trial": trial}
