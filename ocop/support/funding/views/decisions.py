"""What is decided about a support: approved, refused, paid, ended; its papers."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from ocop.ground.budget.models import BudgetLine
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.numbers import format_money
from ocop.kit.web import Request
from ocop.support.funding import actions, policies
from ocop.support.funding.actions.supports import paid_of
from ocop.support.funding.forms import ApproveForm, EndForm, OverrideForm, PayForm, ReasonForm
from ocop.support.funding.overlaps import find_overlaps
from ocop.support.funding.views.scoped import form_page, officers_only, support_or_404


@login_required
def approve(request: Request, public_id: str) -> HttpResponse:
    """What overlaps stands above the button; over an approved one only with a reason."""
    officers_only(request)
    row, actor = support_or_404(request, public_id), request.actor
    found = find_overlaps(row)
    given = any(each.is_given for each in found)
    form = (
        OverrideForm(request.POST if request.method == "POST" else None) if given else ApproveForm(request.POST or None)
    )
    if request.method == "POST" and (not given or form.is_valid()):
        override = form.cleaned_data["override"] if given else ""
        try:
            actions.approve(row, override=override, by=actor, at=clock.now())
        except Refused as refused:
            form.is_valid()
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã duyệt hỗ trợ.")
            return redirect("funding:support", row.public_id)
    context = {
        "title": "Duyệt hỗ trợ",
        "crumbs": ("Hỗ trợ", reverse("funding:support", args=[row.public_id])),
        "lead": f"{row.producer.name}: {row.detail}, {format_money(row.amount)}.",
        "support": row,
        "found": found,
        "form": form,
        "may": policies.may_move(actor, row, "approve"),
        "submit": "Vẫn duyệt" if given else "Duyệt",
    }
    return render(request, "funding/approve.html", context)


@login_required
def refuse(request: Request, public_id: str) -> HttpResponse:
    officers_only(request)
    row, actor = support_or_404(request, public_id), request.actor
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse(row, why=form.cleaned_data["why"], by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi không duyệt.")
            return redirect("funding:support", row.public_id)
    return form_page(
        request,
        title="Không duyệt hỗ trợ",
        crumbs=("Hỗ trợ", reverse("funding:support", args=[row.public_id])),
        lead=f"{row.producer.name}: {row.detail}. Chủ thể đọc được lý do này.",
        form=form,
        may=policies.may_move(actor, row, "refuse"),
        submit="Không duyệt",
        variant="warning",
    )


@login_required
def pay(request: Request, public_id: str) -> HttpResponse:
    """Records money paid for the support of a line of a plan."""
    officers_only(request)
    row, actor = support_or_404(request, public_id), request.actor
    lines = BudgetLine.objects.visible_to(actor).leaves().select_related("plan").order_by("-plan__starts_on", "ordinal")
    left = row.amount - paid_of(row)
    form = PayForm(
        request.POST if request.method == "POST" else None, lines=lines, today=actor.on, initial={"amount": left}
    )
    if request.method == "POST" and form.is_valid():
        url = reverse("funding:support", args=[row.public_id])
        try:
            actions.pay(row, by=actor, at=clock.now(), url=url, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi khoản chi.")
            return redirect("funding:support", row.public_id)
    return form_page(
        request,
        title="Ghi khoản chi hỗ trợ",
        crumbs=("Hỗ trợ", reverse("funding:support", args=[row.public_id])),
        lead=f"{row.producer.name}: {row.detail}. {row.office} chi; còn được chi {format_money(left)}.",
        form=form,
        may=policies.may_move(actor, row, "pay"),
        submit="Ghi khoản chi",
    )


@login_required
def end(request: Request, public_id: str) -> HttpResponse:
    officers_only(request)
    row, actor = support_or_404(request, public_id), request.actor
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(row, note=form.cleaned_data["note"], by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã kết thúc hỗ trợ.")
            return redirect("funding:support", row.public_id)
    return form_page(
        request,
        title="Kết thúc hỗ trợ",
        crumbs=("Hỗ trợ", reverse("funding:support", args=[row.public_id])),
        lead=f"{row.producer.name}: {row.detail}.",
        form=form,
        may=policies.may_move(actor, row, "end"),
        submit="Kết thúc",
    )
