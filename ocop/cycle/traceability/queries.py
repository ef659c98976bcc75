"""Ranges of stamps and batches as the offices speak of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from ocop.cycle.certification.queries import UNIT_READERS, reads_register
from ocop.ground.producers.models import Product
from ocop.kit.scope import Actor
from ocop.rules.stamps import Stamp

if TYPE_CHECKING:
    from ocop.cycle.traceability.models import StampRange


class OfProductQuerySet(models.QuerySet[Any]):
    """Records of one product each."""

    def visible_to(self, actor: Actor) -> Self:
        """All for who reads the register of recognitions, those at their units, or the producer's own."""
        if reads_register(actor):
            return self
        scope = Q(product__producer_id__in=actor.producer_ids)
        if units := actor.unit_ids(*UNIT_READERS):
            scope |= Q(product__producer__unit_id__in=units)
        return self.filter(scope)

    def search(self, text: str) -> Self:
        """Of products found by their name or their producer's."""
        return self.filter(product__in=Product.objects.search(text))

    def for_list(self) -> Self:
        return self.select_related("product__producer__unit")


class RangeQuerySet(OfProductQuerySet):
    def holding(self, stamp: Stamp) -> StampRange | None:
        """The range a stamp was issued in; one query, None for one that never was."""
        rows = self.filter(epoch_id=stamp.epoch, first__lte=stamp.index).select_related("product__producer__unit")
        before: StampRange | None = rows.order_by("-first").first()
        return before if before is not None and stamp.index <= before.last else None

    def with_counts(self) -> Self:
        """Each with how many of its stamps are active (`active`) and how many are void (`void`)."""
        return self.annotate(active=_stamps("Activation"), void=_stamps("StampException"))


class BatchQuerySet(OfProductQuerySet):
    def with_stamps(self) -> Self:
        """Each with how many stamps stand on it (`stamps`)."""
        return self.annotate(stamps=_stamps("Activation", of="batch"))


class IntervalQuerySet(models.QuerySet[Any]):
    def holding(self, index: int) -> Self:
        return self.filter(first__lte=index, last__gte=index)

    def meeting(self, first: int, last: int) -> Self:
        """Those that share a stamp with `first` to `last`."""
        return self.filter(first__lte=last, last__gte=first)


def _stamps(model: str, of: str = "range") -> Coalesce:
    rows = apps.get_model("traceability", model).objects.filter(**{of: models.OuterRef("pk")}).order_by().values(of)
    total = rows.annotate(total=models.Sum(models.F("last") - models.F("first") + 1)).values("total")
    return Coalesce(models.Subquery(total, output_field=models.BigIntegerField()), 0)
