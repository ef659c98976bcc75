"""Fetching within a person's reach, and what every page of the room needs."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from ocop.kit.scope import Answer, Refused
from ocop.kit.web import Request
from ocop.oversight.reporting.forms import PeriodFilter
from ocop.oversight.reporting.models import ConsolidatedReport, Period, PeriodicReturn
from ocop.oversight.reporting.states import PeriodState, ReturnState, Timeliness

COLOURS = {
    ReturnState.DRAFT: "grey",
    ReturnState.SUBMITTED: "teal",
    ReturnState.SENT_BACK: "orange",
    ReturnState.ACCEPTED: "green",
}
TIME_COLOURS = {
    Timeliness.ON_TIME: "green",
    Timeliness.LATE: "orange",
    Timeliness.OVERDUE: "red",
    Timeliness.WAITING: "grey",
    Timeliness.EXCUSED: "blue",
    Timeliness.WITHDRAWN: "grey",
}


PERIOD_COLOURS = {PeriodState.OPEN: "green", PeriodState.CLOSED: "blue", PeriodState.WITHDRAWN: "grey"}


def demand(answer: Answer) -> None:
    """A page somebody has no business with does not exist for them."""
    if not answer:
        raise Http404(answer.reason)


def period_or_404(request: Request, public_id: str) -> Period:
    return get_object_or_404(Period.objects.visible_to(request.actor).select_related("plan"), public_id=public_id)


def return_or_404(request: Request, public_id: str) -> PeriodicReturn:
    rows: Any = PeriodicReturn.objects.visible_to(request.actor)
    joined = ("obligation__office__unit", "obligation__period__plan", "sent_by", "settled_by")
    return get_object_or_404(rows.select_related(*joined), public_id=public_id)  # type: ignore[no-any-return]


def report_or_404(request: Request, public_id: str) -> ConsolidatedReport:
    rows: Any = ConsolidatedReport.objects.visible_to(request.actor)
    joined = ("period__plan", "submitted_by", "edited__uploaded_by")
    return get_object_or_404(rows.select_related(*joined), public_id=public_id)  # type: ignore[no-any-return]


def period_filter(request: Request, rows: Any, period: str = "") -> tuple[PeriodFilter, Any]:
    """Rows narrowed to periods of a name and a kind; `period` leads from a row to its period."""
    form = PeriodFilter(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    if words := said.get("q"):
        rows = rows.filter(**{f"{period}name__icontains": words})
    if kind := said.get("loai"):
        rows = rows.filter(**{f"{period}kind": kind})
    return form, rows


def turned_back(request: Request, why: str, page: str, public_id: str) -> HttpResponse:
    """To the page of a record, with the reason why what was asked for cannot be done there."""
    messages.error(request, why)
    return redirect(page, public_id)


def attempt(request: Request, act: Callable[[], object], done: str) -> bool:
    """Do an act of one button and say how it went; a refusal is told, not shown as an error page."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
        return False
    messages.success(request, done)
    return True


def file_response(content: bytes, content_type: str, name: str) -> HttpResponse:
    """A file to be kept under a name, which has plain letters only."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
