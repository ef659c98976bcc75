"""Scans put down as they came, many in one row, for the worker to sum up.

A serving process does no more than this. What scans mean for each stamp costs ten times as much and is the worker's
(`summing`), in a process of its own, so that no shopper waits for it.
"""

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import itemgetter

from ocop.cycle.scans.arrivals import Door, counted
from ocop.cycle.scans.models import ScanArrivals
from ocop.cycle.scans.scan import Arrival, Guess, Scan

_by_stamp_and_second = itemgetter(0, 1)


def put_down(arrivals: Iterable[Arrival], guesses: Sequence[tuple[int, str]]) -> None:
    """Write a batch in one row, in the order of stamps and not of their coming."""
    ScanArrivals.objects.create(scans=sorted(arrivals, key=_by_stamp_and_second), guesses=guesses)


def receive(scans: Sequence[Scan], guesses: Sequence[Guess] = ()) -> None:
    """Take in scans that come together."""
    if scans or guesses:
        door = Door(max(chain((scan.at for scan in scans), (guess.at for guess in guesses))))
        put_down(map(door.arrival, scans), list(map(counted, guesses)))
