"""Credit programmes: all with their totals, one with its papers, and who has what of credit in charge."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import sheet_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.support.funding import actions, policies
from ocop.support.funding.forms import CreditProgrammeForm, EntrustForm
from ocop.support.funding.models import CreditProgramme, Loan
from ocop.support.funding.queries import works_with_support
from ocop.support.funding.sheets import Programmes
from ocop.support.funding.views.scoped import (
    allowed,
    application_or_404,
    form_page,
    in_charge_row,
    loan_or_404,
    officers_only,
    programme_or_404,
)


@login_required
@require_safe
def credit(request: Request) -> HttpResponse:
    """Programmes with what was lent under each, and by value chain; within the person's reach."""
    actor = officers_only(request)
    loans = Loan.objects.visible_to(actor).order_by()
    by_programme: dict[int | None, dict[str, Any]] = {
        each["programme_id"]: dict(each)
        for each in loans.values("programme_id").annotate(count=Count("pk"), total=Sum("amount"))
    }
    none = {"count": 0, "total": 0}
    lines = [(each, by_programme.get(each.pk, none)) for each in CreditProgramme.objects.select_related("document")]
    context = {
        "lines": lines,
        "without": by_programme.get(None, none),
        "chains": loans.values("chain").annotate(count=Count("pk"), total=Sum("amount")).order_by("-total")[:20],
        "may": policies.may_record_loans(actor),
        "upload_url": reverse("intake:upload", args=[Programmes.slug]),
    }
    return render(request, "funding/credit.html", context)


@login_required
@require_safe
def programmes_sheet(request: Request) -> HttpResponse:
    """The programmes in the columns a sheet is read by."""
    table = Programmes(officers_only(request))
    return sheet_of("chuong-trinh-tin-dung", "Chương trình", table.columns, table.records(), request.actor.on)


@login_required
def add_programme(request: Request) -> HttpResponse:
    actor = officers_only(request)
    allowed(policies.may_record_loans(actor))
    form = CreditProgrammeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_credit_programme(by=actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã thêm chương trình tín dụng.")
            return redirect("funding:programme", made.public_id)
    crumbs = ("Tín dụng", reverse("funding:credit"))
    return form_page(request, title="Thêm chương trình tín dụng", crumbs=crumbs, form=form, submit="Thêm")


@login_required
@require_safe
def programme(request: Request, public_id: str) -> HttpResponse:
    """One programme with its papers; officers also read what was lent under it within their reach."""
    row, actor = programme_or_404(request, public_id), request.actor
    until = format_date(row.ends_on) if row.ends_on else "chưa định"
    facts = [
        Row("Tổ chức tín dụng", row.bank or "Chưa ghi"),
        Row("Văn bản", str(row.document) if row.document else "Chưa có trong tủ văn bản"),
        Row("Điều kiện, lãi suất", row.terms or "Chưa ghi"),
        Row("Áp dụng", f"{format_date(row.starts_on)} đến {until}"),
        in_charge_row(row, actor),
    ]
    if works_with_support(actor):
        lent = Loan.objects.visible_to(actor).filter(programme=row).aggregate(count=Count("pk"), total=Sum("amount"))
        facts.append(Row("Đã cho vay", f"{lent['count']} khoản, {format_money(lent['total'] or 0)}"))
    context = {"row": row, "facts": facts, "shelf": shelf_of(row, actor), "is_officer": works_with_support(actor)}
    return render(request, "funding/programme.html", context)


FETCHES: dict[str, Any] = {
    "programme": programme_or_404,
    "application": application_or_404,
    "loan": loan_or_404,
}


@login_required
def entrust(request: Request, public_id: str, kind: str) -> HttpResponse:
    """Put a programme, a wish or a loan into the charge of an agency."""
    row, actor = FETCHES[kind](request, public_id), request.actor
    allowed(policies.may_entrust(actor, row))
    form = EntrustForm(request.POST if request.method == "POST" else None, on=actor.on, initial={"office": row.office})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.entrust(row, form.cleaned_data["office"], by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Từ nay {row.in_charge_name} phụ trách.")
            still_reads = policies.in_charge(actor, row)
            return redirect(f"funding:{kind}", row.public_id) if still_reads else redirect("funding:credit")
    return form_page(
        request,
        title="Giao cơ quan phụ trách",
        crumbs=(str(row), reverse(f"funding:{kind}", args=[row.public_id])),
        lead=f"{row}. Ngoài Văn phòng Điều phối, chủ thể và cán bộ địa bàn, chỉ cơ quan phụ trách đọc được.",
        form=form,
        submit="Giao",
    )
