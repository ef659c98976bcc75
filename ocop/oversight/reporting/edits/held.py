"""What a report's files held when its figures were frozen before: its values, its words, its tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ocop.ground.registry.queries import history_of
from ocop.oversight.figures.models import Figure
from ocop.oversight.reporting.composing import compose
from ocop.oversight.reporting.models import ConsolidatedReport, ReportCell
from ocop.oversight.reporting.papers.document import Report
from ocop.oversight.reporting.papers.word import values_of


@dataclass(frozen=True, slots=True)
class Held:
    """What a file held when it was made. `values` are its figures as printed, by tag. `words` are the marks of the
    lines people had written, None where nobody noted them, `composed` the report with its tables of that moment, and
    `words_at` that moment: of the words people edited, which may be an earlier one than that of the figures.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    words_at: datetime | None = None
    words: frozenset[str] | None = None
    composed: Report | None = None


def held_at(report: ConsolidatedReport, figures_at: datetime | None, words_at: datetime | None) -> Held:
    """What a file of the figures frozen at one moment and the words of the last freezing before another held."""
    freezings = dict(_freezings(report))
    figures = freezings.get(figures_at) if figures_at is not None else None
    of_words = max((at for at in freezings if words_at is not None and at <= words_at), default=None)
    if of_words is None:
        return Held(values_of(_composed(report, figures)) if figures else {}, words_at)
    said = freezings[of_words]
    marks, composed = said.get("words"), _composed(report, said)
    now = composed if figures_at == of_words else _composed(report, figures) if figures else None
    return Held(values_of(now) if now else {}, of_words, frozenset(marks) if marks is not None else None, composed)


def codes_of(report: ConsolidatedReport) -> frozenset[str]:
    """Every code that figures of a report ever had, as they are printed; one query."""
    codes = {each["code"] for _, frozen in _freezings(report) for each in frozen["figures"].values()}
    return frozenset(Figure(code=code).printed_code for code in codes)


def _composed(report: ConsolidatedReport, frozen: Mapping[str, Any]) -> Report:
    """The report with the figures of a freezing, and the words of now."""
    codes = {cell: each["code"] for cell, each in frozen["figures"].items()}
    found = {each.code: each for each in Figure.objects.select_related("counted").filter(code__in=codes.values())}
    return compose(
        report,
        {
            cell: ReportCell(report=report, cell=cell, figure=found[code])
            for cell, code in codes.items()
            if code in found
        },
    )


def _freezings(report: ConsolidatedReport) -> Iterator[tuple[datetime, Mapping[str, Any]]]:
    for entry in history_of(report).filter(act="reporting.report_frozen"):
        yield entry.at, entry.payload()
