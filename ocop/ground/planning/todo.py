"""What running plans ask of each person today; a plan that ended asks nobody for anything."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from ocop.ground.planning.models import Assignment, Obstacle
from ocop.ground.planning.queries import COORDINATORS, WORKERS
from ocop.ground.planning.states import WITH_THE_AGENCY, AssignmentState
from ocop.kit.clock import local_date
from ocop.kit.prepared import prepared, totals
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo

SECTION = "Kế hoạch"
MOST = 12
# Work further away than this is counted in one line.
NEAR = timedelta(days=30)


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """For an office its due work and questions; for the coordination office what waits for checking; 5 queries."""
    offices = actor.office_ids(*WORKERS)
    if not offices:
        return []
    todos = [*_due(actor, at), *_asked(actor)]
    if actor.has_role(*COORDINATORS):
        todos += _coordination(at)
    return todos


def _due(actor: Actor, at: datetime) -> Iterator[Todo]:
    mine = Assignment.objects.of_issued_plans().of_offices(actor).filter(state__in=WITH_THE_AGENCY)
    nearest = list(mine.select_related("task").order_by("due_on", "pk")[: MOST + 1])
    shown = [each for each in nearest[:MOST] if each.due_on <= local_date(at) + NEAR]
    for each in shown:
        verb = "Bổ sung kết quả" if each.state == AssignmentState.RETURNED else "Làm và báo cáo"
        url = reverse("planning:assignment", args=[each.public_id])
        yield Todo(f"{verb}: {each.task.title}", url, each.due_on, detail=each.remark, section=SECTION)
    if nearest[len(shown) :]:
        rest = mine.count() - len(shown)
        title = f"Xem {rest} việc khác được giao"
        first = nearest[len(shown)].due_on
        yield Todo(title, reverse("planning:assignments"), first, count=rest, section=SECTION)


def _asked(actor: Actor) -> Iterator[Todo]:
    asked = Obstacle.objects.waiting().filter(asked_id__in=actor.office_ids(*WORKERS))
    for each in asked.select_related("office").order_by("raised_at")[:MOST]:
        url = reverse("planning:obstacle", args=[each.public_id])
        yield Todo(f"Trả lời vướng mắc: {each.title}", url, detail=f"{each.office} hỏi", section=SECTION)


@prepared
def _done_and_late(_: int, today: date) -> "QuerySet[Assignment, Any]":
    """Of all work: how much was reported, how much is late, and with how many offices."""
    late = Q(state__in=WITH_THE_AGENCY, due_on__lt=today)
    return totals(
        Assignment.objects.of_issued_plans(),
        reported=Count("pk", filter=Q(state=AssignmentState.REPORTED)),
        late=Count("pk", filter=late),
        slow=Count("office", filter=late, distinct=True),
    )


@prepared
def _unanswered(_: int, today: date) -> "QuerySet[Obstacle, Any]":
    return totals(Obstacle.objects.waiting(), open=Count("pk"))


def _coordination(at: datetime) -> Iterator[Todo]:
    today = local_date(at)
    [(reported, late, slow)] = _done_and_late(0, today)
    work = reverse("planning:assignments")
    if reported:
        title = f"Xem {reported} báo cáo kết quả"
        yield Todo(title, f"{work}?trang_thai=reported", count=reported, section=SECTION)
    if late:
        title = f"Đôn đốc {slow} cơ quan đang trễ"
        yield Todo(title, reverse("planning:board"), count=late, detail=f"{late} việc quá hạn", section=SECTION)
    [(open_count,)] = _unanswered(0, today)
    if open_count:
        url = f"{reverse('planning:obstacles')}?trang_thai=open"
        yield Todo(f"Theo dõi {open_count} vướng mắc chưa trả lời", url, count=open_count, section=SECTION)
