"""Yearly results: the officers' list and its Excel, one producer's years, stating a year."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.producers.models import Producer
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.web import Request
from ocop.support.contribution import policies
from ocop.support.contribution.actions import FACTS, last_year, record_year
from ocop.support.contribution.figures import first_years
from ocop.support.contribution.forms import ResultFilter, YearForm
from ocop.support.contribution.models import FIRST_YEAR, YearlyResult
from ocop.support.contribution.sheets import Results
from ocop.support.contribution.states import Source
from ocop.support.contribution.views.scoped import producer_or_404, results_reader


def _filtered(request: Request) -> tuple[ResultFilter, Any]:
    actor = results_reader(request)
    form = ResultFilter(request.GET)
    form.is_valid()
    chosen = form.cleaned_data
    rows = Results(actor).records()
    if words := chosen.get("q"):
        rows = rows.search(words)
    if year := chosen.get("nam"):
        rows = rows.filter(year=year)
    if source := chosen.get("nguon"):
        rows = rows.filter(source=source)
    return form, rows.order_by("-year", "producer__sort_key", "pk")


@login_required
@require_safe
def results(request: Request) -> HttpResponse:
    """What producers of the person's places stated, year by year."""
    form, rows = _filtered(request)
    page = page_of(request, rows)
    context = {
        "title": "Kết quả năm của chủ thể",
        "lead": "Số liệu của từng chủ thể chỉ chủ thể đó và cán bộ phụ trách địa bàn xem được.",
        "crumbs": ("Kết quả chung", reverse("contribution:figures")),
        "acts": [(policies.may_import(request.actor), "Nhập từ Excel", reverse("intake:upload", args=[Results.slug]))],
        "filter_form": form,
        "export_url": reverse("contribution:results_sheet"),
        "noun": "dòng",
        "page": page,
        "table": table_of("Kết quả năm của chủ thể", Results.columns, page),
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def results_sheet(request: Request) -> HttpResponse:
    """The filtered years, in the columns an upload reads."""
    _, rows = _filtered(request)
    return sheet_of("ket-qua-nam", "Kết quả năm", Results.columns, rows, request.actor.on)


@login_required
@require_safe
def producer(request: Request, public_id: str) -> HttpResponse:
    """One producer's years, what was corrected, and the years still to be stated."""
    found = producer_or_404(request, public_id)
    rows = list(found.yearly_results.select_related("recorded_by").order_by("-year", "-pk"))
    current = [row for row in rows if row.is_current]
    last = last_year(clock.now())
    context = {
        "producer": found,
        "rows": current,
        "corrected": [row for row in rows if not row.is_current],
        "first_year": first_years().get(found.pk),
        "may_record": policies.may_record(request.actor, found),
        "last": last,
        "open_years": [year for year in range(last, last - 5, -1) if year not in {row.year for row in current}],
        "is_own": found.pk in request.actor.producer_ids,
    }
    return render(request, "contribution/producer.html", context)


@login_required
def record(request: Request, public_id: str, year: str) -> HttpResponse:
    """State one year, or correct it with a reason; made for a telephone."""
    found, at = producer_or_404(request, public_id), clock.now()
    if not policies.may_record(request.actor, found):
        raise Http404
    return _record(request, found, _year_or_404(year, last_year(at)), at)


def _year_or_404(typed: str, last: int) -> int:
    """A year that is over, written in four digits."""
    if typed not in {str(year) for year in range(FIRST_YEAR, last + 1)}:
        raise Http404
    return int(typed)


def _record(request: Request, found: Producer, year: int, at: datetime) -> HttpResponse:
    actor = request.actor
    before = YearlyResult.objects.current().filter(producer=found, year=year).first()
    form = YearForm(
        request.POST if request.method == "POST" else None,
        year=year,
        last=last_year(at),
        by_officer=policies.keeps(actor, found),
        is_correction=before is not None,
        initial=_initial(before),
    )
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data.get("why", "")
        try:
            record_year(found, year, form.facts(), by=actor, at=at, why=why)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã lưu kết quả năm {year}.")
            return redirect("contribution:producer", found.public_id)
    context = {
        "title": f"{'Sửa' if before else 'Khai'} kết quả năm {year}",
        "lead": _lead(found),
        "crumbs": ("Kết quả năm", reverse("contribution:producer", args=[found.public_id])),
        "form": form,
        "may": None,
        "submit": "Lưu kết quả năm",
    }
    return render(request, "kit/form_page.html", context)


def _initial(before: YearlyResult | None) -> dict[str, Any]:
    if before is None:
        return {"source": Source.DECLARED}
    return {name: getattr(before, name) for name in FACTS}


def _lead(found: Producer) -> str:
    return (
        f"{found.name}. Số liệu này chỉ chủ thể và cán bộ phụ trách địa bàn xem được; nơi khác chỉ thấy số cộng của từ "
        "3 chủ thể trở lên. Ô nào không nhớ thì để trống."
    )
