"""Fetching what stands before a council through the reader's own scope: what one may not see is a 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from ocop.cycle.dossiers.reading import FileAddress
from ocop.cycle.evaluation.models import Council, Docket, ScoreSheet
from ocop.kit.scope import Actor, Answer


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def council_of(request: HttpRequest, public_id: str) -> Council:
    """A council the person may see, with its seats."""
    rows = Council.objects.visible_to(actor_of(request)).select_related("round", "office")
    return get_object_or_404(rows.prefetch_related("seats__user"), public_id=public_id)


def docket_of(request: HttpRequest, public_id: str) -> Docket:
    """A dossier before a council the person may see, with seats and attendance."""
    rows = Docket.objects.visible_to(actor_of(request)).select_related(
        "council__round", "sitting", "concluded_by", "dossier__product", "dossier__producer__unit", "dossier__round"
    )
    rows = rows.prefetch_related("council__seats__user", "sitting__present")
    return get_object_or_404(rows, public_id=public_id)


def evidence_address(docket: Docket) -> FileAddress:
    """The addresses under which those around the table open a cited file."""
    return lambda citation: reverse("evaluation:evidence", args=[docket.public_id, citation.public_id])


def own_sheet(request: HttpRequest, public_id: str) -> ScoreSheet:
    """A sheet the person fills themselves; the sheet of another is a 404 for everybody, the secretary too."""
    rows = ScoreSheet.objects.own(actor_of(request)).select_related(
        "seat__user",
        "docket__council__round",
        "docket__dossier__product",
        "docket__dossier__producer__unit",
        "docket__dossier__round",
    )
    return get_object_or_404(rows, public_id=public_id)


def found_or_404(answer: Answer) -> None:
    """A page somebody has no business with does not exist for them."""
    if not answer:
        raise Http404(answer.reason)
