"""Fetching within a person's reach: what they may not see does not exist."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from ocop.kit.scope import Actor
from ocop.kit.web import Request
from ocop.support.markets import policies
from ocop.support.markets.registers import REGISTERS, Register


def register_or_404(request: Request, slug: str) -> Register:
    register = REGISTERS.get(slug)
    if register is None or not policies.may_read(request.actor, register.model):
        raise Http404
    return register


def record_or_404(register: Register, actor: Actor, public_id: str) -> Any:
    return get_object_or_404(register.rows(actor), public_id=public_id)


def market_person(request: Request) -> Actor:
    """The actor, or 404 for people the market has nothing to do with."""
    if not policies.may_open(request.actor):
        raise Http404
    return request.actor
