"""The register of recognitions: the list, one of them with its history, its certificate."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.certification import actions, policies
from ocop.cycle.certification.codes import printed
from ocop.cycle.certification.forms import RegisterFilter, StandingForm
from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.papers.certificate import certificate_pdf
from ocop.cycle.certification.queries import RecognitionQuerySet, reads_register, standing
from ocop.cycle.certification.states import RecognitionState, standing_words
from ocop.ground.producers.models import Product
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.sheets.writing import Column, write_table
from ocop.kit.web import Request
from ocop.rules.calendar import reassessment_window

PER_PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    Column("Sản phẩm"),
    Column("Chủ thể"),
    Column("Địa bàn"),
    Column("Hạng sao", "number"),
    Column("Năm", "text"),
    Column("Số quyết định"),
    Column("Có hiệu lực từ", "date"),
    Column("Có hiệu lực đến", "date"),
    Column("Hiệu lực"),
    Column("Mã sản phẩm OCOP"),
    Column("Mã kiểm tra"),
)


@login_required
@require_safe
def recognitions(request: Request) -> HttpResponse:
    """Recognitions the person may see, filtered by the address, exported as the same sheet."""
    form, rows = _filtered(request)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    national_url = reverse("certification:national_results") if reads_register(request.actor) else ""
    return render(
        request, "certification/recognitions.html", {"form": form, "page": page, "national_url": national_url}
    )


@login_required
@require_safe
def export(request: Request) -> HttpResponse:
    """The filtered list as a workbook."""
    _, rows = _filtered(request)
    content = write_table(COLUMNS, (_sheet_row(row) for row in rows.iterator(chunk_size=500)), sheet="Công nhận")
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = 'attachment; filename="so-cong-nhan-ocop.xlsx"'
    return response


@login_required
@require_safe
def recognition(request: Request, public_id: str) -> HttpResponse:
    """One recognition: what made it, what changed it since, its paper."""
    row = _fetch(request, public_id)
    on = clock.today()
    opens, closes = reassessment_window(row.valid_until)
    stood = standing(row, on)
    context = {
        "recognition": row,
        "standing": stood,
        "standing_words": standing_words(stood, by_year=row.dates_are_estimated),
        "changes": row.standing_changes.order_by("-effective_on", "-pk"),
        "may": policies.may_change_standing(request.actor, row),
        "code": printed(row.certificate.code) if _has_paper(row) else "",
        "window_opens": opens,
        "window_closes": closes,
        "renewal_due": opens <= on <= row.valid_until and not row.is_trial,
    }
    return render(request, "certification/recognition.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_standing(request: Request, public_id: str) -> HttpResponse:
    """Suspend, lift or withdraw, with decision, ground and reason."""
    row = _fetch(request, public_id)
    actor = request.actor
    form = StandingForm(request.POST or None, state=row.state)
    if request.method == "POST" and form.is_valid():
        try:
            _change(row, form.cleaned_data, by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi thay đổi hiệu lực.")
            return redirect("certification:recognition", row.public_id)
    context = {"recognition": row, "form": form, "may": policies.may_change_standing(actor, row)}
    return render(request, "certification/change_standing.html", context)


@login_required
@require_safe
def certificate(request: Request, public_id: str) -> HttpResponse:
    """The certificate as PDF, as it was issued."""
    row = _fetch(request, public_id)
    if not _has_paper(row):
        raise Http404
    response = HttpResponse(certificate_pdf(row.certificate), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="giay-chung-nhan-{row.certificate.code}.pdf"'
    response["Cache-Control"] = "private, no-cache"
    return response


def _change(row: Recognition, data: dict[str, Any], **who_and_when: Any) -> None:
    facts = {name: data[name] for name in ("reason", "decision_number", "effective_on")}
    if data["to_state"] == RecognitionState.WITHDRAWN:
        actions.withdraw_recognition(row, ground=data["ground"], **facts, **who_and_when)
    elif data["to_state"] == RecognitionState.SUSPENDED:
        actions.suspend_recognition(row, **facts, **who_and_when)
    else:
        actions.lift_suspension(row, **facts, **who_and_when)


def _fetch(request: Request, public_id: str) -> Recognition:
    rows = Recognition.objects.visible_to(request.actor).for_list()
    return get_object_or_404(rows.select_related("dossier", "superseded_by", "supersedes"), public_id=public_id)


def _has_paper(row: Recognition) -> bool:
    return getattr(row, "certificate", None) is not None


def _filtered(request: Request) -> tuple[RegisterFilter, RecognitionQuerySet]:
    form = RegisterFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    on: date = clock.today()
    rows = Recognition.objects.visible_to(request.actor).for_list().with_standing(on)
    if wanted.get("tim"):
        rows = rows.filter(product__in=Product.objects.search(wanted["tim"]))
    if wanted.get("sao"):
        rows = rows.filter(stars=int(wanted["sao"]))
    if wanted.get("hieu_luc"):
        rows = rows.filter(Q(standing=wanted["hieu_luc"]))
    if wanted.get("het_han"):
        return form, rows.expiring_within(int(wanted["het_han"]), on).order_by("valid_until", "product__sort_key", "pk")
    return form, rows.order_by("-valid_from", "product__sort_key", "pk")


def _sheet_row(row: Any) -> tuple[Any, ...]:
    return (
        row.product.name,
        row.product.producer.name,
        row.product.producer.unit.full_name,
        row.stars,
        str(row.year),
        row.decision.number if row.decision else "",
        row.valid_from,
        row.valid_until,
        row.standing_words,
        row.product_code,
        printed(row.certificate.code) if _has_paper(row) else "",
    )
