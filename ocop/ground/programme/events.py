"""What happened to a round."""

from dataclasses import dataclass

from ocop.kit.events import Event, event


@dataclass(frozen=True)
class RoundEvent(Event):
    round_id: int


@event("programme.round_planned")
@dataclass(frozen=True)
class RoundPlanned(RoundEvent):
    criteria_id: str


@event("programme.round_opened")
@dataclass(frozen=True)
class RoundOpened(RoundEvent):
    """Dossiers may come in until `proposal_due` (ISO date)."""

    proposal_due: str


@event("programme.round_under_evaluation")
@dataclass(frozen=True)
class RoundUnderEvaluation(RoundEvent):
    pass


@event("programme.round_closed")
@dataclass(frozen=True)
class RoundClosed(RoundEvent):
    pass
