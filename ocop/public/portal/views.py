"""Pages for everybody. None of them asks who is looking: no session, no cookie, no account."""

from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.cycle.certification.codes import MistypedCode, printed, read_code
from ocop.cycle.certification.states import STANDS
from ocop.ground.producers.models import Product
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.public.portal import queries
from ocop.public.portal.forms import CatalogueForm, CodeForm
from ocop.public.portal.groups import GROUPS, group_of
from ocop.public.portal.verdict import answer
from ocop.public.stories.queries import about_product, newest
from ocop.public.stories.reading import lines_of
from ocop.rules.stamps import is_meant_as_stamp, part_with_code
from ocop.support.contribution.figures import LEAST, figures_of, tag_lines

PER_PAGE = 24
CERTIFICATE_ADDRESS = "/xac-thuc/"
_TYPED_LENGTH = 60


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The front door: what this is, search, check a star, counts that open their rows, what is new."""
    on = clock.today()
    context = {"totals": queries.totals(on), "newest": queries.newest(on), "groups": GROUPS, "code_form": CodeForm()}
    context["stories"] = lines_of(newest(clock.now()))
    return render(request, "portal/front.html", context)


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every product ever recognised, filtered by the address; a star that ended is shown as ended."""
    on = clock.today()
    form = CatalogueForm(request.GET, places=queries.places(on))
    wanted = form.wanted()
    rows = queries.catalogue(wanted, on)
    found = queries.count_found(rows)
    paginator = Paginator(rows, PER_PAGE)
    paginator.count = found.rows  # counted above, with what it consists of
    page = paginator.get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "page": page,
        "found": found,
        "filters": [form[name] for name in form.NARROWING],
        "narrowed": wanted.is_narrowed,
    }
    return render(request, "portal/catalogue.html", context)


@require_safe
def product(request: HttpRequest, public_id: str) -> HttpResponse:
    """One recognised product: who makes it, where, which star and until when, what the source is, its story."""
    on = clock.today()
    row = _public_product(public_id)
    recognitions = _recognitions_shown(list(queries.recognitions_of(row, on)))
    if not recognitions:
        raise Http404
    unit = row.producer.unit
    context = {
        "product": row,
        "recognitions": recognitions,
        "current": recognitions[0],
        "stands": recognitions[0].standing in STANDS,
        "tags": row.tags.confirmed(),
        "code": printed(recognitions[0].certificate.code) if hasattr(recognitions[0], "certificate") else "",
        "group": group_of(row),
        "former_unit": unit.valid_to is not None and unit.valid_to < on,
        "districts": queries.former_districts(unit),
        "stories": lines_of(about_product(row.pk, clock.now())),
        "sample_banner": row.is_sample or not settings.PRODUCTION,
    }
    return render(request, "portal/product.html", context)


@require_safe
def benefits(request: HttpRequest) -> HttpResponse:
    """What those who take part came to last year: only sums, each with its base, and no claim of why."""
    on = clock.today()
    year = on.year - 1
    context = {
        "year": year,
        "on": on,
        "found": figures_of(year),
        "stars": queries.totals(on),
        "tags": tag_lines(),
        "least": LEAST,
    }
    return render(request, "portal/benefits.html", context)


@require_safe
def photo(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The picture of a recognised product."""
    row = _public_product(public_id)
    if row.photo is None or not row.photo.is_image or not row.recognitions.exists():
        raise Http404
    return serve(row.photo, request)


@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    """The box for a code; `?ma=` leads to the page of the code, or says at once that it was mistyped."""
    typed = request.GET.get("ma")
    if typed is None:
        return render(request, "portal/verification.html", {"form": CodeForm()})
    if not typed.strip():
        return render(request, "portal/verification.html", {"form": CodeForm(request.GET)}, status=422)
    typed = unquote(typed)  # an address pasted from a browser
    if is_meant_as_stamp(typed) and CERTIFICATE_ADDRESS not in typed and (code := part_with_code(typed)):
        return redirect("public_scans:stamp", code[:_TYPED_LENGTH].replace("/", " "))
    # An address that was pasted leads on by its code.
    typed = typed.partition(CERTIFICATE_ADDRESS)[2].partition("/")[0] or typed
    try:
        return redirect("portal:verdict", read_code(typed))
    except MistypedCode:
        return _verdict(typed)


@require_safe
def verdict(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR opens: one plain verdict about one certificate, true at this moment."""
    return _verdict(code)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages are for search engines too; the offices' pages would only turn them away."""
    rooms = ("home", "account_login", "certification:recognitions")
    lines = ["User-agent: *", *[f"Disallow: {reverse(name)}" for name in rooms]]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _verdict(typed: str) -> HttpResponse:
    found = answer(typed, clock.today())
    response = HttpResponse(found.page, status=found.status)
    response["Cache-Control"] = "no-store"
    return response


def _recognitions_shown(recognitions: list[Any]) -> list[Any]:
    """The real recognitions of a product; its trial results only where it has no real one."""
    return [each for each in recognitions if not each.is_trial] or recognitions


def _public_product(public_id: str) -> Product:
    rows = Product.objects.select_related("producer__unit", "photo", "resource_unit").prefetch_related(
        "classifications"
    )
    return get_object_or_404(rows, public_id=public_id)
