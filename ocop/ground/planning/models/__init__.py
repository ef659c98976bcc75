"""A plan as records: objectives, targets, tasks by agency; what was done of it and what stood in the way."""

from ocop.ground.planning.models.obstacles import Obstacle, ObstacleAnswer
from ocop.ground.planning.models.plans import Objective, Plan, Priority, Target, Task
from ocop.ground.planning.models.work import Assignment, Proof, Reminder

__all__ = [
    "Assignment",
    "Objective",
    "Obstacle",
    "ObstacleAnswer",
    "Plan",
    "Priority",
    "Proof",
    "Reminder",
    "Target",
    "Task",
]
