"""A member's marks: each stored with its key, every version kept, nothing merged after the door is shut."""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from ocop.cycle.dossiers import law
from ocop.cycle.evaluation import judging, policies
from ocop.cycle.evaluation.actions.locking import locked_sheet
from ocop.cycle.evaluation.events import SheetSealed
from ocop.cycle.evaluation.models import Mark, MarkVersion, ScoreSheet
from ocop.cycle.evaluation.states import DocketState, SheetState
from ocop.ground.registry.actions import record
from ocop.kit.ids import new_public_id
from ocop.kit.scope import Actor, Refused, require

LATE_WORDS = "Đã đóng chấm hoặc phiếu đã nộp. Điểm này đang chờ thư ký xem, chưa được cộng và cũng không mất."
KEY = re.compile(r"[A-Za-z0-9._-]{1,64}")


@dataclass(frozen=True, slots=True)
class GivenMark:
    """One mark as a member gives it: points of the sheet, or None to take the mark back.

    `key` is the idempotency key; sending the same key again changes nothing. `case` only where the criterion has cases,
    or `law.NO_LEVEL` with 0 points for "no level reached".
    """

    code: str
    points: int | None
    case: str = ""
    key: str = field(default_factory=lambda: f"{new_public_id()}{new_public_id()}")


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a batch, by idempotency key: counted, waiting for the secretary, or known from before."""

    saved: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()


def given_marks(points: Mapping[str, Any]) -> list[GivenMark]:
    """Marks from a mapping: code to points, or code to a record with `points` and `case` (`rules.scoring.Mark`)."""
    return [
        GivenMark(code, value)
        if value is None or isinstance(value, int)
        else GivenMark(code, value.points, value.case or "")
        for code, value in points.items()
    ]


@transaction.atomic
def save_marks(sheet: ScoreSheet, marks: Iterable[GivenMark], *, by: Actor, at: datetime) -> Saved:
    """Keep a batch of marks of one sheet.

    What comes after the scoring was closed, or after the sheet was handed in, is kept as a late version for the
    secretary and never merged. Raises `Refused` when the sheet is another's, was not opened yet, or a mark is not
    printed on it; then nothing of the batch is kept.
    """
    row = locked_sheet(sheet)
    require(policies.may_fill(by, row))
    if row.docket.state == DocketState.WAITING:
        require(policies.may_mark(by, row))
    given = list(marks)
    printed = law.sheet_of(row.docket.dossier)
    for mark in given:
        judging.check_option(printed, mark.code, mark.points, mark.case)
    fresh, repeated = _fresh(row, given)
    if not fresh:
        return Saved(repeated=repeated)
    keys = tuple(mark.key for mark in fresh)
    if not policies.may_mark(by, row):
        _keep(row, fresh, at, late=True)
        _journal("evaluation.late_marks_received", row, fresh, by=by, at=at)
        return Saved(late=keys, repeated=repeated)
    _merge(row, fresh, at)
    _keep(row, fresh, at, late=False)
    _journal("evaluation.marks_saved", row, fresh, by=by, at=at)
    return Saved(saved=keys, repeated=repeated)


def _fresh(sheet: ScoreSheet, given: list[GivenMark]) -> tuple[list[GivenMark], tuple[str, ...]]:
    """The marks whose key was never seen, and the keys that were. A key of another sheet is refused."""
    if not all(KEY.fullmatch(mark.key) for mark in given):
        raise Refused("Khóa gửi của điểm không hợp lệ. Anh/chị tải lại trang rồi chấm tiếp.")
    known = dict(MarkVersion.objects.filter(key__in=[mark.key for mark in given]).values_list("key", "sheet_id"))
    if any(owner != sheet.pk for owner in known.values()):
        raise Refused("Khóa gửi của điểm không hợp lệ. Anh/chị tải lại trang rồi chấm tiếp.")
    fresh = {mark.key: mark for mark in given if mark.key not in known}
    return list(fresh.values()), tuple(known)


def _merge(sheet: ScoreSheet, marks: list[GivenMark], at: datetime) -> None:
    """Bring the sheet to the batch; within a batch the last mark of a criterion stands."""
    last = {mark.code: mark for mark in marks}
    if taken_back := [code for code, mark in last.items() if mark.points is None]:
        sheet.marks.filter(criterion_code__in=taken_back).delete()
    standing = [
        Mark(sheet=sheet, criterion_code=code, case=mark.case, points=mark.points, saved_at=at)
        for code, mark in last.items()
        if mark.points is not None
    ]
    Mark.objects.bulk_create(
        standing,
        update_conflicts=True,
        unique_fields=["sheet", "criterion_code"],
        update_fields=["case", "points", "saved_at"],
    )


def _keep(sheet: ScoreSheet, marks: list[GivenMark], at: datetime, *, late: bool) -> None:
    MarkVersion.objects.bulk_create(
        [
            MarkVersion(
                sheet=sheet,
                key=mark.key,
                criterion_code=mark.code,
                case=mark.case,
                points=mark.points,
                received_at=at,
                is_late=late,
            )
            for mark in marks
        ]
    )


def _journal(act: str, sheet: ScoreSheet, marks: list[GivenMark], *, by: Actor, at: datetime) -> None:
    """The act with a digest over keys and points: it can be proved, but nobody reads a mark in the journal."""
    text = "\n".join(f"{mark.key}|{mark.code}|{mark.case}|{mark.points}" for mark in marks)
    data = {"count": len(marks), "digest": hashlib.sha256(text.encode()).hexdigest()}
    record(act, by=by, at=at, subject=sheet, data=data)


@transaction.atomic
def save_remark(sheet: ScoreSheet, text: str, *, by: Actor, at: datetime) -> ScoreSheet:
    """Keep the member's remark while marks still count. Raises `Refused`."""
    row = locked_sheet(sheet)
    require(policies.may_mark(by, row))
    if row.remark != text:
        row.remark = text
        row.save(update_fields=["remark"])
        record("evaluation.remark_saved", by=by, at=at, subject=row, data={"length": len(text)})
    return row


@transaction.atomic
def seal_sheet(sheet: ScoreSheet, *, zeros: Collection[str] = (), by: Actor, at: datetime) -> ScoreSheet:
    """Hand a sheet in: its total is computed and it is never rewritten.

    A blank is no mark: the sheet is refused while a criterion is blank that `zeros` does not name, the criteria the
    member has said count as zero. A second press finds it handed in and changes nothing. Raises `Refused` also for a
    sheet that is another's or whose scoring is closed.
    """
    row = locked_sheet(sheet)
    require(policies.may_fill(by, row))
    if row.state == SheetState.SEALED:
        return row
    require(policies.may_mark(by, row))
    marks = list(row.marks.all())
    printed = law.sheet_of(row.docket.dossier)
    blanks = judging.unanswered(printed, marks)
    if left := [code for code in blanks if code not in zeros]:
        raise Refused(
            f"Còn {len(left)} tiêu chí chưa chấm: {', '.join(left)}. "
            "Anh/chị chấm tiếp, hoặc đánh dấu rằng các tiêu chí đó tính 0 điểm."
        )
    score = judging.score_of(printed, marks)
    row.state, row.total, row.parts, row.sealed_at = SheetState.SEALED, score.total, dict(score.parts), at
    row.save(update_fields=["state", "total", "parts", "sealed_at"])
    event = SheetSealed(
        row.docket_id, row.docket.dossier_id, sheet_id=row.pk, turn=row.turn, seal=judging.seal_of(marks)
    )
    if blanks:
        data = {"criteria": blanks, "turn": row.turn}
        record("evaluation.blanks_counted_zero", by=by, at=at, subject=row, data=data)
    record(by=by, at=at, subject=row, event=event)
    return row
