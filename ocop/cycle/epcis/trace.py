"""From one lot to all it was made of, and to all that was made of it: a walk over events, level by level.

Each sees the way through their own events: where a lot came from another producer, or went to one, the walk of a
producer ends with its name, one step away; the offices walk on.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from ocop.cycle.epcis.addresses import batch_uri, case_name, material_uri, of_no_lot
from ocop.cycle.epcis.amounts import uri_words
from ocop.cycle.epcis.models import EventItem, MaterialLot, TraceEvent
from ocop.cycle.epcis.states import Role
from ocop.cycle.traceability.models import Batch
from ocop.kit.scope import Actor
from ocop.rules.epcis import STEP_WORDS, step_words
from ocop.rules.gs1 import container_in

# What stands on the other side of an event: where a thing in this role comes from, or goes.
BACK = {Role.OUTPUT: Role.INPUT, Role.PARENT: Role.CHILD}
FORWARD = {Role.INPUT: Role.OUTPUT, Role.CHILD: Role.PARENT}
Direction = dict[Role, Role]
# Chains of food are short; more levels are a slip in what was written down.
MOST_LEVELS = 20
# What happened to a lot that a shopper's stages leave out: it is told in other words where it matters.
_NOT_STAGES = ("holding", "inspecting", "decommissioning")
_OF_THE_LOT_ONLY = ("shipping", "retail_selling", "destroying")


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot on the way: our batch, our lot of raw material, or only an identifier of somebody else's."""

    uri: str
    batch: Batch | None = None
    material: MaterialLot | None = None
    # What it is measured in where it may be used up: a code of `rules.epcis.UNITS`.
    unit: str = ""

    @property
    def key(self) -> tuple[str, Any]:
        """What it is told apart by: a batch may have had another address before it had a trade item number."""
        if self.batch is not None:
            return ("batch", self.batch.pk)
        return ("material", self.material.pk) if self.material is not None else ("uri", case_name(self.uri))

    @property
    def is_case(self) -> bool:
        """Whether it is a case or pallet: its number does not tell whose."""
        return bool(container_in(self.uri))

    @property
    def name(self) -> str:
        """How people call it."""
        if self.batch is not None:
            return f"{self.batch.product.name}, lô {self.batch.lot}"
        return str(self.material) if self.material is not None else uri_words(self.uri)

    @property
    def owner(self) -> Any:
        """The producer whose lot it is; None for one from outside."""
        if self.batch is not None:
            return self.batch.product.producer
        return self.material.producer if self.material is not None else None


@dataclass(frozen=True, slots=True)
class Step:
    """One lot reached: how far from the start (1 is next to it), by which event, from which lot, and how much of it."""

    depth: int
    lot: Lot
    beside: Lot
    event: TraceEvent
    quantity: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Stage:
    """What a shopper may read of one stage: no person, no partner, of the place only its commune."""

    words: str
    place: str
    at: datetime
    uri: str
    location: str


def lot_of_batch(batch: Batch) -> Lot:
    return Lot(batch_uri(batch), batch=batch)


def lot_of_material(material: MaterialLot) -> Lot:
    return Lot(material_uri(material), material=material)


def walk(start: Lot, direction: Direction, actor: Actor | None = None) -> list[Step]:
    """The lots reached from one, nearest first, each once for each event that leads to it; three queries a level.

    Only events the actor may see lead on; without an actor all do, for what names neither persons nor partners.
    """
    events = TraceEvent.objects.standing()
    seen = events.visible_to(actor) if actor is not None else events
    return _walk([start], direction, seen)


def _walk(level: list[Lot], direction: Direction, seen: Any) -> list[Step]:
    found: list[Step] = []
    known = {lot.key for lot in level}
    for depth in range(1, MOST_LEVELS + 1):
        steps = list(_next(level, direction, seen, depth))
        found += steps
        level = list({step.lot.key: step.lot for step in steps if step.lot.key not in known}.values())
        known.update(lot.key for lot in level)
        if not level:
            break
    return found


def batches_reached(start: Batch, direction: Direction, actor: Actor | None = None) -> list[Batch]:
    """Our batches among them, each once, the nearest first."""
    steps = walk(lot_of_batch(start), direction, actor)
    return list({step.lot.batch.pk: step.lot.batch for step in steps if step.lot.batch is not None}.values())


def batches_told_of(event: int) -> list[Batch]:
    """Our batches that an event (by its key) speaks of, and those made of what it speaks of: their stages tell it."""
    items = EventItem.objects.filter(event=event).select_related("batch__product__producer", "material__producer")
    lots = list({(lot := Lot(item.uri, item.batch, item.material)).key: lot for item in items}.values())
    reached = [step.lot for step in _walk(lots, FORWARD, TraceEvent.objects.standing())]
    return list({lot.batch.pk: lot.batch for lot in lots + reached if lot.batch is not None}.values())


def events_of(lots: Iterable[Lot]) -> Any:
    """The standing events by which some lots came about or were moved, the earliest first; not their being used up."""
    items = EventItem.objects.filter(_any_of(lots)).exclude(role=Role.INPUT)
    return TraceEvent.objects.standing().filter(pk__in=items.values("event")).order_by("event_time", "pk")


def events_naming(lots: Iterable[Lot]) -> Any:
    """The events that speak of some lots, whatever they were called then: a lot is renamed, a product gets a number."""
    return TraceEvent.objects.filter(pk__in=EventItem.objects.filter(_any_of(lots)).values("event"))


def stages_of(batch: Batch) -> list[Stage]:
    """The stages of a batch and of what it was made of, the earliest first: for everybody to read."""
    own = lot_of_batch(batch)
    earlier = [step.lot for step in walk(own, BACK)]
    mine = set(events_of([own]).values_list("pk", flat=True))
    rows = events_of([own, *earlier]).exclude(biz_step__in=_NOT_STAGES).select_related("unit").prefetch_related("items")
    told = [
        row
        for row in rows
        if (row.producer_id == batch.product.producer_id if row.pk in mine else row.biz_step not in _OF_THE_LOT_ONLY)
    ]
    return [_stage(row, own) for row in told]


def _stage(row: TraceEvent, own: Lot) -> Stage:
    items = list(row.items.all())
    made = [item.uri for item in items if item.role in (Role.OUTPUT, Role.QUANTITY, Role.EPC, Role.CHILD)]
    uri = next(iter(made), own.uri)
    place = row.unit.full_name if row.unit else ""
    # A program may name a step of its own vocabulary, by an address that says nothing to a shopper.
    step = row.biz_step if row.biz_step in STEP_WORDS else ""
    return Stage(step_words(row.kind, step), place, row.event_time, uri, row.biz_location or row.read_point)


def _next(level: list[Lot], direction: Direction, seen: Any, depth: int) -> Iterator[Step]:
    """One step from each lot of a level."""
    here = list(EventItem.objects.filter(_any_of(level), role__in=list(direction), event__in=seen))
    if not here:
        return
    beside = EventItem.objects.filter(event__in={item.event_id for item in here}, role__in=set(direction.values()))
    rows = beside.select_related(
        "event__producer__unit", "event__partner", "event__unit", "batch__product__producer", "material__producer"
    )
    lots = {lot.key: lot for lot in level}
    there: dict[tuple[int, str], list[EventItem]] = {}
    for row in rows:
        there.setdefault((row.event_id, row.role), []).append(row)
    for item in here:
        start = lots[Lot(item.uri, *_own_lot(item, level)).key]
        for row in there.get((item.event_id, direction[Role(item.role)]), ()):
            lot = Lot(row.uri, row.batch, row.material)
            if lot.key != start.key:
                yield Step(depth, lot, start, row.event, row.quantity, row.unit)


def _own_lot(item: EventItem, level: list[Lot]) -> tuple[Batch | None, MaterialLot | None]:
    """The lot of the level an item speaks of, without asking the database for it again."""
    for lot in level:
        if lot.batch is not None and lot.batch.pk == item.batch_id:
            return lot.batch, None
        if lot.material is not None and lot.material.pk == item.material_id:
            return None, lot.material
    return None, None


def _any_of(lots: Iterable[Lot]) -> Q:
    each = list(lots)
    batches = [lot.batch.pk for lot in each if lot.batch is not None]
    materials = [lot.material.pk for lot in each if lot.material is not None]
    others = [case_name(lot.uri) for lot in each if lot.batch is None and lot.material is None]
    return Q(batch__in=batches) | Q(material__in=materials) | of_no_lot(others)
