"""Closing the scoring of a dossier: the one moment a result is made."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from ocop.cycle.dossiers import law
from ocop.cycle.evaluation import judging, policies
from ocop.cycle.evaluation.actions.locking import locked_docket, locked_sheet
from ocop.cycle.evaluation.events import RescoringRequired, ScoringClosed
from ocop.cycle.evaluation.models import Docket, MarkVersion, ScoreSheet
from ocop.cycle.evaluation.states import DOCKET_WORKFLOW, OPENED_RESULTS, DocketState, SheetState
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require


@transaction.atomic
def excuse_member(sheet: ScoreSheet, *, why: str, by: Actor, at: datetime) -> ScoreSheet:
    """Note that a member who is present does not score this dossier, and why. Raises `Refused`."""
    row = locked_sheet(sheet)
    require(policies.may_run(by, row.docket.council))
    if row.state == SheetState.EXCUSED:
        return row
    if row.state == SheetState.SEALED:
        raise Refused("Thành viên này đã nộp phiếu nên không ghi “không chấm” được nữa.")
    require(policies.may_close_scoring(by, row.docket))
    if not why.strip():
        raise Refused("Nhập lý do thành viên không chấm hồ sơ này.")
    row.state, row.excuse = SheetState.EXCUSED, why.strip()[:300]
    row.save(update_fields=["state", "excuse"])
    data = {"seat": row.seat.public_id}
    record("evaluation.member_excused", by=by, at=at, subject=row.docket, why=row.excuse, data=data)
    return row


@transaction.atomic
def close_scoring(docket: Docket, *, findings: Iterable[str] = (), by: Actor, at: datetime) -> Docket:
    """Close the scoring of a turn and make its result from the sealed sheets.

    `findings` are ids of the sheet's knock-outs that the council has established. A spread over the council's limit
    leads to `SPREAD` without a result: the dossier must be scored again. When a colleague was faster, the docket comes
    back as it stands. Raises `Refused` below the quorum, or while a sheet is still out.
    """
    row = locked_docket(docket.pk)
    if row.state in OPENED_RESULTS and policies.may_run(by, row.council):
        return row
    require(policies.may_close_scoring(by, row))
    quorum = judging.quorum_of(row.council, row.sitting)
    require(quorum.answer)
    found = _known_findings(row, findings)
    sheets = _sealed_sheets(row)
    if len(sheets) < quorum.needed:
        raise Refused(
            f"Hồ sơ này mới có {len(sheets)} phiếu, quy chế của Hội đồng cần ít nhất {quorum.needed}. "
            "Anh/chị mời thêm thành viên chấm, hoặc chấm lại ở phiên đủ người."
        )
    result = judging.result_of(row.council, row.dossier, sheets, found, quorum)
    row.findings, row.mean, row.spread, row.closed_at = found, result.mean, result.spread, at
    action = "find_spread" if result.spread_exceeded else "close_scoring"
    row.state = DocketState(DOCKET_WORKFLOW.target(action, row.state))
    row.result = {**result.record, "turn": row.turn, "closed_at": at.isoformat()}
    row.band_stars, row.gate_stars, row.stars = result.band_stars, result.gate_stars, result.stars
    if result.spread_exceeded:
        row.band_stars = row.gate_stars = row.stars = None
    row.save()
    record(by=by, at=at, subject=row, event=_event(row, result))
    return row


def _event(docket: Docket, result: judging.Result) -> ScoringClosed | RescoringRequired:
    if result.spread_exceeded:
        return RescoringRequired(
            docket.pk,
            docket.dossier_id,
            turn=docket.turn,
            spread=result.spread,
            limit=docket.council.spread_limit,
        )
    return ScoringClosed(
        docket.pk,
        docket.dossier_id,
        turn=docket.turn,
        mean=str(result.mean),
        spread=result.spread,
        stars=result.stars,
    )


def _known_findings(docket: Docket, findings: Iterable[str]) -> list[str]:
    known = {each.id for each in law.sheet_of(docket.dossier).knockouts}
    found = list(dict.fromkeys(findings))
    if not known.issuperset(found):
        raise Refused("Có điều kiện loại không thuộc phiếu chấm của bộ sản phẩm này.")
    return found


def _sealed_sheets(docket: Docket) -> list[ScoreSheet]:
    """The sheets of this turn, all handed in by those who are present; otherwise `Refused` names who is missing."""
    present = {seat.pk for seat in docket.sitting.present.all()} if docket.sitting else set()
    sheets = docket.sheets.select_for_update(of=("self",)).filter(turn=docket.turn)
    lines = list(sheets.select_related("seat__user").prefetch_related("marks").order_by("seat__order", "seat_id"))
    out = [each.seat.user.full_name for each in lines if each.state == SheetState.DRAFT and each.seat_id in present]
    if out:
        raise Refused(
            f"Còn {len(out)} thành viên có mặt chưa nộp phiếu: {', '.join(out)}. "
            "Anh/chị đợi nộp đủ, hoặc ghi “không chấm” kèm lý do."
        )
    sealed = [each for each in lines if each.state == SheetState.SEALED]
    if not sealed:
        raise Refused("Chưa có phiếu chấm nào được nộp.")
    return sealed


@transaction.atomic
def review_late_mark(version: MarkVersion, *, by: Actor, at: datetime) -> MarkVersion:
    """Note that the secretary has seen a late mark and the result stands as it is. Raises `Refused`."""
    row = (
        MarkVersion.objects.select_for_update(of=("self",)).select_related("sheet__docket__council").get(pk=version.pk)
    )
    require(policies.may_run(by, row.sheet.docket.council))
    if not row.is_late:
        raise Refused("Điểm này không đến muộn.")
    if row.reviewed_at is None:
        row.reviewed_at = at
        row.save(update_fields=["reviewed_at"])
        data = {"criterion": row.criterion_code, "key": row.key}
        record("evaluation.late_mark_reviewed", by=by, at=at, subject=row.sheet, data=data)
    return row
