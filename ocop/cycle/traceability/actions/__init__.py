"""The verbs of traceability."""

from ocop.cycle.traceability.actions.balancing import declare_capacity, review_balance
from ocop.cycle.traceability.actions.binding import (
    activate,
    change_batch,
    free_stamps,
    make_batch,
    move_activation,
    void_stamps,
)
from ocop.cycle.traceability.actions.epochs import close_epoch
from ocop.cycle.traceability.actions.issuing import MOST_AT_ONCE, issue_stamps, take_codes, take_labels
from ocop.cycle.traceability.actions.recalling import declare_recall, end_recall, mark_told, unmark_told
from ocop.cycle.traceability.actions.scratching import Scratched, check_pin

__all__ = [
    "MOST_AT_ONCE",
    "Scratched",
    "activate",
    "change_batch",
    "check_pin",
    "close_epoch",
    "declare_capacity",
    "declare_recall",
    "end_recall",
    "free_stamps",
    "issue_stamps",
    "make_batch",
    "mark_told",
    "move_activation",
    "review_balance",
    "take_codes",
    "take_labels",
    "unmark_told",
    "void_stamps",
]
