"""Suspending, lifting and withdrawing: new rows beside a recognition, never an edit of what was decided."""

from datetime import date, datetime

from django.db import transaction

from ocop.cycle.certification import policies
from ocop.cycle.certification.events import StandingChanged
from ocop.cycle.certification.models import Recognition, StandingChange
from ocop.cycle.certification.states import RecognitionState, WithdrawalGround
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require


def suspend_recognition(
    recognition: Recognition, *, reason: str, decision_number: str, effective_on: date, by: Actor, at: datetime
) -> StandingChange:
    """Stop the use of a star for the time being. Raises `Refused` when it is already suspended or withdrawn."""
    return _change(
        recognition,
        RecognitionState.SUSPENDED,
        (RecognitionState.GRANTED,),
        reason=reason,
        decision_number=decision_number,
        effective_on=effective_on,
        by=by,
        at=at,
    )


def lift_suspension(
    recognition: Recognition, *, reason: str, decision_number: str, effective_on: date, by: Actor, at: datetime
) -> StandingChange:
    """End a suspension: the star runs on to its own last day. Raises `Refused` when none runs."""
    return _change(
        recognition,
        RecognitionState.GRANTED,
        (RecognitionState.SUSPENDED,),
        reason=reason,
        decision_number=decision_number,
        effective_on=effective_on,
        by=by,
        at=at,
    )


def withdraw_recognition(
    recognition: Recognition,
    *,
    ground: str,
    reason: str,
    decision_number: str,
    effective_on: date,
    by: Actor,
    at: datetime,
) -> StandingChange:
    """Take a star back on one of the grounds of Điều 8, by a numbered decision; nothing undoes it.

    The offices have 15 days from the conclusion or from the commune's confirmation that production stopped. Raises
    `Refused` without ground or decision number, or when it was withdrawn before.
    """
    if ground not in WithdrawalGround.values:
        raise Refused("Chọn căn cứ thu hồi.")
    if not decision_number.strip():
        raise Refused("Nhập số quyết định thu hồi.")
    return _change(
        recognition,
        RecognitionState.WITHDRAWN,
        (RecognitionState.GRANTED, RecognitionState.SUSPENDED),
        ground=ground,
        reason=reason,
        decision_number=decision_number,
        effective_on=effective_on,
        by=by,
        at=at,
    )


@transaction.atomic
def _change(
    recognition: Recognition,
    to_state: RecognitionState,
    from_states: tuple[RecognitionState, ...],
    *,
    reason: str,
    decision_number: str,
    effective_on: date,
    by: Actor,
    at: datetime,
    ground: str = "",
) -> StandingChange:
    row = Recognition.objects.select_for_update(of=("self",)).get(pk=recognition.pk)
    require(policies.may_change_standing(by, row))
    if row.state not in from_states:
        raise Refused(f"Công nhận đang ở trạng thái “{row.get_state_display()}” nên không làm được việc này.")
    _refuse_wrong_day(row, effective_on, at)
    change = StandingChange.objects.create(
        recognition=row,
        to_state=to_state,
        ground=ground,
        reason=reason,
        decision_number=decision_number,
        effective_on=effective_on,
        decided_by_id=by.user_id,
        recorded_at=at,
    )
    row.state = to_state
    row.save(update_fields=["state"])
    event = StandingChanged(row.pk, str(to_state), ground, effective_on.isoformat())
    record(by=by, at=at, subject=row, why=reason, event=event)
    return change


def _refuse_wrong_day(row: Recognition, effective_on: date, at: datetime) -> None:
    """A change begins within the recognition's life, not in the future, and not before the change it follows."""
    if effective_on > local_date(at):
        raise Refused("Ngày có hiệu lực ở tương lai. Anh/chị ghi sau khi quyết định có hiệu lực.")
    last = row.standing_changes.order_by("-effective_on").first()
    earliest = max(row.valid_from, last.effective_on) if last else row.valid_from
    if effective_on < earliest:
        raise Refused(f"Ngày có hiệu lực không được trước ngày {earliest:%d/%m/%Y}.")
