"""What a decision would do to each dossier, worked out before anything is written.

The preview page and the act read the same plan, so that nobody signs for something else than was shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ocop.cycle.certification import law
from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.policies import may_sign
from ocop.cycle.certification.queries import recognition_running
from ocop.cycle.certification.states import ReferralState
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.states import DossierState
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.kit.clock import local_date


class Outcome(StrEnum):
    """What a concluded dossier comes to."""

    RECOGNISE = "recognise"
    REFER = "refer"
    REFUSE = "refuse"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier under one decision: what comes of it, and why when it cannot be recognised by it.

    `is_trial` says that the star would be worth nothing: it replaces no real one and moves nothing of the product.
    """

    dossier: Dossier
    outcome: Outcome
    stars: int = 0
    reason: str = ""
    valid_until: date | None = None
    supersedes: Recognition | None = None
    is_trial: bool = False

    @property
    def ok(self) -> bool:
        return self.outcome is Outcome.RECOGNISE


def outcome_of(dossier: Dossier) -> tuple[Outcome, int]:
    """What the conclusion, or the ministry's answer, calls for at the province's tier, and with how many stars."""
    stars, total = dossier.concluded_stars or 0, dossier.concluded_total
    if dossier.state == DossierState.REFERRED:
        stars = _stars_after_return(dossier)
    elif law.goes_to_ministry(stars, total):
        return Outcome.REFER, stars
    return (Outcome.RECOGNISE, stars) if stars >= law.LOWEST_RECOGNISED else (Outcome.REFUSE, stars)


def plan_decision(dossiers: Iterable[Dossier], *, office: Office, signed_on: date) -> list[Line]:
    """One line per dossier for a decision of an office signed on a day."""
    return [_line(dossier, office, signed_on) for dossier in dossiers]


def _line(dossier: Dossier, office: Office, signed_on: date) -> Line:
    if office.tier == Tier.CENTRAL:
        return _line_of_ministry(dossier, office, signed_on)
    outcome, stars = outcome_of(dossier)
    if dossier.state not in (DossierState.CONCLUDED, DossierState.REFERRED):
        return Line(dossier, Outcome.BLOCKED, reason="Hồ sơ không còn chờ quyết định.")
    if outcome is Outcome.REFER:
        return Line(dossier, outcome, stars, reason="Từ 90 điểm trở lên: trình Trung ương, tỉnh không công nhận.")
    if outcome is Outcome.REFUSE:
        return Line(dossier, outcome, stars, reason="Dưới 3 sao: không có quyết định công nhận.")
    return _recognisable(dossier, stars, office, signed_on)


def _line_of_ministry(dossier: Dossier, office: Office, signed_on: date) -> Line:
    referral = getattr(dossier, "referral", None)
    if dossier.state != DossierState.REFERRED or referral is None or referral.state != ReferralState.RECOGNISED:
        return Line(dossier, Outcome.BLOCKED, reason="Trung ương chưa trả lời công nhận hồ sơ này.")
    return _recognisable(dossier, law.MINISTRY_STARS, office, signed_on)


def _recognisable(dossier: Dossier, stars: int, office: Office, signed_on: date) -> Line:
    if not (answer := may_sign(office, stars, signed_on)):
        return Line(dossier, Outcome.BLOCKED, stars, reason=answer.reason)
    if dossier.concluded_at and signed_on < local_date(dossier.concluded_at):
        when = f"{local_date(dossier.concluded_at):%d/%m/%Y}"
        return Line(dossier, Outcome.BLOCKED, stars, reason=f"Ngày ký trước ngày Hội đồng kết luận ({when}).")
    trial = is_trial(dossier)
    return Line(
        dossier,
        Outcome.RECOGNISE,
        stars,
        valid_until=law.valid_until(signed_on),
        supersedes=recognition_running(dossier.product_id, signed_on, trial=trial),
        is_trial=trial,
    )


def is_trial(dossier: Dossier) -> bool:
    """Whether a star made of this dossier is a trial: its round is one, or its sheet was never attested.

    A sheet that nobody compared with the signed decision makes a trial whatever the round says. A conclusion known from
    a source alone has no sheet of ours to ask.
    """
    docket = getattr(dossier, "docket", None)
    result = docket.result if docket is not None else None
    return dossier.round.is_trial or (result is not None and not result.get("attested"))


def _stars_after_return(dossier: Dossier) -> int:
    """What the province may give after the ministry scored below 90: the ministry's band, at most four stars, and never
    more than the minimum marks allowed (Điều 7.6: the chairman may recognise three or four stars by that result)."""
    referral = getattr(dossier, "referral", None)
    if referral is None or referral.state != ReferralState.RETURNED or referral.central_total is None:
        return 0
    band = law.band(dossier.criteria_id, Decimal(referral.central_total))
    return min(band, law.MINISTRY_STARS - 1, _stars_of_minimums(dossier))


def _stars_of_minimums(dossier: Dossier) -> int:
    docket = getattr(dossier, "docket", None)
    found = docket.gate_stars if docket is not None else None
    return law.MINISTRY_STARS if found is None else int(found)
