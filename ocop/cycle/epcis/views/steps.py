"""Saying what was done to a batch: choose, say, and say anew what was said wrong."""

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.epcis import actions, policies
from ocop.cycle.epcis.forms import StepForm, WrongForm, communes_on, input_name, partners_of
from ocop.cycle.epcis.inputs import lots_for
from ocop.cycle.epcis.models import TraceEvent
from ocop.cycle.epcis.states import Role
from ocop.cycle.epcis.steps import BY_SLUG, STEPS, StepKind, kind_of
from ocop.cycle.epcis.trace import Lot
from ocop.cycle.traceability.models import Batch
from ocop.cycle.traceability.views.scoped import batch_or_404
from ocop.kit import clock
from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.scope import YES, Answer, no
from ocop.kit.ui.form_page import FormPage, bound, only_if, run
from ocop.kit.web import Request


def _kept_batch(request: Request, public_id: str) -> Batch:
    """A batch whose story the person writes."""
    found = batch_or_404(request, public_id)
    only_if(policies.may_record(request.actor, found.product.producer))
    return found


@login_required
@require_safe
def choose(request: Request, public_id: str) -> HttpResponse:
    """Which step: one question, seven answers."""
    found = _kept_batch(request, public_id)
    return render(request, "epcis/choose.html", {"batch": found, "steps": STEPS})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, public_id: str, slug: str) -> HttpResponse:
    """One step: when, where, how much, with whom. `?thay=` names a line that this one corrects."""
    found, actor = _kept_batch(request, public_id), request.actor
    kind = BY_SLUG.get(slug)
    if kind is None:
        raise Http404
    producer = found.product.producer
    wrong = _to_correct(request, request.GET["thay"], producer.pk) if "thay" in request.GET else None
    if wrong is not None and kind_of(wrong) != kind:
        raise Http404
    if wrong is not None and hasattr(wrong, "error"):
        return _said_before(request, found)
    lots = lots_for(found, actor.on) if "inputs" in kind.asks else []
    form = bound(
        request,
        StepForm,
        kind=kind,
        partners=partners_of(producer.pk),
        lots=lots,
        producer=producer,
        communes=communes_on(actor.on),
        initial=_told_before(wrong, lots) if wrong else {"on": actor.on, **_usual(kind, found)},
    )

    def act(data: dict[str, Any]) -> None:
        now = clock.now()
        actions.record_step(found, kind, form.said(now), by=actor, at=now, instead_of=wrong, key=data["key"])

    here = reverse("traceability:batch", args=[found.public_id])
    intro = f"{found.product.name}, lô {found.lot}. {kind.hint}."
    page = FormPage(
        kind.title,
        f"Lô {found.lot}",
        here,
        "Lưu việc này",
        "Đã lưu. Dòng mới nằm trong phần “Việc đã làm”.",
        here,
        intro,
    )
    more = {"batch": found, "before": [each for each in STEPS if each.is_material]}
    return run(request, form, page, act, _may_say(kind, lots), template="epcis/step.html", more=more)


def _may_say(kind: StepKind, lots: list[Lot]) -> Answer:
    if "inputs" in kind.asks and not lots:
        return no("Chưa có nguyên liệu nào để chọn. Ghi “Thu hoạch” hoặc “Mua, nhận nguyên liệu” trước.")
    return YES


def _usual(kind: StepKind, batch: Batch) -> dict[str, Any]:
    """What most people would type: packing packs all, and what is delivered is what is left."""
    if kind.slug == "dong-goi":
        return {"quantity": batch.quantity}
    return {"quantity": max(batch.quantity - actions.packets_gone(batch), 0) or None} if kind.takes else {}


def _to_correct(request: Request, public_id: str, producer_id: int) -> TraceEvent:
    """A line of the producer's whose story the person writes; it may have been corrected before."""
    rows = TraceEvent.objects.visible_to(request.actor).filter(producer=producer_id).for_list()
    return get_object_or_404(rows, public_id=public_id[:12])  # type: ignore[no-any-return]


def _said_before(request: Request, batch: Batch) -> HttpResponse:
    """What a second press and an old address lead to: that it is done, and the lines as they stand now."""
    messages.info(request, "Dòng này đã được sửa hoặc bỏ rồi. Các dòng đang có nằm trong phần “Việc đã làm”.")
    return redirect("traceability:batch", batch.public_id)


def _told_before(event: TraceEvent, lots: list[Lot]) -> dict[str, Any]:
    """What the line said that is being corrected."""
    items = list(event.items.all())
    main = next((item for item in items if item.role != Role.INPUT), items[0])
    at = event.event_time.astimezone(HO_CHI_MINH)
    used = {Lot(item.uri, item.batch, item.material).key: item.quantity for item in items if item.role == Role.INPUT}
    said: dict[str, Any] = {
        "on": at.date(),
        "hour": f"{at:%H:%M}",
        "quantity": _plain(main.quantity),
        "unit": main.unit,
        "partner": event.partner.public_id if event.partner else None,
        "place": event.unit.code if event.unit and "/xa/" in event.read_point else None,
    }
    if main.material is not None:
        said |= {"material": main.material.name, "material_lot": main.material.lot}
    return said | {input_name(lot): _plain(used.get(lot.key)) for lot in lots}


def _plain(quantity: Decimal | None) -> int | Decimal | None:
    """As people type it: 300, not 300.000."""
    return quantity if quantity is None or quantity % 1 else int(quantity)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: Request, public_id: str, event_id: str) -> HttpResponse:
    """What is wrong about a line: it never was, or it is said anew on the step's own page."""
    found = _kept_batch(request, public_id)
    event = _to_correct(request, event_id, found.product.producer_id)
    kind = kind_of(event)
    if kind is None:
        raise Http404
    if hasattr(event, "error"):
        return _said_before(request, found)
    form = bound(request, WrongForm)
    here = reverse("traceability:batch", args=[found.public_id])
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["what"] == "data":
            again = reverse("epcis:step", args=[found.public_id, kind.slug])
            return redirect(f"{again}?thay={event.public_id}")
        actions.say_it_did_not_occur(event, why=form.cleaned_data["why"], by=request.actor, at=clock.now())
        messages.success(request, "Đã bỏ dòng này. Lịch sử vẫn giữ để đối chiếu.")
        return redirect(here)
    page = FormPage(f"Sửa dòng “{event.words}”", f"Lô {found.lot}", here, "Tiếp tục", "", here)
    return run(request, form, page, lambda data: None, YES)
