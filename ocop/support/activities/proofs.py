"""Activities may be shown as the result of an assignment; those of its own task are shown by themselves once held."""

from django.db.models import Q

from ocop.ground.planning.proof_sources import ProofSource
from ocop.kit.text.dates import format_date
from ocop.support.activities.actions.activities import page_of
from ocop.support.activities.models import Activity
from ocop.support.activities.states import ActivityState

SOURCES = (
    ProofSource(
        slug="hoat-dong",
        title="Hoạt động",
        rows=lambda actor: (
            Activity.objects.visible_to(actor).exclude(state=ActivityState.CANCELLED).select_related("organiser")
        ),
        search=lambda rows, words: rows.search(words),  # type: ignore[attr-defined]
        own=lambda actor, office_id: Q(organiser_id=office_id),
        url=page_of,
        about=lambda row: f"{row.organiser}, {format_date(row.starts_on)}, {row.get_state_display().lower()}",
        newest=("-starts_on", "-pk"),
    ),
)
