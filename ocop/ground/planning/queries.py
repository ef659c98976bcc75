"""Plans, assignments, money and obstacles as each person may see them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from ocop.ground.offices.states import Role, Tier
from ocop.ground.planning.states import NOT_ENDED, ObstacleState, PlanState
from ocop.kit.scope import Actor

# They follow the whole plan; a leader of the province reads it too.
COORDINATORS = (Role.PROVINCE_OFFICER,)


def sees_the_whole_plan(actor: Actor) -> bool:
    """The provincial coordination office and the province's leaders see every agency's part."""
    return actor.has_role(*COORDINATORS) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE)


class PlanQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Issued plans for whoever holds a post; a draft only for its own office and the coordination office."""
        if not actor.posts:
            return self.none()
        if sees_the_whole_plan(actor):
            return self
        return self.exclude(state=PlanState.DRAFT) | self.filter(office_id__in=actor.office_ids())

    def running_on(self, day: date) -> Self:
        """Issued plans whose span holds a day, first and last day included."""
        return self.filter(state=PlanState.ISSUED, starts_on__lte=day, ends_on__gte=day)


class AssignmentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for who follows the whole plan; else what the person's offices lead or take part in."""
        if sees_the_whole_plan(actor):
            return self
        offices = actor.office_ids()
        return self.filter(Q(office_id__in=offices) | Q(task__partners__in=offices)).distinct()

    def of_offices(self, actor: Actor) -> Self:
        """What the person's own offices must do themselves."""
        return self.filter(office_id__in=actor.office_ids())

    def not_ended(self) -> Self:
        return self.filter(state__in=NOT_ENDED)

    def late_on(self, day: date) -> Self:
        """Not ended and past their day."""
        return self.not_ended().filter(due_on__lt=day)


class ObstacleQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for who follows the whole plan; else what the person's offices raised or were asked."""
        if sees_the_whole_plan(actor):
            return self
        offices = actor.office_ids()
        return self.filter(Q(office_id__in=offices) | Q(asked_id__in=offices))

    def waiting(self) -> Self:
        return self.filter(state=ObstacleState.OPEN)
