"""What was done to lots: the list, one event, its pictures, and the walk along the chain."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.cycle.epcis.amounts import amount_words, told
from ocop.cycle.epcis.forms import EventFilter
from ocop.cycle.epcis.listing import EVENTS
from ocop.cycle.epcis.models import TraceEvent
from ocop.cycle.epcis.shipments import receiver_of, shipments_of
from ocop.cycle.epcis.steps import BY_SLUG
from ocop.cycle.epcis.trace import BACK, FORWARD, Direction, events_naming, lot_of_batch, walk
from ocop.cycle.traceability.models import Batch
from ocop.cycle.traceability.views.scoped import batch_or_404, reader
from ocop.ground.registry.serving import serve
from ocop.kit.scope import Actor
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.web import Request

TITLE = "Việc đã làm với các lô"
_MOST_IN_EXCEL = 20_000


@login_required
@require_safe
def events(request: Request) -> HttpResponse:
    """All that was written down in the person's scope, the newest first."""
    form, found = _found(request)
    page = page_of(request, found)
    context = {
        "title": TITLE,
        "lead": "Chủ thể ghi ở trang của từng lô. Dòng ghi sai được giữ lại và đánh dấu.",
        "crumbs": ("Lô sản xuất", reverse("traceability:batches")),
        "filter_form": form,
        "page": page,
        "table": table_of(TITLE, EVENTS, page),
        "export_url": reverse("epcis:events_sheet"),
        "noun": "việc",
        "empty_words": "Chưa có việc nào được ghi. Mở một lô, bấm “Ghi việc đã làm”.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def events_sheet(request: Request) -> HttpResponse:
    """The same rows as a workbook."""
    _, rows = _found(request)
    return sheet_of("viec-da-lam-voi-lo", "Việc", EVENTS, rows[:_MOST_IN_EXCEL], request.actor.on)


def _found(request: Request) -> tuple[EventFilter, Any]:
    form = EventFilter(request.GET)
    form.is_valid()
    asked = form.cleaned_data
    rows = TraceEvent.objects.visible_to(reader(request)).for_list()
    rows = rows.between(asked.get("since"), asked.get("until"))
    if words := asked.get("q"):
        rows = rows.search(words)
    if kind := BY_SLUG.get(asked.get("step") or ""):
        rows = rows.of_step(kind.step, is_transformation="inputs" in kind.asks)
    return form, rows


def _event_or_404(request: Request, public_id: str) -> TraceEvent:
    found: TraceEvent = get_object_or_404(
        TraceEvent.objects.visible_to(reader(request)).for_list(), public_id=public_id
    )
    return found


@login_required
@require_safe
def event(request: Request, public_id: str) -> HttpResponse:
    """One event: what, when, where, with whom, its pictures, and what EPCIS calls it."""
    found = _event_or_404(request, public_id)
    items = [(item, told(item)) for item in found.items.all()]
    context = {"event": found, "items": items, "error": getattr(found, "error", None)}
    return render(request, "epcis/event.html", context)


@login_required
@require_safe
def photo(request: Request, public_id: str, place: int) -> HttpResponseBase:
    """A picture of an event, counted from 1."""
    photos = list(_event_or_404(request, public_id).photos.all())
    if not 1 <= place <= len(photos):
        raise Http404
    return serve(photos[place - 1].document, request)


@login_required
@require_safe
def trace(request: Request, public_id: str) -> HttpResponse:
    """What a batch was made of and what was made of it, as far as the person may see."""
    found = batch_or_404(request, public_id)
    return render(request, "epcis/trace.html", _ways(found, request.actor))


@login_required
@require_safe
def trace_print(request: Request, public_id: str) -> HttpResponse:
    """The same on paper."""
    found = batch_or_404(request, public_id)
    return render(request, "epcis/trace_print.html", _ways(found, request.actor))


def _ways(batch: Batch, actor: Actor) -> dict[str, Any]:
    """Both ways as tables, and with whom goods were exchanged one step away."""
    own = lot_of_batch(batch)
    back, forward = _rows(batch, BACK, actor), _rows(batch, FORWARD, actor)
    lots = [own, *(lot for _, lot, *_ in back)]
    exchanged = events_naming(lots).standing().visible_to(actor).exclude(partner=None).exclude(biz_step="shipping")
    received = [
        (row.partner, row, "; ".join(told(item) for item in row.items.all()))
        for row in exchanged.for_list().order_by("event_time")
    ]
    delivered = [
        (receiver_of(each.event), each.event, ", ".join(each.what) or "Không ghi số lượng")
        for each in shipments_of(batch, actor)
    ]
    return {"batch": batch, "back": back, "forward": forward, "received": received, "delivered": delivered}


def _rows(batch: Batch, direction: Direction, actor: Actor) -> list[Any]:
    steps = walk(lot_of_batch(batch), direction, actor)
    return [(each.depth, each.lot, each.event, amount_words(each.quantity, each.unit), each.beside) for each in steps]
