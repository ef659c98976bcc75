"""How lines of activities are named where they were counted.

Labels name no people: a target is read by everybody with a post, the list of people is not.
"""

from collections.abc import Callable, Mapping
from typing import Any

from ocop.ground.planning.measures import Counted, Options
from ocop.kit.addresses import address_of
from ocop.kit.text.dates import format_date
from ocop.support.activities.kinds import kinds_feeding, known_kinds
from ocop.support.activities.models import Activity
from ocop.support.activities.states import PersonGroup

# Asked of a row, Django makes this table anew each time.
_GROUPS = {value: str(words) for value, words in PersonGroup.choices}


def kind_names() -> Mapping[str, str]:
    return {kind.id: kind.name for kind in known_kinds().values()}


def kinds_that_feed(what: str) -> Mapping[str, str]:
    return {name: words for name, words in kind_names().items() if name in kinds_feeding(what)}


def person_label(row: Any) -> str:
    person = row.person
    assert person is not None  # noqa: S101 — the rows are persons'
    where = row.office or row.producer or person.unit or person.workplace
    return f"{_GROUPS.get(row.group, row.group)}{f', {where}' if where else ''} (mã {person.public_id})"


def activity_page(row: Any) -> str:
    activity = row if isinstance(row, Activity) else row.activity
    return address_of("activities:activity", activity)


def activity_title(row: Any) -> str:
    activity = row if isinstance(row, Activity) else row.activity
    return f"{activity.title}, {format_date(activity.starts_on)}"


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
