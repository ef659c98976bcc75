"""The lists of plans as they go out to Excel and come back in."""

from ocop.ground.planning.sheets.assignments import Assignments
from ocop.ground.planning.sheets.obstacles import Obstacles
from ocop.ground.planning.sheets.tasks import Tasks

TABLES = (Tasks, Assignments, Obstacles)

__all__ = ["TABLES", "Assignments", "Obstacles", "Tasks"]
