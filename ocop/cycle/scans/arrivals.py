"""Scans as they come: who scanned is made unknowable at once, before anything waits or is written."""

from datetime import datetime

from ocop.cycle.scans.bursts import watch
from ocop.cycle.scans.limits import thresholds
from ocop.cycle.scans.salts import ends_at, salt_of
from ocop.cycle.scans.scan import Arrival, Guess, Scan
from ocop.rules.places import PROVINCES
from ocop.rules.stamps import PER_EPOCH

_VERDICT_LENGTH = 12


class Door:
    """What every scan passes while one salt holds: from `at` on and before `until`."""

    def __init__(self, at: datetime) -> None:
        self._pseudonyms, self._limits = salt_of(at), thresholds()
        self.until = ends_at(at)

    def arrival(self, scan: Scan) -> Arrival:
        """The scan as it may be written. What `client` said is not in it."""
        epoch, index, at, client, region, verdict = scan
        number, second = epoch * PER_EPOCH + index, int(at.timestamp())
        is_burst = client is not None and watch.completes(client, number, second, self._limits)
        who = self._pseudonyms.of(number, client)
        return Arrival(number, second, who, _region(region), verdict[:_VERDICT_LENGTH], is_burst)


def counted(guess: Guess) -> tuple[int, str]:
    """A code that is none of ours as it may be written: when, and from which province."""
    return int(guess.at.timestamp()), _region(guess.region)


def _region(code: str) -> str:
    return code if code in PROVINCES else ""
