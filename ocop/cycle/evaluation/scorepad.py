"""The score pad as the template draws it: each criterion with its options and what stands beside it."""

from dataclasses import dataclass
from datetime import datetime

from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.commune_contents import BY_KEY
from ocop.cycle.dossiers.models import CommuneFinding
from ocop.cycle.dossiers.reading import CriterionReading, Reading
from ocop.cycle.dossiers.sharing import without_private
from ocop.cycle.evaluation import judging
from ocop.cycle.evaluation.models import Mark, ScoreSheet


@dataclass(frozen=True, slots=True)
class Option:
    """One radio: its value, words, points, hint and whether it stands."""

    value: str
    label: str
    points: int
    hint: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion: the member's options on one side, the producer's mark and papers on the other."""

    reading: CriterionReading
    options: tuple[Option, ...]
    mark: Mark | None

    @property
    def code(self) -> str:
        return self.reading.code

    @property
    def criterion(self) -> law.Criterion:
        return self.reading.criterion


@dataclass(frozen=True, slots=True)
class PadSection:
    slug: str
    heading: str
    name: str
    max: int
    lines: tuple[Line, ...]
    findings: tuple[tuple[str, CommuneFinding], ...]
    asks_story: bool

    @property
    def answered(self) -> int:
        return sum(line.mark is not None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Pad:
    """The whole sheet of one member; `total` counts what is saved on the server."""

    sections: tuple[PadSection, ...]
    total: int
    answered: int
    criteria: int
    saved_at: datetime | None
    copied: bool
    reading: Reading


def pad_of(sheet: ScoreSheet, reading: Reading, typed: dict[str, str]) -> Pad:
    """Lay a member's marks beside the dossier; `typed` are values of a refused form, shown again as typed."""
    marks = {mark.criterion_code: mark for mark in sheet.marks.all()}
    findings = _findings(sheet)
    sections = tuple(
        PadSection(
            slug=each.slug,
            heading=each.section.heading,
            name=each.section.name,
            max=each.section.max,
            lines=tuple(_line(line, marks.get(line.code), typed) for line in each.criteria),
            findings=findings if any(line.criterion.commune_assessed for line in each.criteria) else (),
            asks_story=each.section.asks_story,
        )
        for each in reading.sections
    )
    score = judging.score_of(law.sheet_of(sheet.docket.dossier), marks.values())
    return Pad(
        sections=sections,
        total=score.total,
        answered=len(marks),
        criteria=sum(len(each.lines) for each in sections),
        saved_at=max((mark.saved_at for mark in marks.values()), default=None),
        copied=sheet.turn > 1,
        reading=without_private(reading),
    )


def _line(reading: CriterionReading, mark: Mark | None, typed: dict[str, str]) -> Line:
    standing = f"{mark.case}:{mark.points}" if mark else ""
    chosen = typed.get(reading.code, standing)
    options = tuple(
        Option(each.value, each.label, each.points, each.hint, each.value == chosen)
        for each in law.choices_of(reading.criterion)
    )
    return Line(reading, options, mark)


def _findings(sheet: ScoreSheet) -> tuple[tuple[str, CommuneFinding], ...]:
    """What the commune found, in the order of Mẫu số 03; one query."""
    found = {each.content: each for each in sheet.docket.dossier.commune_findings.all()}
    return tuple((content.title, found[key]) for key, content in BY_KEY.items() if key in found)
