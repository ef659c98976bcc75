"""The map: units on a day, and what each came from and became."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from ocop.ground.offices.forms import UnitFilter
from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.policies import may_place
from ocop.ground.offices.queries import first_reading_office
from ocop.ground.offices.views.access import asked, for_officers, looked_at, page_of
from ocop.kit.ui.listing import ListColumn, sheet_of
from ocop.kit.web import Request

COLUMNS = (
    ListColumn("Mã", lambda row: row.code),
    ListColumn("Tên", lambda row: row.full_name),
    ListColumn("Cấp", lambda row: str(row.get_tier_display())),
    ListColumn("Thuộc", lambda row: row.parent.full_name if row.parent else ""),
    ListColumn("Từ ngày", lambda row: row.valid_from, "date"),
    ListColumn("Đến ngày", lambda row: row.valid_to, "date"),
)


def _filtered(request: Request) -> tuple[UnitFilter, date, Any]:
    """Units as they stood on a day."""
    form = UnitFilter(request.GET)
    on = looked_at(form)
    rows = Unit.objects.in_force(on).search(asked(form, "q")).select_related("parent")
    if tier := asked(form, "cap"):
        rows = rows.filter(tier=tier)
    return form, on, rows.order_by("sort_key", "pk")


@for_officers
def units(request: Request) -> HttpResponse:
    form, on, rows = _filtered(request)
    context = {"form": form, "on": on, "page": page_of(request, rows), "may_place": may_place(request.actor)}
    return render(request, "offices/units.html", context)


@for_officers
def units_sheet(request: Request) -> HttpResponse:
    _, on, rows = _filtered(request)
    return sheet_of("dia-ban", "Địa bàn", COLUMNS, rows, on)


@for_officers
def unit(request: Request, code: str) -> HttpResponse:
    """One unit under its code on a day: the units it came from, became, and holds."""
    on = looked_at(UnitFilter(request.GET))
    found = Unit.objects.coded(code, on) or Unit.objects.filter(code=code).order_by("-valid_from").first()
    if found is None:
        raise Http404
    reader = first_reading_office(found, on)
    came_from = found.came_from.filter(old__part_of__isnull=True).select_related("old__parent")
    context = {
        "unit": found,
        "on": on,
        "came_from": came_from.order_by("old__sort_key"),
        "succeeded_by": found.succeeded_by.select_related("new__parent").order_by("new__sort_key"),
        "children": found.children.whole().order_by("sort_key"),
        "offices": Office.objects.visible_to(request.actor).filter(unit=found).order_by("sort_key"),
        "reader": reader,
    }
    return render(request, "offices/unit.html", context)
