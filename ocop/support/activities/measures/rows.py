"""How lines of activities are named where they were counted.

Labels name no people: a target is read by everybody with a post, the list of people is not.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse

from ocop.ground.planning.measures import Counted, Options
from ocop.support.activities.kinds import kinds_feeding, known_kinds
from ocop.support.activities.models import Activity


def kind_names() -> Mapping[str, str]:
    return {kind.id: kind.name for kind in known_kinds().values()}


def kinds_that_feed(what: str) -> Mapping[str, str]:
    return {name: words for name, words in kind_names().items() if name in kinds_feeding(what)}


def person_label(row: Any) -> str:
    assert row.person is not None  # noqa: S101 — the rows are persons'
    where = row.office or row.producer or row.person.unit or row.person.workplace
    return f"{row.get_group_display()}{f', {where}' if where else ''} (mã {row.person.public_id})"


def activity_page(row: Any) -> str:
    activity = row if isinstance(row, Activity) else row.activity
    return reverse("activities:activity", args=[activity.public_id])


def activity_title(row: Any) -> str:
    activity = row if isinstance(row, Activity) else row.activity
    return f"{activity.title}, {activity.starts_on:%d/%m/%Y}"


PERSON = ("activity", "person__unit", "office", "producer")


def producers_of(rows: Callable[[Options], Any]) -> Counted:
    """Producers, each once, from the lines of lists that name one."""
    return Counted(
        rows=rows,
        label=lambda row: str(row.producer),
        link=activity_page,
        detail=activity_title,
        related=("activity", "producer"),
        of="producer",
        starts=("activity__starts_on",),
        place="producer__unit",
        office="activity__organiser",
    )
