"""How a batch left: deliveries that name it, and those that name only the case or pallet it lay in.

A warehouse packs packets into cases, cases onto pallets, and sends word of the pallet alone. Whoever got the pallet got
the batch, unless all of it was taken out before. In doubt a receiver is named: a call too many harms nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import Q

from ocop.cycle.epcis.addresses import of_no_lot
from ocop.cycle.epcis.amounts import amount_words
from ocop.cycle.epcis.models import EventItem, TraceEvent
from ocop.cycle.epcis.states import Kind, Role
from ocop.cycle.traceability.models import Batch
from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.scope import Actor
from ocop.rules.epcis import Action, destinations_in
from ocop.rules.packing import Packing, times_inside

NOBODY_NAMED = "Nơi nhận không ghi tên"
# Packets in cases, on pallets, in containers: more levels are a slip in what was written down.
_MOST_LEVELS = 6
# Where a thing lies in another; papers are tied to a parent too (TransactionEvent), and nothing lies in them.
_PACKING = (Kind.AGGREGATION, Kind.ASSOCIATION)


@dataclass(frozen=True, slots=True)
class Shipment:
    """A delivery of some of a batch, and how much of it as people say: an amount, or the case it was in."""

    event: TraceEvent
    what: list[str]


class Receiver(NamedTuple):
    """Who got a delivery: what tells it apart, its name, and how it is reached or whose program sent word of it."""

    key: str
    name: str
    contact: str


class _Place(NamedTuple):
    """That a thing lay in a case; None for a beginning nobody told and an end still to come. `told`: first told of."""

    thing: str
    case: str
    told: datetime
    since: datetime | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class _Stay:
    """Some of the batch lay in a case from a moment on, until it was taken out if ever."""

    case: str
    since: datetime
    until: datetime | None

    def covers(self, at: datetime) -> bool:
        return self.since <= _end_of(at) and (self.until is None or at <= self.until)

    def within(self, place: _Place) -> "_Stay | None":
        """The batch in another case while this one lay there; None where the two never met."""
        since = max(filter(None, (self.since, place.since)))
        until = min(filter(None, (self.until, place.until)), default=None)
        return _Stay(place.case, since, until) if until is None or since <= until else None


def shipments_of(batch: Batch, actor: Actor) -> list[Shipment]:
    """The standing deliveries of a batch within the person's scope, the earliest first."""
    events = TraceEvent.objects.standing().visible_to(actor)
    stays = _stays(batch, events)
    named = Q(batch=batch) | of_no_lot(stays)
    rows = events.filter(biz_step="shipping", pk__in=EventItem.objects.filter(named).values("event"))
    rows = rows.select_related("partner").prefetch_related("items").order_by("event_time", "pk")
    found = ((row, _what(row, batch, stays)) for row in rows)
    return [Shipment(row, what) for row, what in found if what is not None]


def receiver_of(delivery: TraceEvent) -> Receiver:
    """A partner, or the place a program named by an address of its own. Reads `partner`."""
    if (partner := delivery.partner) is not None:
        return Receiver(f"doi-tac:{partner.public_id}", partner.name, partner.contact)
    places = ", ".join(filter(None, destinations_in(delivery.document)))
    key = sha256(f"{places} {delivery.sent_by}".encode()).hexdigest()[:12]
    contact = f"Theo máy của {delivery.sent_by}" if delivery.sent_by else ""
    return Receiver(f"noi-nhan:{key}", places or NOBODY_NAMED, contact)


def _what(row: TraceEvent, batch: Batch, stays: dict[str, list[_Stay]]) -> list[str] | None:
    """What of the batch a delivery took along, each thing once; None where its case was empty by then."""
    items = list(row.items.all())
    if row.action == Action.DELETE and any(item.role == Role.CHILD for item in items):
        # Taken off a lorry: that alone was delivered, and not all else the lorry carries.
        items = [item for item in items if item.role != Role.PARENT]
    own = [item for item in items if item.batch_id == batch.pk]
    named = dict.fromkeys(_case_of(item) for item in items)
    cases = [case for case in named if any(stay.covers(row.event_time) for stay in stays.get(case, ()))]
    if not own and not cases:
        return None
    amounts = dict.fromkeys(filter(None, (amount_words(item.quantity, item.unit) for item in own)))
    return [*amounts, *(f"trong kiện {case}" for case in cases)]


def _stays(batch: Batch, events: Any) -> dict[str, list[_Stay]]:
    """By case the times some of the batch lay in it, itself or in another; four queries a level."""
    lay = _in_cases(Q(batch=batch), events)
    found = level = {_Stay(place.case, place.since or _earliest(batch, lay), place.until) for place in lay}
    for _ in range(_MOST_LEVELS):
        inner = _by_case(level)
        outer = _in_cases(of_no_lot(inner), events) if inner else []
        met = {stay.within(place) for place in outer for stay in inner.get(place.thing, ())}
        level = {stay for stay in met if stay is not None} - found
        found = found | level
    return _by_case(found)


def _earliest(batch: Batch, lay: list[_Place]) -> datetime:
    """Since when it may have lain in a case nobody told of: the day it was made, or told of; either may be a slip."""
    made = datetime.combine(batch.made_on, time.min, HO_CHI_MINH)
    return min([made, *(place.told.astimezone(HO_CHI_MINH).replace(hour=0, minute=0) for place in lay)])


def _by_case(stays: Iterable[_Stay]) -> dict[str, list[_Stay]]:
    found: dict[str, list[_Stay]] = {}
    for stay in stays:
        found.setdefault(stay.case, []).append(stay)
    return found


def _in_cases(things: Q, events: Any) -> list[_Place]:
    """Each time some things lay in a case."""
    packed = EventItem.objects.filter(things, role=Role.CHILD, event__in=events.filter(kind__in=_PACKING))
    items = list(_with_times(packed).order_by("event__event_time", "event_id", "pk"))
    parents = EventItem.objects.filter(role=Role.PARENT, event__in={item.event_id for item in items})
    cases = {parent.event_id: _case_of(parent) for parent in parents}
    emptied = _emptied(set(cases.values()), events)
    told: dict[tuple[str, str, str], list[Packing]] = {}
    for item in items:
        if item.event_id in cases:
            told.setdefault((item.event.kind, cases[item.event_id], _thing_of(item)), []).append(_packing(item))
    return [
        _Place(thing, case, packings[0].at, since, until and _end_of(until))
        for (kind, case, thing), packings in told.items()
        for since, until in times_inside(sorted(packings + emptied.get((kind, case), []), key=_by_time))
    ] + _made_into(things, events)


def _made_into(things: Q, events: Any) -> list[_Place]:
    """Things repacked by an event that says they were used up for a case: their goods are in it from then on."""
    made = events.filter(kind=Kind.TRANSFORMATION)
    used = _with_times(EventItem.objects.filter(things, role=Role.INPUT, event__in=made))
    cases: dict[int, list[str]] = {}
    of_used = EventItem.objects.filter(role=Role.OUTPUT, event__in=used.values("event"), batch=None, material=None)
    for output in of_used:
        cases.setdefault(output.event_id, []).append(_case_of(output))
    return [
        _Place(_thing_of(item), case, item.event.event_time, item.event.event_time, None)
        for item in used
        for case in cases.get(item.event_id, ())
    ]


def _emptied(cases: set[str], events: Any) -> dict[tuple[str, str], list[Packing]]:
    """When a case was unpacked whole, by kind of event and case: an end that names no single thing."""
    ends = events.filter(action=Action.DELETE, kind__in=_PACKING)
    ended = EventItem.objects.filter(of_no_lot(cases), role=Role.PARENT, event__in=ends)
    found: dict[tuple[str, str], list[Packing]] = {}
    for item in _with_times(ended.exclude(event__items__role=Role.CHILD)):
        packing = Packing(item.event.event_time, Action.DELETE, is_whole=True, names_it=False)
        found.setdefault((item.event.kind, _case_of(item)), []).append(packing)
    return found


def _with_times(items: Any) -> Any:
    """Each with its event's time and kind, and without its document: that may name two thousand things."""
    return items.select_related("event").defer("event__document")


def _packing(item: EventItem) -> Packing:
    """What an event says of a thing in its case. An amount of a lot nobody told is unknown; a case moves whole."""
    is_whole = item.quantity is None and item.batch_id is None
    return Packing(item.event.event_time, Action(item.event.action), item.quantity, item.unit, is_whole)


def _end_of(at: datetime) -> datetime:
    """Midnight, here or in UTC, is a whole day: programs may know no more of leaving and packing than that."""
    is_a_day = time.min in (at.astimezone(HO_CHI_MINH).time(), at.astimezone(UTC).time())
    return at + timedelta(days=is_a_day)


def _by_time(packing: Packing) -> tuple[datetime, bool]:
    """At the same moment a case is unpacked before it is packed again."""
    return packing.at, packing.action != Action.DELETE


def _thing_of(item: EventItem) -> str:
    """What tells a packed thing apart: the lot however it was written, or the case."""
    return _case_of(item) if item.batch_id is None else f"lot {item.batch_id}"


def _case_of(item: EventItem) -> str:
    """As `case_name` calls it."""
    return item.sscc or item.uri
