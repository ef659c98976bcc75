"""Periods, returns and reports as each person may see them."""

from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from ocop.ground.offices.lineage import lineage_of_all
from ocop.ground.offices.states import AGENCY_LEADER, Role
from ocop.ground.planning.queries import sees_the_whole_plan
from ocop.kit.scope import Actor
from ocop.oversight.reporting.states import WITH_THE_OFFICE, PeriodState, ReportState, ReturnState

# They write and send their office's return.
REPORTERS = (Role.AGENCY_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)
# They check returns and make the consolidated report.
COLLECTORS = (Role.PROVINCE_OFFICER,)
# They write for an office that has ended, once theirs carries on its work: the coordination office for districts, too.
HEIRS = (*REPORTERS, *COLLECTORS)
READERS = (*REPORTERS, Role.LEADER, AGENCY_LEADER)
# They see what is missing below them.
ABOVE = (Role.DISTRICT_OFFICER, Role.LEADER)


def written_by(actor: Actor, prefix: str = "") -> Q:
    """Whose returns the person writes: of their own offices, and of those that ended and are carried on; one query."""
    carried = lineage_of_all(actor.office_ids(*HEIRS))
    ended = Q(**{f"{prefix}office__in": carried, f"{prefix}office__valid_to__lt": actor.on})
    return Q(**{f"{prefix}office__in": actor.office_ids(*REPORTERS)}) | ended


def _reach(actor: Actor, prefix: str = "") -> Q:
    """What the person's own offices and those whose work they carry on owe, and what is owed in places below; one
    query.
    """
    own = Q(**{f"{prefix}office__in": lineage_of_all(actor.office_ids(*READERS))})
    return own | Q(**{f"{prefix}office__unit__in": actor.unit_ids(*ABOVE)})


class PeriodQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Periods that were not withdrawn."""
        return self.exclude(state=PeriodState.WITHDRAWN)

    def visible_to(self, actor: Actor) -> Self:
        """Every period for who follows the whole plan; else those that ask something of the person's offices."""
        if sees_the_whole_plan(actor):
            return self
        from ocop.oversight.reporting.models import Obligation

        return self.filter(pk__in=Obligation.objects.filter(_reach(actor)).values("period"))


class ObligationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self if sees_the_whole_plan(actor) else self.filter(_reach(actor))

    def by_state(self) -> dict[str, int]:
        """How many are in each state, excused ones apart; one query."""
        columns = {
            state.value: Count("pk", filter=Q(sent__state=state, excused_at__isnull=True)) for state in ReturnState
        }
        return self.order_by().aggregate(**columns, excused=Count("pk", filter=Q(excused_at__isnull=False)))


class ReturnQuerySet(models.QuerySet):
    def asked_for(self) -> Self:
        """Returns their offices have to write and send now: not excused, in an open period or given back since it was
        closed.
        """
        from ocop.oversight.reporting.models import ReturnSlip

        given_back = ReturnSlip.objects.filter(
            periodic_return=OuterRef("pk"), at__gte=OuterRef("obligation__period__ended_at")
        )
        is_open = Q(obligation__period__state=PeriodState.OPEN)
        let_late = Q(Exists(given_back), obligation__period__state=PeriodState.CLOSED)
        return self.filter(is_open | let_late, obligation__excused_at__isnull=True, state__in=WITH_THE_OFFICE)

    def visible_to(self, actor: Actor) -> Self:
        """Own returns and those of places below; the province reads all, a draft too: it shows how far an office is."""
        return self if sees_the_whole_plan(actor) else self.filter(_reach(actor, "obligation__"))


class ReturnCellQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The cells of the returns the person reads."""
        if sees_the_whole_plan(actor):
            return self
        return self.filter(_reach(actor, "periodic_return__obligation__"))


class ReportQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for who follows the whole plan; a submitted report is read by the offices it went to."""
        if sees_the_whole_plan(actor):
            return self
        sent = Q(state=ReportState.SUBMITTED, receipts__office__in=actor.office_ids())
        return self.filter(sent).distinct()
