"""Ranges of stamps and batches as the offices speak of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest, Least

from ocop.cycle.certification.queries import UNIT_READERS, reads_register
from ocop.cycle.traceability.states import RecallResult
from ocop.ground.producers.models import Product
from ocop.kit.scope import Actor
from ocop.rules.stamps import Stamp

if TYPE_CHECKING:
    from ocop.cycle.traceability.models import StampRange


class OfProductQuerySet(models.QuerySet[Any]):
    """Records of one product each; `product` is the way to it."""

    product = "product"

    def visible_to(self, actor: Actor) -> Self:
        """All for who reads the register of recognitions, those at their units, or the producer's own."""
        if reads_register(actor):
            return self
        scope = Q(**{f"{self.product}__producer_id__in": actor.producer_ids})
        if units := actor.unit_ids(*UNIT_READERS):
            scope |= Q(**{f"{self.product}__producer__unit_id__in": units})
        return self.filter(scope)

    def search(self, text: str) -> Self:
        """Of products found by their name or their producer's."""
        return self.filter(**{f"{self.product}__in": Product.objects.search(text)})

    def for_list(self) -> Self:
        return self.select_related(f"{self.product}__producer__unit")


class RangeQuerySet(OfProductQuerySet):
    def holding(self, stamp: Stamp) -> StampRange | None:
        """The range a stamp was issued in; one query, None for one that never was."""
        rows = self.filter(epoch_id=stamp.epoch, first__lte=stamp.index).select_related(
            "product__producer__unit", "product__photo", "product__resource_unit"
        )
        before: StampRange | None = rows.order_by("-first").first()
        return before if before is not None and stamp.index <= before.last else None

    def with_counts(self) -> Self:
        """Each with how many of its stamps are active (`active`) and how many are void (`void`)."""
        void = _total("StampException", F("last") - F("first") + 1)
        return self.annotate(active=_active("range"), void=void)


class BatchQuerySet(OfProductQuerySet):
    def with_stamps(self) -> Self:
        """Each with how many stamps stand on it (`stamps`), without those lost or spoiled since."""
        return self.annotate(stamps=_active("batch"))


class RecallQuerySet(OfProductQuerySet):
    product = "batch__product"

    def running(self) -> Self:
        """Those that nobody has ended."""
        return self.filter(ended_at__isnull=True)

    def binding(self) -> Self:
        """Those whose goods must not be used: running ones, and ended ones unless the goods were found safe."""
        return self.exclude(result=RecallResult.SAFE)


class IntervalQuerySet(models.QuerySet[Any]):
    def holding(self, index: int) -> Self:
        return self.filter(first__lte=index, last__gte=index)

    def with_recall(self) -> Self:
        """Activations, each with the recall that forbids its batch (`recall_id`), None where none does."""
        recalls = apps.get_model("traceability", "Recall").objects.binding().filter(batch=models.OuterRef("batch"))
        return self.annotate(recall_id=models.Subquery(recalls.values("pk")[:1]))

    def meeting(self, first: int, last: int) -> Self:
        """Those that share a stamp with `first` to `last`."""
        return self.filter(first__lte=last, last__gte=first)


class ActivationQuerySet(IntervalQuerySet):
    """`holding` and `meeting` ask those in force: an activation that was ended binds nothing any more."""

    def in_force(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def holding(self, index: int) -> Self:
        return super().holding(index).in_force()

    def meeting(self, first: int, last: int) -> Self:
        return super().meeting(first, last).in_force()


def _active(of: str) -> models.Expression:
    """Stamps activated for a range or a batch, without those void."""
    void = Least("last", "range__exceptions__last") - Greatest("first", "range__exceptions__first") + 1
    meeting = Q(range__exceptions__first__lte=F("last"), range__exceptions__last__gte=F("first"))
    in_force = Q(ended_at__isnull=True)
    active = _total("Activation", F("last") - F("first") + 1, of, in_force)
    return active - _total("Activation", void, of, in_force, meeting)


def _total(model: str, figure: Any, of: str = "range", *conditions: Q) -> Coalesce:
    rows = apps.get_model("traceability", model).objects.filter(*conditions, **{of: models.OuterRef("pk")})
    total = rows.order_by().values(of).annotate(total=models.Sum(figure)).values("total")
    return Coalesce(models.Subquery(total, output_field=models.BigIntegerField()), 0)
