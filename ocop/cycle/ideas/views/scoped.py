"""Fetching within a person's reach; what they may not see is a 404."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from ocop.cycle.ideas import policies
from ocop.cycle.ideas.models import Idea
from ocop.kit.scope import Actor, Refused
from ocop.kit.web import Request


def reader(request: Request) -> Actor:
    """The person, when the officers' list is their matter at all."""
    if not policies.may_list(request.actor):
        raise Http404
    return request.actor


def idea_or_404(request: Request, public_id: str) -> Idea:
    rows = Idea.objects.visible_to(reader(request)).for_list()
    return get_object_or_404(rows.select_related("picture", "round", "producer", "merged_into"), public_id=public_id)


def held_or_404(request: Request, public_id: str) -> Idea:
    """An idea that is the person's to answer; an act's page does not exist for those who only read it."""
    found = idea_or_404(request, public_id)
    if not policies.holds(request.actor, found):
        raise Http404
    return found


def own_or_404(request: Request, public_id: str) -> Idea:
    rows = Idea.objects.of_author(request.actor).select_related("unit", "office", "picture", "product")
    return get_object_or_404(rows, public_id=public_id)


def attempt(request: Request, act: Callable[[], Any], done: str) -> None:
    """Do an act of one button and say how it went."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, done)
