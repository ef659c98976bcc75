"""Plans of a district, a commune or a year may be shown as the result of an assignment."""

from django.db.models import Q
from django.urls import reverse

from ocop.ground.offices.queries import words_in
from ocop.ground.planning.models import Plan
from ocop.ground.planning.proof_sources import ProofSource
from ocop.ground.planning.states import PlanState

SOURCES = (
    ProofSource(
        slug="ke-hoach",
        title="Kế hoạch",
        rows=lambda actor: Plan.objects.visible_to(actor).exclude(state=PlanState.DRAFT).select_related("office"),
        search=lambda rows, words: rows.filter(words_in("folded", words)),
        own=lambda actor, office_id: Q(office_id=office_id),
        url=lambda plan: reverse("planning:plan", args=[plan.public_id]),
        about=lambda plan: f"{plan.office}, {plan.number or plan.get_state_display().lower()}",
        newest=("-starts_on", "-pk"),
    ),
)
