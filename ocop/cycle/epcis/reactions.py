"""Events that nobody types: stamps put on a batch or lost from it, a batch called back and what became of it."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django.db.models import Q

from ocop.cycle.epcis.actions import declare_error, record_event
from ocop.cycle.epcis.addresses import batch_uri, event_uri, producer_uri, vocabulary
from ocop.cycle.epcis.models import EventItem, TraceEvent
from ocop.cycle.epcis.states import ErrorReason
from ocop.cycle.traceability.events import (
    BatchMade,
    BatchRecalled,
    LotRenamed,
    RecallEnded,
    StampsActivated,
    StampsMoved,
    StampsVoided,
)
from ocop.cycle.traceability.models import Activation, Batch, Recall, StampRange
from ocop.cycle.traceability.states import RecallResult
from ocop.ground.producers.models import Producer
from ocop.kit.clock import HO_CHI_MINH, local_date
from ocop.kit.events import Event
from ocop.kit.scope import Actor
from ocop.rules.epcis import STAMPS, Action, Amount, Happening, context_of, object_event
from ocop.rules.gs1 import gtin14, is_gtin, lot_in

NAME = "Hệ thống, theo tem và thu hồi"


def tie_earlier(event: BatchMade | LotRenamed, *, at: datetime) -> None:
    """Things that programs told of before the lot was written down, by its trade item number and lot, are of it."""
    batch = Batch.objects.select_related("product").get(pk=event.batch_id)
    if not is_gtin(batch.product.gtin):
        return
    gtin = gtin14(batch.product.gtin)
    untied = EventItem.objects.filter(batch=None, material=None, event__producer=batch.product.producer_id)
    named = untied.filter(Q(uri__contains=f"/01/{gtin}/10/") | Q(uri__startswith="urn:epc:class:lgtin:"))
    uris = named.order_by().values_list("uri", flat=True).distinct()
    untied.filter(uri__in=[uri for uri in uris if lot_in(uri) == (gtin, batch.lot)]).update(batch=batch)


def note_activation(event: StampsActivated, *, at: datetime) -> None:
    """Packets of a batch got their stamps: commissioning, with which stamps in a term of our own."""
    issued = StampRange.objects.get(pk=event.range_id)
    first = issued.first + event.first - 1
    rows = issued.activations.filter(first=first, batch=event.batch_id).select_related("batch__product__producer")
    for row in rows:  # stamps that were moved away and back stood there twice
        _commission(issued, row, at)


def note_moved(event: StampsMoved, *, at: datetime) -> None:
    """Stamps stand on another batch than was said: told anew, and what was told is declared wrong."""
    issued = StampRange.objects.get(pk=event.range_id)
    first = issued.first + event.first - 1
    rows = issued.activations.filter(first=first, batch__in=(event.from_batch_id, event.to_batch_id))
    rows = rows.select_related("batch__product__producer").order_by("pk")
    told = {row: _commission(issued, row, at) for row in rows}
    right = [kept.event_id for row, kept in told.items() if row.ended_at is None]
    for row, kept in told.items():
        if row.ended_at is not None:
            by = _as_platform(row.batch, at)
            declare_error(kept, reason=ErrorReason.INCORRECT_DATA, corrected_by=right, by=by, at=at)


def _commission(issued: StampRange, row: Activation, at: datetime) -> TraceEvent:
    said = _happening(row.activated_at, row.batch, "commissioning", "active")
    return _keep(
        f"kich-hoat-{row.public_id}",
        said,
        Action.ADD,
        row.batch,
        row.count,
        at,
        stamps=_stamps(issued, row.first, row.last),
    )


def note_voided(event: StampsVoided, *, at: datetime) -> None:
    """Stamps that stood on a batch no longer speak for it; those that stood on none are nobody's goods."""
    issued = StampRange.objects.get(pk=event.range_id)
    lost = issued.exceptions.get(first=issued.first + event.first - 1)
    for row in issued.activations.meeting(lost.first, lost.last).select_related("batch__product__producer"):
        first, last = max(row.first, lost.first), min(row.last, lost.last)
        name = f"tem-mat-{lost.public_id}-{row.public_id}"
        said = _happening(lost.since, row.batch, "decommissioning", "inactive")
        _keep(name, said, Action.DELETE, row.batch, last - first + 1, at, stamps=_stamps(issued, first, last))


def note_recall(event: BatchRecalled, *, at: datetime) -> None:
    """A batch is called back: recalled for good until somebody takes that off."""
    recall = _recall(event.recall_id)
    name, batch = f"thu-hoi-{recall.public_id}", recall.batch
    said = _happening(recall.declared_at, batch, "holding", "recalled", persist=("recalled",))
    _keep(name, said, Action.OBSERVE, batch, None, at)


def note_recall_ended(event: RecallEnded, *, at: datetime) -> None:
    """The goods were found safe, or some of what came back was destroyed."""
    recall = _recall(event.recall_id)
    batch, ended_at = recall.batch, recall.ended_at or at
    if event.result == RecallResult.SAFE:
        name = f"het-thu-hoi-{recall.public_id}"
        said = _happening(ended_at, batch, "inspecting", "active", unpersist=("recalled",))
        _keep(name, said, Action.OBSERVE, batch, None, at)
    elif event.destroyed:
        said = _happening(ended_at, batch, "destroying", "destroyed")
        _keep(f"huy-thu-hoi-{recall.public_id}", said, Action.DELETE, batch, event.destroyed, at)


REACTIONS: dict[type[Event], list[tuple[str, Callable[..., Any]]]] = {
    BatchMade: [("epcis.tie_earlier", tie_earlier)],
    LotRenamed: [("epcis.tie_earlier", tie_earlier)],
    StampsActivated: [("epcis.note_activation", note_activation)],
    StampsMoved: [("epcis.note_moved", note_moved)],
    StampsVoided: [("epcis.note_voided", note_voided)],
    BatchRecalled: [("epcis.note_recall", note_recall)],
    RecallEnded: [("epcis.note_recall_ended", note_recall_ended)],
}


def _recall(key: int) -> Recall:
    return Recall.objects.select_related("batch__product__producer").get(pk=key)


def _happening(at: datetime, batch: Batch, step: str, disposition: str, **more: Any) -> Happening:
    place = producer_uri(batch.product.producer)
    at = at.astimezone(HO_CHI_MINH)
    return Happening(f"urn:uuid:{uuid4()}", at, step, disposition, read_point=place, location=place, **more)


def _stamps(issued: StampRange, first: int, last: int) -> dict[str, Any]:
    """Which stamps of a range, counted from 1 as in the printer's file; no code of any."""
    return {"range": issued.public_id, "first": first - issued.first + 1, "last": last - issued.first + 1}


def _keep(
    name: str, said: Happening, action: Action, batch: Batch, count: int | None, at: datetime, *, stamps: Any = None
) -> TraceEvent:
    """Keep it as the platform's own word for the producer; what was told by this name is kept once."""
    producer, key = batch.product.producer, _key_of(name)
    kept = _told_before(name, key, producer)
    if kept is not None:  # its lot may have been renamed since
        return kept
    amount = Amount(batch_uri(batch), None if count is None else Decimal(count))
    document = {"@context": context_of(vocabulary()), **object_event(said, action, amounts=[amount])}
    if stamps:
        document[STAMPS] = stamps
    by = _as_platform(batch, at)
    return record_event(document, producer=producer, product=batch.product, by=by, at=at, key=key)


def _key_of(name: str) -> str:
    """The public id of the row told by a name: always the same, and by its first sign one that nobody can send.

    The id of the event is drawn by lot instead: what can be reckoned beforehand, a program could take first.
    """
    return f"_{urlsafe_b64encode(sha256(name.encode()).digest()).decode()[:11]}"


def _told_before(name: str, key: str, producer: Producer) -> TraceEvent | None:
    """The row told by a name; the first of them had ids reckoned from it, which only count in the platform's own."""
    reckoned = Q(event_id=event_uri(name), producer=producer, sent_by="", recorded_by=None)
    return TraceEvent.objects.filter(Q(public_id=key) | reckoned).first()


def _as_platform(batch: Batch, at: datetime) -> Actor:
    """The platform, speaking for the producer of a batch and for nobody else."""
    return Actor(None, NAME, local_date(at), producer_ids=frozenset({batch.product.producer_id}))
