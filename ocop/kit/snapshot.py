"""Reading for minutes as of one moment, with nobody's writing waiting for it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

# Runs what it is given on a connection that may write, committed at once.
Aside = Callable[[Callable[[], Any]], Any]


@contextmanager
def snapshot() -> Iterator[Aside]:
    """Everything read inside stands as of one moment; writing there is an error of the database.

    What must be written meanwhile goes through what it gives, on a connection of its own. Inside a transaction that is
    open already, and in a database that lives in one connection's memory, that view holds and both write as usual.
    """
    if connection.in_atomic_block or _is_in_memory():
        yield lambda write: write()
        return
    with ThreadPoolExecutor(1, "aside") as other:
        try:
            with _reading():
                yield lambda write: other.submit(write).result()
        finally:
            other.submit(lambda: connection.close()).result()


def _is_in_memory() -> bool:
    sqlite: Any = connection
    return connection.vendor == "sqlite" and bool(sqlite.is_in_memory_db())


@contextmanager
def _reading() -> Iterator[None]:
    if connection.vendor != "sqlite":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    _only_reads(True)
    sqlite: Any = connection
    usual = sqlite.transaction_mode
    try:
        # IMMEDIATE, as acts begin, would take the lock that all writers need.
        sqlite.transaction_mode = "DEFERRED"
        with transaction.atomic():
            sqlite.transaction_mode = usual
            yield
    finally:
        sqlite.transaction_mode = usual
        _only_reads(False)


def _only_reads(only: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA query_only = {'ON' if only else 'OFF'}")
