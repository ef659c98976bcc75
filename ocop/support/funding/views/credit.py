"""Credit: wishes and applications, loans, and the agency that has them in its charge."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.offices.queries import words_in
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.support.funding import actions, policies
from ocop.support.funding.forms import CreditFilter, LoanForm, MoveCreditForm, NameFilter, WishForm
from ocop.support.funding.models import CreditApplication, CreditProgramme, Loan
from ocop.support.funding.sheets import Applications, Loans
from ocop.support.funding.states import CREDIT_COLOURS, CREDIT_WORKFLOW, OPEN_CREDIT, CreditState
from ocop.support.funding.views.scoped import (
    allowed,
    application_or_404,
    form_page,
    in_charge_row,
    loan_or_404,
    officers_only,
    producer_or_404,
)

MOVES = {"nop": "lodge", "duoc-vay": "grant", "khong-duoc-vay": "refuse", "thoi": "withdraw"}


def _applications(request: Request) -> tuple[CreditFilter, Any]:
    actor = officers_only(request)
    form = CreditFilter(request.GET)
    form.is_valid()
    rows = Applications(actor).records()
    if words := form.cleaned_data.get("q"):
        rows = rows.filter(words_in("producer__folded", words))
    if state := form.cleaned_data.get("trang_thai"):
        rows = rows.filter(state=state)
    return form, rows.order_by("-made_at", "-pk")


@login_required
@require_safe
def applications(request: Request) -> HttpResponse:
    form, rows = _applications(request)
    page = page_of(request, rows)
    context = {
        "title": "Nhu cầu vay",
        "crumbs": ("Tín dụng", reverse("funding:credit")),
        "acts": [
            (Applications(request.actor).may(), "Nhập từ Excel", reverse("intake:upload", args=[Applications.slug]))
        ],
        "filter_form": form,
        "export_url": reverse("funding:applications_sheet"),
        "noun": "nhu cầu vay",
        "page": page,
        "table": table_of("Nhu cầu vay", Applications.columns, page),
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def applications_sheet(request: Request) -> HttpResponse:
    _, rows = _applications(request)
    return sheet_of("nhu-cau-vay", "Nhu cầu vay", Applications.columns, rows, request.actor.on)


def _loans(request: Request) -> tuple[NameFilter, Any]:
    actor = officers_only(request)
    form = NameFilter(request.GET)
    form.is_valid()
    rows = Loans(actor).records()
    if words := form.cleaned_data.get("q"):
        rows = rows.filter(words_in("producer__folded", words))
    return form, rows.order_by("-starts_on", "-pk")


@login_required
@require_safe
def loans(request: Request) -> HttpResponse:
    form, rows = _loans(request)
    total = rows.order_by().aggregate(total=Sum("amount"))["total"] or 0
    page = page_of(request, rows)
    context = {
        "title": "Khoản vay",
        "lead": f"Cộng: {format_money(total)}.",
        "crumbs": ("Tín dụng", reverse("funding:credit")),
        "acts": [(Loans(request.actor).may(), "Nhập từ Excel", reverse("intake:upload", args=[Loans.slug]))],
        "filter_form": form,
        "export_url": reverse("funding:loans_sheet"),
        "noun": "khoản vay",
        "page": page,
        "table": table_of("Khoản vay", Loans.columns, page),
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def loans_sheet(request: Request) -> HttpResponse:
    _, rows = _loans(request)
    return sheet_of("khoan-vay", "Khoản vay", Loans.columns, rows, request.actor.on)


@login_required
@require_safe
def loan(request: Request, public_id: str) -> HttpResponse:
    """One loan with its papers, for the producer and the officials of its place."""
    row = loan_or_404(request, public_id)
    wish = row.application
    facts = [
        Row("Chủ thể", row.producer.name, reverse("funding:producer", args=[row.producer.public_id]), "Mở"),
        Row("Số tiền", format_money(row.amount)),
        Row("Ngân hàng", row.bank),
        _programme_row(row, "Không theo chương trình nào"),
        Row("Ngày giải ngân", format_date(row.starts_on)),
        Row("Ngày đáo hạn", format_date(row.ends_on) if row.ends_on else "Chưa ghi"),
        Row("Chuỗi giá trị", row.chain or "Chưa ghi"),
        in_charge_row(row, request.actor),
    ]
    if wish is not None:
        facts.append(Row("Nhu cầu vay", wish.purpose, reverse("funding:application", args=[wish.public_id]), "Mở"))
    return render(request, "funding/loan.html", {"row": row, "facts": facts, "shelf": shelf_of(row, request.actor)})


def _programme_row(row: CreditApplication | Loan, none: str) -> Row:
    if row.programme is None:
        return Row("Chương trình", none)
    return Row("Chương trình", row.programme.name, reverse("funding:programme", args=[row.programme.public_id]), "Mở")


def _programmes(request: Request) -> Any:
    on = request.actor.on
    return CreditProgramme.objects.filter(starts_on__lte=on).exclude(ends_on__lt=on)


@login_required
def wish(request: Request, public_id: str) -> HttpResponse:
    """“Tôi muốn vay vốn”: the producer on a telephone, or an officer for the producer."""
    found, actor = producer_or_404(request, public_id), request.actor
    allowed(policies.may_wish(actor, found))
    form = WishForm(request.POST if request.method == "POST" else None, programmes=_programmes(request))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        key = data.pop("key")
        try:
            new = actions.NewWish(producer=found, **data)
            made = actions.wish_for_credit(new, by=actor, at=clock.now(), key=key)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi nhu cầu vay. Cán bộ sẽ theo dõi.")
            return redirect("funding:application", made.public_id)
    crumbs = ("Hỗ trợ", reverse("funding:producer", args=[found.public_id]))
    return form_page(request, title="Muốn vay vốn", crumbs=crumbs, lead=found.name, form=form, submit="Gửi nhu cầu vay")


@login_required
@require_safe
def application(request: Request, public_id: str) -> HttpResponse:
    row, actor = application_or_404(request, public_id), request.actor
    facts = [
        Row("Chủ thể", row.producer.name, reverse("funding:producer", args=[row.producer.public_id]), "Mở"),
        Row("Số tiền muốn vay", format_money(row.amount)),
        Row("Vay để làm gì", row.purpose),
        _programme_row(row, "Chưa chọn"),
        Row("Ngân hàng", row.bank or "Chưa chọn"),
        Row("Vướng mắc", row.obstacle or "Chưa ghi", row.obstacle_url, "Mở vướng mắc"),
        in_charge_row(row, actor),
        Row("Ghi ngày", format_date(row.made_at)),
    ]
    moves = [
        (policies.may_move_credit(actor, row, move.action), move.label, slug)
        for move in CREDIT_WORKFLOW.actions_from(row.state)
        for slug, action in MOVES.items()
        if action == move.action
    ]
    context = {
        "row": row,
        "facts": facts,
        "moves": moves,
        "colour": CREDIT_COLOURS[CreditState(row.state)],
        "shelf": shelf_of(row, actor),
    }
    return render(request, "funding/application.html", context)


@login_required
def move_application(request: Request, public_id: str, move: str) -> HttpResponse:
    row, actor = application_or_404(request, public_id), request.actor
    if move not in MOVES:
        raise Http404
    action = MOVES[move]
    initial = {"obstacle": row.obstacle, "obstacle_url": row.obstacle_url}
    form = MoveCreditForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_application(row, action, by=actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu.")
            return redirect("funding:application", row.public_id)
    label = next(each.label for each in CREDIT_WORKFLOW.transitions if each.action == action)
    return form_page(
        request,
        title=label,
        crumbs=("Nhu cầu vay", reverse("funding:application", args=[row.public_id])),
        lead=f"{row.producer.name}: {row.purpose}.",
        form=form,
        may=policies.may_move_credit(actor, row, action),
        submit=label,
    )


@login_required
def add_loan(request: Request, public_id: str) -> HttpResponse:
    found, actor = producer_or_404(request, public_id), request.actor
    allowed(policies.may_record_loans(actor))
    wishes = CreditApplication.objects.visible_to(actor).filter(producer=found, state__in=OPEN_CREDIT)
    open_wish = wishes.filter(loan=None).first()
    initial = {"bank": open_wish.bank, "amount": open_wish.amount} if open_wish else {}
    form = LoanForm(
        request.POST if request.method == "POST" else None, programmes=_programmes(request), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        key = data.pop("key")
        try:
            new = actions.NewLoan(producer=found, application=open_wish, **data)
            actions.record_loan(new, by=actor, at=clock.now(), key=key)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi khoản vay.")
            return redirect("funding:producer", found.public_id)
    lead = f"{found.name}."
    if open_wish:
        lead += f" Ghi khoản vay sẽ đóng nhu cầu vay “{open_wish.purpose}” ({format_money(open_wish.amount)})."
    crumbs = ("Hỗ trợ", reverse("funding:producer", args=[found.public_id]))
    return form_page(request, title="Ghi khoản vay", crumbs=crumbs, lead=lead, form=form, submit="Ghi khoản vay")
