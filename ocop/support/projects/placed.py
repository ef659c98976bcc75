"""A project stands at a place."""

from django.urls import reverse

from ocop.ground.offices.placing import Placed
from ocop.support.projects.models import Project

PLACED = (
    Placed(
        "du-an", Project, "Dự án", lambda row: reverse("projects:project", args=[row.public_id]), lambda row: row.place
    ),
)
