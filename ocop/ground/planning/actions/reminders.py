"""Reminders: a fortnight and three days before a day, and once when it has passed."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import QuerySet

from ocop.ground.planning.actions.notices import tell_of_assignment
from ocop.ground.planning.models import Assignment, Reminder
from ocop.ground.planning.states import WITH_THE_AGENCY, ReminderStep
from ocop.ground.registry.states import NoticeKind
from ocop.kit.clock import local_date

FORTNIGHT = timedelta(days=14)
_WORDS = {
    ReminderStep.FORTNIGHT: "Việc được giao sắp đến hạn",
    ReminderStep.THREE_DAYS: "Việc được giao còn không quá 3 ngày",
    ReminderStep.LATE: "Việc được giao đã quá hạn",
}


def remind(*, at: datetime) -> int:
    """Notify the offices whose work in running plans is near its day or past it; returns how many were told."""

    def tell(each: Assignment, step: ReminderStep) -> None:
        tell_of_assignment(each, _WORDS[step], at=at, kind=NoticeKind.DEADLINE, asks=True)

    waiting = Assignment.objects.of_issued_plans().filter(
        state__in=WITH_THE_AGENCY, due_on__lte=local_date(at) + FORTNIGHT
    )
    return remind_of_days(waiting.select_related("task", "office"), Reminder, "assignment", tell, at=at)


def remind_of_days(
    waiting: QuerySet[Any],
    sent: type[models.Model],
    of: str,
    tell: Callable[[Any, ReminderStep], None],
    *,
    at: datetime,
) -> int:
    """Tell of each thing whose `due_on` is near or past; `sent` keeps the steps told, `of` is its link to the thing.

    Each step is sent once for one day of a thing, so running it again the same day, or a day late, is safe. Returns
    how many were told.
    """
    rows: Any = sent._default_manager.filter(**{f"{of}__in": waiting.values("pk")})
    known = set(rows.values_list(f"{of}_id", "step", "due_on"))
    told = 0
    for each in waiting:
        step = _step(each.due_on, local_date(at))
        if (each.pk, str(step), each.due_on) not in known:
            told += _once(each, step, sent, of, tell, at)
    return told


def _step(due_on: date, today: date) -> ReminderStep:
    left = (due_on - today).days
    if left < 0:
        return ReminderStep.LATE
    return ReminderStep.THREE_DAYS if left <= 3 else ReminderStep.FORTNIGHT


@transaction.atomic
def _once(
    thing: Any,
    step: ReminderStep,
    sent: type[models.Model],
    of: str,
    tell: Callable[[Any, ReminderStep], None],
    at: datetime,
) -> bool:
    """Send one reminder unless another worker has just sent it."""
    key = {of: thing, "step": step, "due_on": thing.due_on}
    rows: Any = sent._default_manager
    _, is_new = rows.get_or_create(**key, defaults={"sent_at": at})
    if is_new:
        tell(thing, step)
    return bool(is_new)
