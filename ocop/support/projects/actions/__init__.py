"""What is done to projects, their steps, and the spaces of the design centre."""

from ocop.support.projects.actions.bookings import BookingWish, add_service, add_space, book, cancel_booking, set_open
from ocop.support.projects.actions.projects import (
    ProjectFacts,
    add_partner,
    add_result,
    cancel_result,
    change_project,
    move_project,
    open_project,
)
from ocop.support.projects.actions.steps import StepFacts, add_step, change_step, cite, move_step

__all__ = [
    "BookingWish",
    "ProjectFacts",
    "StepFacts",
    "add_partner",
    "add_result",
    "add_service",
    "add_space",
    "add_step",
    "book",
    "cancel_booking",
    "cancel_result",
    "change_project",
    "change_step",
    "cite",
    "move_project",
    "move_step",
    "open_project",
    "set_open",
]
