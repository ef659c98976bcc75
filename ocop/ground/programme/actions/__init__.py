"""What is done to rounds and to the legal library."""

from ocop.ground.programme.actions.library import (
    DocumentFacts,
    acknowledge,
    add_document,
    attach_scan,
    change_document,
    send_document,
)
from ocop.ground.programme.actions.rounds import (
    RoundPlan,
    change_round,
    close_round,
    open_round,
    plan_round,
    start_evaluating,
)

__all__ = [
    "DocumentFacts",
    "RoundPlan",
    "acknowledge",
    "add_document",
    "attach_scan",
    "change_document",
    "change_round",
    "close_round",
    "open_round",
    "plan_round",
    "send_document",
    "start_evaluating",
]
