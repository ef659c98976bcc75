"""What happened before a council. Names stand in the journal and never change; marks never travel in an event."""

from dataclasses import dataclass

from ocop.kit.events import Event, event


@dataclass(frozen=True)
class CouncilEvent(Event):
    council_id: int


@event("evaluation.council_created")
@dataclass(frozen=True)
class CouncilCreated(CouncilEvent):
    round_id: int


@event("evaluation.sitting_opened")
@dataclass(frozen=True)
class SittingOpened(CouncilEvent):
    sitting_id: int
    present: int
    seats: int


@event("evaluation.council_concluded")
@dataclass(frozen=True)
class CouncilConcluded(CouncilEvent):
    """The council has ended its work; every dossier before it has a conclusion."""

    dockets: int


@dataclass(frozen=True)
class DocketEvent(Event):
    docket_id: int
    dossier_id: int


@event("evaluation.docketed")
@dataclass(frozen=True)
class DossierDocketed(DocketEvent):
    council_id: int


@event("evaluation.scoring_opened")
@dataclass(frozen=True)
class ScoringOpened(DocketEvent):
    """Members may score; `turn` counts the scorings of this dossier."""

    turn: int
    sheets: int


@event("evaluation.sheet_sealed")
@dataclass(frozen=True)
class SheetSealed(DocketEvent):
    """A member handed in a sheet. `seal` is a digest of its marks, so that they can be proved but not read."""

    sheet_id: int
    turn: int
    seal: str


@event("evaluation.scoring_closed")
@dataclass(frozen=True)
class ScoringClosed(DocketEvent):
    """`mean` is text, so that no digit is lost."""

    turn: int
    mean: str
    spread: int
    stars: int


@event("evaluation.rescoring_required")
@dataclass(frozen=True)
class RescoringRequired(DocketEvent):
    """The spread of a turn was over the council's limit, so the turn gave no result."""

    turn: int
    spread: int
    limit: int


@event("evaluation.docket_concluded")
@dataclass(frozen=True)
class DocketConcluded(DocketEvent):
    stars: int
    total: str
