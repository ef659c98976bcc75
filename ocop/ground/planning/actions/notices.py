"""Telling the offices concerned; every notice leads to the page it speaks of."""

from datetime import date, datetime

from django.urls import reverse

from ocop.ground.offices.models import Office, StandingAgency
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.ground.planning.models import Assignment, Obstacle
from ocop.ground.registry.actions import notify, settle_notices
from ocop.ground.registry.states import NoticeKind


def coordination_office(on: date) -> Office | None:
    """The provincial coordination office of a day."""
    offices = Office.objects.in_force(on).filter(kind=OfficeKind.COORDINATION_OFFICE, tier=Tier.PROVINCE)
    return offices.order_by("pk").first()


def tell_of_assignment(
    assignment: Assignment,
    title: str,
    *,
    at: datetime,
    office_id: int | None = None,
    body: str = "",
    kind: str = "",
    asks: bool = False,
) -> None:
    """A notice about an assignment, to its own office unless another is named; one that `asks` bears the day."""
    notify(
        title=title,
        at=at,
        office_id=office_id or assignment.office_id,
        body=body or f"{assignment.task.title} ({assignment.year})",
        url=reverse("planning:assignment", args=[assignment.public_id]),
        kind=kind or NoticeKind.INFO,
        due_on=assignment.due_on if asks else None,
    )


def settle_assignment(assignment: Assignment, *, at: datetime) -> None:
    """What notices asked for with a day is answered, released, or asked anew."""
    settle_notices([reverse("planning:assignment", args=[assignment.public_id])], at=at)


def tell_coordination(assignment: Assignment, title: str, *, on: date, at: datetime) -> None:
    """Reports go to the standing agency through the coordination office: both are told, that one as work to do."""
    standing = StandingAgency.objects.on(on)
    office = standing.through if standing else coordination_office(on)
    if office is not None:
        tell_of_assignment(assignment, title, at=at, office_id=office.pk, kind=NoticeKind.TODO)
    if standing is not None and standing.office_id not in (standing.through_id, assignment.office_id):
        tell_of_assignment(assignment, title, at=at, office_id=standing.office_id)


def tell_of_obstacle(obstacle: Obstacle, title: str, *, office_id: int, at: datetime, kind: str = "") -> None:
    url = reverse("planning:obstacle", args=[obstacle.public_id])
    notify(title=title, at=at, office_id=office_id, body=obstacle.title, url=url, kind=kind or NoticeKind.INFO)
