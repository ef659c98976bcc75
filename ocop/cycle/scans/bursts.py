"""One visitor reading off a roll of stamps: only seen here, in memory, before visitors are made unknowable.

Afterwards nobody can tell, since no visitor is the same at two stamps. What stays is a bit on the last stamp of the
burst. Each serving process sees its own part, and forgets a visitor after ten minutes.
"""

import secrets
from collections import OrderedDict
from threading import Lock

from ocop.rules.copies import Thresholds, is_burst

WITHIN_SECONDS = 600
MOST_VISITORS = 10_000


class BurstWatch:
    """The last stamps of each of the visitors who came last, with the second of each, the oldest first."""

    def __init__(self) -> None:
        self._seen: OrderedDict[int, dict[int, int]] = OrderedDict()
        self._forgotten = 0  # in the second when it was last done
        self._lock, self._salt = Lock(), secrets.token_bytes(16)

    def completes(self, who: bytes, number: int, second: int, limits: Thresholds) -> bool:
        """Whether a burst is complete with this stamp: who scanned which, in which second since 1970."""
        with self._lock:
            if second != self._forgotten:
                self._forget(second - WITHIN_SECONDS)
                self._forgotten = second
            last = self._stamps_of(who)
            while last and last[oldest := next(iter(last))] < second - WITHIN_SECONDS:
                del last[oldest]
            if number in last:
                return False
            if len(last) == limits.neighbours:
                del last[next(iter(last))]
            last[number] = second
            is_near = abs(number - next(iter(last))) < 2 * limits.neighbours  # most are not, and the rest need no look
            if not is_near or not is_burst(last, limits):
                return False
            last.clear()
            return True

    def _forget(self, before: int) -> None:
        """Drop the visitors nobody saw since a second; they stand in the order in which they came last."""
        while self._seen and next(reversed(next(iter(self._seen.values())).values()), before - 1) < before:
            self._seen.popitem(last=False)

    def _stamps_of(self, who: bytes) -> dict[int, int]:
        visitor = hash((self._salt, who))
        last = self._seen.get(visitor)
        if last is not None:
            self._seen.move_to_end(visitor)
            return last
        last = self._seen[visitor] = {}
        if len(self._seen) > MOST_VISITORS:
            self._seen.popitem(last=False)
        return last


watch = BurstWatch()
