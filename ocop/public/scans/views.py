"""The page of a stamp for whatever the short way before Django does not answer: odd digits, slips, HEAD, tests."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ocop.public.scans.answering import answer


@require_safe
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """What the square code of a stamp opens. Never kept by anybody: a recall shows at once."""
    page = answer(code, get_language() or "", request.META)
    return HttpResponse(page.body, status=page.status, headers={"Cache-Control": "no-store"})
