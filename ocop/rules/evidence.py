"""Which papers a product set and a wanted star demand, and what is missing, out of date, or about to be.

The lists are Mẫu số 02 of 26/2026 (E01-E15) and the dossier list of 1048/2019 (D01-D18). Which criterion asks for which
paper is the project's assignment, printed as such in the data.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ocop.rules.criteria import CriteriaSet, LawDocument, Sheet

SOON_DAYS = 60
KINDS = ("first", "upgrade", "renewal")
# Forms filled on the platform, the commune's report and on-site checks: never asked as an upload (`handed_in` in the
# data). Samples are asked as a photo beside the goods themselves.
NOT_UPLOADED = frozenset({"D01", "M01", "M02", "M03", "FIELD"})


@dataclass(frozen=True, slots=True)
class Demand:
    """One paper that is asked: for which criteria, whether lodging needs it, and why in words.

    `for_star` are criteria among them whose minimum for the wanted star this paper must prove. `max_age_days` is how
    old it may be, None when nothing is known.
    """

    code: str
    name_vi: str
    mandatory: bool
    criteria: tuple[str, ...]
    why: str
    for_star: tuple[str, ...] = ()
    max_age_days: int | None = None


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

    A paper is mandatory when the decision's list says so. One that proves a criterion with a minimum of the wanted star
    is not mandatory but names that minimum. `kind` (first, upgrade, renewal) asks the same papers: Điều 6 of 26/2026
    and the practice of 1048 want the whole dossier each time. Raises ValueError on an unknown kind.
    """
    if kind not in KINDS:
        raise ValueError(f"Không có loại hồ sơ {kind}.")
    gated = {gate.criterion for stars, gates in sheet.gates.items() if stars <= wanted_stars for gate in gates}
    serves: dict[str, list[str]] = {}
    for criterion in sheet.criteria.values():
        for code in criterion.requires:
            serves.setdefault(code, []).append(criterion.code)
    return tuple(
        _demand(document, tuple(serves.get(document.code, ())), sheet, gated, wanted_stars)
        for document in criteria.documents.values()
        if document.code not in NOT_UPLOADED
        and (document.code in serves or _is_mandatory(document))
        and (sheet.requires_sample or document.handed_in != "sample")
    )


def _is_mandatory(document: LawDocument) -> bool:
    """Samples are mandatory too, but handed over as goods: their photo does not hold up lodging."""
    return document.mandatory and document.handed_in == "upload"


def _demand(document: LawDocument, serves: tuple[str, ...], sheet: Sheet, gated: set[str], wanted: int) -> Demand:
    for_star = tuple(code for code in serves if code in gated and sheet.criteria[code].basis == "document")
    mandatory = _is_mandatory(document)
    return Demand(
        code=document.code,
        name_vi=document.name_vi,
        mandatory=mandatory,
        criteria=serves,
        why=_why(mandatory, for_star, wanted),
        for_star=for_star,
        max_age_days=document.max_age_days,
    )


def _why(mandatory: bool, for_star: Sequence[str], wanted_stars: int) -> str:
    if mandatory:
        return "Bắt buộc phải có khi nộp hồ sơ."
    if for_star:
        return f"Cần cho mức tối thiểu {wanted_stars} sao ở tiêu chí {', '.join(for_star)}."
    return "Dùng làm minh chứng để được chấm điểm."


def is_out_of_date(paper: PaperHeld, on: date, max_age_days: int | None = None) -> bool:
    """True if the paper no longer counts on a day: past its last day, or older than `max_age_days`."""
    if paper.valid_until is not None and paper.valid_until < on:
        return True
    if max_age_days is None or paper.issued_on is None:
        return False
    return paper.issued_on + timedelta(days=max_age_days) < on


def check(demands: Iterable[Demand], papers: Iterable[PaperHeld], on: date, *, soon_days: int = SOON_DAYS) -> Check:
    """What of the demanded papers is missing, out of date, or will be within `soon_days` of a day.

    A paper issued after the day does not count yet.
    """
    held: dict[str, list[PaperHeld]] = {}
    for paper in papers:
        if paper.issued_on is None or paper.issued_on <= on:
            held.setdefault(paper.code, []).append(paper)
    return _sorted_by_state(tuple(demands), held, on, on + timedelta(days=soon_days))


def _sorted_by_state(
    demands: tuple[Demand, ...], held: Mapping[str, Sequence[PaperHeld]], on: date, later: date
) -> Check:
    missing, old, soon = [], [], []
    for demand in demands:
        papers = held.get(demand.code, ())
        if not papers:
            missing.append(demand)
        elif all(is_out_of_date(paper, on, demand.max_age_days) for paper in papers):
            old.append(demand)
        elif all(is_out_of_date(paper, later, demand.max_age_days) for paper in papers):
            soon.append(demand)
    return Check(
        missing=tuple(missing),
        missing_mandatory=tuple(demand for demand in (*missing, *old) if demand.mandatory),
        out_of_date=tuple(old),
        soon_out_of_date=tuple(soon),
    )
