"""What serving processes put down of scans, summed up stamp by stamp: the worker's part.

Written in plain SQL that both databases read alike: through records the same takes ten times as long.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import chain, groupby
from operator import attrgetter
from typing import Any

from django.db import connection, transaction

from ocop.cycle.scans.actions.receiving import receive
from ocop.cycle.scans.arrivals import opened
from ocop.cycle.scans.models import ScanArrivals, regions_of
from ocop.cycle.scans.scan import Arrival, Guess, Scan
from ocop.cycle.scans.states import odd_bit
from ocop.kit.clock import local_date

# As many stamps as one question asks about.
AT_ONCE = 500

# In each, `{}` stands for the places of all rows: one statement for many rows is written in one go.
_EVENT = "INSERT INTO scans_scanevent (stamp_id, at, client, region, verdict) VALUES {}"
_CAME_BEFORE = """
WITH asked (stamp, client) AS (VALUES {})
SELECT stamp, client FROM asked WHERE EXISTS (
  SELECT 1 FROM scans_scanevent AS event WHERE event.stamp_id = asked.stamp AND event.client = asked.client
)
"""
_STAMP = """
INSERT INTO scans_scannedstamp AS seen
  (number, first_at, last_at, count, clients, first_region, regions, odd, to_look)
VALUES {}
ON CONFLICT (number) DO UPDATE SET
  first_region = CASE WHEN excluded.first_at < seen.first_at THEN excluded.first_region ELSE seen.first_region END,
  first_at = CASE WHEN excluded.first_at < seen.first_at THEN excluded.first_at ELSE seen.first_at END,
  last_at = CASE WHEN excluded.last_at > seen.last_at THEN excluded.last_at ELSE seen.last_at END,
  count = seen.count + excluded.count,
  clients = seen.clients + excluded.clients,
  regions = seen.regions | excluded.regions,
  odd = seen.odd | excluded.odd,
  to_look = seen.to_look OR excluded.to_look OR (excluded.clients > 0 AND seen.clients > 0)
"""
_TALLY = """
INSERT INTO scans_scantally AS seen (key, day, region, scans, guesses) VALUES {}
ON CONFLICT (key) DO UPDATE SET
  scans = seen.scans + excluded.scans, guesses = seen.guesses + excluded.guesses
"""

_number = attrgetter("number")


def remember(scans: Sequence[Scan], guesses: Sequence[Guess] = ()) -> None:
    """Receive scans and sum up everything that waits: for who is in no hurry, and wants to see it at once."""
    receive(scans, guesses)
    while sum_up():
        pass


def sum_up() -> int:
    """Sum up the oldest row of scans that wait, and count the codes that are none of ours; how many there were.

    One row in a transaction: the worker gives way to other processes, and whoever wants to write waits meanwhile.
    Several workers may do it, one after another: none is counted twice or lost.
    """
    return _sum_up() if ScanArrivals.objects.exists() else 0


@transaction.atomic
def _sum_up() -> int:
    # One that another worker has in hand is waited for: it may be adding the same visitor to the same stamp.
    row = ScanArrivals.objects.select_for_update().order_by("pk").first()
    if row is None:
        return 0
    arrivals = list(opened(bytes(row.records)))
    for start in range(0, len(arrivals), AT_ONCE):
        _write(arrivals[start : start + AT_ONCE])
    _tally(arrivals, row.guesses)
    row.delete()
    return len(arrivals) + len(row.guesses)


def _write(arrivals: Sequence[Arrival]) -> None:
    """The events of some scans, and what they add to what is known of each stamp, in the order of its number."""
    known = _came_before({(scan.number, scan.client) for scan in arrivals if scan.client is not None})
    # A stamp's row comes before its events, which point at it.
    _all(_STAMP, [_added(number, list(scans), known) for number, scans in groupby(arrivals, key=_number)])
    _all(_EVENT, [(scan.number, _moment(scan.second), *scan[2:5]) for scan in arrivals])


def _added(number: int, scans: Sequence[Arrival], known: set[tuple[int, int]]) -> tuple[Any, ...]:
    """The values of `_STAMP` for scans of one stamp, the earliest first."""
    first, last = scans[0], scans[-1]
    clients = sum((number, client) not in known for client in {scan.client for scan in scans} - {None})
    regions = odd = 0
    for scan in scans:
        regions |= _region_bit(scan.region)
        odd |= odd_bit(scan.verdict) | (odd_bit("burst") if scan.is_burst else 0)
    seen = (_moment(first.second), _moment(last.second), len(scans), clients)
    return (number, *seen, first.region, regions, odd, odd > 0 or clients > 1)


def _came_before(pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Which of these visitors of a stamp were seen there before; one look into the index for each."""
    return set(_all(_CAME_BEFORE, list(pairs)))


@lru_cache(maxsize=64)
def _region_bit(code: str) -> int:
    return regions_of([code])


def _tally(arrivals: Iterable[Arrival], guesses: Iterable[tuple[int, str]]) -> None:
    seen = Counter((_day(scan.second), scan.region) for scan in arrivals)
    odd = Counter((_day(second), region) for second, region in guesses)
    rows = [
        (day.toordinal() * 100 + int(region or 0), day, region, seen[day, region], odd[day, region])
        for day, region in sorted(seen.keys() | odd.keys())
    ]
    _all(_TALLY, [(key, connection.ops.adapt_datefield_value(day), *rest) for key, day, *rest in rows])


@lru_cache(maxsize=2 * AT_ONCE)
def _day(second: int) -> date:
    return local_date(datetime.fromtimestamp(second, UTC))


@lru_cache(maxsize=2 * AT_ONCE)
def _moment(second: int) -> Any:
    """A moment as the database in use takes it."""
    return connection.ops.adapt_datetimefield_value(datetime.fromtimestamp(second, UTC))


def _all(sql: str, rows: Sequence[Sequence[Any]]) -> list[Any]:
    """Run a statement on rows of as many values each; what it answers, if anything."""
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_for_rows(sql, len(rows), len(rows[0])), list(chain.from_iterable(rows)))
        return cursor.fetchall() if cursor.description else []


@lru_cache(maxsize=2 * AT_ONCE)
def _for_rows(sql: str, rows: int, values: int) -> str:
    row = f"({', '.join(['%s'] * values)})"
    return sql.format(", ".join([row] * rows))
