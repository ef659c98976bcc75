"""Allocations: the list and its Excel, a decision with many lines previewed before it is kept, cancelling."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.budget import actions, policies
from ocop.ground.budget.actions import NewAllocation
from ocop.ground.budget.forms import AllocateForm, MoneyFilter, ReasonForm
from ocop.ground.budget.models import Allocation, BudgetLine
from ocop.ground.budget.views.rows import lines_within
from ocop.ground.budget.views.scoped import (
    allocation_or_404,
    allowed,
    payees_for,
    payers_for,
    plan_or_404,
    readers_only,
)
from ocop.ground.registry.holders import shelf_of
from ocop.ground.registry.queries import history_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import ListColumn, page_of, sheet_of, table_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request

COLUMNS = (
    ListColumn(
        "Dòng dự toán",
        lambda row: row.line.name,
        url=lambda row: reverse("budget:allocation", args=[row.public_id]),
        note=lambda row: "Dựng lại" if row.is_reconstructed else "Đã hủy" if row.cancelled_at else "",
    ),
    ListColumn("Năm", lambda row: str(row.year)),
    ListColumn("Nguồn vốn", lambda row: str(row.line.get_source_display())),
    ListColumn("Cơ quan cấp", lambda row: str(row.payer)),
    ListColumn("Cơ quan được giao", lambda row: str(row.payee)),
    ListColumn("Số tiền (đồng)", lambda row: row.amount, "number"),
    ListColumn("Quyết định", lambda row: row.decision_number),
    ListColumn("Ngày", lambda row: row.decided_on, "date"),
)


def _filtered(request: Request) -> tuple[MoneyFilter, Any, BudgetLine | None]:
    actor = readers_only(request)
    form = MoneyFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    rows = Allocation.objects.visible_to(actor).select_related("line", "payer", "payee")
    rows = rows.filter(cancelled_at__isnull=False) if chosen.get("huy") else rows.running()
    line, within = lines_within(actor, chosen.get("dong", ""))
    if within is not None:
        rows = rows.filter(line__in=within)
    if year := chosen.get("nam"):
        rows = rows.filter(year=year)
    if source := chosen.get("nguon"):
        rows = rows.filter(line__source=source)
    if words := chosen.get("q"):
        rows = rows.filter(line__name__icontains=words)
    return form, rows.order_by("-year", "-decided_on", "-pk"), line


@login_required
@require_safe
def allocations(request: Request) -> HttpResponse:
    form, rows, line = _filtered(request)
    total = rows.order_by().aggregate(total=Sum("amount"))["total"] or 0
    page = page_of(request, rows)
    context = {
        "title": "Phân bổ kinh phí",
        "lead": f"{'Của dòng “' + line.name + '”. ' if line else ''}Cộng: {format_money(total)}.",
        "crumbs": ("Kinh phí", reverse("budget:plans")),
        "filter_form": form,
        "export_url": reverse("budget:allocations_sheet"),
        "noun": "khoản phân bổ",
        "page": page,
        "table": table_of("Phân bổ kinh phí", COLUMNS, page),
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def allocations_sheet(request: Request) -> HttpResponse:
    _, rows, _ = _filtered(request)
    return sheet_of("phan-bo", "Phân bổ", COLUMNS, rows, request.actor.on)


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
    if request.method == "POST" and form.is_valid() and step in {"xem", "ghi"}:
        rows = [NewAllocation(**row) for row in form.rows()]
        if step == "ghi":
            data = form.cleaned_data
            try:
                actions.allocate(
                    rows,
                    year=data["year"],
                    decision_number=data["decision_number"],
                    decided_on=data["decided_on"],
                    key=data["key"],
                    by=actor,
                    at=clock.now(),
                )
            except Refused as refused:
                form.add_error(None, refused.reason)
            else:
                messages.success(request, f"Đã ghi {len(rows)} khoản phân bổ.")
                return redirect("budget:plan", plan.public_id)
        else:
            context = {"plan": plan, "form": form, "rows": rows, "total": sum(row.amount for row in rows)}
            return render(request, "budget/allocate_preview.html", context)
    context = {"plan": plan, "form": form, "rows": range(1, 6)}
    return render(request, "budget/allocate.html", context)


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
    context = {
        "title": "Phân bổ",
        "name": row.line.name,
        "row": row,
        "facts": facts,
        "crumbs": ("Phân bổ kinh phí", reverse("budget:allocations")),
        "why": why_cancelled(row, "budget.allocation_cancelled"),
        "may": policies.may_allocate(request.actor, row.payer),
        "cancel_url": reverse("budget:cancel_allocation", args=[row.public_id]),
        "shelf": shelf_of(row, request.actor),
    }
    return render(request, "budget/record.html", context)


def why_cancelled(row: Any, act: str) -> str:
    """The reason somebody gave for cancelling, from the journal."""
    entry = history_of(row).filter(act=act).last() if row.cancelled_at else None
    return entry.why if entry else ""


@login_required
def cancel_allocation(request: Request, public_id: str) -> HttpResponse:
    row, actor = allocation_or_404(request, public_id), request.actor
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_allocation(row, why=form.cleaned_data["why"], by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã hủy khoản phân bổ.")
            return redirect("budget:allocation", row.public_id)
    context = {
        "title": "Hủy khoản phân bổ",
        "crumbs": ("Phân bổ", reverse("budget:allocation", args=[row.public_id])),
        "lead": f"{row.line.name}, năm {row.year}: {format_money(row.amount)}. Khoản đã hủy vẫn còn trong sổ.",
        "form": form,
        "may": policies.may_allocate(actor, row.payer),
        "submit": "Hủy khoản này",
        "variant": "warning",
    }
    return render(request, "kit/form_page.html", context)
