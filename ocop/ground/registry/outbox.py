"""Reactions owed to events: who reacts to what, and the worker that carries it out.

A reaction is a function `(event, *, at)` that calls one action. It is owed in the act's own transaction, so
it is neither lost nor invented, and runs in one of its own together with the mark that it is done.
"""

from collections.abc import Callable

from ocop.ground.registry.models import Delivery, JournalEntry
from ocop.kit.events import Event

# Called as `reaction(event, at=moment)`.
Reaction = Callable[..., object]

_reactions: dict[str, dict[str, Reaction]] = {}


def register(event_cls: type[Event], name: str, reaction: Reaction) -> None:
    """Have `reaction` follow every `event_cls`.

    `name` is stored in the database and never changes once in use.
    Registering the same function again is harmless; another function under the same name is a ValueError.
    """
    owed = _reactions.setdefault(event_cls.name, {})
    if owed.setdefault(name, reaction) is not reaction:
        raise ValueError(f"two reactions to {event_cls.name} are called {name}")


def on(event_cls: type[Event]) -> Callable[[Reaction], Reaction]:
    """Decorator form of `register`; the reaction is named after its module and function."""

    def decorate(reaction: Reaction) -> Reaction:
        name = f"{reaction.__module__.removeprefix('ocop.')}.{reaction.__name__}"
        register(event_cls, name, reaction)
        return reaction

    return decorate


def reactions_to(event_name: str) -> dict[str, Reaction]:
    """The reactions to an event by name, for the wiring page and the worker."""
    return dict(_reactions.get(event_name, {}))


def owe(entry: JournalEntry, event_cls: type[Event]) -> None:
    """Owe every registered reaction to a journal row just written."""
    owed = reactions_to(event_cls.name)
    if owed:
        Delivery.objects.bulk_create(Delivery(entry=entry, reaction=name, next_at=entry.at) for name in owed)
