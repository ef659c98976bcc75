"""Scans as they come: who scanned is made unknowable at once, before anything waits or is written.

What waits is a few bytes for each scan, since a busy server holds thousands and should spend nothing on them.
"""

from collections.abc import Iterator
from datetime import datetime
from struct import Struct

from ocop.cycle.scans.bursts import watch
from ocop.cycle.scans.limits import thresholds
from ocop.cycle.scans.salts import ends_at, salt_of
from ocop.cycle.scans.scan import Arrival, Guess, Scan
from ocop.rules.places import PROVINCES
from ocop.rules.stamps import PER_EPOCH

# Number, second, visitor, flags, province, verdict; the number first and the highest byte first, so that records are
# sorted as their stamps are.
_RECORD = Struct(">QIqB2s12s")
_VISITOR_KNOWN, _BURST = 1, 2


class Door:
    """What every scan passes while one salt holds: from `at` on and before `until`."""

    def __init__(self, at: datetime) -> None:
        self._pseudonyms, self._limits = salt_of(at), thresholds()
        self.until = ends_at(at)

    def arrival(self, scan: Scan) -> bytes:
        """The record of a scan as it may be written. What `client` said is not in it."""
        epoch, index, at, client, region, verdict = scan
        number, second = epoch * PER_EPOCH + index, int(at.timestamp())
        who = flags = 0
        if client is not None:
            who, flags = self._pseudonyms.of(number, client), _VISITOR_KNOWN
            if watch.completes(client, number, second, self._limits):
                flags |= _BURST
        place = region.encode() if region in PROVINCES else b""
        return _RECORD.pack(number, second, who, flags, place, verdict.encode())


def opened(records: bytes) -> Iterator[Arrival]:
    """The scans in records that follow one another."""
    for number, second, who, flags, place, verdict in _RECORD.iter_unpack(records):
        client = who if flags & _VISITOR_KNOWN else None
        words = (place.rstrip(b"\0").decode(), verdict.rstrip(b"\0").decode())
        yield Arrival(number, second, client, *words, bool(flags & _BURST))


def counted(guess: Guess) -> tuple[int, str]:
    """A code that is none of ours as it may be written: when, and from which province."""
    return int(guess.at.timestamp()), guess.region if guess.region in PROVINCES else ""
