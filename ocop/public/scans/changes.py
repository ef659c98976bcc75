"""How a process learns, in the question it asks at each scan anyway, that nothing was changed since the last one.

SQLite lets one write at a time, so that a trigger on each table a stamp's lines are read from may put a number nobody
had before into one row. A number drawn by chance, not one more than the last: what is rolled back leaves no trace, and
a database that was restored cannot be taken for the one before it. On PostgreSQL such a row would make all writers wait
for each other: there lines are asked for every time.
"""

from typing import Any

from django.db import connections, transaction
from django.db.models import Model

from ocop.cycle.certification.models import Recognition, RecognitionDecision, StandingChange
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.traceability.models import Activation, Batch, Recall, StampEpoch, StampException, StampRange
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Producer, Product
from ocop.ground.programme.models import Round
from ocop.public.scans.models import LinesVersion

# Every table that `facts.lines_of` reads, but for the stamp's own earlier scans.
READ: tuple[type[Model], ...] = (
    *(StampEpoch, StampRange, StampException, Activation, Batch, Recall),
    *(Product, Producer, Unit, Recognition, RecognitionDecision, StandingChange, Dossier, Round),
)
_VERSION = LinesVersion._meta.db_table
_TRIGGER = """
CREATE TRIGGER {name} AFTER {act} ON {table}
BEGIN UPDATE {version} SET value = random(); END
"""
_PREFIX = "lines_changed_"
_ACTS = ("INSERT", "UPDATE", "DELETE")


def watch(using: str, **_: Any) -> None:
    """Put up every trigger and draw a number; after each migration, which may have made tables anew.

    A later migration of `LinesVersion` itself must first take them down, as going back over its first one does.
    """
    here = connections[using]
    if here.vendor != "sqlite":
        return
    with transaction.atomic(using), here.cursor() as cursor:
        present = set(here.introspection.table_names(cursor))
        if not present.issuperset({_VERSION, *(model._meta.db_table for model in READ)}):
            return
        for name, act, table in _triggers():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(_TRIGGER.format(name=name, act=act, table=table, version=_VERSION))
        cursor.execute(f"INSERT OR REPLACE INTO {_VERSION} (id, value) VALUES (1, random())")  # noqa: S608 — our own name


def is_watched(raw: Any) -> bool:
    """Whether every trigger is there, over a driver's connection to SQLite."""
    found = raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    return {name for name, *_ in _triggers()} <= {name for (name,) in found}


def _triggers() -> list[tuple[str, str, str]]:
    """Name, act and table of each."""
    tables = [model._meta.db_table for model in READ]
    return [(f"{_PREFIX}{table}_{act.lower()}", act, table) for table in tables for act in _ACTS]
