"""What was written down along the chain. Names stand in the journal and never change."""

from dataclasses import dataclass

from ocop.kit.events import Event, event


@event("epcis.event_recorded")
@dataclass(frozen=True)
class EventRecorded(Event):
    """Something happened to lots of a producer; `step` as the core business vocabulary names it."""

    event_row: int
    producer_id: int
    step: str


@event("epcis.error_declared")
@dataclass(frozen=True)
class ErrorDeclared(Event):
    """An event is wrong, and maybe corrected by others."""

    event_row: int
    producer_id: int
    reason: str
