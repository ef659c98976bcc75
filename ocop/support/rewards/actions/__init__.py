"""What is done in a reward round."""

from ocop.support.rewards.actions.decisions import file_scan, record_decision, review
from ocop.support.rewards.actions.nominations import (
    Nominee,
    change_nomination,
    move_nomination,
    nominate,
)
from ocop.support.rewards.actions.rounds import (
    RoundFacts,
    add_criterion,
    change_round,
    drop_criterion,
    move_round,
    open_round,
)

__all__ = [
    "Nominee",
    "RoundFacts",
    "add_criterion",
    "change_nomination",
    "change_round",
    "drop_criterion",
    "file_scan",
    "move_nomination",
    "move_round",
    "nominate",
    "open_round",
    "record_decision",
    "review",
]
