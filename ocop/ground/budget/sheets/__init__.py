"""The lists of money as they go out to Excel and come back in."""

from ocop.ground.budget.sheets.allocations import Allocations
from ocop.ground.budget.sheets.contributions import Contributions
from ocop.ground.budget.sheets.lines import Lines
from ocop.ground.budget.sheets.payments import Payments

TABLES = (Lines, Allocations, Payments, Contributions)

__all__ = ["TABLES", "Allocations", "Contributions", "Lines", "Payments"]
