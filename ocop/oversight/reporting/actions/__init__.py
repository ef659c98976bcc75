"""What is done with periods, returns and reports."""

from ocop.oversight.reporting.actions.edited import drop_edited, keep_edited, read_edited
from ocop.oversight.reporting.actions.owing import add_office, excuse, remind_of_returns, take_back_excuse
from ocop.oversight.reporting.actions.papers import ask_for_papers, freeze_figures
from ocop.oversight.reporting.actions.periods import (
    ChangedMeanwhile,
    PeriodChange,
    PeriodFacts,
    change_period,
    close_period,
    open_period,
    withdraw_period,
)
from ocop.oversight.reporting.actions.reports import (
    ReportHead,
    mark_received,
    save_report,
    start_report,
    submit_report,
)
from ocop.oversight.reporting.actions.returns import accept, save_return, send_back, submit_return, unlock

__all__ = [
    "ChangedMeanwhile",
    "PeriodChange",
    "PeriodFacts",
    "ReportHead",
    "accept",
    "add_office",
    "ask_for_papers",
    "change_period",
    "close_period",
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
    "take_back_excuse",
    "unlock",
    "withdraw_period",
]
