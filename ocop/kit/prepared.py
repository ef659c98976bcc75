"""A query whose text is the same whoever and whatever day it asks about: built once, asked with every request.

Building a query in Python takes several times as long as a database needs to answer a short one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Aggregate, QuerySet, Value

# A parameter within so many days of a day asked about is that day, so much earlier or later.
REACH = 200
# Nobody's keys and no record's days, so that each can be told apart among a query's parameters. A query is built with
# every pair, and known when all give the same: a day turned into its year, its month or so many months back comes out
# differently, since these lie in years and months of other lengths.
_NOBODY = ((-9_000_001, date(9000, 2, 17)), (-9_500_003, date(9103, 8, 6)), (-9_700_007, date(9208, 3, 15)))

Build = Callable[[int, date], "QuerySet[Any, Any]"]


@dataclass(frozen=True, slots=True)
class Where:
    """Which of the days asked about belongs in a parameter's place, by its number or name, and how many days after."""

    day: int | None
    after: int

    def filled(self, hole: Any, asked: date) -> date | str:
        """The parameter itself, written as the hole it fills was."""
        wanted = asked + timedelta(self.after)
        return str(wanted) if isinstance(hole, str) else wanted


def without_days(params: Sequence[Any], numbers: Mapping[date, int | None]) -> tuple[list[Any], dict[int, Where]]:
    """Parameters with holes for those within `REACH` of some days, and what belongs in each hole by its place."""
    left, places = list(params), {}
    for place, value in enumerate(left):
        where = _where(_as_day(value), numbers)
        if where is not None:
            places[place] = where
            left[place] = "" if isinstance(value, str) else date.min
    return left, places


def _as_day(value: Any) -> date | None:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _where(value: date | None, numbers: Mapping[date, int | None]) -> Where | None:
    if value is None:
        return None
    near = [(day, number) for day, number in numbers.items() if abs((value - day).days) <= REACH]
    return Where(near[0][1], (value - near[0][0]).days) if near else None


def totals(rows: "QuerySet[Any, Any]", **figures: Aggregate) -> "QuerySet[Any, Any]":
    """Figures of all rows together as one row of a `values_list`, for `prepared`: `aggregate` would ask at once."""
    together: QuerySet[Any, Any] = rows.order_by().values(all_=Value(1)).annotate(**figures).values_list(*figures)
    return together


@dataclass(frozen=True, slots=True)
class _Query:
    """A query's text, its parameters with holes for the key and the days, and how Django reads what comes back."""

    sql: str
    holes: tuple[Any, ...]
    keys: frozenset[int]
    days: Mapping[int, Where]
    read: Callable[[list[Any]], list[Any]] = field(compare=False)

    def ask(self, key: int, day: date) -> list[Any]:
        params = [key if place in self.keys else hole for place, hole in enumerate(self.holes)]
        for place, where in self.days.items():
            params[place] = where.filled(params[place], day)
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return self.read(cursor.fetchall())


def prepared(build: Build) -> Callable[[int, date], list[Any]]:
    """Ask what the `values_list` of `build(key, day)` asks: its rows as sequences; no answer is kept.

    A query that turns the key or the day into something else raises `ValueError`.
    """

    @lru_cache(maxsize=2)
    def query(vendor: str) -> _Query:
        one, *others = (_made(build, *nobody) for nobody in _NOBODY)
        if any(other != one for other in others):
            raise ValueError("the key or the day is lost on the way")
        return one

    return lambda key, day: query(connection.vendor).ask(key, day)


def _made(build: Build, key: int, day: date) -> _Query:
    compiler = build(key, day).query.get_compiler(DEFAULT_DB_ALIAS)
    sql, params = compiler.as_sql()
    holes, days = without_days(params, {day: 0})
    keys = frozenset(place for place, value in enumerate(holes) if type(value) is int and value == key)
    converters = compiler.get_converters([expression for expression, _, _ in compiler.select])

    def read(rows: list[Any]) -> list[Any]:
        return list(compiler.apply_converters(rows, converters)) if converters else rows

    return _Query(sql, tuple(None if place in keys else hole for place, hole in enumerate(holes)), keys, days, read)
