"""Producers, products and papers as the office asks for them."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ocop.ground.offices.states import Role
from ocop.ground.producers.states import ProductState
from ocop.ground.registry.models import JournalEntry
from ocop.ground.registry.queries import history_of
from ocop.kit.prepared import prepared
from ocop.kit.scope import Actor
from ocop.kit.text.fold import fold

# These read every producer of the province; the others read those at the units their post reaches.
PROVINCE_READERS = (Role.PROVINCE_OFFICER, Role.SECRETARY)
UNIT_READERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.LEADER)

# A paper counts as about to run out this many days before its last day.
EXPIRING_DAYS = 60


def within_reach(actor: Actor, producer: str = "") -> Q:
    """The rows of an actor: all of the province, those at their units, or their own; nothing for strangers.

    `producer` is the lookup path from the queried model to its producer, empty on the producer itself.
    """
    if actor.has_role(*PROVINCE_READERS):
        return Q()
    own = f"{producer}_id__in" if producer else "pk__in"
    at_unit = f"{producer}__unit_id__in" if producer else "unit_id__in"
    reach = Q(**{own: actor.producer_ids})
    if unit_ids := actor.unit_ids(*UNIT_READERS):
        reach |= Q(**{at_unit: unit_ids})
    return reach


def words_within(text: str) -> Q:
    """Every word of the text, folded, begins a word of the row's folded column; no words match everything."""
    condition = Q()
    for word in fold(text).split()[:10]:
        condition &= Q(folded__startswith=word) | Q(folded__contains=f" {word}")
    return condition


class NamedQuerySet(models.QuerySet):
    """What producers and products share: found by name without marks, in Vietnamese order."""

    def search(self, text: str) -> Self:
        """The rows in which every word of `text` begins some word, whatever marks or case were typed."""
        return self.filter(words_within(text))


class ProducerQuerySet(NamedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The producers this person may open: their own, those at their units, or all."""
        return self.filter(within_reach(actor))

    def represented_by(self, actor: Actor) -> Self:
        """The producers this person speaks for on the day."""
        return self.filter(pk__in=actor.producer_ids)


class ProductQuerySet(NamedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The products of the producers this person may open."""
        return self.filter(within_reach(actor, "producer"))

    def candidates(self) -> Self:
        return self.filter(state=ProductState.CANDIDATE)

    def recognised(self) -> Self:
        return self.filter(state=ProductState.RECOGNISED)

    def without_set(self, criteria_id: str) -> Self:
        """The products nobody has put in a product set of this criteria law yet."""
        from ocop.ground.producers.models import Classification

        lines = Classification.objects.filter(product=OuterRef("pk"), criteria_id=criteria_id, is_current=True)
        return self.exclude(state=ProductState.DISCONTINUED).filter(~Exists(lines.filter(product=OuterRef("pk"))))

    def tagged(self, tag: str) -> Self:
        """The products for which an officer has confirmed this tag."""
        from ocop.ground.producers.models import ProductTag

        return self.filter(Exists(ProductTag.objects.confirmed().filter(product=OuterRef("pk"), tag=tag)))

    def with_claims(self) -> Self:
        """The products with a tag that is still only the producer's own word."""
        from ocop.ground.producers.models import ProductTag

        return self.filter(Exists(ProductTag.objects.claimed().filter(product=OuterRef("pk"))))


class ProductTagQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The tags of the products this person may open."""
        return self.filter(within_reach(actor, "product__producer"))

    def standing(self) -> Self:
        """Tags nobody has withdrawn, confirmed or not."""
        return self.filter(withdrawn_at__isnull=True)

    def confirmed(self) -> Self:
        return self.standing().filter(confirmed_at__isnull=False)

    def claimed(self) -> Self:
        """Tags that wait for an officer."""
        return self.standing().filter(confirmed_at__isnull=True)


class PaperQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The papers of the producers this person may open, replaced and removed ones too."""
        return self.filter(within_reach(actor, "producer"))

    def current(self) -> Self:
        """Papers neither replaced by a newer one nor taken out."""
        return self.filter(replaced_by__isnull=True, removed_at__isnull=True)

    def in_wallet(self, producer: models.Model) -> Self:
        """What a producer has in the wallet today, kind by kind, newest first."""
        return self.current().filter(producer=producer).select_related("document", "product")

    def holding_on(self, on: date) -> Self:
        """Current papers whose last day is not before a day."""
        return self.current().filter(Q(valid_until__isnull=True) | Q(valid_until__gte=on))

    def shown_on(self, on: date) -> Self:
        """Papers an officer lets buyers know of and that hold on a day."""
        return self.holding_on(on).exclude(public_mark="")

    def run_out(self, on: date) -> Self:
        """Papers whose last day is before `on`."""
        return self.filter(valid_until__lt=on)

    def running_out(self, on: date, days: int = EXPIRING_DAYS) -> Self:
        """Papers still valid on `on` whose last day comes within `days` days."""
        return self.filter(valid_until__gte=on, valid_until__lte=on + timedelta(days=days))


class RepresentativeQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Representations that run on a day, first and last day included."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)


@prepared
def _represented(user_id: int, on: date) -> "models.QuerySet[Any, Any]":
    from ocop.ground.producers.models import Representative

    return Representative.objects.on(on).filter(user_id=user_id).values_list("producer_id")


def producers_represented_by(user_id: int, on: date) -> frozenset[int]:
    """Ids of the producers a person speaks for on a day; one query."""
    return frozenset(producer_id for (producer_id,) in _represented(user_id, on))


def discontinued_by(product: models.Model) -> JournalEntry | None:
    """The journal row that last took a product out of production: by whom, when and why."""
    changes = history_of(product).filter(act="producers.product_state_changed").order_by("-seq")
    return next((row for row in changes if row.payload().get("state") == ProductState.DISCONTINUED), None)
