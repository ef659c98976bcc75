"""What is done with periods, returns and reports."""

from ocop.oversight.reporting.actions.edited import drop_edited, keep_edited, read_edited
from ocop.oversight.reporting.actions.papers import ask_for_papers, freeze_figures
from ocop.oversight.reporting.actions.periods import PeriodFacts, add_office, excuse, open_period, remind_of_returns
from ocop.oversight.reporting.actions.reports import (
    ReportHead,
    mark_received,
    save_report,
    start_report,
    submit_report,
)
from ocop.oversight.reporting.actions.returns import accept, save_return, send_back, submit_return, unlock

__all__ = [
    "PeriodFacts",
    "ReportHead",
    "accept",
    "add_office",
    "ask_for_papers",
    "drop_edited",
    "excuse",
    "freeze_figures",
    "keep_edited",
    "mark_received",
    "open_period",
    "read_edited",
    "remind_of_returns",
    "save_report",
    "save_return",
    "send_back",
    "start_report",
    "submit_report",
    "submit_return",
    "unlock",
]
