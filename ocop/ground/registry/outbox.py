"""Reactions owed to events: who reacts to what, and the worker that carries it out.

A reaction is a function `(event, *, at)` that calls one action. It is owed in the act's own transaction, so
it is neither lost nor invented, and it runs in one transaction with the mark that it is done. One that takes
long is a `LongReaction`: only the end of it runs in that transaction. A worker takes a delivery for the span
of a lease; when it is killed the lease lapses and another takes the delivery over.
"""

import logging
import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from ocop.ground.registry import long_reactions
from ocop.ground.registry.long_reactions import LeaseLost, LongReaction, lease_kept, still_held
from ocop.ground.registry.models import Delivery, JournalEntry
from ocop.ground.registry.replay import event_of
from ocop.ground.registry.states import DeliveryState
from ocop.kit.events import Event

# Called as `reaction(event, at=moment)`.
Plain = Callable[..., object]
Reaction = Plain | LongReaction

LEASE = timedelta(minutes=10)
# How long to wait after the first, second, ... attempt; after the last of them the delivery has failed.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
MAX_ATTEMPTS = len(WAITS) + 1
LAPSED = "Tiến trình bị ngắt giữa chừng quá nhiều lần."
UNKNOWN = "Phần mềm hiện tại không còn phản ứng này."

log = logging.getLogger(__name__)
_reactions: dict[str, dict[str, Reaction]] = {}


def register(event_cls: type[Event], name: str, reaction: Reaction) -> None:
    """Have `reaction` follow every `event_cls`.

    `name` is stored in the database and never changes once in use. Registering the same function again is
    harmless; another function under the same name is a ValueError.
    """
    owed = _reactions.setdefault(event_cls.name, {})
    if owed.setdefault(name, reaction) is not reaction:
        raise ValueError(f"two reactions to {event_cls.name} are called {name}")


def on(event_cls: type[Event]) -> Callable[[Plain], Plain]:
    """Decorator form of `register`; the reaction is named after its module and function."""

    def decorate(reaction: Plain) -> Plain:
        name = f"{reaction.__module__.removeprefix('ocop.')}.{reaction.__name__}"
        register(event_cls, name, reaction)
        return reaction

    return decorate


def unregister(event_cls: type[Event], name: str) -> None:
    """Forget a reaction; what is already owed stays owed and fails visibly."""
    _reactions.get(event_cls.name, {}).pop(name, None)


def reactions_to(event_name: str) -> dict[str, Reaction]:
    """The reactions to an event by name, for the wiring page and the worker."""
    return dict(_reactions.get(event_name, {}))


def owe(entry: JournalEntry, event_cls: type[Event]) -> None:
    """Owe every registered reaction to a journal row just written."""
    owed = reactions_to(event_cls.name)
    if owed:
        Delivery.objects.bulk_create(Delivery(entry=entry, reaction=name, next_at=entry.at) for name in owed)


@dataclass(frozen=True)
class Counts:
    """What one pass of the worker did."""

    done: int = 0
    retried: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        return self.done + self.retried + self.failed

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.done + other.done, self.retried + other.retried, self.failed + other.failed)


def run_due(at: datetime, limit: int = 50) -> Counts:
    """Carry out at most `limit` deliveries that are due, oldest act first."""
    counts = Counts()
    for _ in range(limit):
        delivery = _claim(at)
        if delivery is None:
            break
        counts += _carry_out(delivery, at)
    return counts


def _due(at: datetime) -> QuerySet[Delivery]:
    """Waiting and due, or running under a lease that has lapsed."""
    return Delivery.objects.filter(
        Q(state=DeliveryState.WAITING, next_at__lte=at) | Q(state=DeliveryState.RUNNING, lease_until__lte=at)
    )


def _claim(at: datetime) -> Delivery | None:
    """Take the oldest due delivery for the span of a lease, or None when nothing is due.

    The conditional update is what makes the claim safe on every database; skipping locked rows only saves
    workers from queueing for the same one.
    """
    if not _due(at).exists():
        return None
    with transaction.atomic():
        candidates = _due(at).select_related("entry").order_by("entry_id", "pk")
        if connection.features.has_select_for_update_skip_locked:
            candidates = candidates.select_for_update(skip_locked=True, of=("self",))
        delivery = candidates.first()
        if delivery is None:
            return None
        taken = _due(at).filter(pk=delivery.pk, attempts=delivery.attempts)
        lease = long_reactions.LEASE if isinstance(_reaction_of(delivery), LongReaction) else LEASE
        facts = {"lease_until": at + lease, "attempts": F("attempts") + 1, "progress": 0, "progress_of": 0}
        if not taken.update(state=DeliveryState.RUNNING, **facts):
            return None
    delivery.attempts += 1
    return delivery


def _reaction_of(delivery: Delivery) -> Reaction | None:
    return reactions_to(delivery.entry.act).get(delivery.reaction)


def _waits_of(reaction: Reaction | None) -> tuple[timedelta, ...]:
    return reaction.waits if isinstance(reaction, LongReaction) else WAITS


def _carry_out(delivery: Delivery, at: datetime) -> Counts:
    """Run one claimed delivery; whatever the reaction raises is written down and tried again later."""
    reaction = _reaction_of(delivery)
    if delivery.attempts > len(_waits_of(reaction)) + 1:
        return _give_up(delivery, LAPSED, at)
    if reaction is None:
        return _give_up(delivery, UNKNOWN, at)
    try:
        keep = _prepared(reaction, delivery, at)
        with transaction.atomic():
            if not still_held(delivery).select_for_update().exists():
                return Counts()
            keep()
            still_held(delivery).update(state=DeliveryState.DONE, lease_until=None, done_at=at, last_error="")
    except LeaseLost:
        return Counts()
    except Exception as error:
        text = describe(error)
        log.warning("delivery %s of %s failed: %s", delivery.pk, delivery.reaction, text)
        return _try_later(delivery, text, at)
    return Counts(done=1)


def _prepared(reaction: Reaction, delivery: Delivery, at: datetime) -> Callable[[], object]:
    """What is left to do in the transaction: all of a reaction, or the end of a long one."""
    event = event_of(delivery.entry)
    if not isinstance(reaction, LongReaction):
        return lambda: reaction(event, at=at)
    with lease_kept(delivery) as pulse:
        prepared = reaction.prepare(event, at=at, pulse=pulse)
    return lambda: reaction.keep(event, prepared, at=at)


def _try_later(delivery: Delivery, error: str, at: datetime) -> Counts:
    waits = _waits_of(_reaction_of(delivery))
    if delivery.attempts > len(waits):
        return _give_up(delivery, error, at)
    still_held(delivery).update(
        state=DeliveryState.WAITING,
        lease_until=None,
        next_at=at + waits[delivery.attempts - 1],
        last_error=error,
    )
    return Counts(retried=1)


def _give_up(delivery: Delivery, error: str, at: datetime) -> Counts:
    """Stand as failed, for whoever tends the system; who waits for a long one is told by the reaction itself."""
    reaction = _reaction_of(delivery)
    failed = {"state": DeliveryState.FAILED, "lease_until": None, "last_error": error}
    try:
        with transaction.atomic():
            if still_held(delivery).update(**failed) and isinstance(reaction, LongReaction):
                reaction.given_up(event_of(delivery.entry), at=at)
    except Exception as wrong:
        log.warning("delivery %s of %s: nobody could be told: %s", delivery.pk, delivery.reaction, describe(wrong))
        still_held(delivery).update(**failed)
    return Counts(failed=1)


def describe(error: Exception) -> str:
    """What went wrong and where, without the values a message may quote: names, numbers, addresses."""
    message = next(iter(str(error).splitlines()), "")
    message = re.sub(r"\S+@\S+|\d[\d .\-]{5,}\d|'[^']*'|\"[^\"]*\"|“[^”]*”|\([^)]*\)", "…", message)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({PurePath(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}{place}: {message}"[:300]
