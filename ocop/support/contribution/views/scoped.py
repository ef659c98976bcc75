"""Fetching within a person's reach."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from ocop.ground.producers.models import Producer
from ocop.kit.scope import Actor
from ocop.kit.web import Request
from ocop.support.contribution.queries import producers_of, reads_single_results, reads_sums


def sums_reader(request: Request) -> Actor:
    """The actor, or 404 for who holds no post."""
    if not reads_sums(request.actor):
        raise Http404
    return request.actor


def results_reader(request: Request) -> Actor:
    """The actor, or 404 for who may read no single producer's figures as an officer."""
    if not reads_single_results(request.actor):
        raise Http404
    return request.actor


def producer_or_404(request: Request, public_id: str) -> Producer:
    return get_object_or_404(producers_of(request.actor).select_related("unit"), public_id=public_id)
