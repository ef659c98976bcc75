"""Lines, allocations, payments and contributions as each person may see them."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ocop.ground.budget.states import ProposalState
from ocop.ground.offices.queries import words_in
from ocop.ground.offices.states import AGENCY_LEADER, Role
from ocop.ground.planning.queries import sees_the_whole_plan
from ocop.kit.scope import Actor

# No line of a plan lies deeper under another.
LEVELS = 6

# They read the money of plans; who does not follow the whole plan sees what their own offices gave, got or paid.
READERS = (
    Role.PROVINCE_OFFICER,
    Role.AGENCY_OFFICER,
    Role.DISTRICT_OFFICER,
    Role.COMMUNE_OFFICER,
    Role.LEADER,
    AGENCY_LEADER,
)
# They ask the province for money: the departments and the coordination office (Kế hoạch 124/KH-UBND, IV.1).
PROPOSERS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER)
AT_UNITS = (Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER, Role.LEADER)


def reads_money(actor: Actor) -> bool:
    """Whether pages of money are for this person at all."""
    return actor.has_role(*READERS)


def _of_own_offices(actor: Actor, *fields: str) -> Q:
    """Rows that name an office of the person in one of the fields; all of them for who follows the whole plan."""
    if sees_the_whole_plan(actor):
        return Q()
    offices = actor.office_ids(*READERS)
    condition = Q(pk__in=())
    for field in fields:
        condition |= Q(**{f"{field}__in": offices})
    return condition


class BudgetLineQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The lines of plans the person may see."""
        from ocop.ground.planning.models import Plan

        if not reads_money(actor):
            return self.none()
        return self.filter(plan__in=Plan.objects.visible_to(actor))

    def leaves(self) -> Self:
        """Lines without parts: what money is allocated to and paid of."""
        return self.filter(parts__isnull=True)

    def narrowest_figures(self) -> Self:
        """The lines that print a need and have no part that prints one: each đồng of a need is in exactly one."""
        below = ["__".join(["parent"] * step) for step in range(1, LEVELS)]
        figured = self.model._default_manager.filter(amount__isnull=False)
        nothing_below = [~Exists(figured.filter(**{path: OuterRef("pk")})) for path in below]
        return self.filter(*nothing_below, amount__isnull=False)

    def under(self, code: str) -> Self:
        """The lines of a code in any plan, with all their parts."""
        condition = Q(code=code)
        for step in range(1, LEVELS):
            condition |= Q(**{"__".join([*["parent"] * step, "code"]): code})
        return self.filter(condition)


class _Cancellable(models.QuerySet):
    def running(self) -> Self:
        """Rows that were not cancelled."""
        return self.filter(cancelled_at__isnull=True)


class AllocationQuerySet(_Cancellable):
    def visible_to(self, actor: Actor) -> Self:
        """What the person's offices gave or got, and all under their own plans."""
        return self.filter(_of_own_offices(actor, "payer_id", "payee_id", "line__plan__office_id"))


class DisbursementQuerySet(_Cancellable):
    def visible_to(self, actor: Actor) -> Self:
        """What the person's offices paid or were paid, and all under their own plans."""
        return self.filter(_of_own_offices(actor, "payer_id", "payee_office_id", "line__plan__office_id"))

    def search(self, text: str) -> Self:
        return self.filter(words_in("folded", text))


class ContributionQuerySet(_Cancellable):
    def visible_to(self, actor: Actor) -> Self:
        """All of the province, or what was given at the person's places."""
        if sees_the_whole_plan(actor):
            return self
        return self.filter(unit_id__in=actor.unit_ids(*AT_UNITS))

    def search(self, text: str) -> Self:
        return self.filter(words_in("folded", text))


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for the coordination office; the province's leaders and the office asked read what was sent.

        Others see those of their own offices.
        """
        if actor.has_role(Role.PROVINCE_OFFICER):
            return self
        sent = ~Q(state=ProposalState.DRAFT)
        offices = actor.office_ids(*READERS)
        own = Q(office_id__in=actor.office_ids(*PROPOSERS, AGENCY_LEADER)) | sent & Q(to_id__in=offices)
        return self.filter(own | sent) if sees_the_whole_plan(actor) else self.filter(own)
