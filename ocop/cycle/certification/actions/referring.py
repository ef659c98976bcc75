"""Ninety points and over: sent to the ministry's tier, and what comes back."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from ocop.cycle.certification import law, policies
from ocop.cycle.certification.actions.deciding import locked
from ocop.cycle.certification.actions.issuing import recognise
from ocop.cycle.certification.events import DecisionRecorded, DossierSentToMinistry, ReferralAnswered
from ocop.cycle.certification.models import Recognition, RecognitionDecision, Referral
from ocop.cycle.certification.plan import plan_decision
from ocop.cycle.certification.queries import decision_numbered, plain_number
from ocop.cycle.certification.states import ReferralState
from ocop.cycle.dossiers.actions import refer_dossier
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require


@transaction.atomic
def refer_to_ministry(
    dossier: Dossier, *, to_office: Office, letter_number: str, sent_on: date, by: Actor, at: datetime
) -> Referral:
    """Send a dossier of 90 points and over on, with the province's letter. Sent twice, it is one referral.

    Raises `Refused` for less than 90 points, another state, an office that is not of the central tier, a day to come.
    """
    (row,) = locked({dossier.pk})
    if existing := getattr(row, "referral", None):
        return existing
    require(policies.may_refer(by, row))
    if to_office.tier != Tier.CENTRAL:
        raise Refused("Hồ sơ 5 sao trình cơ quan Trung ương. Chọn lại nơi nhận.")
    if sent_on > local_date(at):
        raise Refused("Ngày gửi ở tương lai. Anh/chị ghi lại sau khi đã gửi.")
    referral = Referral.objects.create(dossier=row, to_office=to_office, letter_number=letter_number, sent_on=sent_on)
    refer_dossier(row, by=by, at=at)
    record(by=by, at=at, subject=referral, event=DossierSentToMinistry(referral.pk, to_office.pk))
    return referral


@transaction.atomic
def answer_five_stars(
    referral: Referral,
    *,
    number: str,
    signed_on: date,
    total: Decimal,
    by: Actor,
    at: datetime,
    signer: str = "",
    note: str = "",
) -> Recognition:
    """The ministry recognised five stars: its decision, and the recognition by the same door as the province's.

    Raises `Refused` for a total below 90, a day to come, or an answer already given.
    """
    row, dossier = _locked(referral, by, signed_on, at)
    if total < law.MINISTRY_TOTAL:
        raise Refused("Hạng 5 sao cần từ 90 điểm trở lên. Kiểm tra lại điểm Trung ương.")
    _close(row, ReferralState.RECOGNISED, total=total, on=signed_on, note=note)
    dossier.referral = row
    (line,) = plan_decision([dossier], office=row.to_office, signed_on=signed_on)
    if not line.ok:
        raise Refused(line.reason)
    decision = decision_numbered(number, signed_on, row.to_office_id) or RecognitionDecision.objects.create(
        office=row.to_office,
        number=plain_number(number),
        signed_on=signed_on,
        signer=signer,
        round=dossier.round,
        recorded_by_id=by.user_id,
        recorded_at=at,
    )
    recognition = recognise(line, decision, by=by, at=at)
    record(by=by, at=at, subject=row, why=note, event=ReferralAnswered(row.pk, row.state))
    record(by=by, at=at, subject=decision, event=DecisionRecorded(decision.pk, 1))
    return recognition


@transaction.atomic
def answer_below_90(
    referral: Referral, *, total: Decimal, answered_on: date, note: str, by: Actor, at: datetime
) -> Referral:
    """The ministry scored below 90: the dossier is the province's again, to recognise three or four stars or end.

    Raises `Refused` for 90 and over, a day to come, or an answer already given.
    """
    row, _ = _locked(referral, by, answered_on, at)
    if total >= law.MINISTRY_TOTAL:
        raise Refused("Từ 90 điểm trở lên là đạt 5 sao. Chọn “Công nhận 5 sao”.")
    _close(row, ReferralState.RETURNED, total=total, on=answered_on, note=note)
    record(by=by, at=at, subject=row, why=note, event=ReferralAnswered(row.pk, row.state))
    return row


def _locked(referral: Referral, by: Actor, on: date, at: datetime) -> tuple[Referral, Dossier]:
    """Referral and dossier, both rows locked, once policy and day are found right."""
    row = Referral.objects.select_for_update(of=("self",)).select_related("to_office__unit").get(pk=referral.pk)
    require(policies.may_answer(by, row))
    if on > local_date(at):
        raise Refused("Ngày trả lời ở tương lai. Kiểm tra lại ngày.")
    if on < row.sent_on:
        raise Refused(f"Ngày trả lời trước ngày gửi ({row.sent_on:%d/%m/%Y}). Kiểm tra lại ngày.")
    (dossier,) = locked({row.dossier_id})
    return row, dossier


def _close(row: Referral, state: str, *, total: Decimal, on: date, note: str) -> None:
    row.state, row.central_total, row.answered_on, row.answer_note = state, total, on, note
    row.save(update_fields=["state", "central_total", "answered_on", "answer_note"])
