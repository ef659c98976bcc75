"""What happened to a dossier. Names stand in the journal and never change; dates travel as ISO text."""

from dataclasses import dataclass

from ocop.kit.events import Event, event


@dataclass(frozen=True)
class DossierEvent(Event):
    """Which dossier, by key: whoever reacts reads the rest from the record."""

    dossier_id: int


@event("dossiers.started")
@dataclass(frozen=True)
class DossierStarted(DossierEvent):
    round_id: int
    kind: str
    criteria_id: str


@event("dossiers.lodged")
@dataclass(frozen=True)
class DossierLodged(DossierEvent):
    """`again` is true when a returned dossier comes back mended."""

    number: str
    office_id: int
    due_on: str
    again: bool


@event("dossiers.returned")
@dataclass(frozen=True)
class DossierReturned(DossierEvent):
    slip_id: int
    office_id: int
    items: int


@event("dossiers.forwarded")
@dataclass(frozen=True)
class DossierForwarded(DossierEvent):
    office_id: int


@event("dossiers.accepted")
@dataclass(frozen=True)
class DossierAccepted(DossierEvent):
    pass


@event("dossiers.withdrawn")
@dataclass(frozen=True)
class DossierWithdrawn(DossierEvent):
    """`was_lodged` is false for a draft nobody else had seen."""

    was_lodged: bool


@event("dossiers.taken_up")
@dataclass(frozen=True)
class DossierTakenUp(DossierEvent):
    pass


@event("dossiers.concluded")
@dataclass(frozen=True)
class DossierConcluded(DossierEvent):
    """`total` is the council's mean as text, so that no digit is lost."""

    stars: int
    total: str


@event("dossiers.referred")
@dataclass(frozen=True)
class DossierReferred(DossierEvent):
    pass


@event("dossiers.recognised")
@dataclass(frozen=True)
class DossierRecognised(DossierEvent):
    pass


@event("dossiers.refused")
@dataclass(frozen=True)
class DossierRefused(DossierEvent):
    pass
