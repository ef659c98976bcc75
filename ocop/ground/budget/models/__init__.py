"""Money of plans: lines and who pays them, what is set aside, paid and given, and what is asked of the committee."""

from ocop.ground.budget.models.money import (
    Allocation,
    BudgetLine,
    BudgetShare,
    Contribution,
    Disbursement,
    Mobilisation,
)
from ocop.ground.budget.models.proposals import Proposal, ProposalLine

__all__ = [
    "Allocation",
    "BudgetLine",
    "BudgetShare",
    "Contribution",
    "Disbursement",
    "Mobilisation",
    "Proposal",
    "ProposalLine",
]
