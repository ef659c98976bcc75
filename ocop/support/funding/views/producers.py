"""Support as a producer meets it, and producers nobody ever supported."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.ground.producers.models import Producer, ProducerForm
from ocop.kit.scope import Actor
from ocop.kit.ui.listing import ListColumn, page_of, sheet_of, table_of
from ocop.kit.web import Request
from ocop.support.funding import policies
from ocop.support.funding.forms import NameFilter
from ocop.support.funding.models import CreditApplication, Loan, Support
from ocop.support.funding.queries import never_supported, producers_for
from ocop.support.funding.states import CREDIT_COLOURS, STATE_COLOURS, CreditState, SupportState
from ocop.support.funding.views.scoped import officers_only, producer_or_404

SHOWN = 200


def of_producer(producer: Producer, actor: Actor) -> dict[str, Any]:
    """What a producer got and asked for, as far as the person may see it."""
    supports = list(
        Support.objects.visible_to(actor).filter(producer=producer).select_related("policy", "office")[:SHOWN]
    )
    credit = list(CreditApplication.objects.visible_to(actor).filter(producer=producer)[:SHOWN])
    return {
        "producer": producer,
        "supports": [(row, STATE_COLOURS[SupportState(row.state)]) for row in supports],
        "given": sum(row.amount for row in supports if row.state in ("approved", "paid", "ended")),
        "applications": [(row, CREDIT_COLOURS[CreditState(row.state)]) for row in credit],
        "loans": Loan.objects.visible_to(actor).filter(producer=producer)[:SHOWN],
        "may_propose": policies.may_propose_for(actor, producer),
        "may_wish": policies.may_wish(actor, producer),
        "may_lend": policies.may_record_loans(actor),
    }


@login_required
@require_safe
def mine(request: Request) -> HttpResponse:
    """A person's own producers with their supports and wishes; made for a telephone."""
    own = Producer.objects.represented_by(request.actor).order_by("sort_key")
    return render(request, "funding/mine.html", {"blocks": [of_producer(each, request.actor) for each in own]})


@login_required
@require_safe
def producer(request: Request, public_id: str) -> HttpResponse:
    found = producer_or_404(request, public_id)
    return render(request, "funding/producer.html", of_producer(found, request.actor))


COLUMNS = (
    ListColumn("Mã chủ thể", lambda row: row.public_id, on_screen=False),
    ListColumn(
        "Tên chủ thể",
        lambda row: row.name,
        url=lambda row: reverse("funding:producer", args=[row.public_id]),
        note=lambda row: "Dựng lại" if row.is_reconstructed else "",
    ),
    ListColumn("Loại hình", lambda row: str(row.forms.all()[0]) if row.forms.all() else ""),
    ListColumn("Địa bàn", lambda row: row.unit.full_name),
)


def _unsupported(request: Request) -> tuple[NameFilter, Any]:
    actor = officers_only(request)
    form = NameFilter(request.GET)
    form.is_valid()
    running = Prefetch("forms", ProducerForm.objects.filter(valid_to__isnull=True))
    rows = never_supported(producers_for(actor)).select_related("unit").prefetch_related(running)
    if words := form.cleaned_data.get("q"):
        rows = rows.search(words)
    return form, rows.order_by("sort_key", "pk")


@login_required
@require_safe
def unsupported(request: Request) -> HttpResponse:
    """Producers without a single approved support on record here."""
    form, rows = _unsupported(request)
    page = page_of(request, rows)
    context = {
        "title": "Chủ thể chưa được hỗ trợ",
        "lead": "Chưa có hỗ trợ nào được duyệt trong hệ thống; hỗ trợ chưa nhập thì chưa tính.",
        "crumbs": ("Hỗ trợ", reverse("funding:supports")),
        "filter_form": form,
        "export_url": reverse("funding:unsupported_sheet"),
        "noun": "chủ thể",
        "page": page,
        "table": table_of("Chủ thể chưa được hỗ trợ", COLUMNS, page),
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def unsupported_sheet(request: Request) -> HttpResponse:
    _, rows = _unsupported(request)
    return sheet_of("chua-duoc-ho-tro", "Chưa được hỗ trợ", COLUMNS, rows, request.actor.on)
