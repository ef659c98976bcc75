"""What the rules say about a council's sheets; the only page of this room that asks `rules`.

A result is made once, when scoring closes, and keeps everything that made it: the sheet's hash, the members' totals,
the rule used for rounding and for minimum marks.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any

from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.evaluation.models import Council, Mark, ScoreSheet, Sitting
from ocop.cycle.evaluation.states import SCORING_ROLES, GateTest, Rounding, SeatRole
from ocop.ground.programme.models import Round
from ocop.kit.scope import YES, Answer, Refused, no
from ocop.rules import combination, grading, scoring
from ocop.rules.criteria import CriteriaSet, Sheet, load


def settings_of(council: Council) -> combination.CouncilSettings:
    """The council's own working rules, as the rules of combination read them."""
    return combination.CouncilSettings(
        quorum_percent=council.quorum_percent,
        quorum_needs_chair=council.quorum_needs_chair,
        spread_limit=council.spread_limit,
        decimals=council.decimals,
        rounding=council.rounding,
        gate_test=council.gate_test,
        source=council.rules_source,
    )


@dataclass(frozen=True, slots=True)
class Quorum:
    """Who is there out of those who score. Counts are persons."""

    present: int
    seats: int
    needed: int
    chair_present: bool
    needs_chair: bool
    met: bool

    @property
    def sentence(self) -> str:
        base = f"Có mặt {self.present} trên {self.seats} thành viên chấm điểm, cần ít nhất {self.needed}"
        chair = ", phải có Chủ tịch Hội đồng" if self.needs_chair else ""
        return f"{base}{chair}."

    @property
    def answer(self) -> Answer:
        if self.met:
            return YES
        missing = " Chủ tịch Hội đồng vắng mặt." if self.needs_chair and not self.chair_present else ""
        return no(f"Chưa đủ số thành viên để làm việc. {self.sentence}{missing}")


def quorum_of(council: Council, sitting: Sitting | None) -> Quorum:
    """Whether the sitting may decide, by the council's own rules; the secretary counts on neither side."""
    rules = settings_of(council)
    scoring_seats = [seat for seat in council.seats.all() if seat.role in SCORING_ROLES]
    present = [seat for seat in sitting.present.all() if seat.role in SCORING_ROLES] if sitting else []
    chair = any(seat.role == SeatRole.CHAIR for seat in present)
    return Quorum(
        present=len(present),
        seats=len(scoring_seats),
        needed=combination.quorum_needed(rules, len(scoring_seats)),
        chair_present=chair,
        needs_chair=rules.quorum_needs_chair,
        met=combination.quorum_met(rules, present=len(present), seats=len(scoring_seats), chair_present=chair),
    )


# --- One sheet ------------------------------------------------------------------------------------------------------


def may_use_sheet(dossier: Dossier, round_: Round) -> Answer:
    """A sheet that no officer has compared with the signed decision scores trial rounds only."""
    sheet = law.sheet_of(dossier)
    if round_.is_trial or sheet.is_official:
        return YES
    return no(
        f"{dossier}: phiếu {sheet.code} chưa được đối chiếu với bản ký nên chỉ chấm được trong đợt thử. "
        "Anh/chị đối chiếu phiếu trước, hoặc ghi đợt này là đợt thử."
    )


def check_option(sheet: Sheet, code: str, points: int | None, case: str) -> None:
    """Raise `Refused` with the rule's own sentence when a mark is not printed on the sheet; None is a blank."""
    criterion = sheet.criteria.get(code)
    if criterion is None:
        raise Refused(f"Phiếu {sheet.code} không có tiêu chí {code}.")
    if points is None or (case == law.NO_LEVEL and points == 0):
        return
    try:
        scoring.check_mark(criterion, points, case or None)
    except scoring.MarkError as wrong:
        raise Refused(str(wrong)) from None


def score_of(sheet: Sheet, marks: Iterable[Mark]) -> scoring.Score:
    """Add a member's marks up; a criterion judged to reach no level counts as zero."""
    return scoring.score(sheet, law.scored_marks(marks))  # type: ignore[arg-type]


def unanswered(sheet: Sheet, marks: Iterable[Mark]) -> list[str]:
    """Codes of criteria the member has not looked at: no mark at all, not even "no level reached"."""
    given = {mark.criterion_code for mark in marks}
    return [code for code in sheet.criteria if code not in given]


def seal_of(marks: Iterable[Mark]) -> str:
    """A digest of a sheet's marks with the moments they were saved."""
    lines = sorted((mark.criterion_code, mark.case, mark.points, mark.saved_at.isoformat()) for mark in marks)
    return hashlib.sha256(json.dumps(lines, separators=(",", ":")).encode()).hexdigest()


# --- All sheets of a turn -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Result:
    """What a turn comes to. `record` is plain JSON, kept for good."""

    mean: Decimal
    for_band: Decimal
    spread: int
    spread_exceeded: bool
    band_stars: int
    gate_stars: int
    stars: int
    record: dict[str, Any]


def result_of(
    council: Council, dossier: Dossier, sheets: Sequence[ScoreSheet], findings: Iterable[str], quorum: Quorum
) -> Result:
    """Combine the sealed sheets of one turn (marks and seats prefetched). Raises ValueError without a sheet.

    A knock-out counts when the secretary recorded the council's finding, or when the marks of more than half of the
    members show it.
    """
    rules, criteria, sheet = settings_of(council), load(dossier.criteria_id), law.sheet_of(dossier)
    scores = [score_of(sheet, each.marks.all()) for each in sheets]
    combined = combination.combine(rules, [each.total for each in scores])
    common = combination.common_points(rules, [each.counted for each in scores])
    knocked_out, shown = _knocked_out(sheet, scores, frozenset(findings))
    grade = grading.grade(criteria, sheet, combined.for_band, common, knocked_out)
    ahead = grading.next_star(criteria, sheet, combined.for_band, common, knocked_out)
    printed = grading.in_print(criteria, combined.for_band, combined.printed)
    record = {
        **_judged_by(council, dossier, sheet),
        "gates_known": grade.gates_known,
        "quorum": {"present": quorum.present, "seats": quorum.seats, "needed": quorum.needed},
        "members": [_member(each, score) for each, score in zip(sheets, scores, strict=True)],
        "parts_mean": _parts_mean(scores, printed),
        "mean": str(combined.mean),
        "printed": str(printed),
        "spread": combined.spread,
        "band_stars": grade.band_stars,
        "gate_stars": grade.gate_stars,
        "stars": grade.stars,
        "rank": grading.rank_in_words(grade.stars, combined.for_band),
        "to_ministry": grading.goes_to_ministry(grade.stars, combined.for_band),
        "failed_gates": [_gate(sheet, gate) for gate in grade.failed_gates],
        "disqualified": list(grade.disqualified),
        "knockouts_shown": shown,
        "next_star": _advice(criteria, sheet, ahead, printed),
    }
    return Result(
        mean=combined.mean,
        for_band=combined.for_band,
        spread=combined.spread,
        spread_exceeded=combined.spread_exceeded,
        band_stars=grade.band_stars,
        gate_stars=grade.gate_stars,
        stars=grade.stars,
        record=record,
    )


def _judged_by(council: Council, dossier: Dossier, sheet: Sheet) -> dict[str, Any]:
    """The law and the council's own rules that a result rests on."""
    return {
        "criteria_id": dossier.criteria_id,
        "sheet_code": sheet.code,
        "sheet_hash": sheet.content_hash,
        "sheet_status": sheet.status_vi,
        "attested": sheet.is_official,
        "settings": asdict(settings_of(council)),
        "rounding_rule": rounding_rule(council),
        "gate_rule": GateTest(council.gate_test).label,
    }


def rounding_rule(council: Council) -> str:
    """The sentence of the minutes about how an average meets the bands."""
    if council.rounding == Rounding.HALF_UP:
        places = f"{council.decimals} chữ số thập phân" if council.decimals else "số nguyên"
        return f"Điểm trung bình làm tròn số học đến {places} rồi so với các mức 90, 70, 50, 30."
    return grading.ROUNDING_RULE


def concluded_total(result: Mapping[str, Any]) -> Decimal:
    """The total a dossier is concluded with: the mean the bands saw, cut to three decimals, never lifted."""
    rounded = result["settings"]["rounding"] == Rounding.HALF_UP
    value = Decimal(result["printed"] if rounded else result["mean"])
    return value.quantize(Decimal("0.001"), rounding=ROUND_DOWN)


def _knocked_out(
    sheet: Sheet, scores: Sequence[scoring.Score], findings: frozenset[str]
) -> tuple[tuple[str, ...], dict[str, int]]:
    """The knock-outs that hold, and for each one shown by marks how many sheets show it."""
    shown = {text: sum(text in each.disqualified for each in scores) for each in scores for text in each.disqualified}
    held = tuple(
        each.text for each in sheet.knockouts if each.id in findings or shown.get(each.text, 0) * 2 > len(scores)
    )
    return held, shown


def _member(sheet: ScoreSheet, score: scoring.Score) -> dict[str, Any]:
    return {
        "seat": sheet.seat.public_id,
        "name": sheet.seat.user.full_name,
        "role": sheet.seat.get_role_display(),
        "total": score.total,
        "parts": dict(score.parts),
        "blanks": list(score.blanks),
    }


def _parts_mean(scores: Sequence[scoring.Score], printed: Decimal) -> dict[str, str]:
    """The mean of each part as printed beside the printed total, which they add up to."""
    sums = {part: sum(each.parts[part] for each in scores) for part in scores[0].parts}
    return {part: str(mean) for part, mean in combination.printed_parts(sums, len(scores), printed).items()}


def _gate(sheet: Sheet, gate: grading.FailedGate) -> dict[str, Any]:
    return {**asdict(gate), "name": sheet.criteria[gate.criterion].name_vi}


def _advice(
    criteria: CriteriaSet, sheet: Sheet, ahead: grading.NextStar | None, printed: Decimal
) -> dict[str, Any] | None:
    """What the next star would take; the points short are those between the printed mean and the band."""
    if ahead is None:
        return None
    minimum = next(item.minimum for item in criteria.bands if item.stars == ahead.stars)
    return {
        "stars": ahead.stars,
        "points_short": str(minimum - printed if ahead.points_short else Decimal(0)),
        "raises": [_gate(sheet, each) for each in ahead.raises],
        "blocked_by": list(ahead.blocked_by),
    }
