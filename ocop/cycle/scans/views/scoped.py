"""Whose suspicions and doubts a person sees; what they may not see is a 404."""

from django.shortcuts import get_object_or_404

from ocop.cycle.scans import policies
from ocop.cycle.scans.models import Doubt, Suspicion
from ocop.kit.scope import Actor
from ocop.kit.ui.form_page import only_if
from ocop.kit.web import Request


def reader(request: Request) -> Actor:
    only_if(policies.may_read(request.actor))
    return request.actor


def doubt_reader(request: Request) -> Actor:
    only_if(policies.may_read_doubts(request.actor))
    return request.actor


def suspicion_or_404(request: Request, public_id: str) -> Suspicion:
    rows = Suspicion.objects.visible_to(reader(request)).for_list().select_related("stamp")
    return get_object_or_404(rows, public_id=public_id)


def doubt_or_404(request: Request, public_id: str) -> Doubt:
    rows = Doubt.objects.visible_to(doubt_reader(request)).for_list().select_related("unit", "photo")
    return get_object_or_404(rows, public_id=public_id)
