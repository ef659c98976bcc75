"""The figures of a consolidated report on the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ocop.kit import clock
from ocop.kit.scope import Actor
from ocop.kit.text.numbers import format_number
from ocop.oversight.figures.models import Figure
from ocop.oversight.reporting.catalogue import Section, Template, form_called, template_called
from ocop.oversight.reporting.cells import filled_forms, report_cells, values_of
from ocop.oversight.reporting.comparing import compared
from ocop.oversight.reporting.display import links_of_figures, links_of_questions, printed_cell, shown, spoken, texts_of
from ocop.oversight.reporting.filling import PROVINCE, counted_now, questions_of, target_cell, target_questions
from ocop.oversight.reporting.gathering import Gathered, gathered_for
from ocop.oversight.reporting.listing import lists_frozen
from ocop.oversight.reporting.models import ConsolidatedReport, sections_of
from ocop.rules.forms import Filled


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a report on the screen: frozen ones by their codes, or as the records stand before that."""

    template: Template
    cells: Mapping[str, Filled]
    links: Mapping[str, tuple[str, str]]
    is_frozen: bool
    gathered: Gathered
    frozen: Mapping[str, Figure]


def figures_of(row: ConsolidatedReport) -> Figures:
    """The figures to show; one query when they are frozen."""
    template, kept = template_called(row.template), report_cells(row)
    if kept:
        given, links = values_of(kept), links_of_figures(kept)
    else:
        questions = questions_of(template.forms, row.period, PROVINCE, clock.today())
        if template.targets_in:
            questions |= target_questions(row.period, clock.today())
        given, links = counted_now(questions), links_of_questions(questions)
    cells = {**given, **filled_forms(template.forms, given)}
    frozen = {cell: each.figure for cell, each in kept.items()}
    return Figures(template, cells, links, bool(kept), gathered_for(row), frozen)


def section_shown(section: Section, row: ConsolidatedReport, figures: Figures, actor: Actor) -> dict[str, Any]:
    """A section on the screen: its prose with figures in place, its forms, what a paper printed, what returns say."""
    forms = [form_called(code) for code in section.forms]
    texts = texts_of(figures.template.forms, figures.cells)
    return {
        "section": section,
        "prose": spoken(sections_of(row.sections).get(section.key, ""), texts, figures.links),
        "forms": [
            replace(shown(form, figures.cells, figures.links), lists=lists_frozen(form, figures.frozen, actor))
            for form in forms
        ],
        "compared": [line for form in forms for line in compared(form, figures.cells)],
        "gathered": figures.gathered.get(section.gathers, []),
        "has_targets": section.key == figures.template.targets_in,
    }


def targets_shown(row: ConsolidatedReport, figures: Figures) -> list[dict[str, str]]:
    """The plan's targets on the last day of the period, each with the page that opens its figure."""
    found = []
    for target in row.period.plan.targets.all():
        cell = target_cell(target)
        url, code = figures.links.get(cell, ("", ""))
        promised = f"{format_number(target.figure)} {'%' if target.is_share else target.unit}"
        value = printed_cell(figures.cells.get(cell))
        found.append({"name": target.name, "promised": promised, "value": value, "url": url, "code": code})
    return found
