"""Counting queries compiled once: a board asks the same questions of other days every time it is opened.

Building such a query costs more than most databases need to answer it. Its text is the same whatever the days, so it
is made once with days that no record has, and asked again with the real ones in their places. Decision 0015.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import connections

from ocop.kit.prepared import REACH, Where, without_days

# Days of no record, more than two reaches apart: the first of them, and the distance to the next. A query is made with
# each, and known when all give the same: what turns a day into its year, its month or so many months back comes out
# differently.
_FAR = ((date(9000, 2, 17), 2 * REACH + 5), (date(9103, 8, 6), 2 * REACH + 74), (date(9208, 3, 15), 2 * REACH + 29))


@dataclass(frozen=True, slots=True)
class Statement:
    """A query's text and its parameters; `days` maps the place of a parameter to the day that belongs there."""

    alias: str
    sql: str
    params: tuple[Any, ...]
    days: Mapping[int, Where]

    def ask(self, days: Sequence[date], since: date | None) -> list[int]:
        """What the query gives for some days, a number each; `since` where the first day of a plan bounds it."""
        params = list(self.params)
        for place, where in self.days.items():
            asked = since if where.day is None else days[where.day]
            if asked is None:
                raise ValueError("A query bounded by the first day of a plan is asked without one.")
            params[place] = where.filled(params[place], asked)
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


def order_of(days: Sequence[date]) -> tuple[int, ...]:
    """How many of the days come before each: a query may be bounded by the first and the last of them."""
    by_day = sorted(range(len(days)), key=days.__getitem__)
    return tuple(by_day.index(number) for number in range(len(days)))


@lru_cache(maxsize=256)
def statement(
    build: Callable[..., Any], about: Any, alias: str, order: tuple[int, ...], dated: bool
) -> Statement | None:
    """The query that `build(about, days, since)` asks for days in an order; None where days are lost on the way.

    `build` asks one query of whole days; `dated` says whether the first day of a plan bounds it.
    """
    one, *others = (_made(build, about, alias, order, dated, *far) for far in _FAR)
    return one if all(other == one for other in others) else None


def _made(
    build: Callable[..., Any],
    about: Any,
    alias: str,
    order: tuple[int, ...],
    dated: bool,
    first: date,
    apart: int,
) -> Statement | None:
    days = [first + timedelta(apart * each) for each in order]
    before = first - timedelta(apart)
    try:
        with _asking_nothing(alias):
            build(about, days, before if dated else None)
    except _Stopped as found:
        numbers: dict[date, int | None] = dict(zip(days, range(len(days)), strict=True))
        return _of(found, alias, numbers | ({before: None} if dated else {}))
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


def _of(found: _Stopped, alias: str, numbers: Mapping[date, int | None]) -> Statement | None:
    params, days = without_days(found.params, numbers)
    # A day that is nowhere in the query was turned into something else: such a query is built anew each time.
    if {each.day for each in days.values()} != set(numbers.values()):
        return None
    return Statement(alias, found.sql, tuple(params), days)
