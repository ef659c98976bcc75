"""What may go into a batch: the producer's raw material, other batches of theirs, and what others delivered to them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from ocop.cycle.epcis.addresses import batch_uri, material_uri
from ocop.cycle.epcis.models import EventItem, MaterialLot, TraceEvent
from ocop.cycle.epcis.states import Role
from ocop.cycle.epcis.trace import Lot
from ocop.cycle.traceability.models import Batch, Recall
from ocop.kit.clock import HO_CHI_MINH

# Older lots are used up; who still has some writes the receipt anew.
KEPT = timedelta(days=400)
_MOST = 12


def lots_for(batch: Batch, on: date) -> list[Lot]:
    """The newest lots that may go into a batch, at most a dozen of each kind; four queries."""
    producer = batch.product.producer_id
    return [*_materials(producer, on), *_own_batches(batch, on), *_delivered(producer, on)]


def unused_materials(producer_id: int, on: date) -> Any:
    """Raw material written down that no processing has used yet, the newest first."""
    used = EventItem.objects.filter(role=Role.INPUT, event__error=None).exclude(material=None).values("material")
    return MaterialLot.objects.filter(producer=producer_id, recorded_at__gte=_since(on)).exclude(pk__in=used)


def _since(on: date) -> datetime:
    return datetime.combine(on - KEPT, time.min, HO_CHI_MINH)


def _materials(producer_id: int, on: date) -> Iterator[Lot]:
    rows = list(MaterialLot.objects.filter(producer=producer_id, recorded_at__gte=_since(on))[:_MOST])
    first = EventItem.objects.filter(material__in=rows, event__error=None).exclude(role=Role.INPUT).order_by("-pk")
    units = dict(first.values_list("material", "unit"))
    for row in rows:
        if row.pk in units:  # what was taken back as never received is not there to be used
            yield Lot(material_uri(row), material=row, unit=units[row.pk])


def _own_batches(batch: Batch, on: date) -> Iterator[Lot]:
    mine = Batch.objects.filter(product__producer=batch.product.producer_id, made_on__gte=on - KEPT)
    yield from _usable(mine.exclude(product=batch.product_id))


def _delivered(producer_id: int, on: date) -> Iterator[Lot]:
    """Batches of other producers of the programme that were delivered to this one."""
    events = TraceEvent.objects.standing().delivered_to([producer_id]).filter(event_time__gte=_since(on))
    yield from _usable(Batch.objects.filter(event_items__event__in=events).distinct())


def _usable(rows: Any) -> Iterator[Lot]:
    """Those that were not called back; nobody makes food of recalled goods."""
    sound = rows.exclude(recalls__in=Recall.objects.binding()).select_related("product__producer")
    for row in sound[:_MOST]:
        yield Lot(batch_uri(row), batch=row)
