"""What happened to recognitions. Names stand in the journal and never change; dates travel as ISO text."""

from dataclasses import dataclass

from ocop.kit.events import Event, event


@event("certification.decision_recorded")
@dataclass(frozen=True)
class DecisionRecorded(Event):
    decision_id: int
    recognitions: int


@event("certification.product_recognised")
@dataclass(frozen=True)
class ProductRecognised(Event):
    """`stars` by decision `decision_id`; `supersedes_id` names the recognition it took the place of."""

    recognition_id: int
    product_id: int
    stars: int
    decision_id: int
    supersedes_id: int | None


@event("certification.dossier_referred")
@dataclass(frozen=True)
class DossierSentToMinistry(Event):
    referral_id: int
    office_id: int


@event("certification.referral_answered")
@dataclass(frozen=True)
class ReferralAnswered(Event):
    referral_id: int
    state: str


@event("certification.standing_changed")
@dataclass(frozen=True)
class StandingChanged(Event):
    recognition_id: int
    to_state: str
    ground: str
    effective_on: str
