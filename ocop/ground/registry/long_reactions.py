"""Reactions that take longer than others may wait to write."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet

from ocop.ground.registry.models import Delivery
from ocop.ground.registry.states import DeliveryState
from ocop.kit import clock
from ocop.kit.snapshot import Aside, snapshot

# Renewed at every pulse; a step between two pulses takes less.
LEASE = timedelta(minutes=3)
SECONDS_BETWEEN_PULSES = 2.0

# Called as `pulse(done, of)`.
Pulse = Callable[[int, int], None]


class LeaseLost(Exception):
    """Another worker has taken the delivery over: whoever hears this stops."""


@dataclass(frozen=True)
class LongReaction:
    """A reaction in two steps, so that nobody waits for the long one.

    `prepare(event, *, at, pulse)` reads as of one moment and computes, with no lock held; it writes nothing to the
    database, may be carried out twice, and says how far it is by `pulse(done, of)`. `keep(event, prepared, *, at)` is
    the short act that writes, in one transaction with the mark that it is done. `given_up(event, *, at)` tells people
    when the last attempt failed; `waits` stand between the attempts.
    """

    prepare: Callable[..., object]
    keep: Callable[..., object]
    given_up: Callable[..., object]
    waits: tuple[timedelta, ...] = (timedelta(seconds=10), timedelta(minutes=1))


@contextmanager
def lease_kept(delivery: Delivery) -> Iterator[Pulse]:
    """A moment to read in, and the pulse that renews the lease and says how far the delivery is.

    The pulse raises `LeaseLost` when the delivery is no longer this worker's.
    """
    with snapshot() as aside:
        yield _Beat(delivery, aside)


class _Beat:
    def __init__(self, delivery: Delivery, aside: Aside) -> None:
        self.delivery, self.aside, self.last = delivery, aside, float("-inf")

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if now - self.last < SECONDS_BETWEEN_PULSES and done < of:
            return
        self.last = now
        if not self.aside(lambda: self._renew(done, of)):
            raise LeaseLost(str(self.delivery))

    def _renew(self, done: int, of: int) -> int:
        return still_held(self.delivery).update(lease_until=clock.now() + LEASE, progress=done, progress_of=of)


def still_held(delivery: Delivery) -> QuerySet[Delivery]:
    """The delivery while it is this worker's: its attempts are the token."""
    return Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.RUNNING, attempts=delivery.attempts)
