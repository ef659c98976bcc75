"""Who documents concern: whoever has work to do in a running plan, and the offices that coordinate it."""

from datetime import date

from django.db.models import Q, QuerySet

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind
from ocop.ground.planning.models import Assignment, Plan, Task


def offices_with_work(on: date) -> QuerySet[Office]:
    """Leads and partners of tasks in plans that run on a day, and the coordination offices, central one included.

    The plan's own list of recipients leaves out agencies it gives tasks to; here nobody with a task is forgotten.
    """
    running = Plan.objects.running_on(on)
    leads = Assignment.objects.filter(task__plan__in=running).values("office_id")
    partners = Task.partners.through.objects.filter(task__plan__in=running).values("office_id")
    concerned = Q(pk__in=leads) | Q(pk__in=partners) | Q(kind=OfficeKind.COORDINATION_OFFICE)
    return Office.objects.in_force(on).filter(concerned)
