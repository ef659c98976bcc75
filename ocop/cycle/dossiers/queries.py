"""Dossiers as the offices ask for them."""

from datetime import date

from django.db import models
from django.db.models import Count, Q

from ocop.cycle.dossiers.states import LODGED_OR_LATER, DossierState
from ocop.ground.offices.states import Role
from ocop.kit.scope import Actor

FIRST_READERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)
PROVINCE_READERS = (Role.PROVINCE_OFFICER, Role.LEADER)


class DossierQuerySet(models.QuerySet["Dossier"]):  # type: ignore[name-defined]
    def visible_to(self, actor: Actor) -> "DossierQuerySet":
        """The dossiers a person may open.

        A producer sees their own in every state; the first reader what was lodged at their office; the provincial
        officers and the leadership everything that was ever lodged. Council members and advisers reach dossiers
        through their council (`evaluation.queries`), never through this door.
        """
        if not actor.is_known:
            return self.none()
        scope = Q(pk__in=())
        if actor.producer_ids:
            scope |= Q(producer_id__in=actor.producer_ids)
        if offices := actor.office_ids(*FIRST_READERS):
            scope |= Q(reading_office_id__in=offices) & _LODGED
        if actor.has_role(*PROVINCE_READERS):
            scope |= _LODGED
        return self.filter(scope)

    def lodged(self) -> "DossierQuerySet":
        """Without drafts, and without drafts that were dropped before anybody else saw them."""
        return self.filter(_LODGED)

    def awaiting_check(self, office_ids: frozenset[int] | None = None) -> "DossierQuerySet":
        """Lodged and waiting for the first reader (of these offices), the nearest deadline first."""
        waiting = self.filter(state=DossierState.LODGED)
        if office_ids is not None:
            waiting = waiting.filter(reading_office_id__in=office_ids)
        return waiting.order_by(models.F("due_on").asc(nulls_last=True), "lodged_at", "pk")

    def awaiting_province(self) -> "DossierQuerySet":
        """Forwarded by the first reader and not yet accepted or sent back."""
        return self.filter(state=DossierState.FORWARDED).order_by("forwarded_at", "pk")

    def accepted(self) -> "DossierQuerySet":
        """Complete and waiting to be put before a council."""
        return self.filter(state=DossierState.ACCEPTED).order_by("accepted_at", "pk")

    def running(self) -> "DossierQuerySet":
        from ocop.cycle.dossiers.states import RUNNING

        return self.filter(state__in=RUNNING)

    def overdue(self, on: date) -> "DossierQuerySet":
        """Still with the first reader after the last day the law gives."""
        return self.filter(state=DossierState.LODGED, due_on__lt=on)

    def for_list(self) -> "DossierQuerySet":
        """With everything a list line prints, in one query."""
        return self.select_related("product", "producer", "producer__unit", "round", "reading_office")

    def state_counts(self) -> dict[str, int]:
        """How many stand in each state, in one query."""
        return dict(self.order_by().values_list("state").annotate(Count("pk")))


_LODGED = Q(state__in=[s for s in LODGED_OR_LATER if s != DossierState.WITHDRAWN]) | Q(
    state=DossierState.WITHDRAWN, lodged_at__isnull=False
)
