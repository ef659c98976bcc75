"""What is done to plans, assignments and obstacles."""

from ocop.ground.planning.actions.assigning import AssignmentWish, Effect, assign, change_due, effects_of
from ocop.ground.planning.actions.assignments import (
    accept,
    attach_paper,
    attach_record,
    begin,
    drop,
    report,
    return_for_more,
)
from ocop.ground.planning.actions.obstacles import (
    ObstacleWords,
    answer,
    ask_other,
    propose,
    raise_obstacle,
    reopen,
    solve,
)
from ocop.ground.planning.actions.plans import (
    PlanFacts,
    TaskFacts,
    add_priority,
    add_task,
    change_plan,
    change_task,
    end_plan,
    issue_plan,
    make_plan,
    remove_priority,
    remove_task,
)
from ocop.ground.planning.actions.reminders import remind

__all__ = [
    "AssignmentWish",
    "Effect",
    "ObstacleWords",
    "PlanFacts",
    "TaskFacts",
    "accept",
    "add_priority",
    "add_task",
    "answer",
    "ask_other",
    "assign",
    "attach_paper",
    "attach_record",
    "begin",
    "change_due",
    "change_plan",
    "change_task",
    "drop",
    "effects_of",
    "end_plan",
    "issue_plan",
    "make_plan",
    "propose",
    "raise_obstacle",
    "remind",
    "remove_priority",
    "remove_task",
    "reopen",
    "report",
    "return_for_more",
    "solve",
]
