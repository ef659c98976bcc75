"""Machines of partners that do not answer are left alone for a while, so that messages to others are not held.

Remembered by each worker, by the name of the machine, until it answers or the worker ends: what is forgotten costs two
more calls. A message that comes meanwhile waits as after a call that failed, and is not lost: no pause is as long as
the waits between the later tries of a message.
"""

from datetime import datetime, timedelta

# Two failures in a row are more than a slip; each further one doubles the pause.
FAILURES = 2
FIRST, LONGEST = timedelta(minutes=1), timedelta(hours=1)


class Pauses:
    """How often each machine failed since it last answered, and until when it is left alone."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[int, datetime]] = {}

    def until(self, host: str, at: datetime) -> datetime | None:
        """Until when a machine is left alone; None for one that may be called."""
        _, ends = self._of.get(host, (0, at))
        return ends if ends > at else None

    def failed(self, host: str, at: datetime) -> None:
        count = self._of.get(host, (0, at))[0] + 1
        doublings = min(count - FAILURES, 10)
        pause = min(FIRST * 2**doublings, LONGEST) if doublings >= 0 else timedelta(0)
        self._of[host] = (count, at + pause)

    def answered(self, host: str) -> None:
        self._of.pop(host, None)

    def forget(self) -> None:
        """As if every machine had answered: for tests."""
        self._of.clear()


pauses = Pauses()
