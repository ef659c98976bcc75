"""Projects, spaces and bookings as each person may see them, and the money of a project."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Q, Sum

from ocop.ground.budget.models import Allocation, BudgetLine, BudgetShare, Disbursement
from ocop.ground.budget.states import Source
from ocop.ground.offices.queries import words_in
from ocop.ground.offices.states import Role
from ocop.ground.planning.queries import sees_the_whole_plan
from ocop.kit.scope import Actor

if TYPE_CHECKING:
    from ocop.support.projects.models import Project

UNIT_READERS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.LEADER)


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for who follows the whole plan; else what the person's offices own or take part in, or at their units."""
        from ocop.support.projects.models import Project

        if sees_the_whole_plan(actor):
            return self
        offices = actor.office_ids()
        if not offices:
            return self.none()
        scope = Q(office_id__in=offices)
        scope |= Q(pk__in=Project.objects.filter(partners__office_id__in=offices).values("pk"))
        scope |= Q(pk__in=Project.objects.filter(steps__office_id__in=offices).values("pk"))
        if units := actor.unit_ids(*UNIT_READERS):
            scope |= Q(unit_id__in=units)
        return self.filter(scope)

    def search(self, text: str) -> Self:
        return self.filter(words_in("folded", text))

    def for_list(self) -> Self:
        """With what a line of the list prints; one query."""
        from ocop.support.projects.states import StepState

        return self.select_related("office", "unit").annotate(
            steps_all=Count("steps", filter=~Q(steps__state=StepState.DROPPED), distinct=True),
            steps_done=Count("steps", filter=Q(steps__state=StepState.DONE), distinct=True),
        )


class StepQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The steps of the projects a person may open."""
        from ocop.support.projects.models import Project

        if sees_the_whole_plan(actor):
            return self
        return self.filter(project__in=Project.objects.visible_to(actor))


class SpaceQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Spaces are there to be booked: officers and producers see them all, strangers none."""
        return self if actor.posts or actor.producer_ids else self.none()


class BookingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """One's own office's or producer's bookings; all of a space for who runs it or follows the whole plan."""
        if sees_the_whole_plan(actor):
            return self
        offices = actor.office_ids()
        own = Q(producer_id__in=actor.producer_ids) | Q(office_id__in=offices)
        return self.filter(own | Q(space__project__office_id__in=offices))

    def running(self) -> Self:
        return self.filter(cancelled_at__isnull=True)


@dataclass(frozen=True, slots=True)
class SourceMoney:
    """What a project needs, was allocated and was paid from one source, in đồng; None where nothing is printed."""

    source: str
    need: int | None
    allocated: int
    paid: int


@dataclass(frozen=True, slots=True)
class Money:
    """The money of a project by source, and how a line is shared among payers."""

    lines: list[SourceMoney]
    shares: list[BudgetShare]
    need: int | None
    allocated: int
    paid: int


def money_of(project: "Project") -> Money:
    """Need, allocation and disbursement of the budget lines that bear the project's code; four queries.

    A part of a line that bears the same code is not counted beside its whole. With a plan, only its lines count.
    """
    lines = BudgetLine.objects.filter(project=project.code)
    if project.plan_id:
        lines = lines.filter(plan_id=project.plan_id)
    whole = lines.exclude(parent__project=project.code)
    needs = {row["source"]: row["total"] for row in whole.order_by().values("source").annotate(total=Sum("amount"))}
    allocated = _by_source(Allocation.objects.filter(line__in=lines, cancelled_at__isnull=True))
    paid = _by_source(Disbursement.objects.filter(line__in=lines, cancelled_at__isnull=True))
    shares = BudgetShare.objects.filter(line__in=lines).select_related("line", "payer").order_by("line__ordinal", "pk")
    known = set(needs) | set(allocated) | set(paid)
    rows = [
        SourceMoney(str(label), needs.get(source), allocated.get(source, 0), paid.get(source, 0))
        for source, label in Source.choices
        if source in known
    ]
    printed = [row.need for row in rows if row.need is not None]
    return Money(
        rows,
        list(shares),
        sum(printed) if printed else None,
        sum(row.allocated for row in rows),
        sum(row.paid for row in rows),
    )


def _by_source(rows: models.QuerySet) -> dict[str, int]:
    found = rows.order_by().values("line__source").annotate(total=Sum("amount"))
    return {row["line__source"]: row["total"] for row in found}


def monday_of(day: date) -> date:
    """The first day of the week a day belongs to."""
    return day - timedelta(days=day.weekday())
