"""What running plans ask of each person today; a plan that ended asks nobody for anything."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from ocop.ground.planning.models import Assignment, Obstacle
from ocop.ground.planning.queries import COORDINATORS, WORKERS
from ocop.ground.planning.states import WITH_THE_AGENCY, AssignmentState
from ocop.kit.clock import local_date
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


def _coordination(at: datetime) -> Iterator[Todo]:
    today = local_date(at)
    found: dict[str, Any] = (
        Assignment.objects.of_issued_plans()
        .order_by()
        .aggregate(
            reported=Count("pk", filter=Q(state=AssignmentState.REPORTED)),
            late=Count("pk", filter=Q(state__in=WITH_THE_AGENCY, due_on__lt=today)),
            slow=Count("office", filter=Q(state__in=WITH_THE_AGENCY, due_on__lt=today), distinct=True),
        )
    )
    work = reverse("planning:assignments")
    if found["reported"]:
        title = f"Xem {found['reported']} báo cáo kết quả"
        yield Todo(title, f"{work}?trang_thai=reported", count=found["reported"], section=SECTION)
    if found["late"]:
        title = f"Đôn đốc {found['slow']} cơ quan đang trễ"
        detail = f"{found['late']} việc quá hạn"
        yield Todo(title, reverse("planning:board"), count=found["late"], detail=detail, section=SECTION)
    if open_count := Obstacle.objects.waiting().count():
        url = f"{reverse('planning:obstacles')}?trang_thai=open"
        yield Todo(f"Theo dõi {open_count} vướng mắc chưa trả lời", url, count=open_count, section=SECTION)
