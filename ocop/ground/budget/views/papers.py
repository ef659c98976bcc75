"""Biểu 4 and Biểu 5 of a plan: page, print, Excel."""

from decimal import Decimal

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.budget.figures import forest
from ocop.ground.budget.papers import PaperRow, PlanPaper, form_4, form_5, form_5_lines
from ocop.ground.budget.views.scoped import plan_or_404
from ocop.ground.planning.models import Plan
from ocop.ground.planning.queries import sees_the_whole_plan
from ocop.kit.scope import Actor
from ocop.kit.ui.listing import ListColumn, sheet_of
from ocop.kit.web import Request


def _paper(number: int, plan: Plan, actor: Actor) -> tuple[PlanPaper, list[PaperRow]]:
    """The table and, for Biểu 5, the plan's own lines. Allocations of all offices are in Biểu 4: not for one agency."""
    if number == 4:
        if not sees_the_whole_plan(actor):
            raise Http404
        return form_4(plan), []
    roots = forest(plan, actor)
    return form_5(plan, roots), form_5_lines(roots)


def _number(text: str) -> int:
    if text not in {"4", "5"}:
        raise Http404
    return int(text)


@login_required
@require_safe
def paper(request: Request, public_id: str, number: str) -> HttpResponse:
    plan, which = plan_or_404(request, public_id), _number(number)
    table, lines = _paper(which, plan, request.actor)
    context = {"plan": plan, "number": which, "paper": table, "lines": lines}
    return render(request, "budget/paper.html", context)


@login_required
@require_safe
def paper_print(request: Request, public_id: str, number: str) -> HttpResponse:
    plan, which = plan_or_404(request, public_id), _number(number)
    table, lines = _paper(which, plan, request.actor)
    context = {
        "plan": plan,
        "number": which,
        "paper": table,
        "lines": lines,
        "plain_sheet": True,
        "back": reverse("budget:form", args=[plan.public_id, which]),
    }
    return render(request, "budget/paper_print.html", context)


@login_required
@require_safe
def paper_sheet(request: Request, public_id: str, number: str) -> HttpResponse:
    """The table as a workbook, in millions of đồng."""
    plan, which = plan_or_404(request, public_id), _number(number)
    table, _ = _paper(which, plan, request.actor)
    columns = [ListColumn("Nội dung", lambda row: row.name)]
    for place, heading in enumerate(table.columns):
        columns.append(ListColumn(f"{heading} (triệu đồng)", _millions(place), "decimal"))
    return sheet_of(f"bieu-{which}", f"Biểu {which}", columns, table.rows, request.actor.on)


def _millions(place: int):  # type: ignore[no-untyped-def]
    def value(row: PaperRow) -> Decimal | None:
        amount = row.sums[place]
        return None if amount is None else Decimal(amount) / 1_000_000

    return value
