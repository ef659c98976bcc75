"""One line of a person's "việc cần làm": what waits, by when, and the page that does it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Todo:
    """`title` starts with a verb; `count` is how many records wait behind the link (1 for a single one).

    `is_daily`: there is work in it every day until it ends, so that `due_on` is always today and is no last day.
    `due_is_estimated` says that the day rests on a year a source states, and is shown as "ước".
    """

    title: str
    url: str
    due_on: date | None = None
    count: int = 1
    detail: str = ""
    section: str = ""
    due_is_estimated: bool = False
    is_daily: bool = False
