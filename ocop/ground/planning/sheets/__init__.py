"""The lists of plans as they go out to Excel and come back in."""

from ocop.ground.planning.sheets.assignments import Assignments
from ocop.ground.planning.sheets.obstacles import Obstacles
from ocop.ground.planning.sheets.plans import Plans
from ocop.ground.planning.sheets.tasks import Tasks

TABLES = (Plans, Tasks, Assignments, Obstacles)

__all__ = ["TABLES", "Assignments", "Obstacles", "Plans", "Tasks"]
