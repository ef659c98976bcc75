"""The cells of a return or report: as they stand, or as they were frozen; and what does not agree among them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ocop.oversight.reporting.catalogue import Template, template_called
from ocop.oversight.reporting.filling import counted_now, questions_of, scope_of
from ocop.oversight.reporting.models import ConsolidatedReport, PeriodicReturn, ReportCell, ReturnCell
from ocop.oversight.reporting.states import WITH_THE_OFFICE
from ocop.rules.consistency import Finding, Printed, Weight, check
from ocop.rules.forms import Filled, Form, claims_of, fill, numbers_before, numbers_of


@dataclass(frozen=True, slots=True)
class Found:
    """Something that does not agree, and what the office said of it."""

    finding: Finding
    note: str = ""

    @property
    def blocks(self) -> bool:
        return self.finding.weight is Weight.BLOCKS

    @property
    def is_open(self) -> bool:
        """Whether it still keeps the return from being sent."""
        return self.blocks or not self.note


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


def return_before(row: PeriodicReturn) -> PeriodicReturn | None:
    """What the same office sent for the period before, under the same plan and on the same template."""
    found = PeriodicReturn.objects.filter(
        obligation__office=row.office,
        obligation__template=row.obligation.template,
        obligation__period__plan=row.period.plan,
        obligation__period__until__lt=row.period.until,
    ).exclude(state__in=WITH_THE_OFFICE)
    return (
        found.select_related("obligation__office", "obligation__period").order_by("-obligation__period__until").first()
    )


def findings_among(
    forms: Iterable[Form], cells: Mapping[str, Filled], before: Mapping[str, Filled] | None = None
) -> list[Finding]:
    """What does not agree among the cells of some forms, and with those of the period before."""
    found: list[Finding] = []
    for form in forms:
        numbers: dict[str, Printed] = numbers_of(form, cells)
        numbers |= numbers_before(numbers_of(form, before or {}))
        found += check(numbers, claims_of(form, numbers))
    return found


def findings_of(row: PeriodicReturn, cells: Mapping[str, Filled]) -> list[Found]:
    """What the check finds in a return, blocking ones first, each with the office's own words about it."""
    earlier = return_before(row)
    before = cells_of(earlier, row.period.until) if earlier is not None else None
    notes = dict(row.finding_notes.values_list("claim", "note"))
    found = [Found(each, notes.get(each.claim, "")) for each in findings_among(template_of(row).forms, cells, before)]
    return sorted(found, key=lambda each: not each.blocks)
