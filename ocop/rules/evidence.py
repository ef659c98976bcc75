"""Which papers a product set and a wanted star demand, and what is missing, out of date, or about to be.

The lists are Mẫu số 02 of 26/2026 (E01-E15) and the dossier list of 1048/2019 (D01-D18). Which criterion asks for which
paper is the project's assignment, printed as such in the data.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ocop.rules.criteria import CriteriaSet, Sheet

SOON_DAYS = 60
# A periodic test report is at most a year old (guidance kept with the 1048 sheets).
MAXIMUM_AGE_DAYS = {"D09": 365, "E12": 365}
# Forms the platform fills itself, samples handed over, and on-site checks: never asked as an upload.
NOT_UPLOADED = frozenset({"D01", "M01", "M02", "M03", "FIELD"})
# The papers 1048/2019 calls mandatory and the platform does not make itself; a business registration "for those that
# have one" (D04) is asked but does not block.
MANDATORY = {"1048-2019": frozenset({"D02", "D03"}), "26-2026": frozenset({"E01"})}


@dataclass(frozen=True, slots=True)
class Demand:
    """One paper that is asked: for which criteria, whether lodging needs it, and why in words."""

    code: str
    name_vi: str
    mandatory: bool
    criteria: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class PaperHeld:
    """A paper in hand: the law's code it answers, and its dates (None when it has none)."""

    code: str
    issued_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Codes by state; a code stands in one list only, and a valid paper makes up for an old one."""

    missing: tuple[Demand, ...]
    missing_mandatory: tuple[Demand, ...]
    out_of_date: tuple[Demand, ...]
    soon_out_of_date: tuple[Demand, ...]


def demanded(criteria: CriteriaSet, sheet: Sheet, wanted_stars: int, kind: str = "first") -> tuple[Demand, ...]:
    """The papers a dossier of this set should hold for the wanted star, in the order of the decision's list.

    A paper is mandatory when the decision says so, or when a minimum of the wanted star stands on a criterion that a
    document must prove. `kind` (first, upgrade, renewal) asks the same papers; upgrades show what changed (Điều 6).
    """
    gated = {gate.criterion for stars, gates in sheet.gates.items() if stars <= wanted_stars for gate in gates}
    serves: dict[str, list[str]] = {}
    for criterion in sheet.criteria.values():
        for code in criterion.requires:
            serves.setdefault(code, []).append(criterion.code)
    demands = []
    for code, document in criteria.documents.items():
        if code in NOT_UPLOADED or (code not in serves and code not in MANDATORY.get(criteria.id, ())):
            continue
        by_law = code in MANDATORY.get(criteria.id, ())
        for_star = [item for item in serves.get(code, ()) if item in gated and sheet.criteria[item].basis == "document"]
        demands.append(
            Demand(
                code,
                document.name_vi,
                by_law,
                tuple(serves.get(code, ())),
                _why(by_law, for_star, wanted_stars),
            )
        )
    return tuple(demands)


def _why(by_law: bool, for_star: Sequence[str], wanted_stars: int) -> str:
    if by_law:
        return "Bắt buộc phải có khi nộp hồ sơ."
    if for_star:
        return f"Cần cho mức tối thiểu {wanted_stars} sao ở tiêu chí {', '.join(for_star)}."
    return "Dùng làm minh chứng để được chấm điểm."


def is_out_of_date(paper: PaperHeld, on: date) -> bool:
    """True if the paper no longer counts on a day: past its last day, or older than its kind may be."""
    if paper.valid_until is not None and paper.valid_until < on:
        return True
    maximum = MAXIMUM_AGE_DAYS.get(paper.code)
    return maximum is not None and paper.issued_on is not None and paper.issued_on + timedelta(days=maximum) < on


def is_soon_out_of_date(paper: PaperHeld, on: date, within_days: int = SOON_DAYS) -> bool:
    """True if the paper counts on a day but no longer does `within_days` later."""
    return not is_out_of_date(paper, on) and is_out_of_date(paper, on + timedelta(days=within_days))


def check(demands: Iterable[Demand], papers: Iterable[PaperHeld], on: date) -> Check:
    """What of the demanded papers is missing, out of date or about to be on a day."""
    held: dict[str, list[PaperHeld]] = {}
    for paper in papers:
        held.setdefault(paper.code, []).append(paper)
    return _sorted_by_state(tuple(demands), held, on)


def _sorted_by_state(demands: tuple[Demand, ...], held: Mapping[str, Sequence[PaperHeld]], on: date) -> Check:
    missing, old, soon = [], [], []
    for demand in demands:
        papers = held.get(demand.code, ())
        if not papers:
            missing.append(demand)
        elif all(is_out_of_date(paper, on) for paper in papers):
            old.append(demand)
        elif all(is_out_of_date(paper, on) or is_soon_out_of_date(paper, on) for paper in papers):
            soon.append(demand)
    return Check(
        missing=tuple(missing),
        missing_mandatory=tuple(demand for demand in (*missing, *old) if demand.mandatory),
        out_of_date=tuple(old),
        soon_out_of_date=tuple(soon),
    )
