"""Reminding offices of what is due: 14 and 3 days before, and once when it is late."""

from datetime import date, datetime, timedelta

from django.db import transaction

from ocop.ground.planning.actions.notices import tell_of_assignment
from ocop.ground.planning.models import Assignment, Reminder
from ocop.ground.planning.states import WITH_THE_AGENCY, ReminderStep
from ocop.ground.registry.states import NoticeKind
from ocop.kit.clock import local_date

_WORDS = {
    ReminderStep.FORTNIGHT: "Việc được giao sắp đến hạn",
    ReminderStep.THREE_DAYS: "Việc được giao còn không quá 3 ngày",
    ReminderStep.LATE: "Việc được giao đã quá hạn",
}


def remind(*, at: datetime) -> int:
    """Notify the offices whose work in running plans is near its day or past it; returns how many were told.

    Each step is sent once for one day of an assignment, so running it again the same day, or a day late, is safe.
    """
    today = local_date(at)
    waiting = Assignment.objects.of_issued_plans().filter(
        state__in=WITH_THE_AGENCY, due_on__lte=today + timedelta(days=14)
    )
    sent = set(Reminder.objects.filter(assignment__in=waiting).values_list("assignment_id", "step", "due_on"))
    told = 0
    for each in waiting.select_related("task", "office"):
        step = _step(each.due_on, today)
        if (each.pk, str(step), each.due_on) not in sent:
            told += _tell(each, step, at)
    return told


def _step(due_on: date, today: date) -> ReminderStep:
    left = (due_on - today).days
    if left < 0:
        return ReminderStep.LATE
    return ReminderStep.THREE_DAYS if left <= 3 else ReminderStep.FORTNIGHT


@transaction.atomic
def _tell(assignment: Assignment, step: ReminderStep, at: datetime) -> bool:
    """Send one reminder unless another worker has just sent it."""
    _, is_new = Reminder.objects.get_or_create(
        assignment=assignment, step=step, due_on=assignment.due_on, defaults={"sent_at": at}
    )
    if is_new:
        tell_of_assignment(assignment, _WORDS[step], at=at, kind=NoticeKind.DEADLINE)
    return is_new
