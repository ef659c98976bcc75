"""The lists of money as they go out to Excel and come back in."""

from ocop.ground.budget.sheets.allocations import Allocations
from ocop.ground.budget.sheets.contributions import Contributions
from ocop.ground.budget.sheets.lines import Lines
from ocop.ground.budget.sheets.payments import Payments
from ocop.ground.budget.sheets.proposals import Proposals

TABLES = (Lines, Allocations, Payments, Contributions, Proposals)

__all__ = ["TABLES", "Allocations", "Contributions", "Lines", "Payments", "Proposals"]
