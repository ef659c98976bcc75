"""How far scoring has come: who has handed in what. Never a mark, never a total."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from ocop.cycle.dossiers import law
from ocop.cycle.evaluation.models import Docket, Mark, ScoreSheet
from ocop.cycle.evaluation.states import DocketState, SheetState
from ocop.kit.scope import Actor


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """One line of a member's own list: the sheet, how many criteria are marked, and out of how many."""

    sheet: ScoreSheet
    answered: int
    criteria: int

    @property
    def status(self) -> str:
        if self.sheet.state == SheetState.SEALED:
            return "Đã nộp phiếu"
        if self.sheet.state == SheetState.EXCUSED:
            return "Không chấm"
        if not self.answered:
            return "Chưa chấm"
        return "Đang chấm" if self.answered < self.criteria else "Chấm đủ, chưa nộp"

    @property
    def colour(self) -> str:
        colours = {"Chưa chấm": "blue", "Đang chấm": "teal", "Chấm đủ, chưa nộp": "yellow"}
        return colours.get(self.status, "grey")


def own_sheets(actor: Actor) -> list[OwnSheet]:
    """The sheets of the present turns a person fills, unfinished ones first; two queries."""
    sheets = list(
        ScoreSheet.objects.own(actor)
        .of_this_turn()
        .filter(docket__state=DocketState.SCORING)
        .select_related("docket__council", "docket__dossier__product", "docket__dossier__producer", "seat")
        .order_by("docket__council_id", "docket__order", "docket_id")
    )
    counts = _answered(sheets)
    lines = [OwnSheet(each, counts.get(each.pk, 0), _criteria(each.docket)) for each in sheets]
    return sorted(lines, key=lambda line: line.sheet.state != SheetState.DRAFT)


def _answered(sheets: Iterable[ScoreSheet]) -> dict[int, int]:
    marks = Mark.objects.filter(sheet__in=[each.pk for each in sheets])
    return dict(marks.values_list("sheet_id").annotate(Count("pk")))


def _criteria(docket: Docket) -> int:
    return len(law.sheet_of(docket.dossier).criteria)


@dataclass(frozen=True, slots=True)
class MemberProgress:
    """One line of the secretary's view of a docket being scored."""

    sheet: ScoreSheet
    present: bool

    @property
    def status(self) -> str:
        if self.sheet.state == SheetState.SEALED:
            return "Đã nộp phiếu"
        if self.sheet.state == SheetState.EXCUSED:
            return f"Không chấm: {self.sheet.excuse}"
        return "Chưa nộp phiếu" if self.present else "Vắng mặt"


def members_of(docket: Docket) -> list[MemberProgress]:
    """Who has handed in a sheet of the present turn, in the order of the seats."""
    here = {seat.pk for seat in docket.sitting.present.all()} if docket.sitting else set()
    sheets = docket.sheets.filter(turn=docket.turn).select_related("seat__user").defer("total", "parts")
    return [MemberProgress(each, each.seat_id in here) for each in sheets.order_by("seat__order", "seat_id")]
