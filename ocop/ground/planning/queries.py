"""Plans, assignments and obstacles as each person may see them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Exists, Q

from ocop.ground.offices.models import Office, StandingAgency
from ocop.ground.offices.queries import words_in
from ocop.ground.offices.states import AGENCY_LEADER, Role, Tier
from ocop.ground.planning.states import NOT_ENDED, SENT_IN, WITH_THE_AGENCY, AssignmentState, ObstacleState, PlanState
from ocop.kit.scope import Actor

# They follow the whole plan; a leader of the province reads it too.
COORDINATORS = (Role.PROVINCE_OFFICER,)
# They do the work of an office's assignments.
WORKERS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)
# They write the plans of their own office.
PLANNERS = (Role.PROVINCE_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)
# Who reads what an office must do: those who do it, and who leads them.
READERS = (*WORKERS, Role.LEADER, AGENCY_LEADER)


def sees_the_whole_plan(actor: Actor) -> bool:
    """The provincial coordination office and the province's leaders see every agency's part."""
    return actor.has_role(*COORDINATORS) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE)


def _plans_of_work(actor: Actor) -> Q:
    """Plans of the person's places, of the unit above their offices, and those that give their offices work."""
    from ocop.ground.planning.models import Assignment, Plan, Task

    offices = actor.office_ids(*READERS)
    places = Q(office__unit_id__in=actor.unit_ids(Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER, Role.LEADER))
    above = Q(office__unit__in=Office.objects.filter(pk__in=offices, unit__isnull=False).values("unit__parent"))
    over = Q(pk__in=Plan.objects.filter(office__in=offices, parent__isnull=False).values("parent"))
    led = Q(pk__in=Assignment.objects.filter(office__in=offices).values("task__plan"))
    shared = Q(pk__in=Task.objects.filter(partners__in=offices).values("plan"))
    return places | above | over | led | shared


class PlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The province's issued plans for whoever holds a post; another's issued plan for whom it concerns.

        That is the places it stands over or under, and the offices it gives work to. A draft is read by its own office
        and by who follows the whole plan. Decision 0011.
        """
        if not actor.posts:
            return self.none()
        if sees_the_whole_plan(actor):
            return self
        own = Q(office_id__in=actor.office_ids(*READERS))
        return self.filter(own | ~Q(state=PlanState.DRAFT) & (Q(office__tier=Tier.PROVINCE) | _plans_of_work(actor)))

    def running_on(self, day: date) -> Self:
        """Issued plans whose span holds a day, first and last day included."""
        return self.filter(state=PlanState.ISSUED, starts_on__lte=day, ends_on__gte=day)


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for who follows the whole plan; else what the person's offices lead, take part in, or gave to others.

        The standing agency of the programme reads what others reported to it.
        """
        from ocop.ground.planning.models import Task

        if sees_the_whole_plan(actor):
            return self
        offices = actor.office_ids(*READERS)
        shared = Task.partners.through.objects.filter(office_id__in=offices).values("task_id")
        given = Q(task__plan__office_id__in=actor.office_ids(Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER))
        standing = StandingAgency.objects.in_force(actor.on).filter(office_id__in=offices)
        sent_in = Q(state__in=SENT_IN) & Q(Exists(standing))
        return self.filter(Q(office_id__in=offices) | Q(task_id__in=shared) | given | sent_in)

    def of_offices(self, actor: Actor) -> Self:
        """What the person's own offices must do themselves."""
        return self.filter(office_id__in=actor.office_ids(*WORKERS))

    def of_issued_plans(self) -> Self:
        """Work that is still asked for: a plan that ended, or is not issued yet, asks nobody for anything."""
        return self.filter(task__plan__state=PlanState.ISSUED)

    def not_ended(self) -> Self:
        return self.filter(state__in=NOT_ENDED)

    def late_on(self, day: date) -> Self:
        """Still with the agency and past their day; what was reported waits for others."""
        return self.filter(state__in=WITH_THE_AGENCY, due_on__lt=day)

    def search(self, text: str) -> Self:
        return self.filter(words_in("task__folded", text))

    def by_office(self, day: date) -> models.QuerySet:
        """Per office the number of assignments in each state and of those late on a day; one query."""
        columns = {state.value: Count("pk", filter=Q(state=state)) for state in AssignmentState}
        late = Q(state__in=WITH_THE_AGENCY, due_on__lt=day)
        return (
            self.order_by()
            .values("office_id", "office__public_id", "office__name", "office__short_name", "office__sort_key")
            .annotate(**columns, late=Count("pk", filter=late), total=Count("pk"))
            .order_by("-late", "office__sort_key", "office_id")
        )


class ObstacleQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for who follows the whole plan; else what the person's offices raised or were asked.

        An answered or solved obstacle serves everybody who holds a post: an answer given once is found by the next.
        """
        if sees_the_whole_plan(actor):
            return self
        if not actor.posts:
            return self.none()
        offices = actor.office_ids(*READERS)
        told = ~Q(state=ObstacleState.OPEN)
        return self.filter(Q(office_id__in=offices) | Q(asked_id__in=offices) | told)

    def waiting(self) -> Self:
        return self.filter(state=ObstacleState.OPEN)

    def search(self, text: str) -> Self:
        """The obstacles in whose title every word of the text begins a word, whatever marks were typed."""
        return self.filter(words_in("folded", text))
