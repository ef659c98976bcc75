"""What was done to a batch, on the batch's own page; and whom its recall concerns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ocop.cycle.epcis import policies
from ocop.cycle.epcis.amounts import told
from ocop.cycle.epcis.inputs import unused_materials
from ocop.cycle.epcis.models import TraceEvent
from ocop.cycle.epcis.shipments import Receiver, receiver_of, shipments_of
from ocop.cycle.epcis.states import Role
from ocop.cycle.epcis.steps import kind_of
from ocop.cycle.epcis.trace import BACK, FORWARD, batches_reached, events_of, lot_of_batch, walk
from ocop.cycle.traceability.elsewhere import Part, ToTell
from ocop.cycle.traceability.models import Batch, Recall
from ocop.kit.scope import Actor, Answer
from ocop.kit.text.dates import format_date

PARTNERS, MADE_OF_IT = "Nơi đã giao lô này", "Lô làm ra từ lô này"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline: the event, what it says of which lots, and who may take it back."""

    event: TraceEvent
    things: list[str]
    is_done_here: bool
    may_correct: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the part of the page reads."""

    batch: Batch
    lines: list[Line]
    may: Answer
    waiting: list[Any]


def parts_of_batch(batch: Batch, actor: Actor) -> Iterator[Part]:
    """The timeline of a batch and of what it was made of, as far as the person may see it."""
    producer = batch.product.producer
    may = policies.may_record(actor, producer)
    waiting = list(unused_materials(producer.pk, actor.on)[:6]) if may else []
    yield Part("epcis/_timeline.html", Timeline(batch, lines_of(batch, actor), may, waiting))


def lines_of(batch: Batch, actor: Actor) -> list[Line]:
    """The standing lines, the earliest first."""
    own = lot_of_batch(batch)
    lots = [own, *(step.lot for step in walk(own, BACK, actor))]
    rows = events_of(lots).visible_to(actor).for_list()
    return [_line(row, batch, actor) for row in rows]


def _line(row: TraceEvent, batch: Batch, actor: Actor) -> Line:
    """A line of the producer's own is put right on its lot's page; what others said of earlier lots is theirs."""
    items = sorted(row.items.all(), key=lambda item: item.role == Role.OUTPUT)
    things = [_thing(item) for item in items]
    is_step = kind_of(row) is not None
    is_own = is_step and row.producer_id == batch.product.producer_id
    return Line(row, things, is_step, is_own and bool(policies.may_declare_error(actor, row)))


def _thing(item: Any) -> str:
    before = {Role.INPUT: "Từ ", Role.OUTPUT: "Ra "}.get(item.role, "")
    return f"{before}{told(item)}"


def concerned_by_recall(recall: Recall, actor: Actor) -> Iterator[ToTell]:
    """Who was delivered the batch, and our batches made of it that are not called back; the person's scope."""
    yield from _delivered(recall.batch, actor)
    for batch in batches_reached(recall.batch, FORWARD, actor):
        if batch.pk == recall.batch_id or batch.recalls.binding().exists():
            continue
        declare = f"{reverse('traceability:declare_recall', args=[batch.public_id])}?vi={recall.public_id}"
        name = f"{batch.product.name}, lô {batch.lot}"
        url = reverse("traceability:batch", args=[batch.public_id])
        whose = batch.product.producer.name
        yield ToTell(f"lo:{batch.public_id}", MADE_OF_IT, name, whose, url, ("Thu hồi cả lô này", declare))


def _delivered(batch: Batch, actor: Actor) -> Iterator[ToTell]:
    """Each place a batch was delivered to: a partner, or a place a program named by an address of its own."""
    by_place: dict[Receiver, list[str]] = {}
    for shipment in shipments_of(batch, actor):
        said = f"{', '.join(shipment.what)} ngày {format_date(shipment.event.event_time)}".strip()
        by_place.setdefault(receiver_of(shipment.event), []).append(said)
    for (key, name, contact), deliveries in by_place.items():
        yield ToTell(key, PARTNERS, name, ". ".join(filter(None, (contact, "Đã giao " + "; ".join(deliveries)))))
