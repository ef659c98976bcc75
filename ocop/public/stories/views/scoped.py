"""Fetching within an editor's reach: what they may not see does not exist."""

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.kit.scope import Actor
from ocop.kit.web import Request
from ocop.public.stories import policies
from ocop.public.stories.models import Article
from ocop.public.stories.queries import COORDINATORS, EDITORS


def article_or_404(request: Request, public_id: str) -> Article:
    rows = Article.objects.visible_to(request.actor).select_related("office", "latest__saved_by", "shown")
    return get_object_or_404(rows, public_id=public_id)


def edited_or_404(request: Request, public_id: str) -> Article:
    """An article the person writes; to everybody else the page does not exist."""
    found = article_or_404(request, public_id)
    if not policies.may_edit(request.actor, found):
        raise Http404
    return found


def offices_for(actor: Actor) -> QuerySet[Office]:
    """The offices in whose name the person writes: all of the province for the coordination office, else their own."""
    if actor.has_role(*COORDINATORS):
        own = Office.objects.filter(pk__in=actor.office_ids(*COORDINATORS))
        return (Office.objects.in_force(actor.on).filter(tier=Tier.PROVINCE) | own).order_by("sort_key")
    return Office.objects.filter(pk__in=actor.office_ids(*EDITORS)).order_by("sort_key")
