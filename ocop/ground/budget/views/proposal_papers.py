"""The paper of a proposal: an A4 sheet and the same rows in Excel."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ocop.ground.budget.asking import AskedLine, asked_lines, sees_all_money
from ocop.ground.budget.views.proposals import proposal_or_404
from ocop.ground.offices.models import StandingAgency
from ocop.kit import clock
from ocop.kit.ui.listing import ListColumn, sheet_of
from ocop.kit.web import Request


@login_required
@require_safe
def proposal_print(request: Request, public_id: str) -> HttpResponse:
    """The proposal as an A4 sheet."""
    found = proposal_or_404(request, public_id)
    lines = asked_lines(found)
    context = {
        "proposal": found,
        "lines": lines,
        "total": sum(each.row.asked for each in lines),
        "whole": sees_all_money(found.office),
        "standing": StandingAgency.objects.on(found.sent_on or clock.today()),
    }
    return render(request, "budget/proposal_print.html", context)


@login_required
@require_safe
def proposal_sheet(request: Request, public_id: str) -> HttpResponse:
    found = proposal_or_404(request, public_id)
    columns: list[ListColumn] = [
        ListColumn("Nội dung", lambda each: each.row.line.name),
        ListColumn("Nguồn vốn", lambda each: each.row.line.get_source_display()),
        *(ListColumn(words, _figure(name), "number") for name, words in _FIGURES.items()),
        ListColumn(f"Đề nghị năm {found.year} (đồng)", lambda each: each.row.asked, "number"),
        ListColumn("Dùng vào việc", lambda each: each.row.note),
    ]
    return sheet_of(f"de-nghi-{found.year}", "Đề nghị", columns, asked_lines(found), request.actor.on)


_FIGURES = {
    "need": "Nhu cầu cả kế hoạch (đồng)",
    "allocated": "Đã phân bổ (đồng)",
    "paid": "Đã chi (đồng)",
    "missing": "Còn thiếu (đồng)",
}


def _figure(name: str) -> Callable[[AskedLine], int | None]:
    return lambda each: getattr(each, name)
