"""How a batch left: deliveries that name it, and those that name only the case or pallet it lay in.

A warehouse packs packets into cases, cases onto pallets, and sends word of the pallet alone. Whoever got the pallet got
the batch, unless it was unpacked before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from ocop.cycle.epcis.amounts import amount_words
from ocop.cycle.epcis.models import EventItem, TraceEvent
from ocop.cycle.epcis.states import Role
from ocop.cycle.traceability.models import Batch
from ocop.kit.scope import Actor
from ocop.rules.epcis import Action, Packing, times_inside
from ocop.rules.gs1 import container_in

# Packets in cases, on pallets, in containers: more levels are a slip in what was written down.
_MOST_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Shipment:
    """A delivery of some of a batch, and how much of it as people say: an amount, or the case it was in."""

    event: TraceEvent
    what: list[str]


@dataclass(frozen=True, slots=True)
class _Stay:
    """Some of the batch lay in a case from a moment on, until it was taken out if ever."""

    case: str
    since: datetime
    until: datetime | None

    def covers(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)

    def within(self, outer: "_Stay") -> "_Stay | None":
        """The batch in a case while that one lay in another; None where the two never met."""
        since = max(self.since, outer.since)
        ends = [each.until for each in (self, outer) if each.until is not None]
        until = min(ends, default=None)
        return _Stay(outer.case, since, until) if until is None or since < until else None


def shipments_of(batch: Batch, actor: Actor) -> list[Shipment]:
    """The standing deliveries of a batch within the person's scope, the earliest first."""
    events = TraceEvent.objects.standing().visible_to(actor)
    stays = _stays(batch, events)
    named = Q(batch=batch) | _named({stay.case for stay in stays})
    rows = events.filter(biz_step="shipping", pk__in=EventItem.objects.filter(named).values("event"))
    rows = rows.select_related("partner").prefetch_related("items").order_by("event_time", "pk")
    found = ((row, _what(row, batch, stays)) for row in rows)
    return [Shipment(row, what) for row, what in found if what is not None]


def _what(row: TraceEvent, batch: Batch, stays: set[_Stay]) -> list[str] | None:
    """What of the batch a delivery took along, each thing once; None where its case was empty by then."""
    items = list(row.items.all())
    own = [item for item in items if item.batch_id == batch.pk]
    there = {stay.case for stay in stays if stay.covers(row.event_time)}
    cases = dict.fromkeys(item.uri for item in items if item.uri in there)
    if not own and not cases:
        return None
    amounts = filter(None, (amount_words(item.quantity, item.unit) for item in own))
    return [*amounts, *(f"trong kiện {container_in(case) or case}" for case in cases)]


def _stays(batch: Batch, events: Any) -> set[_Stay]:
    """Every case some of the batch lay in, and every case those lay in; three queries a level."""
    found = level = {stay for _, stay in _in_cases(Q(batch=batch), events)}
    for _ in range(_MOST_LEVELS):
        if not level:
            break
        outer = _in_cases(_named({stay.case for stay in level}), events)
        met = {inner.within(stay) for case, stay in outer for inner in level if inner.case == case}
        level = {stay for stay in met if stay is not None} - found
        found = found | level
    return found


def _in_cases(things: Q, events: Any) -> list[tuple[str, _Stay]]:
    """Each stay of some things in a case, with what the thing is called."""
    packed = EventItem.objects.filter(things, role=Role.CHILD, event__in=events).select_related("event")
    items = list(packed.order_by("event__event_time", "event_id", "pk"))
    of_events = {item.event_id for item in items}
    cases = dict(EventItem.objects.filter(role=Role.PARENT, event__in=of_events).values_list("event_id", "uri"))
    emptied = _emptied(set(cases.values()), events)
    told: dict[tuple[str, str], list[Packing]] = {}
    for item in items:
        case, event = cases.get(item.event_id), item.event
        if case is None or (event.action == Action.OBSERVE and (case, item.uri) in told):
            continue  # seen there again: nothing was put in
        packing = Packing(event.event_time, event.action == Action.DELETE, item.quantity)
        told.setdefault((case, item.uri), []).append(packing)
    return [
        (thing, _Stay(case, *times))
        for (case, thing), packings in told.items()
        for times in times_inside(sorted(packings + emptied.get(case, []), key=lambda one: (one.at, not one.is_out)))
    ]


def _emptied(cases: set[str], events: Any) -> dict[str, list[Packing]]:
    """When a case was unpacked whole: an end of an aggregation that names no single thing."""
    ended = EventItem.objects.filter(role=Role.PARENT, uri__in=cases, event__in=events.filter(action=Action.DELETE))
    found: dict[str, list[Packing]] = {}
    for case, at in ended.exclude(event__items__role=Role.CHILD).values_list("uri", "event__event_time"):
        found.setdefault(case, []).append(Packing(at, is_out=True))
    return found


def _named(uris: Iterable[str]) -> Q:
    """Cases by their addresses: what is no lot of ours."""
    return Q(uri__in=uris, batch=None, material=None)
