"""An officer's answers: a question, yes into a round, no with a reason, on to another office, shown to everybody."""

from datetime import datetime

from django.db import transaction

from ocop.cycle.ideas import policies
from ocop.cycle.ideas.actions.steps import (
    add_step,
    asked,
    due_from,
    locked,
    move,
    page_of,
    tell_authors,
    tell_office,
    was_said,
)
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.states import RefusalReason, StepKind
from ocop.ground.offices.models import Office
from ocop.ground.programme.models import Round
from ocop.ground.programme.states import RoundState
from ocop.ground.registry.actions import record, settle_notices
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require


@transaction.atomic
def ask_back(idea: Idea, *, question: str, by: Actor, at: datetime) -> Idea:
    """Ask the author something; the term begins anew with their answer. Raises `Refused`."""
    said = asked(question, "Nhập câu hỏi cho tác giả.")
    row = locked(idea)
    if was_said(row, StepKind.QUESTION, said, by):
        return row
    move(row, "ask_back", StepKind.QUESTION, said, by=by, at=at)
    record("ideas.question_asked", by=by, at=at, subject=row)
    return row


@transaction.atomic
def accept(idea: Idea, *, round_: Round, words: str, by: Actor, at: datetime) -> Idea:
    """Take an idea into a round of the season; everybody may read it now where its author agreed. Raises `Refused`."""
    said = asked(words, "Nhập lời nhắn cho tác giả: việc tiếp theo là gì, gặp ai.")
    if round_.state == RoundState.CLOSED:
        raise Refused("Đợt này đã kết thúc. Chọn đợt đang nhận hồ sơ hoặc sắp mở.")
    row = locked(idea)
    if was_said(row, StepKind.ACCEPTED, said, by):
        return row
    row.round, row.answered_at = round_, at
    row.shown_at = row.shown_at or (at if row.may_list else None)
    move(row, "accept", StepKind.ACCEPTED, said, by=by, at=at)
    record("ideas.accepted", by=by, at=at, subject=row, data={"round": round_.public_id})
    return row


@transaction.atomic
def refuse(idea: Idea, *, reason: str, words: str, by: Actor, at: datetime) -> Idea:
    """Explain why not: a reason of the list and a sentence of one's own. Raises `Refused`."""
    said = f"{RefusalReason(reason).label}. {asked(words, 'Nhập lời giải thích cho tác giả.')}"
    row = locked(idea)
    if was_said(row, StepKind.REFUSED, said, by):
        return row
    row.reason, row.answered_at = reason, at
    move(row, "refuse", StepKind.REFUSED, said, by=by, at=at)
    record("ideas.refused", by=by, at=at, subject=row, data={"reason": reason})
    return row


@transaction.atomic
def reopen(idea: Idea, *, why: str, by: Actor, at: datetime) -> Idea:
    """Look at an idea again that was not taken or was merged; it has a whole term. Raises `Refused`."""
    said = asked(why, "Nhập lý do xem lại.")
    row = locked(idea)
    if was_said(row, StepKind.REOPENED, said, by):
        return row
    row.reason, row.answered_at, row.merged_into = "", None, None
    row.due_on = due_from(local_date(at))
    move(row, "reopen", StepKind.REOPENED, said, by=by, at=at)
    tell_office(row, "Xem lại ý tưởng", at=at)
    record("ideas.reopened", by=by, at=at, subject=row)
    return row


@transaction.atomic
def hand_on(idea: Idea, *, office: Office, words: str, by: Actor, at: datetime) -> Idea:
    """Give an idea to the office that should answer it; its day stays. Raises `Refused`."""
    said = asked(words, "Nhập lý do chuyển.")
    row = locked(idea)
    if row.office_id == office.pk:
        return row
    require(policies.may_hand_on(by, row))
    before, row.office = row.office, office
    row.save()
    settle_notices([page_of(row)], at=at)
    add_step(row, StepKind.HANDED_ON, f"{office.name} sẽ trả lời. {said}", by=by, at=at)
    tell_office(row, "Trả lời ý tưởng được chuyển đến", at=at)
    tell_authors(row, StepKind.HANDED_ON, at=at)
    record("ideas.handed_on", by=by, at=at, subject=row, data={"before": before.public_id, "after": office.public_id})
    return row


def show(idea: Idea, *, by: Actor, at: datetime) -> Idea:
    """Let everybody read an idea whose author agreed. Raises `Refused`."""
    return _set_shown(idea, at, by=by, at=at)


def hide(idea: Idea, *, by: Actor, at: datetime) -> Idea:
    """Take an idea off the public list. Raises `Refused`."""
    return _set_shown(idea, None, by=by, at=at)


@transaction.atomic
def _set_shown(idea: Idea, shown_at: datetime | None, *, by: Actor, at: datetime) -> Idea:
    row = locked(idea)
    require(policies.may_show(by, row))
    if (row.shown_at is None) == (shown_at is None):
        return row
    row.shown_at = shown_at
    row.save()
    if shown_at is None:
        record("ideas.hidden", by=by, at=at, subject=row)
    else:
        record("ideas.shown", by=by, at=at, subject=row)
    return row
