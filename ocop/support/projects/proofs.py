"""Projects may be shown as the result of an assignment."""

from django.db.models import Q
from django.urls import reverse

from ocop.ground.planning.proof_sources import ProofSource
from ocop.support.projects.models import Project

SOURCES = (
    ProofSource(
        slug="du-an",
        title="Dự án",
        rows=lambda actor: Project.objects.visible_to(actor).select_related("office"),
        search=lambda rows, words: rows.search(words),  # type: ignore[attr-defined]
        own=lambda actor, office_id: Q(office_id=office_id),
        url=lambda row: reverse("projects:project", args=[row.public_id]),
        about=lambda row: f"{row.office}, {row.get_state_display().lower()}",
    ),
)
