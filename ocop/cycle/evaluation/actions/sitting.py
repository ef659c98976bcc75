"""A meeting: who is there, and which dossiers they score."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from ocop.cycle.evaluation import judging, policies
from ocop.cycle.evaluation.actions.locking import locked_council
from ocop.cycle.evaluation.events import ScoringOpened, SittingOpened
from ocop.cycle.evaluation.models import Council, Docket, Mark, ScoreSheet, Seat, Sitting
from ocop.cycle.evaluation.states import (
    COUNCIL_WORKFLOW,
    DOCKET_WORKFLOW,
    SCORING_ROLES,
    CouncilState,
    DocketState,
    SheetState,
)
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require


@transaction.atomic
def open_sitting(
    council: Council, *, held_on: date, present: Iterable[Seat], place: str = "", by: Actor, at: datetime
) -> Sitting:
    """Open the meeting of a day with who is there; on the same day again it takes the attendance anew.

    A meeting below the quorum may be opened, since people arrive one by one; it can decide nothing before.
    """
    row = locked_council(council)
    require(policies.may_run(by, row))
    sitting, made = Sitting.objects.get_or_create(
        council=row, held_on=held_on, defaults={"place": place, "opened_at": at}
    )
    if row.state == CouncilState.PREPARING:
        row.state = CouncilState(COUNCIL_WORKFLOW.target("open_sitting", row.state))
        row.save(update_fields=["state"])
    _attend(sitting, row, present)
    if made:
        quorum = judging.quorum_of(row, sitting)
        event = SittingOpened(row.pk, sitting_id=sitting.pk, present=quorum.present, seats=quorum.seats)
        record(by=by, at=at, subject=sitting, event=event)
    else:
        _record_attendance(sitting, by=by, at=at)
    return sitting


@transaction.atomic
def take_attendance(sitting: Sitting, *, present: Iterable[Seat], by: Actor, at: datetime) -> Sitting:
    """Note who is there now; somebody who comes late gets the sheets of what is being scored. Raises `Refused`."""
    row = locked_council(sitting.council)
    require(policies.may_run(by, row))
    _attend(sitting, row, present)
    _record_attendance(sitting, by=by, at=at)
    return sitting


def _record_attendance(sitting: Sitting, *, by: Actor, at: datetime) -> None:
    seats = sorted(seat.public_id for seat in sitting.present.all())
    record("evaluation.attendance_taken", by=by, at=at, subject=sitting, data={"present": seats})


def _attend(sitting: Sitting, council: Council, present: Iterable[Seat]) -> None:
    here = {seat.pk for seat in present}
    if not here <= {seat.pk for seat in council.seats.all()}:
        raise Refused("Có người không thuộc Hội đồng này.")
    left = set(sitting.present.values_list("pk", flat=True)) - here
    sealed = ScoreSheet.objects.filter(docket__sitting=sitting, seat__in=left, state=SheetState.SEALED)
    if (sheet := sealed.select_related("seat__user").first()) is not None:
        raise Refused(
            f"{sheet.seat.user.full_name} đã nộp phiếu trong phiên này nên vẫn phải ghi là có mặt. "
            "Hồ sơ nào người đó không chấm, anh/chị ghi “không chấm” ở hồ sơ đó."
        )
    sitting.present.set(here)
    running = list(sitting.dockets.filter(state=DocketState.SCORING))
    make_sheets(running, [seat for seat in council.seats.all() if seat.pk in here])


def make_sheets(dockets: Iterable[Docket], present: Iterable[Seat]) -> int:
    """A sheet of the present turn for every scoring member who is there; those that exist stay as they are."""
    scoring = [seat for seat in present if seat.role in SCORING_ROLES]
    sheets = [ScoreSheet(docket=docket, seat=seat, turn=docket.turn) for docket in dockets for seat in scoring]
    ScoreSheet.objects.bulk_create(sheets, ignore_conflicts=True, batch_size=400)
    return len(scoring)


@transaction.atomic
def open_scoring(
    dockets: Iterable[Docket],
    *,
    sitting: Sitting,
    by: Actor,
    at: datetime,
    why: str = "",
    prefill: bool = False,
) -> list[Docket]:
    """Let the members present at a sitting score these dossiers; each gets a new turn.

    A dossier already being scored stays as it is. One whose scoring was closed with a result is scored anew only with a
    reason, which goes into the journal. `prefill` copies each member's own marks of the turn before, as a draft.
    Raises `Refused` below the quorum, or when a dossier's state does not allow it.
    """
    council = locked_council(sitting.council)
    require(policies.may_run(by, council))
    require(judging.quorum_of(council, sitting).answer)
    wanted = [docket.pk for docket in dockets]
    rows = list(
        Docket.objects.select_for_update(of=("self",)).filter(pk__in=wanted, council=council).select_related("dossier")
    )
    opened = [row for row in rows if row.state != DocketState.SCORING]
    for row in opened:
        row.council = council
        require(policies.may_open_scoring(by, row))
        require(judging.may_use_sheet(row.dossier, council.round))
        if row.state == DocketState.CLOSED and not why.strip():
            raise Refused(f"{row.dossier}: đã có kết quả. Muốn chấm lại, anh/chị ghi lý do theo ý kiến của Hội đồng.")
        row.state = DocketState(DOCKET_WORKFLOW.target("open_scoring", row.state))
        row.turn, row.sitting = row.turn + 1, sitting
    Docket.objects.bulk_update(opened, ["state", "turn", "sitting"], batch_size=200)
    present = list(sitting.present.all())
    sheets = make_sheets(opened, present)
    if prefill:
        _copy_marks(opened, at)
    for row in opened:
        event = ScoringOpened(row.pk, row.dossier_id, turn=row.turn, sheets=sheets)
        record(by=by, at=at, subject=row, why=why, event=event)
    return rows


def _copy_marks(dockets: list[Docket], at: datetime) -> None:
    """Each member's own marks of the turn before, as the draft of this one."""
    for docket in dockets:
        new = {sheet.seat_id: sheet for sheet in docket.sheets.filter(turn=docket.turn)}
        old = Mark.objects.filter(sheet__docket=docket, sheet__turn=docket.turn - 1).select_related("sheet")
        Mark.objects.bulk_create(
            [
                Mark(
                    sheet=new[mark.sheet.seat_id],
                    criterion_code=mark.criterion_code,
                    case=mark.case,
                    points=mark.points,
                    saved_at=at,
                )
                for mark in old
                if mark.sheet.seat_id in new
            ],
            batch_size=400,
        )
