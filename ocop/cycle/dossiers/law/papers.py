"""Which papers a dossier and each criterion ask for, and how the cited ones stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ocop.cycle.dossiers.law.sheets import sheet_of
from ocop.cycle.dossiers.models import Dossier, SelfMark
from ocop.ground.producers.models import Paper
from ocop.ground.producers.states import LAW_CODES, PaperKind
from ocop.rules import evidence
from ocop.rules.criteria import Criterion, RuleDataError, load

# Samples are handed over and confirmed by the first reader; beside a criterion a photo of them is asked.
_SAMPLES, _SAMPLE = frozenset({"SMP", "D05"}), "Ảnh sản phẩm, bao bì, nhãn"


@dataclass(frozen=True, slots=True)
class Demand:
    """One paper a criterion asks for: its kind in the wallet, its name and what it must show."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class PaperNeed:
    """One paper the dossier as a whole asks for, and how it stands."""

    demand: evidence.Demand
    state: str  # held, soon, old, missing

    @property
    def is_met(self) -> bool:
        return self.state in ("held", "soon")

    @property
    def is_mandatory(self) -> bool:
        return self.demand.mandatory

    @property
    def sentence(self) -> str:
        """What to do about it, as a sentence with a verb first."""
        what = self.demand.name_vi
        verb = {"missing": "Nộp", "old": "Thay bản còn hạn của", "soon": "Chuẩn bị bản mới của"}.get(self.state, "")
        return f"{verb} “{what}”. {self.demand.why}"


def demands_of(dossier: Dossier, criterion: Criterion, mark: SelfMark | None = None) -> tuple[Demand, ...]:
    """The papers one criterion asks for: those that are uploaded, and none where 0 points are claimed."""
    if mark is not None and mark.points == 0:
        return ()
    documents = load(dossier.criteria_id).documents
    kinds = LAW_CODES.get(dossier.criteria_id, {})
    return tuple(
        Demand(code, str(kinds.get(code, "")), _SAMPLE if code in _SAMPLES else documents[code].name_vi)
        for code in criterion.requires
        if code not in evidence.NOT_UPLOADED and code in documents
    )


def paper_needs(dossier: Dossier, papers: Iterable[Paper], on: date) -> tuple[PaperNeed, ...]:
    """Every paper the dossier asks for towards the wanted star, with its state on a day."""
    criteria, sheet = load(dossier.criteria_id), sheet_of(dossier)
    demands = evidence.demanded(criteria, sheet, dossier.wanted_stars, dossier.kind)
    codes = {kind: code for code, kind in LAW_CODES.get(dossier.criteria_id, {}).items()}
    held = [
        evidence.PaperHeld(codes[PaperKind(paper.kind)], paper.issued_on, paper.valid_until)
        for paper in papers
        if PaperKind(paper.kind) in codes
    ]
    found = evidence.check(demands, held, on)
    demands = tuple(each for each in demands if each.code not in _SAMPLES)
    states = {each.code: "missing" for each in found.missing}
    states |= {each.code: "old" for each in found.out_of_date}
    states |= {each.code: "soon" for each in found.soon_out_of_date}
    return tuple(PaperNeed(each, states.get(each.code, "held")) for each in demands)


def needs_samples(dossier: Dossier) -> bool:
    """Whether five samples go with the dossier (every set but services)."""
    try:
        return sheet_of(dossier).requires_sample
    except (KeyError, RuleDataError):
        return False
