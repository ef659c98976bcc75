"""What does not agree among the cells of a return or report, and with those of the period before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ocop.oversight.reporting.before import NOTHING, Before, before_report, before_return
from ocop.oversight.reporting.catalogue import template_called
from ocop.oversight.reporting.cells import template_of
from ocop.oversight.reporting.models import ConsolidatedReport, PeriodicReturn
from ocop.rules.consistency import Finding, Printed, Weight, check
from ocop.rules.forms import Filled, Form, claims_of, numbers_before, numbers_of


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


def findings_among(forms: Iterable[Form], cells: Mapping[str, Filled], before: Before = NOTHING) -> list[Finding]:
    """What does not agree among the cells of some forms, and with those of the period before."""
    found: list[Finding] = []
    for form in forms:
        numbers: dict[str, Printed] = numbers_of(form, cells)
        numbers |= numbers_before(numbers_of(form, before.cells), before.whose)
        found += check(numbers, claims_of(form, numbers, follows=before.follows))
    return found


def findings_of(row: PeriodicReturn, cells: Mapping[str, Filled], before: Before | None = None) -> list[Found]:
    """What the check finds in a return, blocking ones first, each with the office's own words about it."""
    notes = dict(row.finding_notes.values_list("claim", "note"))
    beside = before_return(row) if before is None else before
    among = findings_among(template_of(row).forms, cells, beside)
    found = [Found(each, notes.get(each.claim, "")) for each in among]
    return sorted(found, key=lambda each: not each.blocks)


def findings_of_report(report: ConsolidatedReport, cells: Mapping[str, Filled]) -> list[Finding]:
    """What the check finds in a consolidated report, also beside the one sent for the period before."""
    return findings_among(template_called(report.template).forms, cells, before_report(report))
