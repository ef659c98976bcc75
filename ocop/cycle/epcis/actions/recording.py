"""One door for every event: what a producer says in words, what follows from stamps, what a partner's system sends."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from ocop.cycle.epcis import policies
from ocop.cycle.epcis.addresses import lots_among, partner_at, unit_at
from ocop.cycle.epcis.events import ErrorDeclared, EventRecorded
from ocop.cycle.epcis.models import URI_LENGTH, ErrorDeclaration, EventItem, TraceEvent
from ocop.cycle.epcis.schema import problems_of
from ocop.ground.producers.models import Producer, Product
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.ids import new_public_id
from ocop.kit.scope import Actor, Refused, require
from ocop.rules.epcis import CONTEXT, Document, items_in, moment, time_of


class Malformed(ValueError):
    """A document that is no event of EPCIS; `problems` says for people who write software what is wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = list(problems)


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

    The same event sent twice is kept once. Raises `Malformed` for what is no event of EPCIS 2.0, and `Refused` for
    another's events, and for an id that another event has.
    """
    require(policies.may_record(by, producer))
    _refuse_malformed(document)
    told = {**document, "recordTime": moment(at)}
    if (known := _known(told, producer)) is not None:
        return known
    uris = [item.uri for item in items_in(told)]
    lots = lots_among(uris, producer)
    batch = next(iter(lots.batches.values()), None)
    place = _place(told)
    row = TraceEvent.objects.create(
        public_id=key or new_public_id(),
        event_id=told["eventID"],
        kind=told["type"],
        action=told.get("action", ""),
        event_time=time_of(told),
        offset=told["eventTimeZoneOffset"],
        record_time=at,
        biz_step=told.get("bizStep", ""),
        disposition=told.get("disposition", ""),
        read_point=told.get("readPoint", {}).get("id", ""),
        biz_location=told.get("bizLocation", {}).get("id", ""),
        producer=producer,
        product=product or (batch.product if batch and batch.product.producer_id == producer.pk else None),
        unit=unit_at(place, local_date(time_of(told))) if place else None,
        partner=_partner(told, producer),
        document=told,
        recorded_by_id=by.user_id,
    )
    EventItem.objects.bulk_create(
        EventItem(
            event=row,
            role=item.role.value,
            uri=item.uri,
            quantity=item.quantity,
            unit=item.unit,
            batch=lots.batches.get(item.uri),
            material=lots.materials.get(item.uri),
        )
        for item in items_in(told)
    )
    record(by=by, at=at, subject=row, event=EventRecorded(row.pk, producer.pk, row.biz_step))
    return row


@transaction.atomic
def capture(
    documents: Iterable[Mapping[str, Any]], *, producer: Producer, by: Actor, at: datetime, context: Any = None
) -> list[TraceEvent]:
    """Keep events that a partner's system sent, all or none; `context` is their document's, for those without one.

    An event without an id is given one; one that declares an error takes back the event of its id. Raises as
    `record_event` does, with the place of the event in what was sent.
    """
    kept = []
    for place, sent in enumerate(documents):
        if not isinstance(sent, dict):
            raise Malformed([f"eventList[{place}]: not an object"])
        whole = {"@context": context or CONTEXT, "eventID": f"urn:uuid:{uuid4()}", **sent}
        error = whole.pop("errorDeclaration", None)
        try:
            if error is not None:
                _refuse_malformed({**whole, "errorDeclaration": error})
            row = record_event(whole, producer=producer, by=by, at=at)
        except Malformed as malformed:
            raise Malformed([f"eventList[{place}] {problem}" for problem in malformed.problems]) from malformed
        if error is not None:
            _declare_sent_error(row, error, by=by, at=at)
        kept.append(row)
    return kept


@transaction.atomic
def declare_error(
    event: TraceEvent, *, reason: str, by: Actor, at: datetime, why: str = "", corrected_by: Iterable[str] = ()
) -> ErrorDeclaration:
    """Say that an event is wrong; it stays on file, and counts no longer. `corrected_by` are ids of other events.

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
            "declared_at": at,
            "declared_by_id": by.user_id,
        },
    )
    if is_new:
        record(by=by, at=at, subject=event, why=why, event=ErrorDeclared(event.pk, event.producer_id, reason))
    return declared


def _declare_sent_error(row: TraceEvent, error: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    reason, corrected_by = error.get("reason", "incorrect_data"), error.get("correctiveEventIDs", ())
    declare_error(row, reason=reason, corrected_by=corrected_by, by=by, at=at)


def _known(told: Document, producer: Producer) -> TraceEvent | None:
    """The row of the same event, when it was kept before."""
    row = TraceEvent.objects.filter(event_id=told["eventID"]).first()
    if row is None:
        return None
    if row.producer_id != producer.pk or _without_record_time(row.document) != _without_record_time(told):
        raise Refused("Đã có việc khác mang mã này (eventID). Việc đã ghi không sửa được: báo ghi sai rồi ghi lại.")
    return row


def _without_record_time(document: Document) -> Document:
    return {key: value for key, value in document.items() if key != "recordTime"}


def _refuse_malformed(document: Mapping[str, Any]) -> None:
    problems = problems_of(document)
    if not problems and not document.get("eventID"):
        problems = ["$.eventID: an event is kept with its id"]
    problems += [f"{name}: longer than {URI_LENGTH} signs" for name in _too_long(document)] if not problems else []
    if problems:
        raise Malformed(problems)


def _too_long(document: Mapping[str, Any]) -> list[str]:
    """What would not fit a column: identifiers are addresses, not prose."""
    named = {name: document.get(name, "") for name in ("eventID", "bizStep", "disposition")}
    named |= {name: document.get(name, {}).get("id", "") for name in ("readPoint", "bizLocation")}
    named |= {item.uri: item.uri for item in items_in(document)}
    return [name for name, text in named.items() if len(text) > URI_LENGTH]


def _place(told: Document) -> str:
    where: str = told.get("bizLocation", {}).get("id", "") or told.get("readPoint", {}).get("id", "")
    return where


def _partner(told: Document, producer: Producer) -> Any:
    """The partner an event names as the other side, where it is one of the producer's."""
    sides = [each.get("destination", "") for each in told.get("destinationList", ())]
    sides += [each.get("source", "") for each in told.get("sourceList", ())]
    return next((found for uri in sides if (found := partner_at(uri, producer)) is not None), None)
