"""Past-tense events: what one room announces so that rooms above may react.

An event is a frozen dataclass holding ids and plain values only. Its `name` (such as `dossiers.lodged`) is stored in
the journal, so it never changes once in use.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, TypeVar

E = TypeVar("E", bound="Event")
_known: dict[str, type["Event"]] = {}


@dataclass(frozen=True)
class Event:
    """Base of all events; subclasses are registered with `@event("room.verb")`."""

    name: ClassVar[str] = ""

    def payload(self) -> dict[str, Any]:
        """The event's values as they are written in the journal row."""
        return asdict(self)


def event(name: str) -> Callable[[type[E]], type[E]]:
    """Register a frozen dataclass as the event called `name`; raises ValueError if the name is taken."""

    def register(cls: type[E]) -> type[E]:
        if _known.setdefault(name, cls) is not cls:
            raise ValueError(f"two events are called {name}")
        cls.name = name
        return cls

    return register


def from_payload(name: str, payload: dict[str, Any]) -> Event | None:
    """Rebuild the event of a journal row, or None when the row's act announces nothing."""
    cls = _known.get(name)
    return None if cls is None else cls(**payload)


def known_events() -> dict[str, type[Event]]:
    """All registered events by name, for the wiring page and its tests."""
    return dict(_known)
