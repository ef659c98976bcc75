"""The design centre: services, spaces, the week of a space, bookings."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.ground.producers.models import Producer
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.dates import DateError, parse_date
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.web import Request
from ocop.support.projects import actions, policies
from ocop.support.projects.actions import BookingWish
from ocop.support.projects.forms import BookingForm, ServiceForm, SpaceForm
from ocop.support.projects.models import Booking, Project, Service, Space
from ocop.support.projects.queries import monday_of
from ocop.support.projects.states import FIRST_HOUR, LAST_HOUR, ProjectKind
from ocop.support.projects.views.projects import project_or_404

WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
PRINTED = 50


@login_required
@require_safe
def centres(request: Request) -> HttpResponse:
    """Services and spaces of every design centre, and the person's own bookings to come."""
    actor = request.actor
    spaces = Space.objects.visible_to(actor).select_related("project").order_by("project", "pk")
    bookings = Booking.objects.visible_to(actor).running().filter(on__gte=clock.today())
    context = {
        "centres": Project.objects.filter(kind=ProjectKind.DESIGN_CENTRE).order_by("name", "pk"),
        "readable": set(Project.objects.visible_to(actor).values_list("pk", flat=True)),
        "services": list(Service.objects.order_by("project", "pk")),
        "spaces": list(spaces),
        "bookings": list(bookings.select_related("space__project", "producer", "office").order_by("on", "from_hour"))[
            :PRINTED
        ],
    }
    return render(request, "projects/centres.html", context)


def space_or_404(request: Request, public_id: str) -> Space:
    spaces = Space.objects.visible_to(request.actor).select_related("project__office")
    return get_object_or_404(spaces, public_id=public_id)


def _week_asked_for(request: Request) -> date:
    """The Monday of the week in the address; this week where it says nothing that can be read."""
    try:
        return monday_of(parse_date(request.GET.get("tuan", "")))
    except DateError:
        return monday_of(clock.today())


@login_required
@require_safe
def space(request: Request, public_id: str) -> HttpResponse:
    """The week of a space as a table: whose bookings a person may not see are shown as taken, without a name."""
    found, actor = space_or_404(request, public_id), request.actor
    monday = _week_asked_for(request)
    days = [monday + timedelta(days=count) for count in range(7)]
    bookings = list(found.bookings.running().filter(on__range=(days[0], days[-1])).select_related("producer", "office"))
    named = set(
        Booking.objects.visible_to(actor).filter(pk__in=[each.pk for each in bookings]).values_list("pk", flat=True)
    )
    context = {
        "space": found,
        "days": list(zip(WEEKDAYS, days, strict=True)),
        "hours": _table(bookings, named, days),
        "before": (monday - timedelta(days=7)).isoformat(),
        "after": (monday + timedelta(days=7)).isoformat(),
        "mine": [each for each in bookings if each.pk in named],
        "may_book": policies.may_book(actor, found),
        "may_manage": policies.may_keep_space(actor, found),
        "shelf": shelf_of(found, actor),
    }
    return render(request, "projects/space.html", context)


def _table(bookings: list[Booking], named: set[int], days: list[date]) -> list[dict[str, Any]]:
    """One row an hour, one cell a day: who holds it, "Đã đặt" where that is not for this person, or nothing."""
    held = {(each.on, hour): each for each in bookings for hour in range(each.from_hour, each.to_hour)}
    rows = []
    for hour in range(FIRST_HOUR, LAST_HOUR):
        cells = []
        for name, day in zip(WEEKDAYS, days, strict=True):
            booking = held.get((day, hour))
            words = "" if booking is None else booking.who if booking.pk in named else "Đã đặt"
            cells.append({"day": f"{name} {day:%d/%m}", "words": words, "taken": booking is not None})
        rows.append({"label": f"{hour}:00", "cells": cells})
    return rows


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: Request, public_id: str) -> HttpResponse:
    found = space_or_404(request, public_id)
    form = bound(request, BookingForm, actor=request.actor, initial={"on": request.GET.get("ngay", "")})
    here = reverse("projects:space", args=[found.public_id])
    page = FormPage("Đặt chỗ", found.name, here, "Đặt chỗ", "Đã đặt chỗ.", here)
    if request.method == "POST" and form.is_valid():
        page = FormPage("Đặt chỗ", found.name, here, "Đặt chỗ", "Đã đặt chỗ.", f"{here}?tuan={form.cleaned_data['on']}")

    def act(data: dict[str, Any]) -> None:
        holder = form.holders[data["holder"]]
        whose = {"producer" if isinstance(holder, Producer) else "office": holder}
        facts = {name: data[name] for name in ("on", "from_hour", "to_hour", "purpose", "people")}
        actions.book(found, BookingWish(**facts, **whose), by=request.actor, at=clock.now())

    return run(request, form, page, act, policies.may_book(request.actor, found))


@login_required
@require_POST
def cancel_booking(request: Request, public_id: str) -> HttpResponse:
    bookings = Booking.objects.visible_to(request.actor).select_related("space__project")
    found = get_object_or_404(bookings, public_id=public_id)
    try:
        actions.cancel_booking(found, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Đã hủy lượt đặt chỗ.")
    return redirect(f"{reverse('projects:space', args=[found.space.public_id])}?tuan={found.on}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_service(request: Request, public_id: str) -> HttpResponse:
    project = project_or_404(request, public_id)
    may = policies.may_manage(request.actor, project)
    only_if(may)

    def act(data: dict[str, Any]) -> None:
        actions.add_service(project, **data, by=request.actor, at=clock.now())

    here = reverse("projects:centres")
    page = FormPage("Thêm dịch vụ", project.name, here, "Lưu dịch vụ", "Đã thêm dịch vụ.", here)
    return run(request, bound(request, ServiceForm), page, act, may)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_space(request: Request, public_id: str) -> HttpResponse:
    project = project_or_404(request, public_id)
    may = policies.may_manage(request.actor, project)
    only_if(may)

    def act(data: dict[str, Any]) -> None:
        actions.add_space(project, **data, by=request.actor, at=clock.now())

    here = reverse("projects:centres")
    page = FormPage("Thêm không gian", project.name, here, "Lưu không gian", "Đã thêm không gian.", here)
    return run(request, bound(request, SpaceForm), page, act, may)


@login_required
@require_POST
def switch_space(request: Request, public_id: str) -> HttpResponse:
    """Take bookings, or stop taking them: `mo` in the address says which."""
    found = space_or_404(request, public_id)
    only_if(policies.may_manage(request.actor, found.project))
    actions.set_open(found, request.GET.get("mo") == "1", by=request.actor, at=clock.now())
    messages.success(request, "Đã đổi việc nhận đặt chỗ của không gian.")
    return redirect("projects:space", found.public_id)
