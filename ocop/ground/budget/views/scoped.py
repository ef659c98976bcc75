"""Fetching within a person's reach, and the offices a person may name."""

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from ocop.ground.budget import policies
from ocop.ground.budget.models import Allocation, BudgetLine, Contribution, Disbursement
from ocop.ground.budget.queries import reads_money
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Plan
from ocop.ground.registry.holders import Link
from ocop.ground.registry.models import Document
from ocop.kit.scope import Actor, Answer
from ocop.kit.web import Request


def readers_only(request: Request) -> Actor:
    """The actor, or 404 for people who have no use for pages of money."""
    if not reads_money(request.actor):
        raise Http404
    return request.actor


def allowed(answer: Answer) -> None:
    """404 for a page whose act is not this person's."""
    if not answer:
        raise Http404


def plan_or_404(request: Request, public_id: str) -> Plan:
    actor = readers_only(request)
    return get_object_or_404(Plan.objects.visible_to(actor).select_related("office"), public_id=public_id)


def line_or_404(request: Request, public_id: str) -> BudgetLine:
    lines = BudgetLine.objects.visible_to(readers_only(request)).select_related("plan__office", "parent")
    return get_object_or_404(lines, public_id=public_id)


def allocation_or_404(request: Request, public_id: str) -> Allocation:
    rows = Allocation.objects.visible_to(readers_only(request)).select_related("line__plan", "payer", "payee", "by")
    return get_object_or_404(rows, public_id=public_id)


def disbursement_or_404(request: Request, public_id: str) -> Disbursement:
    rows = Disbursement.objects.visible_to(readers_only(request))
    related = ("line__plan", "payer", "payee_office", "payee_producer", "document", "by")
    return get_object_or_404(rows.select_related(*related), public_id=public_id)


def contribution_or_404(request: Request, public_id: str) -> Contribution:
    rows = Contribution.objects.visible_to(readers_only(request)).select_related("unit", "plan", "document", "by")
    return get_object_or_404(rows, public_id=public_id)


def offices_of(plan: Plan, actor: Actor) -> Any:
    """Offices of the province that stood at some time of the plan: districts paid their share until they were gone."""
    stood = Q(valid_to__isnull=True) | Q(valid_to__gte=plan.starts_on)
    offices = Office.objects.filter(stood, valid_from__lte=min(actor.on, plan.ends_on))
    return offices.exclude(tier=Tier.CENTRAL).order_by("tier", "sort_key")


def payers_for(actor: Actor, plan: Plan) -> list[Office]:
    """Offices in whose name the person records money: their own, or every office of the plan for the keepers."""
    offices = offices_of(plan, actor)
    if actor.has_role(*policies.KEEPERS):
        return list(offices)
    return list(offices.filter(pk__in=actor.office_ids(*policies.PAYERS)))


def payees_for(actor: Actor, plan: Plan) -> list[Office]:
    """Offices that may get money of a plan."""
    return list(offices_of(plan, actor))


def kept_paper(document: Document | None, route: str, public_id: str) -> list[Link]:
    """The paper given when a record was made, as the shelf of papers shows it."""
    return [Link(document.original_name, reverse(route, args=[public_id]), document)] if document else []
