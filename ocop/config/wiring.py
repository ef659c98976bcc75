"""One page that says what causes what: which rooms feed the home page, which event sets off which reaction."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ocop.config.journal_words import ACTS
from ocop.cycle.certification.queries import valid_until_of
from ocop.cycle.certification.reactions import REACTIONS as CERTIFICATION_REACTIONS
from ocop.cycle.certification.todo import todos_for as certification_todos
from ocop.cycle.dossiers.law import register_expiry_source
from ocop.cycle.dossiers.queries import drafts_of
from ocop.cycle.dossiers.reactions import REACTIONS as DOSSIER_REACTIONS
from ocop.cycle.dossiers.todo import todos_for as dossier_todos
from ocop.cycle.evaluation.todo import todos_for as evaluation_todos
from ocop.ground.offices.states import Role
from ocop.ground.offices.todo import todos_for as office_todos
from ocop.ground.producers.todo import todos_for as producer_todos
from ocop.ground.programme.drafts import register_draft_counter
from ocop.ground.programme.todo import todos_for as programme_todos
from ocop.ground.registry import outbox, wording
from ocop.kit.todo import Todo

# Each asks the database a constant number of questions, whatever waits.
TODO_SOURCES: tuple[Callable[..., Iterable[Todo]], ...] = (
    dossier_todos,
    evaluation_todos,
    certification_todos,
    producer_todos,
    programme_todos,
    office_todos,
)

# Event class → what follows it, in each room's own page of reactions.
REACTIONS: tuple[Mapping[Any, list[tuple[str, Callable[..., Any]]]], ...] = (
    DOSSIER_REACTIONS,
    CERTIFICATION_REACTIONS,
)


def connect() -> None:
    """Register every reaction with the journal's outbox, every word of the journal, and who knows stars and drafts.

    Called once at the start.
    """
    register_expiry_source(valid_until_of)
    register_draft_counter(drafts_of)
    wording.name_acts(ACTS)
    wording.name_roles(dict(Role.choices))
    for room in REACTIONS:
        for event, reactions in room.items():
            for name, reaction in reactions:
                outbox.register(event, name, reaction)
