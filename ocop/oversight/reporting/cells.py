"""The cells of a return or report: as they stand, or as they were frozen."""

from collections.abc import Iterable, Mapping
from datetime import date

from ocop.oversight.reporting.catalogue import Template, template_called
from ocop.oversight.reporting.filling import counted_now, questions_of, scope_of
from ocop.oversight.reporting.models import ConsolidatedReport, PeriodicReturn, ReportCell, ReturnCell
from ocop.oversight.reporting.states import WITH_THE_OFFICE
from ocop.rules.forms import Filled, Form, fill


def template_of(row: PeriodicReturn) -> Template:
    return template_called(row.obligation.template)


def kept_cells(row: PeriodicReturn) -> dict[str, ReturnCell]:
    """What is on record of a return's cells; one query."""
    return {each.cell: each for each in row.cells.select_related("figure")}


def cells_of(row: PeriodicReturn, today: date, kept: Mapping[str, ReturnCell] | None = None) -> dict[str, Filled]:
    """A return's cells with sums and shares: counted now while the office writes, frozen once it was sent."""
    on_record = kept_cells(row) if kept is None else kept
    template = template_of(row)
    given = {cell: filled for cell, each in on_record.items() if (filled := _filled(each)) is not None}
    if row.state in WITH_THE_OFFICE:
        typed = {cell: filled for cell, filled in given.items() if filled.manual}
        given = typed | counted_now(questions_of(template.forms, row.period, scope_of(row.office), today))
    return filled_forms(template.forms, given)


def filled_forms(forms: Iterable[Form], given: Mapping[str, Filled]) -> dict[str, Filled]:
    """All cells of some forms, sums and shares included."""
    return {cell: filled for form in forms for cell, filled in fill(form, given).items()}


def _filled(each: ReturnCell | ReportCell) -> Filled | None:
    if each.figure is not None:
        return Filled(each.figure.value, each.figure.base)
    typed = getattr(each, "typed", None)
    return Filled(typed, manual=True) if typed is not None else None


def report_cells(report: ConsolidatedReport) -> dict[str, ReportCell]:
    """The frozen cells of a consolidated report; one query."""
    return {each.cell: each for each in report.cells.select_related("figure")}


def values_of(kept: Mapping[str, ReportCell]) -> dict[str, Filled]:
    """The frozen figures of a report's cells."""
    return {cell: filled for cell, each in kept.items() if (filled := _filled(each)) is not None}
