"""Pages of targets: where a plan stands, one target over time and by place, the rows behind a figure."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ocop.ground.offices.borders import Gap
from ocop.ground.offices.policies import may_place
from ocop.ground.offices.states import Tier
from ocop.ground.planning import policies
from ocop.ground.planning.measures import Counted, Measure, Span, Value, measure_called, rows_behind
from ocop.ground.planning.models import Plan, Target
from ocop.ground.planning.progress import (
    BORDERS_OF_2020,
    by_places,
    line_and_course,
    lines_on,
    options_of,
    promise_of,
    units_of,
    usual_day,
)
from ocop.ground.planning.promise_words import changes_of, option_words
from ocop.ground.planning.target_forms import RowsFilter, TargetFilter, TargetsFilter
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.charts import chart_line
from ocop.kit.scope import Actor
from ocop.kit.sheets import Column, write_table
from ocop.kit.text.dates import format_date
from ocop.kit.ui.listing import ListColumn, first_pages, sheet_of
from ocop.kit.web import Request
from ocop.rules.indicators import Figure, expected_on, printed

# Records beyond these are not counted for a page: a workbook has them all.
MOST_PAGED = 5_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Choice of borders in the address → tier, and the day whose borders are meant (None: today).
BORDERS: Mapping[str, tuple[str, date | None]] = {
    "xa": (Tier.COMMUNE, None),
    "huyen": (Tier.DISTRICT, BORDERS_OF_2020),
    "xa-cu": (Tier.COMMUNE, BORDERS_OF_2020),
}


@login_required
@require_safe
def targets(request: Request) -> HttpResponse:
    """Every target of one plan: the figure with its base, what was due by then, and how it stands."""
    form, plan, lines = _chosen(request)
    context = {
        "plan": plan,
        "lines": lines,
        "filter_form": form,
        "day": form.cleaned_data.get("ngay"),
        "may_keep": policies.may_keep_targets(request.actor, plan) if plan else None,
    }
    return render(request, "planning/targets.html", context)


@login_required
@require_safe
def targets_sheet(request: Request) -> HttpResponse:
    """The targets of a plan with the figures of the day asked for."""
    _, _, lines = _chosen(request)
    return sheet_of("chi-tieu", "Chỉ tiêu", TARGET_COLUMNS, lines, request.actor.on)


def _unit(line: Any) -> str:
    return "%" if line.target.is_share else str(line.target.unit)


TARGET_COLUMNS = (
    ListColumn("Mục", lambda line: line.target.reference),
    ListColumn("Chỉ tiêu", lambda line: line.target.name),
    ListColumn("Phải đạt", lambda line: line.target.figure, "decimal"),
    ListColumn("Đơn vị", _unit),
    ListColumn("Đến ngày", lambda line: line.target.due_on, "date"),
    ListColumn(
        "Tỷ lệ hiện có (%)",
        lambda line: line.progress.value if line.target.is_share and line.progress else None,
        "decimal",
    ),
    ListColumn("Số đếm được", lambda line: line.value.count if line.value else None, "decimal"),
    ListColumn("Trên tổng số", lambda line: line.value.base if line.value else None, "decimal"),
)


def _chosen(request: Request) -> tuple[TargetsFilter, Plan | None, list[Any]]:
    """The filter, the plan it names or the first, and its targets on the day."""
    actor = _reader(request)
    plans = list(Plan.objects.visible_to(actor).filter(targets__isnull=False).select_related("office").distinct())
    form = TargetsFilter(request.GET, plans=[(plan.public_id, plan.name) for plan in plans])
    form.is_valid()
    chosen = form.cleaned_data.get("ke_hoach")
    plan = next((each for each in plans if each.public_id == chosen), plans[0] if plans else None)
    found = Target.objects.filter(plan=plan).select_related("plan__office") if plan else Target.objects.none()
    return form, plan, lines_on(found, clock.today(), form.cleaned_data.get("ngay"))


@login_required
@require_safe
def target(request: Request, public_id: str) -> HttpResponse:
    """One target: now, over time, by place."""
    found, measure = _target(request, public_id)
    form = TargetFilter(request.GET)
    form.is_valid()
    day = form.cleaned_data.get("ngay") or usual_day(found, clock.today())
    units = units_of(found.plan)
    line, values = line_and_course(found, day, clock.today(), units)
    context: dict[str, Any] = {
        "target": found,
        "line": line,
        "day": day,
        "filter_form": form,
        "options": option_words(measure, options_of(found)) if measure else [],
        "history": changes_of(found),
        "may_keep": policies.may_keep_targets(request.actor, found.plan),
        "may_remove": policies.may_change_plan(request.actor, found.plan),
        "shelf": shelf_of(found, request.actor),
    }
    if measure is not None:
        tier, borders_on = BORDERS[form.cleaned_data.get("dia_gioi") or "xa"]
        # What one commune counts is not split any further.
        lines = by_places(found, day, tier=tier, borders_on=borders_on or clock.today()) if units is None else []
        context |= {
            "measure": measure,
            "chart": _chart(found, values),
            "is_split": units is None,
            "places": [line for line in lines if line.count or line.base],
            "empty_places": sum(1 for line in lines if not (line.count or line.base)),
            "may_open": policies.may_open_rows(_reader(request)),
            "gap_split": Gap.SPLIT,
            "may_place": may_place(request.actor),
        }
    return render(request, "planning/target.html", context)


@login_required
@require_safe
def target_rows(request: Request, public_id: str) -> HttpResponse:
    """The records a figure counted; their number may be larger where a thing counted once has several."""
    found, form, counted, rows = _rows(request, public_id)
    page, pages = first_pages(request, rows, MOST_PAGED, counted.of)
    context = {
        "target": found,
        "filter_form": form,
        "page": page,
        "lines": [_line(counted, row) for row in page],
        "pages": pages,
    }
    return render(request, "planning/target_rows.html", context)


@login_required
@require_safe
def target_rows_sheet(request: Request, public_id: str) -> HttpResponse:
    """The same records as a workbook."""
    found, _, counted, rows = _rows(request, public_id)
    lines = ((line["label"], line["detail"]) for line in (_line(counted, row) for row in rows))
    content = write_table([Column("Bản ghi"), Column("Chi tiết")], lines, sheet="Bản ghi", title=found.name)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="chi-tieu-{found.code}.xlsx"'
    return response


def _reader(request: Request) -> Actor:
    """The person, when they hold a post; targets are the offices' matter until the portal shows them."""
    if not request.actor.posts:
        raise Http404
    return request.actor


def _target(request: Request, public_id: str) -> tuple[Target, Measure | None]:
    plans = Plan.objects.visible_to(_reader(request))
    found = get_object_or_404(Target.objects.filter(plan__in=plans).select_related("plan__office"), public_id=public_id)
    return found, measure_called(found.measure)


def _rows(request: Request, public_id: str) -> tuple[Target, RowsFilter, Counted, QuerySet[Any]]:
    """The rows the person may open: all for who follows the whole plan, else those of their own places."""
    found, measure = _target(request, public_id)
    if measure is None or not policies.may_open_rows(request.actor):
        raise Http404
    form = RowsFilter(request.GET)
    form.is_valid()
    of_base = form.cleaned_data.get("phan") == "mau" and measure.base is not None
    counted = measure.base if of_base and measure.base is not None else measure.counted
    day = form.cleaned_data.get("ngay") or usual_day(found, clock.today())
    units = _within(policies.row_units(request.actor), units_of(found.plan))
    rows = rows_behind(measure, options_of(found), Span(day, found.plan.starts_on), of_base=of_base, units=units)
    return found, form, counted, rows


def _within(reach: frozenset[int] | None, counted: frozenset[int] | None) -> frozenset[int] | None:
    """The places whose rows are shown: those the person may open among those the figure counts; None for all."""
    if reach is None or counted is None:
        return counted if reach is None else reach
    return reach & counted


def _line(counted: Counted, row: Any) -> dict[str, str]:
    return {
        "label": counted.label(row),
        "url": counted.link(row) if counted.link else "",
        "detail": counted.detail(row) if counted.detail else "",
    }


def _chart(target: Target, values: list[Value]) -> SafeString:
    """The figure at each quarter's end beside the straight line to the promise."""
    promise = promise_of(target)
    reached = [Figure(value.count, value.base).exact for value in values]
    series = (
        ("Thực hiện", [None if each is None else printed(each) for each in reached]),
        ("Phải có", [printed(expected_on(promise, value.on)) for value in values]),
    )
    unit = "%" if target.is_share else target.unit
    return chart_line(target.name, [format_date(value.on)[3:] for value in values], series, unit=unit)
