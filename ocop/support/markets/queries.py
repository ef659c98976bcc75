"""Market records as each person may read them; the star a product bears on a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from ocop.cycle.certification.models import Recognition
from ocop.ground.offices.queries import words_in
from ocop.ground.offices.states import AGENCY_LEADER, Role, Tier
from ocop.ground.producers.models import Producer, Product
from ocop.kit.scope import Actor
from ocop.rules.contracts import EXPIRING_DAYS
from ocop.support.markets.states import LEADS_RUNNING, RecordState

# These keep the whole register; the secretary and the province's leaders read it; the rest read at their units.
KEEPERS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER)
UNIT_KEEPERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)
UNIT_READERS = (*UNIT_KEEPERS, Role.LEADER)

# A listing nobody looked at for so many days is due; a contract with no renewal is asked about so many days ahead.
CHECK_DAYS = 90


def reads_all(actor: Actor) -> bool:
    """Whether the person reads the market records of the whole province."""
    readers = (*KEEPERS, Role.SECRETARY, AGENCY_LEADER)
    return actor.has_role(*readers) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE)


def is_concerned(actor: Actor) -> bool:
    """Whether the market has anything to do with the person: reads all, works at a unit, or makes products."""
    return reads_all(actor) or actor.has_role(*UNIT_READERS) or actor.is_producer


def within(actor: Actor, producer: str) -> Q:
    """Rows of the producers a person may read; `producer` is the lookup to the producer, empty on itself."""
    return Q() if reads_all(actor) else _own(actor, producer)


def _own(actor: Actor, producer: str) -> Q:
    """Rows of the producers a person speaks for and of those at the person's places."""
    own, unit = (f"{producer}_id__in", f"{producer}__unit_id__in") if producer else ("pk__in", "unit_id__in")
    reach = Q(**{own: actor.producer_ids})
    if units := actor.unit_ids(*UNIT_READERS):
        reach |= Q(**{unit: units})
    return reach


class SharedQuerySet(models.QuerySet):
    """Records everybody concerned reads: partners, points of sale, tourist sites."""

    search_in: tuple[str, ...] = ("folded",)

    def visible_to(self, actor: Actor) -> Self:
        return self if is_concerned(actor) else self.none()

    def search(self, text: str) -> Self:
        """Rows where all words are found in one of the columns, whatever marks were typed."""
        condition = Q()
        for column in self.search_in:
            condition |= words_in(column, text)
        return self.filter(condition)


class KeptQuerySet(SharedQuerySet):
    """Records only those who read the whole province see."""

    def visible_to(self, actor: Actor) -> Self:
        return self if reads_all(actor) else self.none()


class PlacementQuerySet(SharedQuerySet):
    search_in: tuple[str, ...] = ("product__folded", "outlet__folded", "partner__folded")

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(within(actor, "product__producer"))

    def confirmed(self) -> Self:
        return self.filter(state=RecordState.CONFIRMED)

    def standing_on(self, on: date) -> Self:
        """What is confirmed and runs on a day, first and last day included."""
        return self.confirmed().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)

    def standing_between(self, first: date, last: date) -> Self:
        """What is confirmed and ran on some day from one to another, both counted."""
        return self.confirmed().filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first), starts_on__lte=last)


class ListingQuerySet(PlacementQuerySet):
    search_in = ("product__folded", "partner__folded")

    def due_for_check(self, on: date) -> Self:
        """On a marketplace today and not looked at for `CHECK_DAYS`, or never."""
        limit = on - timedelta(days=CHECK_DAYS)
        return self.standing_on(on).filter(Q(checked_on__lt=limit) | Q(checked_on__isnull=True, starts_on__lt=limit))


class ContractQuerySet(SharedQuerySet):
    search_in = ("producer__folded", "partner__folded")

    def visible_to(self, actor: Actor) -> Self:
        """Who reads the whole province; of the agencies the one in charge; the producer and its place."""
        if actor.has_role(Role.PROVINCE_OFFICER, Role.SECRETARY) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE):
            return self
        in_charge = Q(office_id__in=actor.office_ids(Role.AGENCY_OFFICER, AGENCY_LEADER))
        return self.filter(_own(actor, "producer") | in_charge)

    def confirmed(self) -> Self:
        return self.filter(state=RecordState.CONFIRMED)

    def expiring(self, on: date) -> Self:
        """Running, ending within `EXPIRING_DAYS` and with nothing signed that follows."""
        last = on + timedelta(days=EXPIRING_DAYS)
        return self.running_on(on).filter(runs_until__lte=last, renewed_by__isnull=True)

    def running_on(self, on: date) -> Self:
        return self.confirmed().filter(Q(runs_until__isnull=True) | Q(runs_until__gte=on), starts_on__lte=on)


class LeadQuerySet(SharedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Officers see all; a producer those still open and those it answered."""
        if reads_all(actor) or actor.has_role(*UNIT_READERS):
            return self
        if not actor.is_producer:
            return self.none()
        answered = self.model._default_manager.filter(answers__producer_id__in=actor.producer_ids).values("pk")
        return self.filter(Q(state__in=LEADS_RUNNING) | Q(pk__in=answered))


class ChainQuerySet(SharedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        if reads_all(actor):
            return self
        from ocop.support.markets.models import ChainLink

        return self.filter(pk__in=ChainLink.objects.filter(within(actor, "producer")).values("chain_id"))


class FeedbackQuerySet(SharedQuerySet):
    search_in = ("outlet__folded", "product__folded")

    def visible_to(self, actor: Actor) -> Self:
        """What is said of no product is for everybody concerned; what is said of one for who may read it."""
        if reads_all(actor):
            return self
        if not is_concerned(actor):
            return self.none()
        return self.filter(Q(product__isnull=True) | within(actor, "product__producer"))


class YearQuerySet(SharedQuerySet):
    search_in = ("outlet__folded",)

    def visible_to(self, actor: Actor) -> Self:
        """What a shop took in is its own business: those who keep the register, and officials of its place."""
        if reads_all(actor):
            return self
        return self.filter(outlet__unit_id__in=actor.unit_ids(*UNIT_READERS))


def products_for(actor: Actor) -> models.QuerySet[Product]:
    """The products whose place in the market a person may read."""
    return Product.objects.filter(within(actor, "producer"))


def producers_for(actor: Actor) -> models.QuerySet[Producer]:
    return Producer.objects.filter(within(actor, ""))


def stars_on(product_ids: Iterable[int], on: date) -> dict[int, int]:
    """The star each product bears on a day by the register, trial rounds left out; one query."""
    rows = Recognition.objects.filter(product_id__in=list(product_ids), is_trial=False).standing_on(on)
    return dict(rows.order_by("valid_from").values_list("product_id", "stars"))
