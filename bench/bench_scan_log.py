"""Scans written in batches, against the same rows inserted bare."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from random import Random
from typing import Any

from bench import ready
from bench.result import Result, in_turns

SCANS, BATCH, MOST = 10_000, 500, 10


def run() -> list[Result]:
    """The promise: salted, counted and summed up stamp by stamp within `MOST` times a bare insert of the events."""
    ready.set_up_with_tables()
    from ocop.cycle.scans.actions import remember

    mine, theirs = in_turns(_in_batches(remember), _in_batches(_insert), repeat=3)
    name = f"Ghi lượt quét, mỗi gói {BATCH}: muối, đếm, tóm tắt từng tem"
    goal, ratio = f"thời gian ≤ {MOST} lần", mine / theirs
    return [Result(name, SCANS / mine, "lượt/giây", "chèn trần", SCANS / theirs, ratio, goal, ratio <= MOST)]


def _in_batches(write: Callable[[Any], None]) -> Callable[[], None]:
    """Write `SCANS` scans of stamps nobody scanned before, most of them once."""
    from ocop.cycle.scans.scan import Scan
    from ocop.kit import clock

    at, chance, run_of = clock.now(), Random(2026), count()

    def scan(start: int, second: int) -> Scan:
        index = start + chance.randrange(SCANS)
        return Scan(9, index, at + timedelta(seconds=second), chance.randbytes(8), "82", "valid")

    def act() -> None:
        start = next(run_of) * SCANS
        for first in range(0, SCANS, BATCH):
            write([scan(start, first + each) for each in range(BATCH)])

    return act


def _insert(scans: Any) -> None:
    """The peer: the events alone, no stamp's summary beside them."""
    from django.db import connection, transaction

    from ocop.cycle.scans.models import ScanEvent, ScannedStamp

    ScannedStamp.objects.get_or_create(number=0, defaults={"first_at": scans[0].at, "last_at": scans[0].at})
    rows = [(0, str(scan.at), scan.index, scan.region, scan.verdict) for scan in scans]
    into = f"INSERT INTO {ScanEvent._meta.db_table} (stamp_id, at, client, region, verdict)"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"{into} VALUES (%s, %s, %s, %s, %s)", rows)
