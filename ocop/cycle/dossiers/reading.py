"""A dossier laid out beside its sheet: for every criterion the producer's mark, the papers, and what is asked.

One assembly serves the producer's pages, the first reader, the province and the council ("evidence beside the
criterion"): `reading_of` runs three queries (four while a return is open), however much the dossier holds.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.changes import content_from
from ocop.cycle.dossiers.faults import Fault, open_faults_of
from ocop.cycle.dossiers.models import Citation, Dossier, SelfMark
from ocop.cycle.dossiers.places import evidence_place, field_place, mark_place
from ocop.cycle.dossiers.registration import STORY, Field, Page, pages_for
from ocop.ground.producers.models import Paper
from ocop.ground.producers.queries import EXPIRING_DAYS

FileAddress = Callable[[Citation], str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One paper brought forward for one criterion, with the address that serves its file to this reader."""

    citation: Citation
    url: str
    state: str  # valid, expiring, expired
    note: str

    @property
    def paper(self) -> Paper:
        return self.citation.paper


@dataclass(frozen=True, slots=True)
class CriterionReading:
    """One criterion with everything the dossier holds about it."""

    criterion: law.Criterion
    mark: SelfMark | None
    chosen: str
    evidence: tuple[Evidence, ...]
    demands: tuple[law.Demand, ...]
    faults: tuple[Fault, ...]

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def asked_without_paper(self) -> bool:
        """Whether a paper is asked for and none is there yet."""
        return bool(self.demands) and not self.evidence

    @property
    def is_to_mend(self) -> bool:
        return any(not fault.is_answered for fault in self.faults)


@dataclass(frozen=True, slots=True)
class SectionReading:
    section: law.Section
    criteria: tuple[CriterionReading, ...]

    @property
    def slug(self) -> str:
        return self.section.slug

    @property
    def points(self) -> int:
        """The producer's own points in this section; a blank counts nothing."""
        return sum(line.mark.points for line in self.criteria if line.mark)

    @property
    def answered(self) -> int:
        return sum(line.mark is not None for line in self.criteria)

    @property
    def note(self) -> str:
        """Points, and papers where there are any, as the line beside the section's name."""
        papers = f", {self.papers} giấy tờ" if self.papers else ""
        return f"{self.points}/{self.section.max} điểm{papers}"

    @property
    def papers(self) -> int:
        """How many different papers the section rests on."""
        return len({each.paper.pk for line in self.criteria for each in line.evidence})

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(fault for line in self.criteria for fault in line.faults)


@dataclass(frozen=True, slots=True)
class StatementReading:
    field: Field
    text: str
    faults: tuple[Fault, ...]

    @property
    def shown(self) -> str:
        """The answer in words: a choice by its label."""
        return dict(self.field.choices).get(self.text, self.text)


@dataclass(frozen=True, slots=True)
class PageReading:
    page: Page
    lines: tuple[StatementReading, ...]

    @property
    def missing(self) -> tuple[StatementReading, ...]:
        return tuple(line for line in self.lines if line.field.required and not line.text.strip())

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(fault for line in self.lines for fault in line.faults)


@dataclass(frozen=True)
class Reading:
    """The whole dossier as read on one day. `faults` are the open items of the last return, by place."""

    dossier: Dossier
    on: date
    pages: tuple[PageReading, ...]
    story: str
    sections: tuple[SectionReading, ...]
    assessment: law.Assessment
    faults: dict[str, tuple[Fault, ...]] = field(default_factory=dict)

    def section(self, slug: str) -> SectionReading | None:
        return next((each for each in self.sections if each.slug == slug), None)

    def criterion(self, code: str) -> CriterionReading | None:
        """One criterion by its code, None when the sheet has no such criterion."""
        return next((line for each in self.sections for line in each.criteria if line.code == code), None)

    @property
    def sheet_status(self) -> str:
        """How far the sheet itself can be trusted, in words for the screen."""
        return law.sheet_of(self.dossier).status_vi

    @property
    def criteria(self) -> tuple[CriterionReading, ...]:
        return tuple(line for each in self.sections for line in each.criteria)

    @property
    def open_faults(self) -> tuple[Fault, ...]:
        """Items of the last return that were neither mended nor answered, in the order they were written."""
        lines = (fault for faults in self.faults.values() for fault in faults if not fault.is_answered)
        return tuple(sorted(lines, key=lambda fault: fault.item.pk))

    @property
    def papers(self) -> tuple[Paper, ...]:
        """Every paper cited anywhere, once each."""
        seen = {each.paper.pk: each.paper for line in self.criteria for each in line.evidence}
        return tuple(seen.values())


def reading_of(dossier: Dossier, on: date, *, file_url: FileAddress | None = None) -> Reading:
    """Lay a dossier out beside its sheet; the caller has fetched it through their own scope.

    `file_url` gives the address under which this reader opens a cited file; by default this room's own, which follows
    `DossierQuerySet.visible_to`. A council passes its own address.
    """
    address = file_url or _own_address(dossier)
    marks = {mark.criterion_code: mark for mark in dossier.self_marks.all()}
    citations = list(dossier.citations.select_related("paper__document"))
    cited = _by_criterion(citations, address, on)
    texts = dict(dossier.statements.values_list("key", "text"))
    faults = open_faults_of(dossier, content_from(texts, marks.values(), citations))
    sections = law.sections_of(dossier)
    form = pages_for(dossier.criteria_id, dossier.kind, samples=law.needs_samples(dossier))
    papers = [each.paper for lines in cited.values() for each in lines]
    return Reading(
        dossier=dossier,
        on=on,
        pages=tuple(_page(page, texts, faults) for page in form),
        story=texts.get(STORY, ""),
        sections=tuple(_section(section, dossier, marks, cited, faults) for section in sections),
        assessment=law.assess(dossier, marks.values(), papers, on),
        faults=faults,
    )


def _own_address(dossier: Dossier) -> FileAddress:
    return lambda citation: reverse("dossiers:file", args=[dossier.public_id, citation.public_id])


def _by_criterion(citations: Iterable[Citation], address: FileAddress, on: date) -> dict[str, tuple[Evidence, ...]]:
    found: dict[str, list[Evidence]] = {}
    for citation in citations:
        state, note = _validity(citation.paper, on)
        found.setdefault(citation.criterion_code, []).append(Evidence(citation, address(citation), state, note))
    return {code: tuple(lines) for code, lines in found.items()}


def _validity(paper: Paper, on: date) -> tuple[str, str]:
    """The state of a paper on a day and the words for it."""
    until = paper.valid_until
    if until is None:
        return "valid", ""
    if until < on:
        return "expired", f"Đã hết hạn ngày {until:%d/%m/%Y}"
    if (until - on).days <= EXPIRING_DAYS:
        return "expiring", f"Sắp hết hạn: {until:%d/%m/%Y}"
    return "valid", f"Có giá trị đến {until:%d/%m/%Y}"


def _page(page: Page, texts: dict[str, str], faults: dict[str, tuple[Fault, ...]]) -> PageReading:
    return PageReading(
        page,
        tuple(
            StatementReading(each, texts.get(each.key, ""), faults.get(field_place(each.key), ()))
            for each in page.fields
        ),
    )


def _section(
    section: law.Section,
    dossier: Dossier,
    marks: dict[str, SelfMark],
    cited: dict[str, tuple[Evidence, ...]],
    faults: dict[str, tuple[Fault, ...]],
) -> SectionReading:
    lines = []
    for criterion in section.criteria:
        mark = marks.get(criterion.code)
        lines.append(
            CriterionReading(
                criterion=criterion,
                mark=mark,
                chosen=law.words_of(criterion, mark) if mark else "",
                evidence=cited.get(criterion.code, ()),
                demands=law.demands_of(dossier, criterion, mark),
                faults=(
                    *faults.get(evidence_place(criterion.code), ()),
                    *faults.get(mark_place(criterion.code), ()),
                ),
            )
        )
    return SectionReading(section, tuple(lines))
