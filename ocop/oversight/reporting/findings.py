"""What does not agree among the cells of a return or report, and with those of the period before."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ocop.oversight.reporting.before import NOTHING, Before, before_report, before_return
from ocop.oversight.reporting.catalogue import template_called
from ocop.oversight.reporting.cells import template_of
from ocop.oversight.reporting.display import Links
from ocop.oversight.reporting.models import ConsolidatedReport, PeriodicReturn
from ocop.rules.consistency import Finding, Printed, Weight, check, said
from ocop.rules.forms import BEFORE, Filled, Form, claims_of, made_of, numbers_before, numbers_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the words of a finding; a figure has what opens it, each with its code (several where it is a sum)."""

    text: str
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Something that does not agree, in words that open the figures on both sides, and what was said of it."""

    finding: Finding
    note: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def blocks(self) -> bool:
        return self.finding.weight is Weight.BLOCKS

    @property
    def is_open(self) -> bool:
        """Whether it still keeps the return or report from being sent."""
        return self.blocks or not self.note


def findings_among(
    forms: Iterable[Form],
    cells: Mapping[str, Filled],
    before: Before = NOTHING,
    *,
    notes: Mapping[str, str],
    links: Links,
) -> list[Found]:
    """What does not agree among the cells of some forms, and with those of the period before; blocking ones first."""
    found: list[Found] = []
    for form in forms:
        numbers: dict[str, Printed] = numbers_of(form, cells)
        numbers |= numbers_before(numbers_of(form, before.cells), before.whose)
        for each in check(numbers, claims_of(form, numbers, follows=before.follows)):
            pieces = tuple(_pieces(each, form, numbers, links, before.links))
            found.append(Found(each, notes.get(each.claim, ""), pieces))
    return sorted(found, key=lambda each: not each.blocks)


def _pieces(
    finding: Finding, form: Form, numbers: Mapping[str, Printed], links: Links, earlier: Links
) -> Iterator[Piece]:
    """The words of a finding, which quote its figures as `said` says them."""
    quoted = {}
    for key in finding.about:
        cell = key.removeprefix(BEFORE)
        quoted[said(numbers[key])] = tuple(_opening(form, cell, links if cell == key else earlier))
    figures = "|".join(re.escape(words) for words in sorted(quoted, key=len, reverse=True))
    for words in filter(None, re.split(f"({figures})", finding.words)):
        yield Piece(words, quoted.get(words, ()))


def _opening(form: Form, cell: str, links: Links) -> Iterator[tuple[str, str]]:
    """What opens a cell: its own figure, else those it is worked out of."""
    if cell in links:
        yield links[cell]
        return
    _, row, column = cell.split("/")
    for part in made_of(form, form.row(row), form.column(column)):
        yield from _opening(form, part, links)


def findings_of(
    row: PeriodicReturn, cells: Mapping[str, Filled], before: Before | None = None, links: Links | None = None
) -> list[Found]:
    """What the check finds in a return, each with the office's own words about it."""
    notes = dict(row.finding_notes.values_list("claim", "note"))
    beside = before_return(row) if before is None else before
    return findings_among(template_of(row).forms, cells, beside, notes=notes, links=links or {})


def findings_of_report(
    report: ConsolidatedReport, cells: Mapping[str, Filled], links: Links | None = None
) -> list[Found]:
    """What the check finds in a consolidated report, also beside the one sent for the period before."""
    notes = dict(report.finding_notes.values_list("claim", "note"))
    forms = template_called(report.template).forms
    return findings_among(forms, cells, before_report(report), notes=notes, links=links or {})
