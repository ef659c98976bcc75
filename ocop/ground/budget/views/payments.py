"""Payments: the list and its Excel, recording one, its paper, cancelling."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.budget import actions, policies
from ocop.ground.budget.forms import PaymentForm
from ocop.ground.budget.sheets import Payments
from ocop.ground.budget.views.rows import cancel_page, filtered, list_page, record_page, sheet
from ocop.ground.budget.views.scoped import (
    allowed,
    disbursement_or_404,
    kept_paper,
    line_or_404,
    payees_for,
    payers_for,
)
from ocop.ground.registry.actions import file_if_sent
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request


def _filtered(request: Request) -> Any:
    form, rows, line = filtered(request, Payments, year="paid_on__year", search=lambda rows, words: rows.search(words))
    return form, rows.order_by("-paid_on", "-pk"), line


@login_required
@require_safe
def disbursements(request: Request) -> HttpResponse:
    return list_page(request, Payments(request.actor), *_filtered(request))


@login_required
@require_safe
def disbursements_sheet(request: Request) -> HttpResponse:
    return sheet(request, Payments, _filtered(request)[1])


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
                document=file_if_sent(data["file"], by=actor, at=clock.now()),
            )
            made = actions.disburse(payment, by=actor, at=clock.now(), key=data["key"])
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
    return record_page(
        request,
        row,
        Payments(actor),
        facts=facts,
        act="budget.disbursement_cancelled",
        title="Khoản chi",
        name=row.purpose,
        may=policies.may_disburse(actor, row.payer),
        cancel_url=reverse("budget:cancel_disbursement", args=[row.public_id]),
        kept=kept_paper(row.document, "budget:paper", row.public_id),
    )


@login_required
def cancel_disbursement(request: Request, public_id: str) -> HttpResponse:
    row = disbursement_or_404(request, public_id)
    return cancel_page(
        request,
        row,
        what="khoản chi",
        about=f"{row.purpose}: {format_money(row.amount)}",
        page="budget:disbursement",
        may=policies.may_disburse(request.actor, row.payer),
        act=actions.cancel_disbursement,
    )


@login_required
@require_safe
def paper(request: Request, public_id: str) -> HttpResponseBase:
    """The paper itself."""
    row = disbursement_or_404(request, public_id)
    if row.document is None:
        raise Http404
    return serve(row.document, request)
