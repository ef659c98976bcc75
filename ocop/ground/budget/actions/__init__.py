"""What is done with the money of a plan: lines, allocations, payments, contributions."""

from ocop.ground.budget.actions.allocations import NewAllocation, allocate, cancel_allocation
from ocop.ground.budget.actions.contributions import (
    NewContribution,
    cancel_contribution,
    record_contribution,
)
from ocop.ground.budget.actions.lines import NewLine, add_line, link_tasks, set_shares, split_line
from ocop.ground.budget.actions.payments import Payment, cancel_disbursement, disburse

__all__ = [
    "NewAllocation",
    "NewContribution",
    "NewLine",
    "Payment",
    "add_line",
    "allocate",
    "cancel_allocation",
    "cancel_contribution",
    "cancel_disbursement",
    "disburse",
    "link_tasks",
    "record_contribution",
    "set_shares",
    "split_line",
]
