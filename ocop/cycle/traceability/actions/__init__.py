"""The verbs of traceability."""

from ocop.cycle.traceability.actions.binding import activate, change_batch, free_stamps, make_batch, void_stamps
from ocop.cycle.traceability.actions.issuing import MOST_AT_ONCE, issue_stamps, take_codes, take_labels

__all__ = [
    "MOST_AT_ONCE",
    "activate",
    "change_batch",
    "free_stamps",
    "issue_stamps",
    "make_batch",
    "take_codes",
    "take_labels",
    "void_stamps",
]
