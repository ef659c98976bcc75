"""The page about open data and its dictionary; programs ask the service (`service.py`)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.kit import clock
from ocop.public.api import answers, formats, rate
from ocop.public.api.asked import public_measures
from ocop.public.api.changes import CHANGES
from ocop.public.api.indicators import TYPES
from ocop.public.api.service import KEPT_SECONDS, VERSION, for_programs, service, told


@for_programs
def dictionary(request: HttpRequest) -> HttpResponseBase:
    """The data dictionary as CSV."""
    response = told(request, formats.dictionary(), TYPES["csv"])
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


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Every operation of the service as its own description tells it, the keys, the messages, and what changed."""
    schema = service.get_openapi_schema(path_prefix="/api/v1/")
    operations = [
        (path, method.upper(), operation)
        for path, said in schema["paths"].items()
        for method, operation in said.items()
    ]
    context = {
        "operations": operations,
        "version": VERSION,
        "per_minute": rate.PER_MINUTE,
        "changes": CHANGES,
        "openapi": reverse("v1:openapi-json"),
        "epcis": reverse("epcis_v2:top"),
        "epcis_openapi": reverse("epcis_v2:openapi-json"),
    }
    return render(request, "api/reference.html", context)
