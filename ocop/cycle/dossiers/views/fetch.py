"""Fetching a dossier through the reader's own scope: what one may not see is a 404."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.queries import DossierQuerySet
from ocop.kit.scope import Actor


def actor_of(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def _whole() -> DossierQuerySet:
    return Dossier.objects.select_related("product", "producer__unit", "round", "reading_office__unit")


def own_dossier(request: HttpRequest, public_id: str) -> Dossier:
    """A dossier of a producer this person speaks for."""
    mine = _whole().filter(producer_id__in=actor_of(request).producer_ids)
    return get_object_or_404(mine, public_id=public_id)


def visible_dossier(request: HttpRequest, public_id: str) -> Dossier:
    """A dossier this person may read in any role."""
    return get_object_or_404(_whole().visible_to(actor_of(request)), public_id=public_id)


def officers_dossier(request: HttpRequest, public_id: str) -> Dossier:
    """A lodged dossier as an officer or leader reads it; producers have their own page."""
    rows = _whole().read_by(actor_of(request))
    return get_object_or_404(rows, public_id=public_id)
