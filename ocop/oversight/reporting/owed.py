"""Which offices owe a return on a day, by the data of `owing.yaml`."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from ocop.ground.offices.models import Office
from ocop.ground.offices.queries import running
from ocop.ground.planning.models import Assignment, Plan
from ocop.ground.planning.states import AssignmentState
from ocop.oversight.reporting.catalogue import Owing, owing


def owed_on(day: date, plan: Plan, template: str = "") -> Iterator[tuple[Office, str]]:
    """Each office that owes a return on a day, with its template; of a yearly list when `template` names one.

    One query for each line of the data.
    """
    for line in owing():
        if line.holds_on(day) and (line.template == template if template else not line.is_list):
            for office in _offices(line, day, plan):
                yield office, line.template


def _offices(line: Owing, day: date, plan: Plan) -> QuerySet[Office]:
    found = Office.objects.filter(running(day), tier=line.tier, kind__in=line.kinds).order_by("sort_key", "pk")
    if not line.with_work:
        return found.filter(unit__isnull=False)
    work = Assignment.objects.filter(office=OuterRef("pk"), task__plan=plan).exclude(state=AssignmentState.DROPPED)
    return found.filter(Exists(work))
