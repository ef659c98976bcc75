"""The addresses of open data. None asks who is looking; an answer may be kept for five minutes."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from ocop.kit import clock
from ocop.oversight.figures.questions import places_on
from ocop.public.api import answers, formats, rate
from ocop.public.api.asked import Problem, Wrong, format_in, public_measures, question_in

KEPT_SECONDS = 300
JSON = "application/json; charset=utf-8"
TYPES = {
    "json": JSON,
    "dhis2": JSON,
    "csv": "text/csv; charset=utf-8",
    "sdmx": "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
}
LONGEST_QUERY = 1000


def for_programs(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Bound size and rate, and tell every error as JSON."""

    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if wait := rate.seconds_to_wait(request):
            response = _errors(429, Problem("", f"Hỏi quá nhiều. Chờ {wait} giây rồi hỏi lại."))
            response["Retry-After"] = str(wait)
            return response
        if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
            return _errors(414, Problem("", f"Câu hỏi dài quá {LONGEST_QUERY} ký tự. Bỏ bớt tham số."))
        try:
            return view(request, *args, **kwargs)
        except Wrong as wrong:
            return _errors(400, *wrong.problems)
        except Http404:
            return _errors(404, Problem("key", "Không có chỉ số công khai này. Danh sách ở /api/v1/chi-so/."))

    return guarded


@for_programs
def indicators(request: HttpRequest) -> HttpResponseBase:
    """Every public indicator: what it counts, its conditions and splits."""
    found = [answers.described(measure) for measure in public_measures().values()]
    return kept(request, _json({"version": answers.VERSION, "indicators": found}))


@for_programs
def places(request: HttpRequest) -> HttpResponseBase:
    """The places one may ask about, today's and those of 2020, by key."""
    found = [answers.place_told(unit) for unit in places_on(clock.today())]
    return kept(request, _json({"version": answers.VERSION, "places": found}))


@for_programs
def indicator(request: HttpRequest, key: str) -> HttpResponseBase:
    """The figure of one indicator with its base, whole and split, in the form asked for."""
    measure = public_measures().get(key)
    if measure is None:
        raise Http404
    today = clock.today()
    said = {name: request.GET[name] for name in request.GET}
    wanted = format_in(said)
    found = answers.answered(question_in(measure, said, today), today)
    written: dict[str, Callable[[answers.Answer], Any]] = {
        "json": answers.told,
        "dhis2": formats.as_dhis2,
        "csv": formats.as_csv,
        "sdmx": formats.as_sdmx,
    }
    content = written[wanted](found)
    response = kept(request, content if isinstance(content, bytes) else _json(content), TYPES[wanted])
    if wanted == "csv":
        response["Content-Disposition"] = f'attachment; filename="{key}.csv"'
    return response


@for_programs
def dictionary(request: HttpRequest) -> HttpResponseBase:
    """The data dictionary as CSV."""
    response = kept(request, formats.dictionary(), TYPES["csv"])
    response["Content-Disposition"] = 'attachment; filename="tu-dien-du-lieu.csv"'
    return response


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What open data there is and how to ask for it, with examples that work."""
    context = {
        "measures": [answers.described(measure) for measure in public_measures().values()],
        "per_minute": rate.PER_MINUTE,
        "minutes_kept": KEPT_SECONDS // 60,
        "last_year": clock.today().year - 1,
        "licence": settings.OCOP_DATA_LICENCE,
        "licence_url": settings.OCOP_DATA_LICENCE_URL,
    }
    return render(request, "api/open_data.html", context)


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def kept(request: HttpRequest, content: bytes, content_type: str = JSON) -> HttpResponseBase:
    """An answer that may be kept for a while and asked again by its tag."""
    response = HttpResponse(content, content_type=content_type)
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    response["ETag"] = etag = quote_etag(sha256(content).hexdigest()[:32])
    return get_conditional_response(request, etag=etag, response=response) or response


def _errors(status: int, *problems: Problem) -> HttpResponse:
    told = [{"parameter": each.parameter, "message": each.message} for each in problems]
    response = HttpResponse(_json({"errors": told}), content_type=JSON, status=status)
    response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    return response
