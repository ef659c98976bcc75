"""The lists of activities as they go out to Excel and come back in."""

from ocop.support.activities.sheets.activities import Activities
from ocop.support.activities.sheets.needs import Needs

TABLES = (Activities, Needs)

__all__ = ["TABLES", "Activities", "Needs"]
