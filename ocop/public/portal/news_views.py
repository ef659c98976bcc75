"""News for everybody: the list, one issue with its picture and file, craft villages. No session, no account."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.public.portal import news as rows
from ocop.public.portal import queries
from ocop.public.stories import events as calendar
from ocop.support.activities.models import Publication

PER_PAGE = 20


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Issues page by page, and what is to come."""
    on = clock.today()
    page = Paginator(rows.issues(on), PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "portal/news.html", {"page": page, "events": calendar.latest(on)})


def _issue(public_id: str) -> Publication:
    return get_object_or_404(rows.issues(clock.today()), public_id=public_id)


@require_safe
def issue(request: HttpRequest, public_id: str) -> HttpResponse:
    found = _issue(public_id)
    context = {
        "issue": found,
        "kind": found.activity.shape.name,
        "sample_banner": found.activity.is_sample or not settings.PRODUCTION,
    }
    return render(request, "portal/issue.html", context)


@require_safe
def issue_picture(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = _issue(public_id)
    if found.picture is None:
        raise Http404
    return serve(found.picture, request)


@require_safe
def issue_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = _issue(public_id)
    if found.document is None:
        raise Http404
    return serve(found.document, request)


@require_safe
def craft_villages(request: HttpRequest) -> HttpResponse:
    """Craft villages of the province, each with its products in the catalogue."""
    page = Paginator(rows.craft_villages(), PER_PAGE).get_page(request.GET.get("trang"))
    villages = list(page.object_list)
    shown = queries.shown(clock.today()).filter(queries.REAL, product__producer__communities__in=villages)
    of_village: dict[int, list[object]] = {each.pk: [] for each in villages}
    links = shown.order_by("-stars", "product__sort_key").prefetch_related("product__producer__communities")
    for recognition in links.distinct():
        for village in recognition.product.producer.communities.all():
            if village.pk in of_village:
                of_village[village.pk].append(recognition)
    context = {"page": page, "villages": [(each, of_village[each.pk]) for each in villages]}
    return render(request, "portal/craft_villages.html", context)
