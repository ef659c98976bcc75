"""Pilot projects and the design centre: steps with papers, partners, results; services, spaces and bookings."""

from ocop.support.projects.models.centre import BookedHour, Booking, Service, Space
from ocop.support.projects.models.projects import Project, ProjectPartner, Result, Step, StepPaper

__all__ = [
    "BookedHour",
    "Booking",
    "Project",
    "ProjectPartner",
    "Result",
    "Service",
    "Space",
    "Step",
    "StepPaper",
]
