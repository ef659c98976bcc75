"""Dossiers as the offices ask for them."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Count, Q

from ocop.cycle.dossiers.states import LODGED_OR_LATER, RUNNING, DossierState
from ocop.ground.offices.states import Role, Tier
from ocop.ground.programme.models import Round
from ocop.kit.scope import Actor
from ocop.kit.text.fold import fold

FIRST_READERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)
PROVINCE_READERS = (Role.PROVINCE_OFFICER, Role.LEADER)


class DossierQuerySet(models.QuerySet["Dossier"]):  # type: ignore[name-defined]
    def visible_to(self, actor: Actor) -> "DossierQuerySet":
        """The dossiers a person may open.

        A producer sees their own in every state; the first reader what was lodged at their office; the provincial
        officers and the leadership everything that was ever lodged. Council members and advisers reach dossiers
        through their council (`evaluation.queries`), never through this door.
        """
        own = Q(producer_id__in=actor.producer_ids) if actor.producer_ids else Q(pk__in=())
        return self.filter(own | _as_officer(actor))

    def read_by(self, actor: Actor) -> "DossierQuerySet":
        """The dossiers a person reads by their post, leaving out those that are only their own as a producer."""
        return self.filter(_as_officer(actor))

    def lodged(self) -> "DossierQuerySet":
        """Without drafts, and without drafts that were dropped before anybody else saw them."""
        return self.filter(_LODGED)

    def awaiting_check(self, office_ids: frozenset[int] | None = None) -> "DossierQuerySet":
        """Lodged and waiting for the first reader (of these offices), the nearest deadline first."""
        waiting = self.filter(state=DossierState.LODGED)
        if office_ids is not None:
            waiting = waiting.filter(reading_office_id__in=office_ids)
        return waiting.order_by(models.F("due_on").asc(nulls_last=True), "lodged_at", "pk")

    def accepted(self) -> "DossierQuerySet":
        """Complete and waiting to be put before a council."""
        return self.filter(state=DossierState.ACCEPTED).order_by("accepted_at", "pk")

    def running(self) -> "DossierQuerySet":
        return self.filter(state__in=RUNNING)

    def search(self, text: str) -> "DossierQuerySet":
        """Found by words of the product or producer without marks, or by a piece of the number."""
        words = Q()
        for word in fold(text).split()[:10]:
            words &= Q(product__folded__contains=word)
        return self.filter(words | Q(number__contains=text.strip().upper())) if text.strip() else self

    def due_within(self, span: str, on: date) -> "DossierQuerySet":
        """`qua`: the last day has passed; `gan`: it is at most three days ahead; anything else: all."""
        if span == "qua":
            return self.filter(due_on__lt=on)
        return self.filter(due_on__range=(on, on + timedelta(days=3))) if span == "gan" else self

    def by_deadline(self) -> "DossierQuerySet":
        return self.order_by(models.F("due_on").asc(nulls_last=True), "-lodged_at", "pk")

    def for_list(self) -> "DossierQuerySet":
        """With everything a list line prints, in one query."""
        return self.select_related("product", "producer", "producer__unit", "round", "reading_office")

    def state_counts(self) -> dict[str, int]:
        """How many stand in each state, in one query."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))


_LODGED = Q(state__in=[s for s in LODGED_OR_LATER if s != DossierState.WITHDRAWN]) | Q(
    state=DossierState.WITHDRAWN, lodged_at__isnull=False
)


def reads_province(actor: Actor) -> bool:
    """Whether the person reads every lodged dossier of the province; the leader of a commune does not."""
    return actor.has_role(*PROVINCE_READERS, tier=Tier.PROVINCE)


def drafts_of(round_: Round) -> int:
    """How many dossiers of a round their producers are still writing, never lodged."""
    from ocop.cycle.dossiers.models import Dossier

    return Dossier.objects.filter(round=round_, state=DossierState.DRAFT).count()


def _as_officer(actor: Actor) -> Q:
    """What a post lets a person read: the first reader their office's dossiers, the province all that were lodged."""
    if reads_province(actor):
        return _LODGED
    offices = actor.office_ids(*FIRST_READERS)
    return Q(reading_office_id__in=offices) & _LODGED if offices else Q(pk__in=())
