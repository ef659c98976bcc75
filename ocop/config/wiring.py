"""One page that says what causes what: which rooms feed the home page, which event sets off which reaction."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ocop.cycle.certification.reactions import REACTIONS as CERTIFICATION_REACTIONS
from ocop.cycle.certification.todo import todos_for as certification_todos
from ocop.cycle.dossiers.reactions import REACTIONS as DOSSIER_REACTIONS
from ocop.cycle.dossiers.todo import todos_for as dossier_todos
from ocop.ground.producers.todo import todos_for as producer_todos
from ocop.ground.programme.todo import todos_for as programme_todos
from ocop.ground.registry import outbox
from ocop.kit.events import Event
from ocop.kit.todo import Todo

# Each asks the database a constant number of questions, whatever waits.
TODO_SOURCES: tuple[Callable[..., Iterable[Todo]], ...] = (
    dossier_todos,
    certification_todos,
    producer_todos,
    programme_todos,
)

# Event class → what follows it, in each room's own page of reactions.
REACTIONS: tuple[Mapping[type[Event], list[tuple[str, Callable[..., Any]]]], ...] = (
    DOSSIER_REACTIONS,
    CERTIFICATION_REACTIONS,
)


def connect() -> None:
    """Register every reaction with the journal's outbox; called once when the platform starts."""
    for room in REACTIONS:
        for event, reactions in room.items():
            for name, reaction in reactions:
                outbox.register(event, name, reaction)
