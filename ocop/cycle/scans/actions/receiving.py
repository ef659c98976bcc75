"""Scans put down as they came, many in one row, for the worker to sum up.

A serving process does no more than this. What scans mean for each stamp costs ten times as much and is the worker's
(`summing`), in a process of its own, so that no shopper waits for it.
"""

from collections.abc import Iterable, Sequence
from itertools import chain

from ocop.cycle.scans.arrivals import Door, counted
from ocop.cycle.scans.models import ScanArrivals
from ocop.cycle.scans.scan import Guess, Scan

# As many as the worker sums up in one go.
IN_A_ROW = 2000


def put_down(records: Iterable[bytes], guesses: Sequence[tuple[int, str]]) -> None:
    """Write a batch (`arrivals.Door`), in the order of stamps and not of their coming; in one transaction."""
    ordered = sorted(records)
    rows = [b"".join(ordered[start : start + IN_A_ROW]) for start in range(0, len(ordered), IN_A_ROW)] or [b""]
    told: list[Sequence[tuple[int, str]]] = [guesses, *([()] * (len(rows) - 1))]
    ScanArrivals.objects.bulk_create(
        ScanArrivals(records=row, guesses=some) for row, some in zip(rows, told, strict=True)
    )


def receive(scans: Sequence[Scan], guesses: Sequence[Guess] = ()) -> None:
    """Take in scans that come together."""
    if scans or guesses:
        door = Door(max(chain((scan.at for scan in scans), (guess.at for guess in guesses))))
        put_down(map(door.arrival, scans), list(map(counted, guesses)))
