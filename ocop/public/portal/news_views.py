"""News for everybody: the list, one issue with its picture and file. No session, no account."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.public.portal import news as rows
from ocop.public.portal.catalogue import pictures
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
def issue_picture(request: HttpRequest, public_id: str) -> HttpResponse:
    return pictures.answer(_issue(public_id).picture, request)


@require_safe
def issue_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    found = _issue(public_id)
    if found.document is None:
        raise Http404
    return serve(found.document, request)
