"""Plans and the tree of a plan's money: each figure opens its rows."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.budget import policies
from ocop.ground.budget.coverage import coverage_of
from ocop.ground.budget.figures import Figures, LineShares, forest, in_billions, shares_of, total_of
from ocop.ground.budget.forms import FigureFilter
from ocop.ground.budget.sheets import Lines
from ocop.ground.budget.views.scoped import plan_or_404, readers_only
from ocop.ground.planning.models import Plan
from ocop.ground.planning.queries import sees_the_whole_plan
from ocop.kit.scope import Actor
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A line of the tree as the page shows it: sums in billions, each with the address of its rows."""

    row: Figures
    allocations_url: str
    payments_url: str

    @property
    def level(self) -> int:
        return min(self.row.depth, 3)

    @property
    def need(self) -> str:
        return in_billions(self.row.need)

    @property
    def allocated(self) -> str:
        return in_billions(self.row.allocated)

    @property
    def paid(self) -> str:
        return in_billions(self.row.paid)

    @property
    def remaining(self) -> str:
        return in_billions(self.row.remaining)


@login_required
@require_safe
def plans(request: Request) -> HttpResponse:
    """Plans with the number of their lines, the newest first."""
    actor = readers_only(request)
    found = Plan.objects.visible_to(actor).select_related("office").annotate(line_count=Count("budget_lines"))
    context = {"plans": found, "may_record": policies.may_record(actor)}
    return render(request, "budget/plans.html", context)


def _asked(request: Request, plan: Plan) -> tuple[FigureFilter, int | None, str]:
    years = range(plan.starts_on.year, plan.ends_on.year + 1)
    form = FigureFilter(request.GET, years=years)
    form.is_valid()
    year, source = form.cleaned_data.get("nam"), form.cleaned_data.get("nguon", "")
    return form, int(year) if year else None, source


def _tree_rows(roots: list[Figures], year: int | None) -> list[TreeRow]:
    rows = []
    for root in roots:
        for row in root.walk():
            query = urlencode({"dong": row.line.public_id, **({"nam": year} if year else {})})
            allocations = f"{reverse('budget:allocations')}?{query}"
            rows.append(TreeRow(row, allocations, f"{reverse('budget:disbursements')}?{query}"))
    return rows


@login_required
@require_safe
def plan(request: Request, public_id: str) -> HttpResponse:
    """The plan's lines as a tree, its shares and what its money does not reach."""
    found = plan_or_404(request, public_id)
    actor: Actor = request.actor
    form, year, source = _asked(request, found)
    roots = forest(found, actor, year=year, source=source)
    whole = sees_the_whole_plan(actor)
    everything = forest(found, actor) if year or source else roots
    total = total_of(roots)
    context: dict[str, Any] = {
        "plan": found,
        "filter_form": form,
        "rows": _tree_rows(roots, year),
        "total": {name: in_billions(getattr(total, name)) for name in ("need", "allocated", "paid", "remaining")},
        "year": year,
        "whole": whole,
        "shares": share_tables(shares_of(found)) if whole else [],
        "coverage": coverage_of(found, everything),
        "may_keep": policies.may_keep_lines(actor, found),
        "may_record": policies.may_record(actor),
        "upload_url": f"{reverse('intake:upload', args=[Lines.slug])}?{urlencode({'thuoc': found.public_id})}",
    }
    return render(request, "budget/plan.html", context)


def share_tables(found: list[LineShares]) -> list[dict[str, Any]]:
    """The checks of shares as the page shows them."""
    return [
        {
            "line": each.line,
            "tables": [
                ("Đã phân bổ", [_share_row(office, check) for office, check in each.allocated]),
                ("Đã chi", [_share_row(office, check) for office, check in each.paid]),
            ],
        }
        for each in found
    ]


def _share_row(office: Any, check: Any) -> dict[str, Any]:
    return {
        "office": office,
        "percent": check.percent.normalize(),
        "planned": in_billions(check.planned),
        "actual": check.actual,
        "actual_percent": check.actual_percent,
        "difference": check.difference,
        "percent_difference": check.percent_difference,
        "words": _in_words(check),
    }


def _in_words(check: Any) -> str:
    if check.actual_percent is None:
        return "Chưa có khoản nào"
    if check.difference == 0:
        return "Đúng tỷ lệ"
    return "Nhiều hơn phần phải góp" if check.difference > 0 else "Ít hơn phần phải góp"


@login_required
@require_safe
def plan_sheet(request: Request, public_id: str) -> HttpResponse:
    """The same tree as a workbook, in đồng."""
    found = plan_or_404(request, public_id)
    _, year, source = _asked(request, found)
    rows = [row for root in forest(found, request.actor, year=year, source=source) for row in root.walk()]
    return sheet_of("du-toan", "Dự toán", Lines.columns, rows, request.actor.on)
