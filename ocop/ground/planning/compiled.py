"""Counting queries compiled once: a board asks the same questions of other days every time it is opened.

Building such a query costs more than most databases need to answer it. Its text is the same whatever the days, so it
is made once with days that no record has, and asked again with the real ones in their places. Decision 0015.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connections

# Days of no record, so that each can be told apart among a query's parameters.
_FAR = date(9000, 1, 1).toordinal()
_BEFORE = date(8999, 1, 1)


@dataclass(frozen=True, slots=True)
class Statement:
    """A query's text and its parameters; `days` maps the place of a parameter to the day that belongs there.

    A day is the number of one asked about, or None for the first day of the plan.
    """

    alias: str
    sql: str
    params: tuple[Any, ...]
    days: Mapping[int, int | None]

    def ask(self, days: Sequence[date], since: date | None) -> list[int]:
        """What the query gives for some days, a number each."""
        params = list(self.params)
        for place, day in self.days.items():
            wanted = since if day is None else days[day]
            params[place] = str(wanted) if isinstance(params[place], str) else wanted
        with connections[self.alias].cursor() as cursor:
            cursor.execute(self.sql, params)
            return [int(each or 0) for each in cursor.fetchone()]


class _Stopped(Exception):
    """Carries a query that was built and not asked."""

    def __init__(self, sql: str, params: Sequence[Any]) -> None:
        super().__init__(sql)
        self.sql, self.params = sql, tuple(params or ())


def _stop(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    raise _Stopped(sql, params)


@lru_cache(maxsize=256)
def statement(build: Callable[..., Any], about: Any, alias: str, many: int, dated: bool) -> Statement | None:
    """The query that `build(about, days, since)` asks for so many days; None where days are lost on the way.

    `build` asks one query of whole days; `dated` says whether the first day of a plan bounds it.
    """
    days = [date.fromordinal(_FAR + number) for number in range(many)]
    try:
        with _asking_nothing(alias):
            build(about, days, _BEFORE if dated else None)
    except _Stopped as found:
        return _of(found, alias, {day: number for number, day in enumerate(days)}, dated)
    return None


@contextmanager
def _asking_nothing(alias: str) -> Iterator[None]:
    """Queries are stopped before they reach the database, and are not logged as asked."""
    connection = connections[alias]
    logging, connection.force_debug_cursor = connection.force_debug_cursor, False
    try:
        with connection.execute_wrapper(_stop):
            yield
    finally:
        connection.force_debug_cursor = logging


def _of(found: _Stopped, alias: str, numbers: Mapping[date, int], dated: bool) -> Statement | None:
    wanted: dict[Any, int | None] = dict(numbers)
    if dated:
        wanted[_BEFORE] = None
    by_text = {str(day): number for day, number in wanted.items()}
    places = {
        place: by_text[str(value)]
        for place, value in enumerate(found.params)
        if isinstance(value, str | date) and str(value) in by_text
    }
    # A day that is nowhere in the query was turned into something else: such a query is built anew each time.
    if set(places.values()) != set(wanted.values()):
        return None
    return Statement(alias, found.sql, found.params, places)
