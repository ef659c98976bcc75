"""A query whose text is the same whoever and whatever day it asks about: built once, asked with every request.

Building a query in Python takes several times as long as a database needs to answer a short one.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

# Nobody's key and no record's day, so that each can be told apart among a query's parameters.
_NOBODY = -9_000_001
_NEVER = date(8999, 1, 1)

Build = Callable[[int, date], "QuerySet[Any, Any]"]


def prepared(build: Build) -> Callable[[int, date], list[tuple[Any, ...]]]:
    """Ask what `build(key, day)` asks, its `values_list` of whole numbers and text as plain rows; nothing is kept."""

    @lru_cache(maxsize=2)
    def statement(vendor: str) -> tuple[str, tuple[Any, ...]]:
        sql, params = build(_NOBODY, _NEVER).query.sql_with_params()
        if _NOBODY not in params:
            raise ValueError("the key is lost on the way")
        return sql, params

    def rows(key: int, day: date) -> list[tuple[Any, ...]]:
        sql, params = statement(connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(sql, [_real(each, key, day) for each in params])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    return rows


def _real(param: Any, key: int, day: date) -> Any:
    if param == _NOBODY:
        return key
    if param == _NEVER:
        return day
    return str(day) if param == str(_NEVER) else param
