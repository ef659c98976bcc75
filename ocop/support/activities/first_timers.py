"""Producers with a product on record that never lodged a dossier, or never had a star: whom to invite."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from ocop.cycle.certification.models import Recognition
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.producers.models import Producer, Product, Representative
from ocop.ground.producers.queries import within_reach
from ocop.ground.producers.states import ProductState
from ocop.kit.scope import Actor
from ocop.support.activities.models import Invitation
from ocop.support.activities.queries import sees_all_producers


def first_timers(actor: Actor, never: str) -> QuerySet[Producer]:
    """Within the person's reach; `never` is "ho-so" (no dossier lodged) or "sao" (no star).

    Each row has `last_state` and `last_invited_at` of its newest invitation, and `is_reached`: somebody who represents
    it signs in and would be told. A product out of production is none.
    """
    potential = Product.objects.filter(producer=OuterRef("pk"), state=ProductState.CANDIDATE)
    rows: Any = Producer.objects.filter(Exists(potential)).filter(~Exists(_starred()))
    if never != "sao":
        rows = rows.filter(~Exists(Dossier.objects.filter(producer=OuterRef("pk"), lodged_at__isnull=False)))
    if not sees_all_producers(actor):
        rows = rows.filter(within_reach(actor))
    newest = Invitation.objects.filter(producer=OuterRef("pk")).order_by("-invited_at", "-pk")
    representatives = Representative.objects.on(actor.on).filter(producer=OuterRef("pk"))
    return rows.annotate(  # type: ignore[no-any-return]
        last_state=Subquery(newest.values("state")[:1]),
        last_invited_at=Subquery(newest.values("invited_at")[:1]),
        is_reached=Exists(representatives),
    )


def _starred() -> QuerySet[Recognition]:
    """Recognitions of official rounds; a trial result is no star."""
    return Recognition.objects.filter(product__producer=OuterRef("pk"), is_trial=False)


def searched(rows: Any, words: str) -> Any:
    """Those whose name, or the name of a product of theirs, holds the words."""
    named = Producer.objects.search(words).values("pk")
    by_product = Product.objects.search(words).values("producer")
    return rows.filter(Q(pk__in=named) | Q(pk__in=by_product))
