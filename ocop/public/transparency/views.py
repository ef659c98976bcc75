"""The programme in public: results, register, decisions, how to take part. No session, no account."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from ocop.cycle.certification.codes import printed
from ocop.cycle.certification.models import RecognitionDecision
from ocop.cycle.certification.states import STANDS, Standing
from ocop.ground.producers.states import LAW_CODES
from ocop.kit import clock
from ocop.public.transparency import register as rows
from ocop.public.transparency import results as figures
from ocop.public.transparency.forms import RegisterForm

PER_PAGE = 50
# The decision in force that lists a dossier's papers, and the papers themselves.
CRITERIA = "26-2026"
COLOURS: dict[str, str] = {
    Standing.VALID: "green",
    Standing.GRACE: "yellow",
    Standing.SUSPENDED: "orange",
    Standing.WITHDRAWN: "red",
}


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What the plans promise and the newest published figure of each, with its base."""
    on = clock.today()
    published = figures.published(on)
    return render(
        request,
        "transparency/results.html",
        {
            "plans": figures.plans(on, published),
            "figures": [(each, figures.told(each)) for each in figures.newest(published)],
        },
    )


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register of certificates, filtered by the address, to be taken away as it is filtered."""
    on = clock.today()
    form = RegisterForm(request.GET, places=rows.places(on))
    wanted = form.wanted()
    page = Paginator(rows.narrowed(rows.register(on), wanted), PER_PAGE).get_page(request.GET.get("trang"))
    asked = {name: value for name, value in request.GET.items() if name in wanted}
    context = {
        "form": form,
        "page": page,
        "lines": [(row, gettext(row.standing_words), _colour(row)) for row in page],
        "query": f"?{urlencode(asked)}" if asked else "",
        "decision": RecognitionDecision.objects.filter(public_id=wanted["qd"]).first() if "qd" in wanted else None,
        "narrowed": bool(wanted),
    }
    return render(request, "transparency/register.html", context)


@require_safe
def recognition(request: HttpRequest, public_id: str) -> HttpResponse:
    """One line of the register with everything that happened to it."""
    on = clock.today()
    row: Any = get_object_or_404(rows.register(on), public_id=public_id)
    context = {
        "row": row,
        "colour": _colour(row),
        "steps": rows.history(row, row.standing_changes.all(), on),
        "code": printed(row.certificate.code) if hasattr(row, "certificate") else "",
        "has_translation": hasattr(row, "certificate") and row.standing in STANDS,
        "sample_banner": row.product.is_sample or not settings.PRODUCTION,
    }
    return render(request, "transparency/recognition.html", context)


def _colour(row: Any) -> str:
    """The colour that repeats a standing; green only where the day a star ends is known."""
    if row.dates_are_estimated and row.standing == Standing.VALID:
        return "blue"
    return COLOURS.get(row.standing, "grey")


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Signed decisions, each leading to the products it recognised."""
    page = Paginator(rows.decisions(clock.today()), PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "transparency/decisions.html", {"page": page})


@require_safe
def take_part(request: HttpRequest) -> HttpResponse:
    """The six steps of a year in plain words, the papers, and whom to ask."""
    papers = [str(kind.label) for kind in LAW_CODES[CRITERIA].values()]
    return render(request, "transparency/take_part.html", {"papers": papers})
