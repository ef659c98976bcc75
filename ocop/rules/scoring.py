"""Marks to sub-totals to total: reading one filled score sheet.

Guarantees: a blank is zero and stays visible as a blank; a mark that the sheet does not print is refused; a criterion
that depends on another (no story, no marks for its structure) counts only when that one has its points; a stop rule
ends the evaluation but never changes the arithmetic, so that the screen can show both. Worked table:
docs/rules/scoring.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ocop.rules.criteria import Criterion, Knockout, Sheet


class MarkError(ValueError):
    """A mark that the sheet does not print; the sentence names the criterion and what it allows."""

    def __init__(self, sentence: str, criterion: str = "") -> None:
        super().__init__(sentence)
        self.criterion = criterion


@dataclass(frozen=True, slots=True)
class Mark:
    """The points chosen on one criterion, in points of the sheet; `case` only where the criterion has cases."""

    points: int
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """What one filled sheet comes to. All figures are whole points of the sheet.

    `sections` are named by part and number ("C.6"). `counted` are the points that count, by criterion. `not_counted`
    are criteria whose marks were set aside because what they depend on is missing. `disqualified` are the sentences of
    every knock-out that holds, empty when none does; `knocked_out` are their ids.
    """

    total: int
    parts: Mapping[str, int]
    sections: Mapping[str, int]
    counted: Mapping[str, int]
    blanks: tuple[str, ...]
    not_counted: tuple[str, ...]
    disqualified: tuple[str, ...]
    knocked_out: tuple[str, ...] = ()


def check_mark(criterion: Criterion, points: object, case: object = None) -> Mark:
    """The mark if the sheet prints it; raises MarkError naming the criterion and the remedy."""
    if type(points) is not int:
        raise MarkError(f"Tiêu chí {criterion.code}: điểm phải là số nguyên, không phải {points!r}.", criterion.code)
    chosen = _check_case(criterion, case)
    allowed = criterion.points_of(chosen)
    if points not in allowed:
        printed = ", ".join(str(value) for value in sorted(set(allowed)))
        raise MarkError(
            f"Tiêu chí {criterion.code}: phiếu không có mức {points} điểm; các mức: {printed}.", criterion.code
        )
    return Mark(points, chosen)


def _check_case(criterion: Criterion, case: object) -> str | None:
    """The case if the criterion has it; an empty one stands for none."""
    if not criterion.cases:
        if case:
            raise MarkError(f"Tiêu chí {criterion.code}: không chia trường hợp, hãy bỏ {case!r}.", criterion.code)
        return None
    known = ", ".join(f"{item.case} ({item.case_vi})" for item in criterion.cases)
    if not case:
        raise MarkError(f"Tiêu chí {criterion.code}: hãy chọn một trường hợp: {known}.", criterion.code)
    if not isinstance(case, str) or not criterion.options_of(case):
        raise MarkError(
            f"Tiêu chí {criterion.code}: không có trường hợp {case!r}; các trường hợp: {known}.", criterion.code
        )
    return case


def parse_marks(sheet: Sheet, raw: object) -> dict[str, Mark]:
    """Marks as JSON gives them: `{"A.1.1": 3, "A.3.2": {"case": "owner", "points": 1}}`; null is a blank.

    Raises MarkError on an unknown criterion, an option that does not exist, a wrong case, or anything that is no mark.
    """
    if not isinstance(raw, Mapping):
        raise MarkError('Phiếu phải là một danh sách tiêu chí và điểm, dạng {"A.1.1": 3}.')
    marks = {}
    for code, value in raw.items():
        criterion = sheet.criteria.get(code)
        if criterion is None:
            raise MarkError(f"Phiếu {sheet.code} không có tiêu chí {code}.", str(code))
        if value is None:
            continue
        if isinstance(value, Mapping):
            if set(value) - {"case", "points"} or "points" not in value:
                raise MarkError(f"Tiêu chí {code}: cần đúng hai mục case và points.", code)
            marks[code] = check_mark(criterion, value["points"], value.get("case"))
        else:
            marks[code] = check_mark(criterion, value)
    return marks


def score(sheet: Sheet, marks: Mapping[str, Mark], findings: frozenset[str] = frozenset()) -> Score:
    """Add one sheet up. `marks` come from `parse_marks` or `check_mark`; `findings` are ids of `sheet.knockouts`.

    Raises MarkError if a finding is not one of the sheet's knock-outs, or a mark is of another sheet.
    """
    plan = sheet.plan
    codes = plan.codes
    values, blanks = _values(sheet, marks)
    stopped = _stopped(sheet, values, blanks) | findings if plan.stops or findings else findings
    aside = _set_aside(sheet, values)
    for place in aside:
        values[place] = 0
    points = [sum(values[span]) for span in plan.sections]
    parts = {code: sum(points[span]) for code, span in plan.parts}
    counted = dict(zip(codes, values, strict=True))
    for code in (*blanks, *(codes[place] for place in aside)) if blanks or aside else ():
        counted.pop(code, None)
    knocked_out = _knocked_out(sheet, stopped) if stopped else ()
    return Score(
        total=sum(points),
        parts=parts,
        sections=dict(zip(plan.section_names, points, strict=True)),
        counted=counted,
        blanks=blanks,
        not_counted=tuple([codes[place] for place in aside if codes[place] in marks]) if aside else (),
        disqualified=tuple([knockout.text for knockout in knocked_out]) if knocked_out else (),
        knocked_out=tuple([knockout.id for knockout in knocked_out]) if knocked_out else (),
    )


def _values(sheet: Sheet, marks: Mapping[str, Mark]) -> tuple[list[int], tuple[str, ...]]:
    """Points in the order of the sheet with zero for blanks, and the blanks; refuses marks of another sheet."""
    codes = sheet.plan.codes
    try:
        values = [marks[code].points for code in codes]
    except KeyError:
        values = [marks[code].points if code in marks else 0 for code in codes]
        blanks = tuple([code for code in codes if code not in marks])
    else:
        blanks = ()
    if len(marks) + len(blanks) != len(codes):
        foreign = next(code for code in marks if code not in sheet.criteria)
        raise MarkError(f"Phiếu {sheet.code} không có tiêu chí {foreign}.", foreign)
    return values, blanks


def _set_aside(sheet: Sheet, values: list[int]) -> list[int]:
    """Places of criteria that do not count because what they depend on lacks its points."""
    return [place for place, needed, minimum in sheet.plan.dependences if values[needed] < minimum]


def _stopped(sheet: Sheet, values: list[int], blanks: tuple[str, ...]) -> frozenset[str]:
    """Ids of knock-outs the marks themselves show: a zero that somebody gave, never a blank."""
    found = []
    for knockout, places in sheet.plan.stops:
        for place in places:
            if not values[place] and sheet.plan.codes[place] not in blanks:
                found.append(knockout)
                break
    return frozenset(found)


def _knocked_out(sheet: Sheet, ids: frozenset[str]) -> list[Knockout]:
    """The knock-outs by id in the order of the sheet; refuses an id the sheet does not have."""
    if unknown := ids - {knockout.id for knockout in sheet.knockouts}:
        raise MarkError(f"Phiếu {sheet.code} không có điều kiện loại {', '.join(sorted(unknown))}.")
    return [knockout for knockout in sheet.knockouts if knockout.id in ids]


def counted_points(sheet: Sheet, marks: Mapping[str, Mark]) -> dict[str, int]:
    """The points that count, by criterion: blanks and criteria set aside are left out."""
    return dict(score(sheet, marks).counted)


def has_story(sheet: Sheet, marks: Mapping[str, Mark]) -> bool:
    """True unless criteria of the sheet wait for a story (mục 5.1) that is blank or has no points."""
    return not _set_aside(sheet, _values(sheet, marks)[0])


class Subtotals(NamedTuple):
    """A sheet's figures without words: total, parts in order (A, B, C), sections in the order of the sheet."""

    total: int
    parts: tuple[int, ...]
    sections: tuple[int, ...]


def subtotals(sheet: Sheet, marks: Mapping[str, Mark]) -> Subtotals:
    """The figures of `score` alone, for recomputing whole seasons."""
    values, _ = _values(sheet, marks)
    for place in _set_aside(sheet, values):
        values[place] = 0
    sections = [sum(values[span]) for span in sheet.plan.sections]
    return Subtotals(sum(sections), tuple([sum(sections[span]) for _, span in sheet.plan.parts]), tuple(sections))


def total_of(sheet: Sheet, marks: Mapping[str, Mark]) -> int:
    """Only the total."""
    values, _ = _values(sheet, marks)
    return sum(values) - sum([values[place] for place in _set_aside(sheet, values)])
