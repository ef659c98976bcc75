"""What this process knows of stamps while nobody changed it, so that most scans ask the database one small thing.

The lines behind a stamp are the same for all stamps of a lot. On SQLite the very question about a stamp's earlier scans
tells whether anything changed that lines are read from (`changes`); while nothing did, the lines of the whole stretch
stand in memory. Where the database cannot tell (PostgreSQL), lines are asked for every time.
"""

import threading
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Max, Min, Q, QuerySet, Subquery

from ocop.cycle.scans.models import ScannedStamp
from ocop.cycle.traceability.models import Activation, StampException, StampRange
from ocop.kit.question import Question
from ocop.public.scans.changes import is_watched
from ocop.public.scans.facts import Lines, Seen, lines_of, range_before, seen_in
from ocop.public.scans.models import LinesVersion
from ocop.rules.stamps import PER_EPOCH, Stamp

_VERSION_AND_SCANS = f"""
SELECT value, count, clients, CAST(first_at AS TEXT), first_region
FROM {LinesVersion._meta.db_table} LEFT JOIN {ScannedStamp._meta.db_table} ON number = ?
"""  # noqa: S608 — our own names


# Beyond so many everything is asked anew: each holds on to its page.
_STRETCHES_KEPT = 8192


@dataclass(slots=True)
class Stretch:
    """Stamps with the same lines, by number: from `first` to `last`. `pages` is the caller's, for what it makes."""

    lines: Lines
    first: int = 0
    last: int = -1
    pages: dict[Any, Any] = field(default_factory=dict)


class _Memory(threading.local):
    """Of one thread: what stands while `version` does. `watched` is the connection whose database has its triggers."""

    def __init__(self) -> None:
        self.watched: Any = None
        self.version: int | None = None
        self.firsts = array("q")  # numbers side by side: of thousands, few are near in the processor's memory
        self.stretches: list[Stretch] = []
        self.seen_once: set[Lines] = set()

    def begin(self, version: int | None) -> None:
        self.version, self.firsts, self.stretches, self.seen_once = version, array("q"), [], set()

    def find(self, number: int) -> Stretch | None:
        place = bisect_right(self.firsts, number) - 1
        if place >= 0 and (found := self.stretches[place]).last >= number:
            return found
        return None

    def add(self, stretch: Stretch) -> None:
        if len(self.stretches) >= _STRETCHES_KEPT:
            self.begin(self.version)
        place = bisect_right(self.firsts, stretch.first)
        self.firsts.insert(place, stretch.first)
        self.stretches.insert(place, stretch)


_memory = _Memory()


def known(stamp: Stamp) -> tuple[Stretch, Seen | None]:
    """The lines behind a stamp, none for one that was never issued, true at this moment; and its earlier scans."""
    memory, here = _memory, connections[DEFAULT_DB_ALIAS]
    if here.connection is None:
        here.ensure_connection()
    raw = here.connection
    number = stamp.epoch * PER_EPOCH + stamp.index
    told = None
    if not here.force_debug_cursor and (raw is memory.watched or _can_tell(here)):
        # A cursor for each question: one that is kept would hold on to the state of the database it last saw.
        told = raw.execute(_VERSION_AND_SCANS, (number,)).fetchone()
    if told is None:
        lines, seen = lines_of(stamp)
        return Stretch(lines), seen
    version, *scans = told
    if version != memory.version:
        memory.begin(version)
    found = memory.find(number)
    if found is None:
        found = _asked(stamp)
    return found, seen_in(scans)


def _can_tell(here: Any) -> bool:
    """Whether changes show over this connection; asked once for each."""
    if here.vendor != "sqlite" or not is_watched(here.connection):
        return False
    _memory.watched = here.connection
    return True


def _asked(stamp: Stamp) -> Stretch:
    """The lines of a stamp; the second stamp with the same ones shows that the ends of its stretch are worth asking."""
    lines, _ = lines_of(stamp)
    if not lines or lines not in _memory.seen_once:
        if len(_memory.seen_once) >= _STRETCHES_KEPT:
            _memory.seen_once.clear()
        _memory.seen_once.add(lines)
        return Stretch(lines)
    first, last = _ends(stamp)
    base = stamp.epoch * PER_EPOCH
    stretch = Stretch(lines, base + first, base + last)
    _memory.add(stretch)
    return stretch


def _ends(stamp: Stamp) -> tuple[int, int]:
    """The first and last index around a stamp between which no range, lot or lost stamps begin or end."""
    rows = [row for question in _EDGES for row in question.rows(epoch=stamp.epoch, index=stamp.index)]
    begun, over, ends, begins = (set(edges) - {None} for edges in zip(*rows, strict=True))
    return max(begun | {last + 1 for last in over}), min(ends | {first - 1 for first in begins})


def _edges_of(of_range: QuerySet[Any, Any], key: str) -> QuerySet[Any, Any]:
    """The nearest edges of some intervals of the stamp's range: begun, over, still to end, still to begin."""
    return (
        of_range.order_by()
        .values(key)
        .annotate(
            begun=Max("first", filter=Q(first__lte=_INDEX)),
            over=Max("last", filter=Q(last__lt=_INDEX)),
            ends=Min("last", filter=Q(last__gte=_INDEX)),
            begins=Min("first", filter=Q(first__gt=_INDEX)),
        )
        .values_list("begun", "over", "ends", "begins")
    )


# Stand in the questions where each stamp puts its own.
_EPOCH, _INDEX = 32_001, 2_000_000_011
_MARKS = {"epoch": _EPOCH, "index": _INDEX}


def _its_range() -> Subquery:
    return Subquery(range_before(_EPOCH, _INDEX))


_EDGES = (
    Question(lambda: _edges_of(StampRange.objects.filter(pk=_its_range()), "pk"), _MARKS),
    Question(lambda: _edges_of(Activation.objects.filter(range=_its_range(), ended_at=None), "range"), _MARKS),
    Question(lambda: _edges_of(StampException.objects.filter(range=_its_range()), "range"), _MARKS),
)
