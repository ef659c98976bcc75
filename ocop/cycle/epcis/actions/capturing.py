"""What a partner's system sends: looked at whole before any of it is kept, and kept as the word of one producer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction

from ocop.cycle.epcis import policies
from ocop.cycle.epcis.actions.recording import (
    Malformed,
    Owed,
    declare_error,
    keep_event,
    one_at_a_time,
    refuse_malformed,
    write_down,
)
from ocop.cycle.epcis.addresses import Lots, lots_among
from ocop.cycle.epcis.models import TraceEvent
from ocop.cycle.epcis.schema import MOST_THINGS, events_in, problems_beyond, problems_of_document
from ocop.cycle.epcis.ties import foreign_in
from ocop.ground.producers.models import Producer
from ocop.kit.scope import Actor, Refused, require
from ocop.rules.epcis import CONTEXT, Document, bare_word, items_in, time_of

_MOST_PROBLEMS = 20
# Clocks of other machines are a little ahead of ours.
_AHEAD = timedelta(minutes=5)
_TO_COME = "$.eventTime: lies in the future; an event is sent when it has happened"


def read_document(document: Any, at: datetime) -> list[Document]:
    """The events of a whole EPCIS document, each ready to be kept: with an id, and with its document's context.

    No database is asked. Raises `Malformed` with the place of what is wrong: nothing of such a document is kept.
    """
    if problems := problems_of_document(document):
        raise Malformed(problems)
    events = [_ready(sent, document["@context"]) for sent in events_in(document)]
    problems = [f"eventList[{place}] {each}" for place, event in enumerate(events) for each in problems_beyond(event)]
    if not problems:
        problems = [f"eventList[{place}] {_TO_COME}" for place, event in enumerate(events) if _is_to_come(event, at)]
    if problems := problems + list(_told_twice(events)):
        raise Malformed(problems[:_MOST_PROBLEMS])
    return events


def read_event(sent: Any, at: datetime) -> Document:
    """The same of one event alone."""
    event = _ready(sent, CONTEXT) if isinstance(sent, dict) else sent
    refuse_malformed(event)
    if _is_to_come(event, at):
        raise Malformed([_TO_COME])
    return event


def lots_of(events: Iterable[Document], producer: Producer) -> Lots | None:
    """Our lots among all that some events name, asked for at once; None where they name more than one query takes."""
    uris = {item.uri for event in events for item in items_in(event)}
    return lots_among(uris, producer) if len(uris) <= MOST_THINGS else None


@transaction.atomic
def keep_sent(event: Document, *, producer: Producer, by: Actor, at: datetime, sent_by: str) -> TraceEvent:
    """Keep one event that was read already; one that declares an error takes back the event of its id.

    Raises `Refused` for what is not the producer's to say, and `Taken` for an id that another event has.
    """
    one_at_a_time(producer)
    owed: list[Owed] = []
    row = _keep(event, _Sender(producer, by, at, sent_by, lots_of([event], producer)), owed)
    write_down(owed, by=by, at=at)
    return row


@transaction.atomic
def keep_document(
    events: Sequence[Document], *, producer: Producer, by: Actor, at: datetime, sent_by: str, all_or_none: bool
) -> list[tuple[Document, Refused]]:
    """The same of all events of a document: those refused, each with why; of `all_or_none` nothing is kept then.

    The journal is written when all rows stand, so that others wait for its chain only as long as that takes.
    """
    one_at_a_time(producer)
    sender = _Sender(producer, by, at, sent_by, lots_of(events, producer))
    owed: list[Owed] = []
    refused: list[tuple[Document, Refused]] = []
    for pack in [events] if all_or_none else [[event] for event in events]:
        event: Document = {}
        owed_of_pack: list[Owed] = []
        try:
            with transaction.atomic():
                for event in pack:
                    _keep(event, sender, owed_of_pack)
        except Refused as refusal:
            refused.append((event, refusal))
        else:
            owed += owed_of_pack
    write_down(owed, by=by, at=at)
    return refused


@dataclass(frozen=True, slots=True)
class _Sender:
    """Whose word it is, by which program, and our lots among all it named, where these are known at once."""

    producer: Producer
    by: Actor
    at: datetime
    program: str
    lots: Lots | None


def _keep(event: Document, sender: _Sender, owed: list[Owed]) -> TraceEvent:
    producer, by, at = sender.producer, sender.by, sender.at
    require(policies.may_record(by, producer))
    lots = sender.lots or lots_among((item.uri for item in items_in(event)), producer)
    if foreign := foreign_in(event, producer, lots):
        raise Refused(" ".join(foreign))
    told = {name: value for name, value in event.items() if name != "errorDeclaration"}
    row = keep_event(told, producer=producer, by=by, at=at, owed=owed, sent_by=sender.program, lots=lots)
    if (error := event.get("errorDeclaration")) is not None:
        require(policies.may_declare_sent_error(row))
        reason, corrected_by = bare_word(error.get("reason", "incorrect_data")), error.get("correctiveEventIDs", ())
        declare_error(row, reason=reason, corrected_by=corrected_by, sent=error, by=by, at=at, owed=owed)
    return row


def _is_to_come(event: Document, at: datetime) -> bool:
    """Whether an event would be kept that has not happened yet; one kept before may always be taken back."""
    return "errorDeclaration" not in event and time_of(event) > at + _AHEAD


def _ready(sent: Mapping[str, Any], context: Any) -> Document:
    """With a context and, unless it speaks of an event of before, with an id."""
    given = {} if "errorDeclaration" in sent else {"eventID": f"urn:uuid:{uuid4()}"}
    return {"@context": context, **given, **sent}


def _told_twice(events: Iterable[Document]) -> Iterable[str]:
    """An id may come once, and once more with the error it declares."""
    seen = set()
    for place, event in enumerate(events):
        told = (event.get("eventID", ""), "errorDeclaration" in event)
        if not told[0]:
            yield f"eventList[{place}].eventID: an error is declared of the event of this id"
        elif told in seen:
            yield f"eventList[{place}].eventID: twice in one document"
        seen.add(told)
