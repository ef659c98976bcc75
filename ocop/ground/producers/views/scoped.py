"""Fetching within a person's reach: what they may not see does not exist."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ocop.ground.producers import policies
from ocop.ground.producers.models import ImportBatch, Paper, Producer, Product, Representative
from ocop.kit.scope import Actor


def actor_of(request: HttpRequest) -> Actor:
    """The person at the browser."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def producer_or_404(request: HttpRequest, public_id: str) -> Producer:
    producers = Producer.objects.visible_to(actor_of(request)).select_related("unit").prefetch_related("forms")
    return get_object_or_404(producers, public_id=public_id)


def product_or_404(request: HttpRequest, public_id: str) -> Product:
    products = Product.objects.visible_to(actor_of(request)).select_related("producer__unit", "photo", "resource_unit")
    return get_object_or_404(products, public_id=public_id)


def paper_or_404(request: HttpRequest, public_id: str) -> Paper:
    papers = Paper.objects.visible_to(actor_of(request))
    found = get_object_or_404(
        papers.select_related("producer__unit", "product", "document", "replaced_by"), public_id=public_id
    )
    if not policies.may_file_papers(actor_of(request), found.producer):
        raise Http404
    return found


def representative_or_404(request: HttpRequest, producer: Producer, public_id: str) -> Representative:
    """The running representation of a person, named by the person's own public id."""
    lines = producer.representatives.select_related("user", "producer").filter(valid_to__isnull=True)
    return get_object_or_404(lines, user__public_id=public_id)


def batch_or_404(request: HttpRequest, public_id: str) -> ImportBatch:
    """A sheet belongs to the person who uploaded it."""
    return get_object_or_404(ImportBatch, public_id=public_id, uploaded_by_id=actor_of(request).user_id)


def officers_only(request: HttpRequest) -> Actor:
    """The actor, or 404 for people who have no use for the officers' lists."""
    actor = actor_of(request)
    if not policies.may_list(actor):
        raise Http404
    return actor
