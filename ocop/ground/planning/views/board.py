"""Who is behind: the board by agency, and the list of assignments behind each of its counts."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Case, Value, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.planning import policies
from ocop.ground.planning.forms import BoardFilter, WorkFilter
from ocop.ground.planning.models import Assignment, Plan
from ocop.ground.planning.queries import AssignmentQuerySet
from ocop.ground.planning.sheets import Assignments
from ocop.ground.planning.states import NOT_ENDED, WITH_THE_AGENCY, AssignmentState, PlanState
from ocop.ground.planning.views.scoped import demand, page_of, workbook
from ocop.kit.scope import Actor
from ocop.kit.sheets import Column
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request

STATE_COLOURS = {
    AssignmentState.ASSIGNED: "blue",
    AssignmentState.RUNNING: "teal",
    AssignmentState.REPORTED: "purple",
    AssignmentState.RETURNED: "orange",
    AssignmentState.DONE: "green",
    AssignmentState.DROPPED: "grey",
}


def _filtered(request: Request, form_class: type[WorkFilter | BoardFilter]) -> tuple[Any, AssignmentQuerySet]:
    """The assignments the person may see under the filters of the address; two queries for the choices.

    Without a plan chosen only running plans count: a plan that ended asks nobody for anything.
    """
    actor = request.actor
    seen = Assignment.objects.visible_to(actor)
    plans = Plan.objects.filter(tasks__assignments__in=seen).distinct()
    form = form_class(
        request.GET,
        plans=[(each.public_id, each.name) for each in plans],
        offices=_offices(seen),
    )
    form.is_valid()
    chosen = form.cleaned_data
    rows = seen.filter(task__plan__public_id=chosen["ke_hoach"]) if chosen.get("ke_hoach") else seen.of_issued_plans()
    return form, _narrowed(rows, chosen, actor)


def _offices(seen: AssignmentQuerySet) -> list[tuple[str, str]]:
    named = seen.order_by("office__sort_key").values_list("office__public_id", "office__name").distinct()
    return list(named)


def _narrowed(rows: AssignmentQuerySet, chosen: dict[str, Any], actor: Actor) -> AssignmentQuerySet:
    if year := chosen.get("nam"):
        rows = rows.filter(year=int(year))
    if office := chosen.get("co_quan"):
        rows = rows.filter(office__public_id=office)
    if state := chosen.get("trang_thai"):
        rows = _late(rows, actor) if state == "late" else rows.filter(state=state)
    return rows.search(chosen["q"]) if chosen.get("q") else rows


def _late(rows: AssignmentQuerySet, actor: Actor) -> AssignmentQuerySet:
    """Nobody is late for a plan that ended."""
    return rows.of_issued_plans().late_on(actor.on)


@login_required
@require_safe
def board(request: Request) -> HttpResponse:
    """By agency: how many assignments stand where, and how many are late; each count opens its rows."""
    demand(policies.may_follow(request.actor))
    form, rows = _filtered(request, BoardFilter)
    lines = [_with_links(line, request) for line in rows.by_office(request.actor.on)]
    heads = [*AssignmentState.choices, ("late", "Quá hạn")]
    totals = [(label, sum(line[key] for line in lines)) for key, label in heads]
    context = {
        "filter_form": form,
        "lines": lines,
        "heads": [label for _, label in heads],
        "totals": totals,
        "total": sum(line["total"] for line in lines),
        "is_ended": _is_ended(form),
    }
    return render(request, "planning/board.html", context)


def _is_ended(form: Any) -> bool:
    """Whether the chosen plan has ended, so that the page says what its counts mean."""
    chosen = form.cleaned_data.get("ke_hoach")
    return bool(chosen) and Plan.objects.filter(public_id=chosen, state=PlanState.ENDED).exists()


def _with_links(line: dict[str, Any], request: Request) -> dict[str, Any]:
    """A line of the board with the address behind each of its counts."""
    kept = {name: request.GET[name] for name in ("ke_hoach", "nam") if request.GET.get(name)}
    base = {**kept, "co_quan": line["office__public_id"]}
    address = reverse("planning:assignments")
    cells = [
        {"label": label, "count": line[key], "url": f"{address}?{urlencode({**base, 'trang_thai': key})}"}
        for key, label in [*AssignmentState.choices, ("late", "Quá hạn")]
    ]
    return {**line, "cells": cells, "url": f"{address}?{urlencode(base)}"}


@login_required
@require_safe
def board_sheet(request: Request) -> HttpResponse:
    demand(policies.may_follow(request.actor))
    _, rows = _filtered(request, BoardFilter)
    heads = [*AssignmentState.choices, ("late", "Quá hạn"), ("total", "Cộng")]
    columns = [Column("Cơ quan", width=48), *[Column(label, kind="number") for _, label in heads]]
    table = [[line["office__name"], *[line[key] for key, _ in heads]] for line in rows.by_office(request.actor.on)]
    return workbook(f"bang-theo-doi-{request.actor.on:%Y-%m-%d}", columns, table, sheet="Bảng theo dõi")


@login_required
@require_safe
def assignments(request: Request) -> HttpResponse:
    """The assignments of the person's offices, or of all for who follows the whole plan; what is still to do first."""
    demand(policies.may_have_work(request.actor))
    form, rows = _filtered(request, WorkFilter)
    is_over = Case(When(state__in=NOT_ENDED, then=Value(0)), default=Value(1))
    rows = rows.order_by(is_over, "due_on", "office__sort_key", "task__ordinal", "pk")
    page = page_of(request, rows.select_related("office", "task__plan"))
    for each in page:
        each.colour = STATE_COLOURS[each.state]
        each.is_owed = each.state in WITH_THE_AGENCY and each.task.plan.state == PlanState.ISSUED
    context = {
        "page": page,
        "filter_form": form,
        "may_follow": policies.may_follow(request.actor),
        "may_import": policies.may_make_plans(request.actor),
        "upload_url": reverse("intake:upload", args=[Assignments.slug]),
    }
    return render(request, "planning/assignments.html", context)


@login_required
@require_safe
def assignments_sheet(request: Request) -> HttpResponse:
    demand(policies.may_have_work(request.actor))
    _, rows = _filtered(request, WorkFilter)
    rows = rows.select_related("office", "task__plan").order_by("due_on", "office__sort_key", "task__ordinal", "pk")
    return sheet_of("viec-duoc-giao", "Việc được giao", Assignments.columns, rows, request.actor.on)
