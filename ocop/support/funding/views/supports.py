"""Supports: the list and its Excel, proposing one, its page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.budget.models import Disbursement
from ocop.ground.registry.actions import subject_of
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import ListColumn, page_of, sheet_of, table_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.support.funding import actions, policies
from ocop.support.funding.forms import NameFilter, SupportFilter, SupportForm
from ocop.support.funding.models import Policy, Support
from ocop.support.funding.overlaps import find_overlaps
from ocop.support.funding.queries import producers_for, works_with_support
from ocop.support.funding.sheets import Supports
from ocop.support.funding.states import STATE_COLOURS, SupportState
from ocop.support.funding.views.scoped import (
    allowed,
    form_page,
    giving_offices,
    officers_only,
    producer_or_404,
    support_or_404,
)


def _filtered(request: Request) -> tuple[SupportFilter, Any]:
    actor = officers_only(request)
    form = SupportFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    rows = Supports(actor).records()
    if words := chosen.get("q"):
        rows = rows.search(words)
    if state := chosen.get("trang_thai"):
        rows = rows.filter(state=state)
    if purpose := chosen.get("muc_dich"):
        rows = rows.filter(purpose=purpose)
    if year := chosen.get("nam"):
        rows = rows.filter(starts_on__year=year)
    return form, rows.order_by("-starts_on", "-pk")


@login_required
@require_safe
def supports(request: Request) -> HttpResponse:
    form, rows = _filtered(request)
    total = rows.order_by().given().aggregate(total=Sum("amount"))["total"] or 0
    page = page_of(request, rows)
    may = policies.may_propose(request.actor)
    context = {
        "title": "Hỗ trợ chủ thể",
        "lead": f"Đã duyệt trong danh sách này: {format_money(total)}.",
        "acts": [
            (may, "Đề xuất hỗ trợ", reverse("funding:choose_producer")),
            (may, "Nhập từ Excel", reverse("intake:upload", args=[Supports.slug])),
            (None, "Chính sách hỗ trợ", reverse("funding:catalogue")),
            (None, "Chủ thể chưa được hỗ trợ", reverse("funding:unsupported")),
            (None, "Tín dụng", reverse("funding:credit")),
        ],
        "filter_form": form,
        "export_url": reverse("funding:supports_sheet"),
        "noun": "hỗ trợ",
        "page": page,
        "table": table_of("Hỗ trợ chủ thể", Supports.columns, page),
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def supports_sheet(request: Request) -> HttpResponse:
    """The filtered supports, in the columns an upload reads."""
    _, rows = _filtered(request)
    return sheet_of("ho-tro", "Hỗ trợ", Supports.columns, rows, request.actor.on)


@login_required
@require_safe
def choose_producer(request: Request) -> HttpResponse:
    """The first step of a proposal: for whom."""
    actor = officers_only(request)
    allowed(policies.may_propose(actor))
    form = NameFilter(request.GET)
    form.is_valid()
    rows = producers_for(actor).select_related("unit").order_by("sort_key", "pk")
    if words := form.cleaned_data.get("q"):
        rows = rows.search(words)
    page = page_of(request, rows)
    columns = (
        ListColumn(
            "Tên chủ thể", lambda row: row.name, url=lambda row: reverse("funding:propose", args=[row.public_id])
        ),
        ListColumn("Địa bàn", lambda row: row.unit.full_name),
    )
    context = {
        "title": "Hỗ trợ cho ai?",
        "lead": "Chọn chủ thể để đề xuất hỗ trợ.",
        "crumbs": ("Hỗ trợ", reverse("funding:supports")),
        "filter_form": form,
        "noun": "chủ thể",
        "page": page,
        "table": table_of("Chủ thể", columns, page),
    }
    return render(request, "kit/listing_page.html", context)


@login_required
def propose(request: Request, public_id: str) -> HttpResponse:
    producer, actor = producer_or_404(request, public_id), request.actor
    allowed(policies.may_propose_for(actor, producer))
    form = SupportForm(
        request.POST if request.method == "POST" else None,
        policies=Policy.objects.in_force(actor.on).select_related("office").order_by("name"),
        offices=giving_offices(actor),
        products=producer.products.order_by("sort_key"),
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        key = data.pop("key")
        if data["policy"]:
            data["office"] = data["policy"].office
        try:
            made = actions.propose(actions.NewSupport(producer=producer, **data), by=actor, at=clock.now(), key=key)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi đề xuất. Phần dưới cho biết có trùng với hỗ trợ khác không.")
            return redirect("funding:support", made.public_id)
    crumbs = ("Hỗ trợ", reverse("funding:supports"))
    lead = f"{producer.name}, {producer.unit.full_name}"
    return form_page(
        request, title="Đề xuất hỗ trợ", crumbs=crumbs, lead=lead, form=form, submit="Ghi đề xuất và dò trùng"
    )


@login_required
@require_safe
def support(request: Request, public_id: str) -> HttpResponse:
    """A support: its facts, what it overlaps, its payments and papers, and what may be done."""
    row, actor = support_or_404(request, public_id), request.actor
    is_officer = works_with_support(actor)
    subject_type, subject_id = subject_of(row)
    payments = Disbursement.objects.running().filter(subject_type=subject_type, subject_id=subject_id)
    context = {
        "support": row,
        "colour": STATE_COLOURS[SupportState(row.state)],
        "facts": _facts(row, actor),
        "found": find_overlaps(row) if is_officer and row.state != SupportState.REFUSED else [],
        "payments": payments.select_related("line", "payer"),
        "shelf": shelf_of(row, actor),
        "is_officer": is_officer,
        "may": {action: policies.may_move(actor, row, action) for action in ("approve", "refuse", "pay", "end")},
    }
    return render(request, "funding/support.html", context)


def _facts(row: Support, actor: Actor) -> list[Row]:
    producer_url = reverse("funding:producer", args=[row.producer.public_id])
    facts = [
        Row("Chủ thể", row.producer.name, producer_url, "Mọi hỗ trợ"),
        Row("Sản phẩm", row.product.name if row.product else "Không riêng sản phẩm nào"),
        Row("Chính sách, ngân sách", row.budget_name),
        Row("Cơ quan hỗ trợ", str(row.office)),
        Row("Mục đích", row.purpose_name),
        Row("Thời gian", f"{format_date(row.starts_on)} đến {format_date(row.ends_on)}"),
        Row("Số tiền", format_money(row.amount)),
        Row("Đề xuất", f"{format_date(row.proposed_at)}, {row.proposed_by or 'hệ thống'}"),
    ]
    if row.decided_at:
        facts.append(Row("Quyết định", f"{format_date(row.decided_at)}, {row.decided_by or 'hệ thống'}"))
    if row.decision_note:
        facts.append(Row("Lý do, kết quả", row.decision_note))
    if row.override_reason and works_with_support(actor):
        facts.append(Row("Lý do duyệt dù có trùng", row.override_reason))
    return facts
