"""Scans as they come, many at once: who scanned is made unknowable first, then what was seen is written.

Written in plain SQL that both databases read alike: through records the same takes ten times as long, and a scan page
serves thousands a second.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import connection, transaction

from ocop.cycle.scans.bursts import watch
from ocop.cycle.scans.limits import thresholds
from ocop.cycle.scans.models import regions_of
from ocop.cycle.scans.salts import Pseudonyms, salt_of
from ocop.cycle.scans.scan import Guess, Scan
from ocop.cycle.scans.states import odd_bit
from ocop.kit.clock import local_date
from ocop.rules.places import PROVINCES
from ocop.rules.stamps import PER_EPOCH

# As many stamps as one question asks about.
AT_ONCE = 500

# In each, `{}` stands for the places of all rows: one statement for many rows is written in one go, while other threads
# answer scans.
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


def remember(scans: Sequence[Scan], guesses: Sequence[Guess] = ()) -> None:
    """Write a batch of scans, and count the codes that are none of ours, in one transaction.

    Safe from several processes: rows are written in the order of their keys. What `client` said is not kept.
    """
    if not scans and not guesses:
        return
    ordered = sorted(scans, key=_number)
    bursts = watch.bursts_in(scans, thresholds())
    with transaction.atomic():
        if ordered:
            pseudonyms = salt_of(max(scan.at for scan in ordered))
            for start in range(0, len(ordered), AT_ONCE):
                _write(ordered[start : start + AT_ONCE], pseudonyms, bursts)
        _tally(ordered, guesses)


def _number(scan: Scan) -> int:
    return scan.epoch * PER_EPOCH + scan.index


class _Added:
    """What one batch adds to what is known of a stamp."""

    __slots__ = ("clients", "count", "first", "is_burst", "last", "odd", "regions")

    def __init__(self, first: Scan, *, is_burst: bool) -> None:
        self.first = self.last = first
        self.count = self.clients = self.regions = 0
        self.is_burst, self.odd = is_burst, odd_bit("burst") if is_burst else 0

    def add(self, scan: Scan, *, is_new: bool) -> None:
        if scan.at < self.first.at:
            self.first = scan
        if scan.at > self.last.at:
            self.last = scan
        self.count += 1
        self.clients += is_new
        self.regions |= _region_bit(scan.region)
        self.odd |= odd_bit(scan.verdict)

    def row(self, number: int) -> tuple[Any, ...]:
        """The values of `_STAMP`."""
        days = (_moment(self.first.at), _moment(self.last.at))
        to_look = self.odd > 0 or self.clients > 1
        return (number, *days, self.count, self.clients, _region(self.first.region), self.regions, self.odd, to_look)


def _write(scans: Sequence[Scan], pseudonyms: Pseudonyms, bursts: set[int]) -> None:
    """The events of some scans, and what they add to what is known of each stamp."""
    numbers = map(_number, scans)
    told = [(number, pseudonyms.of(number, scan.client)) for number, scan in zip(numbers, scans, strict=True)]
    known = _came_before([pair for pair in told if pair[1] is not None])
    added: dict[int, _Added] = {}
    events = []
    for scan, pair in zip(scans, told, strict=True):
        number, client = pair
        is_new = client is not None and pair not in known
        known.add(pair)
        if number not in added:
            added[number] = _Added(scan, is_burst=number in bursts)
        added[number].add(scan, is_new=is_new)
        events.append((number, _moment(scan.at), client, _region(scan.region), scan.verdict[:12]))
    # A stamp's row comes before its events, which point at it.
    _all(_STAMP, [added[number].row(number) for number in sorted(added)])
    _all(_EVENT, events)


def _came_before(pairs: Sequence[tuple[int, int | None]]) -> set[tuple[int, int | None]]:
    """Which of these visitors of a stamp were seen there before; one look into the index for each."""
    return set(_all(_CAME_BEFORE, pairs))


@lru_cache(maxsize=64)
def _region_bit(code: str) -> int:
    return regions_of([code])


def _region(code: str) -> str:
    return code if code in PROVINCES else ""


def _tally(scans: Iterable[Scan], guesses: Iterable[Guess]) -> None:
    seen = Counter((local_date(scan.at), _region(scan.region)) for scan in scans)
    odd = Counter((local_date(guess.at), _region(guess.region)) for guess in guesses)
    rows = [
        (day.toordinal() * 100 + int(region or 0), day, region, seen[day, region], odd[day, region])
        for day, region in sorted(seen.keys() | odd.keys())
    ]
    _all(_TALLY, [(key, connection.ops.adapt_datefield_value(day), *rest) for key, day, *rest in rows])


@lru_cache(maxsize=2 * AT_ONCE)
def _moment(at: datetime) -> Any:
    """A moment as the database in use takes it."""
    return connection.ops.adapt_datetimefield_value(at)


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
