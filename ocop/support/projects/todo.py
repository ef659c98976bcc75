"""What projects put on a person's list of things to do."""

from datetime import datetime, timedelta

from django.urls import reverse

from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo
from ocop.support.projects.models import Step
from ocop.support.projects.policies import WORKERS
from ocop.support.projects.states import StepState

SECTION = "Dự án"
SOON = timedelta(days=30)


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """For the office that answers for a step: steps late or due within 30 days; one query."""
    offices = actor.office_ids(*WORKERS)
    if not offices:
        return []
    steps = Step.objects.filter(
        office_id__in=offices,
        state__in=(StepState.PLANNED, StepState.RUNNING),
        planned_on__lte=local_date(at) + SOON,
    ).select_related("project")
    return [
        Todo(
            f"Làm bước “{step.title}”",
            reverse("projects:step", args=[step.public_id]),
            due_on=step.planned_on,
            detail=step.project.name,
            section=SECTION,
        )
        for step in steps.order_by("planned_on", "pk")[:20]
    ]
