"""Fetching within a person's reach, and what every page of the room needs."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from ocop.ground.offices.models import Office
from ocop.ground.planning import policies
from ocop.ground.planning.models import Assignment, Obstacle, Plan
from ocop.kit import clock
from ocop.kit.scope import Actor, Answer, Refused
from ocop.kit.sheets import Column, write_table
from ocop.kit.web import Request

PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def demand(answer: Answer) -> None:
    """A page somebody has no business with does not exist for them."""
    if not answer:
        raise Http404(answer.reason)


def plan_or_404(request: Request, public_id: str) -> Plan:
    plans = Plan.objects.visible_to(request.actor).select_related("office", "parent", "document")
    return get_object_or_404(plans, public_id=public_id)


def assignment_or_404(request: Request, public_id: str) -> Assignment:
    rows = Assignment.objects.visible_to(request.actor).select_related("office", "task__plan__office")
    return get_object_or_404(rows, public_id=public_id)


def obstacle_or_404(request: Request, public_id: str) -> Obstacle:
    rows = Obstacle.objects.visible_to(request.actor)
    return get_object_or_404(rows.select_related("office", "asked", "task__plan", "raised_by"), public_id=public_id)


def offices_of_today(actor: Actor) -> QuerySet[Office]:
    """Offices in force below the ministry."""
    return Office.objects.in_force(actor.on).order_by("sort_key", "pk")


def agencies_of_today(actor: Actor) -> QuerySet[Office]:
    """The province's agencies, which answer questions and take part; communes would make the list too long."""
    return offices_of_today(actor).filter(tier="province")


def own_offices(actor: Actor) -> QuerySet[Office]:
    return Office.objects.filter(pk__in=actor.office_ids(*policies.WORKERS)).order_by("sort_key", "pk")


def page_of(request: Request, rows: Any) -> Page[Any]:
    return Paginator(rows, PAGE).get_page(request.GET.get("trang"))


def workbook(name: str, columns: Sequence[Column | str], rows: Any, *, sheet: str) -> HttpResponse:
    """Rows as a workbook to save under a name."""
    response = HttpResponse(write_table(columns, rows, sheet=sheet), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def act_page(
    request: Request,
    row: Assignment | Obstacle,
    form: Any,
    act: Callable[..., object],
    *,
    heading: str,
    button: str,
    done: str,
    may: Answer,
) -> HttpResponse:
    """A page with one form that does one act to a record and leads back to it.

    `act` is called with what the form holds, who acts and when.
    """
    is_work = isinstance(row, Assignment)
    name = "assignment" if is_work else "obstacle"
    template = "planning/assignment_form.html" if is_work else "planning/obstacle_form.html"
    if request.method == "POST" and form.is_valid():
        try:
            act(row, by=request.actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, done)
            return redirect(f"planning:{name}", row.public_id)
    context = {name: row, "form": form, "heading": heading, "button": button, "may": may}
    return render(request, template, context)


def posted(request: Request) -> Any:
    """What was posted, or None for a page that is only read."""
    return request.POST if request.method == "POST" else None


def attempt(request: Request, act: Callable[[], object], done: str) -> bool:
    """Do an act of one button and say how it went; a refusal is told, not shown as an error page."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
        return False
    messages.success(request, done)
    return True
