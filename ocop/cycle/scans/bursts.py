"""One visitor reading off a roll of stamps: only seen here, in memory, before visitors are made unknowable.

Afterwards nobody can tell, since no visitor is the same at two stamps. What stays is a bit on the last stamp of the
burst. Each serving process sees its own part, and forgets a visitor after ten minutes.
"""

import secrets
from collections import OrderedDict, deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import Lock

from ocop.cycle.scans.scan import Scan
from ocop.rules.copies import Thresholds, is_burst
from ocop.rules.stamps import PER_EPOCH

WITHIN = timedelta(minutes=10)
MOST_VISITORS = 10_000


class BurstWatch:
    """The last stamps of each of the visitors who came last."""

    def __init__(self) -> None:
        self._seen: OrderedDict[int, deque[tuple[datetime, int]]] = OrderedDict()
        self._lock, self._salt = Lock(), secrets.token_bytes(16)

    def bursts_in(self, scans: Iterable[Scan], limits: Thresholds) -> set[int]:
        """The numbers of the stamps with which a burst was complete."""
        with self._lock:
            return {number for scan in scans if (number := self._add(scan, limits)) is not None}

    def _add(self, scan: Scan, limits: Thresholds) -> int | None:
        if scan.client is None:
            return None
        visitor, number = hash((self._salt, scan.client)), scan.epoch * PER_EPOCH + scan.index
        last = self._seen.pop(visitor, None) or deque(maxlen=limits.neighbours)
        self._seen[visitor] = last
        if len(self._seen) > MOST_VISITORS:
            self._seen.popitem(last=False)
        while last and last[0][0] < scan.at - WITHIN:
            last.popleft()
        if number in [before for _, before in last]:
            return None
        last.append((scan.at, number))
        if len(last) < limits.neighbours or not is_burst([each for _, each in last], limits):
            return None
        last.clear()
        return number


watch = BurstWatch()
