"""A question to the database that the ORM writes once and many visits ask again with other values.

Building the same query anew costs more than answering it. The values that change are put into the query as marks,
found again among its parameters and given names there; each visit only fills them in.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet

Row = tuple[Any, ...]


class Question:
    """`made` builds the query with marks in the place of values; `marks` names them: {"code": "\\x00code"}.

    No two marks may be equal, nor be found in the query as anything else. Rows come as the database gives them:
    SQLite's dates of subqueries are text, its booleans may be 0 and 1.
    """

    def __init__(self, made: Callable[[], QuerySet[Any, Any]], marks: Mapping[str, Any]) -> None:
        self._made, self._marks = made, marks
        self._written = cache(self._write)

    def rows(self, **values: Any) -> list[Row]:
        """Every row of the answer for these values of the marks; one query. Raises what the driver raises."""
        sql, fixed = self._written(connection.vendor)
        cursor = _cursor()
        try:
            cursor.execute(sql, fixed | values)
            found: list[Row] = cursor.fetchall()
        finally:
            cursor.close()
        return found

    def _write(self, vendor: str) -> tuple[str, dict[str, Any]]:
        """The SQL of a kind of database with named places, and the values that never change."""
        sql, params = self._made().query.sql_with_params()
        named = {_as_sent(mark): name for name, mark in self._marks.items()}
        names = [named.get(param, f"p{place}") for place, param in enumerate(params)]
        style = ":{}" if vendor == "sqlite" else "%({})s"
        fixed = {name: _plain(param) for name, param in zip(names, params, strict=True) if name not in self._marks}
        return sql % tuple(style.format(name) for name in names), fixed


def _as_sent(value: Any) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _plain(value: Any) -> Any:
    """A choice as the text it stands for: SQLite's driver would look for an adapter of its class at every visit."""
    return value.value if isinstance(value, Enum) else value


def _cursor() -> Any:
    """The driver's own cursor, without the layer that only a watched connection (tests, debugging) needs.

    PostgreSQL keeps the plan of a question this way; the drivers' errors are not translated into Django's.
    """
    here = connections[DEFAULT_DB_ALIAS]  # asked for once: each look through `connection` searches for it anew
    here.ensure_connection()
    if here.queries_logged:
        return here.cursor()
    raw: Any = here.connection
    if here.vendor != "postgresql":
        return raw.cursor()
    from psycopg import Cursor

    return Cursor(raw)
