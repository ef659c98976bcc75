"""The calendar everybody sees: fairs, meetings and sales weeks their organisers announced."""

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ocop.kit.text.dates import format_date
from ocop.support.activities.kinds import kinds_feeding
from ocop.support.activities.models import Activity
from ocop.support.activities.states import ActivityState

LATEST = 20
# An event stays on the news page, and in the calendars that take ours, this long after its last day.
STAYS = timedelta(days=60)


def announced() -> "QuerySet[Activity]":
    """Announced events whose days are known and which were not called off."""
    rows = Activity.objects.announced().filter(kind__in=kinds_feeding("calendar"), days_unknown=False)
    rows = rows.exclude(state=ActivityState.CANCELLED).select_related("organiser", "unit")
    found: QuerySet[Activity] = rows.order_by("starts_on", "pk")
    return found


def latest(on: date) -> list[Activity]:
    """The next to come, then what was just over; two queries."""
    rows = announced().filter(ends_on__gte=on - STAYS)
    coming = list(rows.filter(ends_on__gte=on)[:LATEST])
    return coming + list(rows.filter(ends_on__lt=on).order_by("-ends_on", "-pk")[: LATEST - len(coming)])


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month's table with the events on it; `outside`: of the month before or after."""

    day: date
    events: tuple[Activity, ...]
    outside: bool


def month_of(text: str, on: date) -> date:
    """The first day of the month asked for as 2027-03; the present month for anything else."""
    try:
        asked = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 — a month, no moment
    except ValueError:
        return on.replace(day=1)
    return asked if 2000 <= asked.year <= 2199 else on.replace(day=1)


def next_month(first: date, step: int = 1) -> date:
    """The first day of the month `step` months on."""
    months = first.year * 12 + first.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


def in_month(first: date) -> list[Activity]:
    """The events that touch a month; one query."""
    return list(announced().filter(starts_on__lt=next_month(first), ends_on__gte=first))


def weeks(first: date, events: Iterable[Activity]) -> Iterator[list[Day]]:
    """The weeks of a month from Monday on, each day with its events."""
    events = list(events)
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        yield [
            Day(day, tuple(each for each in events if each.starts_on <= day <= each.ends_on), day.month != first.month)
            for day in week
        ]


def when(activity: Activity) -> str:
    """The day, or the first and the last."""
    if activity.ends_on == activity.starts_on:
        return format_date(activity.starts_on)
    return _("%(first)s đến %(last)s") % {
        "first": format_date(activity.starts_on),
        "last": format_date(activity.ends_on),
    }


def where(activity: Activity) -> str:
    """The venue and the place."""
    return ", ".join(part for part in (activity.venue, activity.unit.full_name if activity.unit else "") if part)


def words(activity: Activity) -> str:
    """When, where, by whom; what a record says of its own truth."""
    place = where(activity)
    organised = _("%(office)s tổ chức.") % {"office": activity.organiser.name}
    marked = " " + _("(Dữ liệu mẫu)") if activity.is_sample else ""
    return f"{when(activity)}{f', {place}' if place else ''}. {organised}{marked}"
