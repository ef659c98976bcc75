"""Which rounds are open or running on a day, and which documents are in force."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from ocop.ground.offices.states import Role, Tier
from ocop.ground.programme.states import RoundState
from ocop.kit.scope import Actor


class RoundQuerySet(models.QuerySet):
    """Rounds of the programme; every signed-in person may know of them, so they carry no row scope."""

    def open_on(self, day: date) -> Self:
        """Rounds that take dossiers on `day`: opened by the office and between their first and last day."""
        return self.filter(state=RoundState.OPEN, opens_on__lte=day, proposal_due__gte=day)

    def in_force(self, day: date) -> Self:
        """Rounds under way on `day`: not planned any more, not ended, and already begun."""
        return self.filter(state__in=(RoundState.OPEN, RoundState.EVALUATING), opens_on__lte=day)


class LegalDocumentQuerySet(models.QuerySet):
    """The legal library; public texts, so every signed-in person reads all of it."""

    def in_force(self, day: date) -> Self:
        """Documents in force on `day`, last day included; one without a first day counts from the day of issue."""
        begun = Q(in_force_from__lte=day) | Q(in_force_from__isnull=True, issued_on__lte=day)
        return self.filter(begun).filter(Q(in_force_to__isnull=True) | Q(in_force_to__gte=day))


class DocumentReceiptQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for the coordination office and the province's leaders; else those of the person's own offices."""
        if actor.has_role(Role.PROVINCE_OFFICER) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE):
            return self
        return self.filter(office_id__in=actor.office_ids())

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)
