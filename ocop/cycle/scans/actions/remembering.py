"""Scans as they come, many at once: who scanned is made unknowable first, then what was seen is written.

Written in plain SQL that both databases read alike: through records the same takes ten times as long, and a scan page
serves thousands a second.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from ocop.cycle.scans.bursts import watch
from ocop.cycle.scans.limits import thresholds
from ocop.cycle.scans.models import ScanEvent, ScannedStamp, regions_of
from ocop.cycle.scans.salts import Pseudonyms, salt_of
from ocop.cycle.scans.scan import Guess, Scan
from ocop.cycle.scans.states import odd_bit
from ocop.kit.clock import local_date
from ocop.rules.places import PROVINCES
from ocop.rules.stamps import PER_EPOCH

# As many stamps as one question asks about.
AT_ONCE = 500

_EVENT = "INSERT INTO scans_scanevent (stamp_id, at, client, region, verdict) VALUES (%s, %s, %s, %s, %s)"
_STAMP = """
INSERT INTO scans_scannedstamp AS seen
  (number, first_at, last_at, count, clients, first_region, regions, odd, to_look)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
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
INSERT INTO scans_scantally AS seen (key, day, region, scans, guesses) VALUES (%s, %s, %s, %s, %s)
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


def _write(scans: Sequence[Scan], pseudonyms: Pseudonyms, bursts: set[int]) -> None:
    """The events of some scans, and what they add to what is known of each stamp."""
    clients = [pseudonyms.of(_number(scan), scan.client) for scan in scans]
    numbers = sorted({_number(scan) for scan in scans})
    before = ScanEvent.objects.filter(stamp__in=numbers, client__in=[each for each in clients if each is not None])
    known = set(before.values_list("stamp_id", "client"))
    seen: dict[int, ScannedStamp] = {}
    events = []
    for scan, client in zip(scans, clients, strict=True):
        number, region = _number(scan), _region(scan.region)
        is_new = client is not None and (number, client) not in known
        known.add((number, client))
        _see(seen, scan, region, is_new=is_new)
        if number in bursts:
            seen[number].odd |= odd_bit("burst")
            seen[number].to_look = True
        events.append((number, _moment(scan.at), client, region, scan.verdict[:12]))
    # A stamp's row comes before its events, which point at it.
    _all(_STAMP, [_row(seen[number]) for number in numbers])
    _all(_EVENT, events)


def _see(seen: dict[int, ScannedStamp], scan: Scan, region: str, *, is_new: bool) -> None:
    """Add one scan to what this batch adds to its stamp."""
    number, odd = _number(scan), odd_bit(scan.verdict)
    row = seen.setdefault(number, ScannedStamp(number=number, first_at=scan.at, last_at=scan.at, first_region=region))
    if scan.at < row.first_at:
        row.first_at, row.first_region = scan.at, region
    row.last_at = max(row.last_at, scan.at)
    row.count += 1
    row.clients += is_new
    row.regions |= regions_of([region])
    row.odd |= odd
    row.to_look = row.to_look or odd > 0 or row.clients > 1


def _row(row: ScannedStamp) -> tuple[Any, ...]:
    days = (_moment(row.first_at), _moment(row.last_at))
    return (row.number, *days, row.count, row.clients, row.first_region, row.regions, row.odd, row.to_look)


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


def _moment(at: datetime) -> Any:
    """A moment as the database in use takes it."""
    return connection.ops.adapt_datetimefield_value(at)


def _all(sql: str, rows: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
