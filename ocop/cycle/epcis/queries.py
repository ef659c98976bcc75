"""Events as producers, offices and partners ask for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from ocop.cycle.certification.queries import UNIT_READERS, reads_register
from ocop.cycle.epcis.states import Kind
from ocop.ground.producers.models import Producer, Product
from ocop.kit.clock import HO_CHI_MINH
from ocop.kit.scope import Actor
from ocop.rules.epcis import Document

if TYPE_CHECKING:
    from ocop.cycle.traceability.models import Batch


class OfProducerQuerySet(models.QuerySet[Any]):
    """Records of one producer each."""

    def visible_to(self, actor: Actor) -> Self:
        """All for who reads the register of recognitions, those at their units, or the producer's own."""
        if reads_register(actor):
            return self
        scope = Q(producer_id__in=actor.producer_ids)
        if units := actor.unit_ids(*UNIT_READERS):
            scope |= Q(producer__unit_id__in=units)
        return self.filter(scope)


class PartnerQuerySet(OfProducerQuerySet):
    pass


class MaterialQuerySet(OfProducerQuerySet):
    pass


class EventQuerySet(OfProducerQuerySet):
    def standing(self) -> Self:
        """Those nobody declared to be wrong."""
        return self.filter(error__isnull=True)

    def of_batch(self, batch: Batch) -> Self:
        """Those that speak of a batch, in whatever role."""
        return self.filter(pk__in=_events_with(batch=batch))

    def delivered_to(self, producer_ids: Iterable[int]) -> Self:
        """Deliveries of others to some producers of the programme."""
        return self.filter(partner__party_id__in=list(producer_ids), biz_step="shipping")

    def between(self, first: date | None, last: date | None) -> Self:
        """Those that happened from a day to a day, both counted, in the province's time."""
        rows = self
        if first is not None:
            rows = rows.filter(event_time__gte=datetime.combine(first, time.min, HO_CHI_MINH))
        if last is not None:
            rows = rows.filter(event_time__lte=datetime.combine(last, time.max, HO_CHI_MINH))
        return rows

    def of_step(self, step: str, *, is_transformation: bool) -> Self:
        """Those of one business step; a transformation is told by its shape, whatever step it names."""
        if is_transformation:
            return self.filter(kind=Kind.TRANSFORMATION)
        return self.filter(biz_step=step).exclude(kind=Kind.TRANSFORMATION)

    def search(self, text: str) -> Self:
        """Of producers found by their name, or naming a lot of that number."""
        lots = _events_with(Q(batch__lot__iexact=text.strip()) | Q(material__lot__iexact=text.strip()))
        named = Q(producer__in=Producer.objects.search(text)) | Q(product__in=Product.objects.search(text))
        return self.filter(named | Q(pk__in=lots))

    def for_list(self) -> Self:
        """With all a timeline shows of each; five queries however many."""
        return self.select_related("producer__unit", "product", "unit", "partner", "error").prefetch_related(
            "items__batch__product", "items__material", "photos__document"
        )


def documents(events: Iterable[Any]) -> list[Document]:
    """Events as EPCIS tells them: each as it was recorded, then once more where it was declared to be wrong."""
    told: list[Document] = []
    for event in events:
        told.append(event.document)
        if (error := getattr(event, "error", None)) is not None:
            told.append(error.document)
    return told


def _events_with(*conditions: Q, **said: Any) -> Any:
    from ocop.cycle.epcis.models import EventItem

    return EventItem.objects.filter(*conditions, **said).values("event")
