"""Periods, who owes what, returns with their cells, and the consolidated report."""

from ocop.oversight.reporting.models.fields import sections_of
from ocop.oversight.reporting.models.periods import Obligation, Period, ReturnReminder
from ocop.oversight.reporting.models.reports import (
    ConsolidatedReport,
    EditedWord,
    FindingNote,
    Receipt,
    ReportCell,
    ReportPaper,
)
from ocop.oversight.reporting.models.returns import PeriodicReturn, ReturnCell, ReturnSlip, TypedChange

__all__ = [
    "ConsolidatedReport",
    "EditedWord",
    "FindingNote",
    "Obligation",
    "Period",
    "PeriodicReturn",
    "Receipt",
    "ReportCell",
    "ReportPaper",
    "ReturnCell",
    "ReturnReminder",
    "ReturnSlip",
    "TypedChange",
    "sections_of",
]
