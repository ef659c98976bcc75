"""Marks to sub-totals to total: reading one filled score sheet.

Guarantees: a blank is zero and stays visible as a blank; a mark that the sheet does not print is refused; criteria
about the story count only when there is a story (1048/2019 and 26/2026, mục 5 của phiếu); a stop rule ends the
evaluation but never changes the arithmetic, so that the screen can show both.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ocop.rules.criteria import Criterion, Knockout, Sheet

STORY = "B.5.1"


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

    `not_counted` are criteria whose marks were set aside because they depend on a story that is not there.
    `disqualified` are the sentences of every knock-out that holds, empty when none does.
    """

    total: int
    parts: Mapping[str, int]
    sections: Mapping[str, int]
    counted: Mapping[str, int]
    blanks: tuple[str, ...]
    not_counted: tuple[str, ...]
    disqualified: tuple[str, ...]


def check_mark(criterion: Criterion, points: object, case: object = None) -> Mark:
    """The mark if the sheet prints it; raises MarkError naming the criterion and the remedy."""
    if isinstance(points, bool) or not isinstance(points, int):
        raise MarkError(f"Tiêu chí {criterion.code}: điểm phải là số nguyên, không phải {points!r}.", criterion.code)
    if criterion.cases:
        known = ", ".join(f"{item.case} ({item.case_vi})" for item in criterion.cases)
        if not case:
            raise MarkError(f"Tiêu chí {criterion.code}: hãy chọn một trường hợp: {known}.", criterion.code)
        if not isinstance(case, str) or not criterion.options_of(case):
            raise MarkError(
                f"Tiêu chí {criterion.code}: không có trường hợp {case!r}; các trường hợp: {known}.",
                criterion.code,
            )
    elif case:
        raise MarkError(f"Tiêu chí {criterion.code}: không chia trường hợp, hãy bỏ {case!r}.", criterion.code)
    allowed = criterion.points_of(case if isinstance(case, str) and case else None)
    if points not in allowed:
        printed = ", ".join(str(value) for value in sorted(set(allowed)))
        raise MarkError(
            f"Tiêu chí {criterion.code}: phiếu không có mức {points} điểm; các mức: {printed}.",
            criterion.code,
        )
    return Mark(points, case if isinstance(case, str) and case else None)


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
            unknown = set(value) - {"case", "points"}
            if unknown or "points" not in value:
                raise MarkError(f"Tiêu chí {code}: cần đúng hai mục case và points.", code)
            marks[code] = check_mark(criterion, value["points"], value.get("case"))
        else:
            marks[code] = check_mark(criterion, value)
    return marks


def has_story(sheet: Sheet, marks: Mapping[str, Mark]) -> bool:
    """True if the product has a story by the sheet's own first question about it (mục 5.1)."""
    mark = marks.get(STORY)
    return STORY not in sheet.criteria or (mark is not None and mark.points > 0)


def counted_points(sheet: Sheet, marks: Mapping[str, Mark]) -> dict[str, int]:
    """The points that count, by criterion: blanks and story questions without a story are left out."""
    story = has_story(sheet, marks)
    criteria = sheet.criteria
    return {code: mark.points for code, mark in marks.items() if story or not criteria[code].needs_story}


def _knocked_out(sheet: Sheet, marks: Mapping[str, Mark], findings: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        knockout.text for knockout in sheet.knockouts if knockout.id in findings or _shown(sheet, marks, knockout)
    )


def _shown(sheet: Sheet, marks: Mapping[str, Mark], knockout: Knockout) -> bool:
    """True if the marks themselves show the knock-out."""
    if knockout.automatic == "zero" and knockout.criterion is not None:
        mark = marks.get(knockout.criterion)
        return mark is not None and mark.points == 0
    if knockout.automatic == "any_sensory_zero":
        return any(mark.points == 0 and sheet.criteria[code].basis == "sensory" for code, mark in marks.items())
    return False


def score(sheet: Sheet, marks: Mapping[str, Mark], findings: frozenset[str] = frozenset()) -> Score:
    """Add one sheet up. `findings` are ids of `sheet.knockouts` that somebody entitled has established.

    Raises MarkError if a finding is not one of the sheet's knock-outs, or a mark is of another sheet.
    """
    for code in marks:
        if code not in sheet.criteria:
            raise MarkError(f"Phiếu {sheet.code} không có tiêu chí {code}.", code)
    unknown = findings - {knockout.id for knockout in sheet.knockouts}
    if unknown:
        raise MarkError(f"Phiếu {sheet.code} không có điều kiện loại {', '.join(sorted(unknown))}.")
    counted = counted_points(sheet, marks)
    parts: dict[str, int] = {}
    sections: dict[str, int] = {}
    for part in sheet.parts:
        parts[part.code] = 0
        for section in part.sections:
            points = sum(counted.get(item.code, 0) for item in section.criteria)
            sections[f"{part.code}.{section.number}"] = points
            parts[part.code] += points
    return Score(
        total=sum(parts.values()),
        parts=parts,
        sections=sections,
        counted=counted,
        blanks=tuple(code for code in sheet.criteria if code not in marks),
        not_counted=tuple(code for code in marks if code not in counted),
        disqualified=_knocked_out(sheet, marks, findings),
    )


def total_of(sheet: Sheet, marks: Mapping[str, Mark]) -> int:
    """Only the total, for recomputing whole seasons."""
    if has_story(sheet, marks):
        return sum([mark.points for mark in marks.values()])
    return sum(counted_points(sheet, marks).values())
