"""Support that was given may be shown as the result of an assignment."""

from django.db.models import Q
from django.urls import reverse

from ocop.ground.planning.proof_sources import ProofSource
from ocop.kit.text.dates import format_date
from ocop.support.funding.models import Support

SOURCES = (
    ProofSource(
        slug="ho-tro",
        title="Hỗ trợ chủ thể",
        rows=lambda actor: Support.objects.visible_to(actor).given().select_related("producer"),
        search=lambda rows, words: rows.search(words),  # type: ignore[attr-defined]
        own=lambda actor, office_id: Q(office_id=office_id),
        url=lambda row: reverse("funding:support", args=[row.public_id]),
        about=lambda row: f"{row.producer}, từ {format_date(row.starts_on)}",
        newest=("-starts_on", "-pk"),
    ),
)
