"""Triggers by which whoever changes what a stamp's page rests on does away with the pages stored of it.

They stand in the database and act in the very transaction of the change, whoever makes it. What changes of one product
deletes its pages; what all pages rest on voids all at once. Which lots an event along the chain reaches no trigger can
tell: events are noted, for the worker to follow (`keeping`). SQLite only: there one write happens at a time, so that
the row they draw numbers in makes nobody wait who would not wait anyway.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import connections, transaction
from django.db.models import Model

from ocop.cycle.certification.models import Recognition, RecognitionDecision, StandingChange
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.epcis.models import ErrorDeclaration, EventItem, TraceEvent
from ocop.cycle.traceability.models import Activation, Batch, Recall, StampEpoch, StampException, StampRange
from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Paper, Producer, ProducerForm, Product
from ocop.ground.programme.models import Round
from ocop.ground.registry.models import Document
from ocop.public.scans.models import ChangedEvent, StoredPage, StoredPagesState
from ocop.support.markets.models import Listing, Outlet, Partner, Placement


def _of(model: type[Model], column: str, key: str) -> str:
    """The products that rows of a model name in whose column stands a value of the changed row."""
    product = "id" if model is Product else "product_id"
    return f"SELECT {product} FROM {_table(model)} WHERE {column} = {{row}}.{key}"  # noqa: S608 — our own names


def _table(model: type[Model]) -> str:
    return model._meta.db_table


_OWN = "SELECT {row}.product_id"
_OF_PRODUCER = _of(Product, "producer_id", "producer_id")
_ON_LOT = (
    f"SELECT product_id FROM {_table(StampRange)} WHERE id IN"  # noqa: S608 — our own names
    f" (SELECT range_id FROM {_table(Activation)} WHERE batch_id = {{row}}.{{key}})"
)
# Of which products a row of it speaks.
OF_PRODUCTS: dict[type[Model], str] = {
    **dict.fromkeys((StampRange, Recognition, Dossier, Placement, Listing), _OWN),
    **dict.fromkeys((StampException, Activation), _of(StampRange, "id", "range_id")),
    Batch: f"{_OWN} UNION {_ON_LOT.replace('{key}', 'id')}",
    Recall: f"{_of(Batch, 'id', 'batch_id')} UNION {_ON_LOT.replace('{key}', 'batch_id')}",
    StandingChange: _of(Recognition, "id", "recognition_id"),
    Product: "SELECT {row}.id",
    Producer: _of(Product, "producer_id", "id"),
    Paper: _OF_PRODUCER,
    ProducerForm: _OF_PRODUCER,
    EventItem: _of(Batch, "id", "batch_id"),
}
# The same, where a new row says nothing until something points at it, which is noticed there.
REACHED: dict[type[Model], str] = {
    Document: _of(Product, "photo_id", "id"),
    Outlet: _of(Placement, "outlet_id", "id"),
    Partner: f"{_of(Placement, 'partner_id', 'id')} UNION {_of(Listing, 'partner_id', 'id')}",
}
# So many pages rest on one of them that all are made anew.
OF_ALL: tuple[type[Model], ...] = (StampEpoch, Unit, RecognitionDecision, Round)
# Which event a row of it speaks of. What one reached before it went, or before its things were another lot's, nobody
# can tell: then all pages are made anew.
OF_EVENTS: dict[type[Model], str] = {TraceEvent: "id", EventItem: "event_id", ErrorDeclaration: "event_id"}
# Of these, the columns that pages are read from: the others change every day.
COLUMNS: dict[type[Model], tuple[str, ...]] = {
    StampEpoch: ("number", "is_doubtful"),
    Dossier: ("kind", "state", "product_id", "round_id"),
    RecognitionDecision: ("number", "signed_on"),
    Round: ("is_trial",),
}
# Acts on events that no queue can follow.
_VOIDING = {(EventItem, "UPDATE"), (EventItem, "DELETE"), (TraceEvent, "DELETE")}

_STATE, _PAGES, _EVENTS = _table(StoredPagesState), _table(StoredPage), _table(ChangedEvent)
_PREFIX = "stamp_pages_"
_ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
_CHANGED = f"UPDATE {_STATE} SET changed = random();"  # noqa: S608 — our own names
VOID = f"UPDATE {_STATE} SET changed = random(), era = random(), good_until = 0;"  # noqa: S608 — our own names


class _Trigger(NamedTuple):
    name: str
    sql: str


def watch(using: str, program: int = 0, **_: Any) -> bool:
    """Put up every trigger and void all pages, for this version of the program may make others; after each migration,
    and whenever a server or a worker starts. False where it cannot be done: not SQLite, or tables are still to come.

    `program` is the worker's that will make pages; without one the next worker to look makes itself the one.
    """
    here = connections[using]
    if here.vendor != "sqlite" or not _can_watch(here):
        return False
    with transaction.atomic(using), here.cursor() as cursor:
        _take_down(cursor)
        for trigger in _triggers():
            cursor.execute(trigger.sql)
        row = "(id, changed, era, good_until, program) VALUES (1, random(), random(), 0, %s)"
        cursor.execute(f"INSERT OR REPLACE INTO {_STATE} {row}", [program])
    return True


def unwatch(using: str, **_: Any) -> None:
    """Take every trigger down before a migration: none may name a table while it is made anew. No page holds until
    `watch`.
    """
    here = connections[using]
    if here.vendor != "sqlite":
        return
    with transaction.atomic(using), here.cursor() as cursor:
        if _STATE in here.introspection.table_names(cursor):
            cursor.execute(VOID)
        _take_down(cursor)


def is_watched(using: str) -> bool:
    """Whether every trigger stands, as this version of the program would put it up."""
    with connections[using].cursor() as cursor:
        return _standing(cursor) == {trigger.name: trigger.sql for trigger in _triggers()}


def _can_watch(here: Any) -> bool:
    ours = (StoredPage, StoredPagesState, ChangedEvent)
    every: tuple[type[Model], ...] = (*OF_PRODUCTS, *REACHED, *OF_ALL, *OF_EVENTS, *ours)
    return {_table(model) for model in every} <= set(here.introspection.table_names())


def _standing(cursor: Any) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return {name: sql for name, sql in cursor.fetchall() if name.startswith(_PREFIX)}


def _take_down(cursor: Any) -> None:
    for name in _standing(cursor):
        cursor.execute(f"DROP TRIGGER {name}")


def _triggers() -> Iterator[_Trigger]:
    for model in {**OF_PRODUCTS, **REACHED, **dict.fromkeys(OF_ALL), **OF_EVENTS}:
        for act, rows in _ROWS.items():
            if does := _does(model, act, rows):
                yield _trigger(model, act, does)


def _does(model: type[Model], act: str, rows: tuple[str, ...]) -> str:
    """What a trigger does after an act; nothing where nothing can rest on the row."""
    is_new = act == "INSERT"
    if model in OF_ALL:
        return "" if is_new else VOID
    if (model, act) in _VOIDING:
        return VOID
    done = []
    if products := OF_PRODUCTS.get(model, "" if is_new else REACHED.get(model, "")):
        named = " UNION ".join(products.format(row=row) for row in rows)
        done.append(f"DELETE FROM {_PAGES} WHERE product IN ({named});")  # noqa: S608 — our own names
    if event := OF_EVENTS.get(model):
        done.append(f"INSERT INTO {_EVENTS} (event) VALUES ({rows[-1]}.{event});")  # noqa: S608 — our own names
    return " ".join([_CHANGED, *done]) if done else ""


def _trigger(model: type[Model], act: str, does: str) -> _Trigger:
    name, columns = f"{_PREFIX}{_table(model)}_{act.lower()}", COLUMNS.get(model)
    of = f" OF {', '.join(columns)}" if columns and act == "UPDATE" else ""
    return _Trigger(name, f"CREATE TRIGGER {name} AFTER {act}{of} ON {_table(model)} BEGIN {does} END")
