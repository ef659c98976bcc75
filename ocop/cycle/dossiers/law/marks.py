"""The producer's own marks: what the sheet offers, what was given, and what of it a new sheet still has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ocop.cycle.dossiers.law.sheets import require_criteria, sheet_of
from ocop.cycle.dossiers.models import Dossier, SelfMark
from ocop.kit.scope import Refused
from ocop.rules import scoring
from ocop.rules.criteria import Criterion, load

# Stored as the case of a mark of 0 points: the producer says that no level of this criterion is reached.
NO_LEVEL = "none"


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to one criterion: points of the sheet, and the case where the criterion has cases."""

    points: int
    case: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio of a criterion: what the browser sends back, the words, the points."""

    value: str
    label: str
    points: int
    hint: str = ""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What stayed and what went when a draft followed a new law."""

    criteria_id: str
    kept: int
    dropped_marks: tuple[str, ...]
    dropped_citations: tuple[str, ...]

    @property
    def sentence(self) -> str:
        gone = len(self.dropped_marks)
        again = f" Có {gone} tiêu chí phải chọn lại." if gone else ""
        return f"Đã chuyển sang bộ tiêu chí mới và giữ {self.kept} câu trả lời còn dùng được.{again}"


def require_options(dossier: Dossier, givens: Mapping[str, Given]) -> None:
    """Raise `Refused` with the rule's own sentence when an answer is not printed on the sheet."""
    require_criteria(dossier, givens)
    criteria = sheet_of(dossier).criteria
    for code, given in givens.items():
        if given.case == NO_LEVEL and given.points == 0:
            continue
        try:
            scoring.check_mark(criteria[code], given.points, given.case or None)
        except scoring.MarkError as wrong:
            raise Refused(str(wrong)) from None


def scored_marks(marks: Iterable[SelfMark]) -> dict[str, scoring.Mark]:
    """The marks as the scoring rule reads them; "no level reached" is a blank."""
    return {
        mark.criterion_code: scoring.Mark(mark.points, mark.case or None) for mark in marks if mark.case != NO_LEVEL
    }


def choices_of(criterion: Criterion) -> list[Choice]:
    """The options of a criterion as radios, case by case; last "no level reached" where the sheet prints no zero."""
    alternatives = criterion.cases or ()
    found: dict[str, Choice] = {}
    groups = [("", "", criterion.options), *((each.case, each.case_vi, each.options) for each in alternatives)]
    for case, case_name, options in groups:
        for option in options:
            value = f"{case}:{option.points}"
            label = f"{case_name}: {option.label}" if case_name else option.label
            if value in found:
                label = f"{found[value].label}; hoặc {label}"
            found[value] = Choice(value, label, option.points, _star_hint(option.min_for_star))
    if not any(each.points == 0 for each in found.values()):
        found[f"{NO_LEVEL}:0"] = Choice(f"{NO_LEVEL}:0", "Chưa đạt mức nào ở trên", 0)
    return list(found.values())


def _star_hint(stars: int | None) -> str:
    return f"Mức tối thiểu để đạt {stars} sao" if stars else ""


def choice_value(mark: SelfMark) -> str:
    return f"{mark.case}:{mark.points}"


def read_choice(value: str) -> Given:
    """The answer behind a radio's value; the form has checked that the value is one of `choices_of`."""
    case, points = value.rsplit(":", 1)
    return Given(int(points), case)


def words_of(criterion: Criterion, mark: SelfMark) -> str:
    """The option a mark stands for, in the words of the sheet."""
    return next((each.label for each in choices_of(criterion) if each.value == choice_value(mark)), "")


def carry_over(dossier: Dossier, criteria_id: str, sheet_code: str) -> CarriedOver:
    """Which answers of a draft still exist in another sheet: the same criterion by name, the same option by words."""
    old, new = sheet_of(dossier).criteria, load(criteria_id).sheets[sheet_code].criteria
    same = {code for code in old if code in new and old[code].name_vi == new[code].name_vi}
    dropped_marks = tuple(
        mark.criterion_code
        for mark in dossier.self_marks.all()
        if mark.criterion_code not in same
        or words_of(old[mark.criterion_code], mark) != words_of(new[mark.criterion_code], mark)
    )
    cited = dict.fromkeys(dossier.citations.values_list("criterion_code", flat=True))
    return CarriedOver(
        criteria_id=criteria_id,
        kept=dossier.self_marks.count() - len(dropped_marks),
        dropped_marks=dropped_marks,
        dropped_citations=tuple(code for code in cited if code not in same),
    )
