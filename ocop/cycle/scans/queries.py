"""Suspicions and doubts as the offices speak of them: whoever sees the range of the stamps sees them."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from ocop.cycle.certification.queries import UNIT_READERS, reads_register
from ocop.ground.producers.models import Product
from ocop.kit.scope import Actor


class OfRangeQuerySet(models.QuerySet[Any]):
    """Records about stamps of one range each."""

    def search(self, text: str) -> Self:
        """Of products found by their name or their producer's."""
        return self.filter(range__product__in=Product.objects.search(text))

    def for_list(self) -> Self:
        return self.select_related("range__product__producer__unit")


class SuspicionQuerySet(OfRangeQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for who reads the register of recognitions, those at their units, or the producer's own."""
        if reads_register(actor):
            return self
        scope = Q(range__product__producer_id__in=actor.producer_ids)
        if units := actor.unit_ids(*UNIT_READERS):
            scope |= Q(range__product__producer__unit_id__in=units)
        return self.filter(scope)


class DoubtQuerySet(OfRangeQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for who reads the register; those about producers of their units or shops there. Never the producer.

        A shopper's contact and the shop are not for the one they complain of; the producer sees that a doubt came as a
        sign of the suspicion.
        """
        if reads_register(actor):
            return self
        units = actor.unit_ids(*UNIT_READERS)
        return self.filter(Q(range__product__producer__unit_id__in=units) | Q(unit_id__in=units))
