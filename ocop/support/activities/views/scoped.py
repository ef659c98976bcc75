"""Fetching within a person's reach: what they may not see does not exist."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Plan, Task
from ocop.kit.scope import Actor
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.kinds import Part
from ocop.support.activities.models import Activity, AdviceCase, ListBatch, Participation
from ocop.support.activities.queries import COORDINATORS, ORGANISERS


def activity_or_404(request: Request, public_id: str) -> Activity:
    rows = Activity.objects.visible_to(request.actor).select_related("organiser", "unit", "task")
    return get_object_or_404(rows, public_id=public_id)


def kept_activity_or_404(request: Request, public_id: str) -> Activity:
    """An activity the person records; to everybody else the page does not exist."""
    found = activity_or_404(request, public_id)
    if not policies.may_keep(request.actor, found):
        raise Http404
    return found


def part_or_404(activity: Activity, who: str) -> Part:
    part = activity.shape.part(who)
    if part is None:
        raise Http404
    return part


def participation_or_404(request: Request, public_id: str) -> Participation:
    rows = Participation.objects.visible_to(request.actor).select_related("activity__organiser", "person")
    return get_object_or_404(rows, public_id=public_id)


def batch_or_404(request: Request, public_id: str) -> ListBatch:
    """A list belongs to who brought it, while they still record the activity."""
    rows = ListBatch.objects.filter(uploaded_by_id=request.actor.user_id).select_related("activity__organiser")
    found = get_object_or_404(rows, public_id=public_id)
    if not policies.may_keep(request.actor, found.activity):
        raise Http404
    return found


def case_or_404(request: Request, public_id: str) -> AdviceCase:
    rows = AdviceCase.objects.visible_to(request.actor).select_related("producer__unit", "office", "consultant")
    return get_object_or_404(rows, public_id=public_id)


def organisers_for(actor: Actor, and_also: int | None = None) -> QuerySet[Office]:
    """The offices for which the person records: all that stand for the coordination office, else their own."""
    if actor.has_role(*COORDINATORS):
        rows = Office.objects.in_force(actor.on).exclude(tier=Tier.CENTRAL)
        return rows | Office.objects.filter(pk=and_also) if and_also else rows
    return Office.objects.filter(pk__in=actor.office_ids(*ORGANISERS))


def communes_on(day: object) -> QuerySet[Unit]:
    """The communes and wards that stood on a day, in Vietnamese order."""
    return Unit.objects.in_force(day).filter(tier=Tier.COMMUNE).order_by("sort_key")  # type: ignore[arg-type]


def running_tasks(actor: Actor) -> QuerySet[Task]:
    """Tasks of the plans that run today, as the person may read them."""
    plans = Plan.objects.visible_to(actor) & Plan.objects.running_on(actor.on)
    return Task.objects.filter(plan__in=plans.values("pk")).select_related("plan")
