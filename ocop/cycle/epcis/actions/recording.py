"""One door for every event: what a producer says in words, what follows from stamps, what a partner's system sends."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from ocop.cycle.epcis import policies
from ocop.cycle.epcis.addresses import Lots, lots_among, partner_at, unit_at
from ocop.cycle.epcis.events import ErrorDeclared, EventRecorded
from ocop.cycle.epcis.models import ErrorDeclaration, EventItem, TraceEvent
from ocop.cycle.epcis.schema import problems_of
from ocop.ground.producers.models import Producer, Product
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.events import Event
from ocop.kit.scope import Actor, Refused, require
from ocop.rules.epcis import Document, Item, bare_word, destinations_in, items_in, moment, time_of
from ocop.rules.gs1 import container_in


class Malformed(ValueError):
    """A document that is no event of EPCIS; `problems` says for people who write software what is wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = list(problems)


class Taken(Refused):
    """Another event has this id."""


@dataclass(frozen=True, slots=True)
class Owed:
    """An entry the journal is owed: the head of its chain is taken only when nothing else is left to wait for."""

    subject: TraceEvent
    event: Event
    why: str = ""


def write_down(owed: Iterable[Owed], *, by: Actor, at: datetime) -> None:
    """Pay the journal what it is owed, last in the transaction."""
    for each in owed:
        record(by=by, at=at, subject=each.subject, why=each.why, event=each.event)


def one_at_a_time(producer: Producer) -> None:
    """Have whoever else writes events of a producer wait until the transaction ends.

    Taken before rows of the producer's lots and events, so that no two wait for each other.
    """
    list(Producer.objects.select_for_update(no_key=True).filter(pk=producer.pk).values_list("pk"))


@transaction.atomic
def record_event(
    document: Mapping[str, Any],
    *,
    producer: Producer,
    by: Actor,
    at: datetime,
    product: Product | None = None,
    key: str = "",
) -> TraceEvent:
    """Keep one event of a producer for good. `document` has its id; `key` becomes the row's public id.

    The same event sent twice is kept once. Raises `Malformed` for what is no event of EPCIS 2.0, `Refused` for
    another's events, and `Taken` for an id that another event has.
    """
    require(policies.may_record(by, producer))
    refuse_malformed(document)
    owed: list[Owed] = []
    row = keep_event(document, producer=producer, by=by, at=at, owed=owed, product=product, key=key)
    write_down(owed, by=by, at=at)
    return row


def keep_event(
    document: Mapping[str, Any],
    *,
    producer: Producer,
    by: Actor,
    at: datetime,
    owed: list[Owed],
    product: Product | None = None,
    key: str = "",
    sent_by: str = "",
    lots: Lots | None = None,
) -> TraceEvent:
    """The same of a document that was looked at already, by somebody who may, inside the caller's transaction.

    `sent_by` is the program it came from, `lots` are ours among those named, where the caller knows them. The entry of
    the journal is added to `owed` for the caller to write down.
    """
    told = {**document, "recordTime": moment(at)}
    things = items_in(told)
    lots = lots or lots_among((item.uri for item in things), producer)
    row = _row(told, producer, product or _product(things, lots, producer), at)
    row.public_id, row.sent_by, row.recorded_by_id = key or row.public_id, sent_by, by.user_id
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # it was kept before, maybe at this very moment
        if (known := _known(told, producer)) is None:
            raise
        return known
    EventItem.objects.bulk_create(_item(row, item, lots) for item in things)
    owed.append(Owed(row, EventRecorded(row.pk, producer.pk, row.biz_step)))
    return row


def _row(told: Document, producer: Producer, product: Product | None, at: datetime) -> TraceEvent:
    place = _place(told)
    return TraceEvent(
        event_id=told["eventID"],
        kind=told["type"],
        action=told.get("action", ""),
        event_time=time_of(told),
        offset=told["eventTimeZoneOffset"],
        record_time=at,
        biz_step=bare_word(told.get("bizStep", "")),
        disposition=bare_word(told.get("disposition", "")),
        read_point=told.get("readPoint", {}).get("id", ""),
        biz_location=told.get("bizLocation", {}).get("id", ""),
        producer=producer,
        product=product,
        unit=unit_at(place, local_date(time_of(told))) if place else None,
        partner=_partner(told, producer),
        document=told,
    )


def _product(things: Iterable[Item], lots: Lots, producer: Producer) -> Product | None:
    """The product of the first lot an event names, where it is the producer's; `lots` may be a whole document's."""
    batch = next((lots.batches[item.uri] for item in things if item.uri in lots.batches), None)
    return batch.product if batch and batch.product.producer_id == producer.pk else None


def _item(row: TraceEvent, item: Item, lots: Lots) -> EventItem:
    return EventItem(
        event=row,
        role=item.role.value,
        uri=item.uri,
        quantity=item.quantity,
        unit=item.unit,
        batch=lots.batches.get(item.uri),
        material=lots.materials.get(item.uri),
        sscc=container_in(item.uri),
    )


@transaction.atomic
def declare_error(
    event: TraceEvent,
    *,
    reason: str,
    by: Actor,
    at: datetime,
    why: str = "",
    corrected_by: Iterable[str] = (),
    sent: Mapping[str, Any] | None = None,
    owed: list[Owed] | None = None,
) -> ErrorDeclaration:
    """Say that an event is wrong; it stays on file, and counts no longer. `corrected_by` are ids of other events.

    `sent` is the declaration as a program worded it. With `owed` the caller writes the entry of the journal down.

    Said twice it is declared once. Raises `Refused` for another's event.
    """
    event = TraceEvent.objects.select_for_update(of=("self",)).select_related("producer").get(pk=event.pk)
    require(policies.may_record(by, event.producer))
    declared, is_new = ErrorDeclaration.objects.get_or_create(
        event=event,
        defaults={
            "reason": reason,
            "why": why,
            "corrected_by": list(corrected_by),
            "sent": dict(sent or {}),
            "declared_at": at,
            "declared_by_id": by.user_id,
        },
    )
    entries = [Owed(event, ErrorDeclared(event.pk, event.producer_id, reason), why)] if is_new else []
    if owed is None:
        write_down(entries, by=by, at=at)
    else:
        owed += entries
    return declared


def _known(told: Document, producer: Producer) -> TraceEvent | None:
    """The row of the same event, when it was kept before."""
    row = TraceEvent.objects.filter(event_id=told["eventID"]).first()
    if row is None:
        return None
    if row.producer_id != producer.pk or _said(row.document) != _said(told):
        raise Taken("Đã có việc khác mang mã này (eventID). Việc đã ghi không sửa được: báo ghi sai rồi ghi lại.")
    return row


def _said(document: Document) -> Document:
    """What an event says, whenever it was recorded and whatever carried it."""
    return {key: value for key, value in document.items() if key not in ("recordTime", "@context")}


def refuse_malformed(document: Mapping[str, Any]) -> None:
    """Raise `Malformed` for what is no event, or has no id to be kept by."""
    problems = problems_of(document)
    if not problems and not document.get("eventID"):
        problems = ["$.eventID: an event is kept with its id"]
    if problems:
        raise Malformed(problems)


def _place(told: Document) -> str:
    where: str = told.get("bizLocation", {}).get("id", "") or told.get("readPoint", {}).get("id", "")
    return where


def _partner(told: Document, producer: Producer) -> Any:
    """The partner an event names as the other side, where it is one of the producer's."""
    sides = destinations_in(told)
    sides += [each.get("source", "") for each in told.get("sourceList", ())]
    return next((found for uri in sides if (found := partner_at(uri, producer)) is not None), None)
