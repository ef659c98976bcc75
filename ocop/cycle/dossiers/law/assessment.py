"""What the self-assessment comes to: total, band, minimums, papers, and what the wanted star would take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ocop.cycle.dossiers.law.marks import scored_marks
from ocop.cycle.dossiers.law.papers import PaperNeed, paper_needs
from ocop.cycle.dossiers.law.sheets import sheet_of
from ocop.cycle.dossiers.models import Dossier, SelfMark
from ocop.ground.producers.models import Paper
from ocop.rules import grading, scoring
from ocop.rules.criteria import load


@dataclass(frozen=True, slots=True)
class Raise:
    """A criterion that keeps the dossier from a star: what is needed and what there is."""

    code: str
    name: str
    needed: int
    actual: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the self-assessment comes to, and what the wanted star would still take.

    `stars` is the lower of `band_stars` and `gate_stars`; where the minimum marks of a law are not known only the band
    speaks (`gates_known` False). `short` is the points missing to the band of `aim`.
    """

    total: int
    maximum: int
    parts: Mapping[str, int]
    sections: Mapping[str, int]
    band_stars: int
    gate_stars: int
    stars: int
    gates_known: bool
    aim: int
    short: Decimal
    raises: tuple[Raise, ...]
    stops: tuple[str, ...]
    papers: tuple[PaperNeed, ...]

    @property
    def missing_papers(self) -> tuple[PaperNeed, ...]:
        return tuple(need for need in self.papers if not need.is_met)

    @property
    def aim_title(self) -> str:
        return f"Để đạt {self.aim} sao còn thiếu gì"

    @property
    def papers_title(self) -> str:
        return f"Còn {len(self.missing_papers)} loại giấy tờ chưa có"

    @property
    def reaches_aim(self) -> bool:
        return self.stars >= self.aim


def assess(dossier: Dossier, marks: Iterable[SelfMark], papers: Iterable[Paper], on: date) -> Assessment:
    """Total, band, minimums and papers of the self-assessment, against the star the producer wants."""
    criteria, sheet, aim = load(dossier.criteria_id), sheet_of(dossier), dossier.wanted_stars
    score = scoring.score(sheet, scored_marks(marks))
    average = Decimal(score.total)
    grade = grading.grade(criteria, sheet, average, score.counted, score.disqualified)
    ahead = grading.towards(criteria, sheet, average, score.counted, aim)
    return Assessment(
        total=score.total,
        maximum=sheet.max,
        parts=score.parts,
        sections=score.sections,
        band_stars=grade.band_stars,
        gate_stars=grade.gate_stars,
        stars=grade.stars,
        gates_known=grade.gates_known,
        aim=aim,
        short=ahead.points_short,
        raises=tuple(
            Raise(gate.criterion, sheet.criteria[gate.criterion].name_vi, gate.min_points, gate.actual)
            for gate in ahead.raises
        ),
        stops=grade.disqualified,
        papers=paper_needs(dossier, papers, on),
    )
