"""Payments: the list and its Excel, recording one, its paper, cancelling."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.budget import actions, policies
from ocop.ground.budget.forms import MoneyFilter, PaymentForm, ReasonForm
from ocop.ground.budget.models import BudgetLine, Disbursement
from ocop.ground.budget.views.allocations import why_cancelled
from ocop.ground.budget.views.rows import lines_within
from ocop.ground.budget.views.scoped import (
    allowed,
    disbursement_or_404,
    filed,
    kept_paper,
    line_or_404,
    payees_for,
    payers_for,
    readers_only,
)
from ocop.ground.registry.holders import shelf_of
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import ListColumn, page_of, sheet_of, table_of
from ocop.kit.ui.parts import Row
from ocop.kit.uploads import UploadError
from ocop.kit.web import Request

COLUMNS = (
    ListColumn(
        "Nội dung chi",
        lambda row: row.purpose,
        url=lambda row: reverse("budget:disbursement", args=[row.public_id]),
        note=lambda row: "Dựng lại" if row.is_reconstructed else "Đã hủy" if row.cancelled_at else "",
    ),
    ListColumn("Ngày chi", lambda row: row.paid_on, "date"),
    ListColumn("Dòng dự toán", lambda row: row.line.name),
    ListColumn("Cơ quan chi", lambda row: str(row.payer)),
    ListColumn("Nơi nhận", lambda row: row.payee),
    ListColumn("Số tiền (đồng)", lambda row: row.amount, "number"),
)


def _filtered(request: Request) -> tuple[MoneyFilter, Any, BudgetLine | None]:
    actor = readers_only(request)
    form = MoneyFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    rows = Disbursement.objects.visible_to(actor).select_related("line", "payer", "payee_office", "payee_producer")
    rows = rows.filter(cancelled_at__isnull=False) if chosen.get("huy") else rows.running()
    line, within = lines_within(actor, chosen.get("dong", ""))
    if within is not None:
        rows = rows.filter(line__in=within)
    if year := chosen.get("nam"):
        rows = rows.filter(paid_on__year=year)
    if source := chosen.get("nguon"):
        rows = rows.filter(line__source=source)
    if words := chosen.get("q"):
        rows = rows.search(words)
    return form, rows.order_by("-paid_on", "-pk"), line


@login_required
@require_safe
def disbursements(request: Request) -> HttpResponse:
    form, rows, line = _filtered(request)
    total = rows.order_by().aggregate(total=Sum("amount"))["total"] or 0
    page = page_of(request, rows)
    context = {
        "title": "Các khoản chi",
        "lead": f"{'Của dòng “' + line.name + '”. ' if line else ''}Cộng: {format_money(total)}.",
        "crumbs": ("Kinh phí", reverse("budget:plans")),
        "filter_form": form,
        "export_url": reverse("budget:disbursements_sheet"),
        "noun": "khoản chi",
        "page": page,
        "table": table_of("Các khoản chi", COLUMNS, page),
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def disbursements_sheet(request: Request) -> HttpResponse:
    _, rows, _ = _filtered(request)
    return sheet_of("khoan-chi", "Khoản chi", COLUMNS, rows, request.actor.on)


@login_required
def disburse(request: Request, public_id: str) -> HttpResponse:
    """Records one payment of a line."""
    line, actor = line_or_404(request, public_id), request.actor
    allowed(policies.may_record(actor))
    form = PaymentForm(
        request.POST or None,
        request.FILES or None,
        payers=payers_for(actor, line.plan),
        payees=payees_for(actor, line.plan),
        today=actor.on,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            payment = actions.Payment(
                line=line,
                paid_on=data["paid_on"],
                payer=form.payers[data["payer"]],
                amount=data["amount"],
                purpose=data["purpose"],
                payee_office=form.payees.get(data["payee_office"]),
                payee_name=data["payee_name"],
                document=filed(data["file"], actor),
                key=data["key"],
            )
            made = actions.disburse(payment, by=actor, at=clock.now())
        except UploadError as error:
            form.add_error("file", str(error))
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã ghi khoản chi {format_money(made.amount)}.")
            return redirect("budget:disbursement", made.public_id)
    context = {
        "title": "Ghi khoản chi",
        "crumbs": (line.name, reverse("budget:line", args=[line.public_id])),
        "lead": f"Chi từ dòng “{line.name}”.",
        "form": form,
        "submit": "Ghi khoản chi",
    }
    return render(request, "kit/form_page.html", context)


@login_required
@require_safe
def disbursement(request: Request, public_id: str) -> HttpResponse:
    row, actor = disbursement_or_404(request, public_id), request.actor
    facts = [
        Row("Dòng dự toán", row.line.name, reverse("budget:line", args=[row.line.public_id]), "Mở dòng"),
        Row("Ngày chi", f"{row.paid_on:%d/%m/%Y}"),
        Row("Số tiền", format_money(row.amount)),
        Row("Cơ quan chi", str(row.payer)),
        Row("Nơi nhận", row.payee),
        Row("Chi cho", row.purpose, row.url, "Mở"),
    ]
    context = {
        "title": "Khoản chi",
        "name": row.purpose,
        "row": row,
        "facts": facts,
        "crumbs": ("Các khoản chi", reverse("budget:disbursements")),
        "why": why_cancelled(row, "budget.disbursement_cancelled"),
        "may": policies.may_disburse(actor, row.payer),
        "shelf": shelf_of(row, actor, kept=kept_paper(row.document, "budget:paper", row.public_id)),
        "cancel_url": reverse("budget:cancel_disbursement", args=[row.public_id]),
    }
    return render(request, "budget/record.html", context)


@login_required
def cancel_disbursement(request: Request, public_id: str) -> HttpResponse:
    row, actor = disbursement_or_404(request, public_id), request.actor
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_disbursement(row, why=form.cleaned_data["why"], by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã hủy khoản chi.")
            return redirect("budget:disbursement", row.public_id)
    context = {
        "title": "Hủy khoản chi",
        "crumbs": ("Khoản chi", reverse("budget:disbursement", args=[row.public_id])),
        "lead": f"{row.purpose}: {format_money(row.amount)}. Khoản đã hủy vẫn còn trong sổ, kèm lý do.",
        "form": form,
        "may": policies.may_disburse(actor, row.payer),
        "submit": "Hủy khoản chi",
        "variant": "warning",
    }
    return render(request, "kit/form_page.html", context)


@login_required
@require_safe
def paper(request: Request, public_id: str) -> HttpResponseBase:
    """The paper itself."""
    row = disbursement_or_404(request, public_id)
    if row.document is None:
        raise Http404
    return serve(row.document, request)
