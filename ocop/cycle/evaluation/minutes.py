"""The minutes of one meeting: who was there, what each dossier came to, by which rule. Read from the frozen results."""

from dataclasses import dataclass
from typing import Any

from ocop.cycle.evaluation import judging
from ocop.cycle.evaluation.models import Council, Docket, Seat, Sitting
from ocop.cycle.evaluation.states import DocketState, SeatRole
from ocop.rules.criteria import load


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier of the meeting; `result` is empty while scoring is not closed."""

    docket: Docket
    result: dict[str, Any]
    rescored: tuple[int, ...]

    @property
    def mean(self) -> str:
        return str(self.result.get("printed", "")).replace(".", ",")

    @property
    def notes(self) -> list[str]:
        """What the minutes must say besides the figures."""
        notes = [f"Điều kiện loại: {text}." for text in self.result.get("disqualified", ())]
        wanted = (self.docket.gate_stars or 0) + 1
        failed = [gate for gate in self.result.get("failed_gates", ()) if gate["stars"] == wanted]
        if failed and (self.docket.gate_stars or 0) < (self.docket.band_stars or 0):
            codes = ", ".join(
                f"{gate['criterion']} (đạt {gate['actual']}, cần {gate['min_points']})" for gate in failed
            )
            notes.append(f"Chưa đạt điểm tối thiểu {wanted} sao: {codes}.")
        if self.docket.state == DocketState.SPREAD:
            notes.append("Chênh lệch vượt mức cho phép; Hội đồng thảo luận và chấm lại.")
        if self.docket.turn > 1:
            notes.append(f"Kết quả của lần chấm thứ {self.docket.turn}.")
        return notes


@dataclass(frozen=True)
class Minutes:
    sitting: Sitting
    chair: Seat | None
    secretary: Seat | None
    present: tuple[Seat, ...]
    absent: tuple[Seat, ...]
    quorum: judging.Quorum
    lines: tuple[Line, ...]
    rounding_rule: str
    gate_rule: str
    criteria_title: str
    is_attested: bool
    gates_known: bool


def minutes_of(council: Council, sitting: Sitting, *, only: Docket | None = None) -> Minutes:
    """Everything the minutes print, in a constant number of queries.

    `only` gives the extract for one dossier: its readers see nothing of the others of that meeting.
    """
    here = {seat.pk for seat in sitting.present.all()}
    seats = list(council.seats.all())
    dockets = sitting.dockets.select_related("dossier__product", "dossier__producer__unit").order_by("order", "pk")
    lines = tuple(_line(docket) for docket in (dockets.filter(pk=only.pk) if only else dockets))
    results = [line.result for line in lines if line.result]
    return Minutes(
        sitting=sitting,
        chair=next((seat for seat in seats if seat.role == SeatRole.CHAIR), None),
        secretary=next((seat for seat in seats if seat.role == SeatRole.SECRETARY), None),
        present=tuple(seat for seat in seats if seat.pk in here),
        absent=tuple(seat for seat in seats if seat.pk not in here),
        quorum=judging.quorum_of(council, sitting),
        lines=lines,
        rounding_rule=judging.rounding_rule(council),
        gate_rule=council.get_gate_test_display(),
        criteria_title=load(council.round.criteria_id).title,
        is_attested=bool(results) and all(result["attested"] for result in results),
        gates_known=all(result["gates_known"] for result in results),
    )


def _line(docket: Docket) -> Line:
    shown = docket.state in (DocketState.CLOSED, DocketState.CONCLUDED, DocketState.SPREAD)
    return Line(docket, docket.result if shown and docket.result else {}, tuple(range(1, docket.turn)))
