"""The list of offices and the page of one."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from ocop.ground.offices import policies
from ocop.ground.offices.forms import OfficeFilter
from ocop.ground.offices.models import Appointment, Committee, Office
from ocop.ground.offices.queries import running
from ocop.ground.offices.views.access import asked, for_officers, looked_at, page_of
from ocop.kit.text.dates import format_date
from ocop.kit.ui.listing import CODE, ListColumn, sheet_of
from ocop.kit.web import Request

COLUMNS = (
    CODE,
    ListColumn("Cơ quan", lambda row: row.name),
    ListColumn("Tên ngắn", lambda row: row.short_name),
    ListColumn("Loại", lambda row: str(row.get_kind_display())),
    ListColumn("Cấp", lambda row: str(row.get_tier_display())),
    ListColumn("Địa bàn", lambda row: row.unit.full_name if row.unit else "Cả nước"),
    ListColumn("Số cán bộ", lambda row: row.people, "number"),
)


def _filtered(request: Request) -> tuple[OfficeFilter, date, Any]:
    """The offices of my scope as they stood on a day, each with how many people hold a role there."""
    form = OfficeFilter(request.GET)
    on = looked_at(form)
    rows = Office.objects.visible_to(request.actor).in_force(on).search(asked(form, "q")).select_related("unit")
    if tier := asked(form, "cap"):
        rows = rows.filter(tier=tier)
    if kind := asked(form, "loai"):
        rows = rows.filter(kind=kind)
    rows = rows.annotate(
        people=Count("appointments__user", filter=running(on, "appointments__"), distinct=True)
    ).order_by("sort_key", "pk")
    return form, on, rows


@for_officers
def offices(request: Request) -> HttpResponse:
    form, on, rows = _filtered(request)
    context = {"form": form, "on": on, "page": page_of(request, rows)}
    return render(request, "offices/offices.html", context)


@for_officers
def offices_sheet(request: Request) -> HttpResponse:
    _, on, rows = _filtered(request)
    return sheet_of("co-quan", "Cơ quan", COLUMNS, rows, on)


@for_officers
def office(request: Request, public_id: str) -> HttpResponse:
    """One office: what it is, who works there, what continues it."""
    found = get_object_or_404(
        Office.objects.visible_to(request.actor).select_related("unit", "parent", "successor"), public_id=public_id
    )
    people = list(
        Appointment.objects.filter(office=found)
        .select_related("user", "office")
        .order_by("valid_to", "user__sort_key", "pk")
    )
    context = {
        "office": found,
        "facts": _facts(found),
        "running": [each for each in people if _runs(each, request.actor.on)],
        "others": [each for each in people if not _runs(each, request.actor.on)],
        "may_appoint": policies.may_choose_role_at(request.actor, found),
        "committees": Committee.objects.filter(Q(office=found) | Q(adviser=found)).select_related("office", "adviser"),
    }
    return render(request, "offices/office.html", context)


def _runs(appointment: Appointment, on: date) -> bool:
    return appointment.valid_from <= on and (appointment.valid_to is None or appointment.valid_to >= on)


def _facts(office: Office) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [
        ("Loại", office.get_kind_display()),
        ("Cấp", office.get_tier_display()),
        ("Địa bàn", office.unit.full_name if office.unit else "Cả nước"),
    ]
    if office.plan_reference:
        rows.append(("Mục trong kế hoạch 124/KH-UBND", office.plan_reference))
    if office.valid_to:
        rows.append(("Kết thúc hoạt động", format_date(office.valid_to)))
    if office.successor:
        rows.append(("Cơ quan kế tục", office.successor.name))
    continued = [each.name for each in office.continues.all()]
    if continued:
        rows.append(("Kế tục", continued))
    return rows
