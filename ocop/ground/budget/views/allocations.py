"""Allocations: the list and its Excel, a decision with many lines previewed before it is kept, cancelling."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.budget import actions, policies
from ocop.ground.budget.actions import NewAllocation
from ocop.ground.budget.forms import AllocateForm
from ocop.ground.budget.sheets import Allocations
from ocop.ground.budget.views.rows import cancel_page, filtered, list_page, record_page, sheet
from ocop.ground.budget.views.scoped import allocation_or_404, allowed, payees_for, payers_for, plan_or_404
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request


def _filtered(request: Request) -> Any:
    form, rows, line = filtered(
        request, Allocations, year="year", search=lambda rows, words: rows.filter(line__name__icontains=words)
    )
    return form, rows.order_by("-year", "-decided_on", "-pk"), line


@login_required
@require_safe
def allocations(request: Request) -> HttpResponse:
    return list_page(request, Allocations(request.actor), *_filtered(request))


@login_required
@require_safe
def allocations_sheet(request: Request) -> HttpResponse:
    return sheet(request, Allocations, _filtered(request)[1])


@login_required
def allocate(request: Request, public_id: str) -> HttpResponse:
    """Typed, looked at, then kept: the same form comes back with “Sửa lại”."""
    plan, actor = plan_or_404(request, public_id), request.actor
    allowed(policies.may_record(actor))
    form = AllocateForm(
        request.POST or None,
        lines=plan.budget_lines.leaves().order_by("ordinal"),
        payers=payers_for(actor, plan),
        payees=payees_for(actor, plan),
        initial={"year": min(actor.on.year, plan.ends_on.year), "line_1": request.GET.get("dong")},
    )
    step = request.POST.get("buoc", "")
    if request.method == "POST" and form.is_valid():
        if step == "xem":
            rows = [NewAllocation(**row) for row in form.rows()]
            context = {"plan": plan, "form": form, "rows": rows, "total": sum(row.amount for row in rows)}
            return render(request, "budget/allocate_preview.html", context)
        if step == "ghi" and (count := _allocated(request, form)):
            messages.success(request, f"Đã ghi {count} khoản phân bổ.")
            return redirect("budget:plan", plan.public_id)
    return render(request, "budget/allocate.html", {"plan": plan, "form": form})


def _allocated(request: Request, form: AllocateForm) -> int:
    """How many rows were recorded; 0 when they were refused, with the reason on the form."""
    rows = [NewAllocation(**row) for row in form.rows()]
    said = {name: form.cleaned_data[name] for name in ("year", "decision_number", "decided_on", "key")}
    try:
        actions.allocate(rows, **said, by=request.actor, at=clock.now())
    except Refused as refused:
        form.add_error(None, refused.reason)
        return 0
    return len(rows)


@login_required
@require_safe
def allocation(request: Request, public_id: str) -> HttpResponse:
    row = allocation_or_404(request, public_id)
    facts = [
        Row("Dòng dự toán", row.line.name, reverse("budget:line", args=[row.line.public_id]), "Mở dòng"),
        Row("Năm ngân sách", str(row.year)),
        Row("Số tiền", format_money(row.amount)),
        Row("Cơ quan cấp", str(row.payer)),
        Row("Cơ quan được giao", str(row.payee)),
        Row("Quyết định", row.decision_number or "Chưa ghi"),
        Row("Ghi chú", row.note or "Không có"),
    ]
    return record_page(
        request,
        row,
        Allocations(request.actor),
        facts=facts,
        act="budget.allocation_cancelled",
        title="Phân bổ",
        name=row.line.name,
        may=policies.may_allocate(request.actor, row.payer),
        cancel_url=reverse("budget:cancel_allocation", args=[row.public_id]),
    )


@login_required
def cancel_allocation(request: Request, public_id: str) -> HttpResponse:
    row = allocation_or_404(request, public_id)
    return cancel_page(
        request,
        row,
        what="khoản phân bổ",
        about=f"{row.line.name}, năm {row.year}: {format_money(row.amount)}",
        page="budget:allocation",
        may=policies.may_allocate(request.actor, row.payer),
        act=actions.cancel_allocation,
    )
