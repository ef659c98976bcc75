"""Fetching within a person's reach."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Role, Tier
from ocop.ground.producers.models import Producer
from ocop.kit.scope import Actor, Answer
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.support.funding import policies
from ocop.support.funding.models import CreditApplication, CreditProgramme, Loan, Policy, Support
from ocop.support.funding.queries import producers_for, works_with_support

KINDS: dict[type, str] = {CreditProgramme: "programme", CreditApplication: "application", Loan: "loan"}


def officers_only(request: Request) -> Actor:
    """The actor, or 404 for people who have no use for the officers' pages."""
    if not works_with_support(request.actor):
        raise Http404
    return request.actor


def allowed(answer: Answer) -> None:
    """404 for a page whose act is not this person's."""
    if not answer:
        raise Http404


def policy_or_404(request: Request, public_id: str) -> Policy:
    officers_only(request)
    rows = Policy.objects.select_related("document", "office").prefetch_related("purposes")
    return get_object_or_404(rows, public_id=public_id)


def support_or_404(request: Request, public_id: str) -> Support:
    rows = Support.objects.visible_to(request.actor)
    related = ("producer__unit", "product", "policy", "office", "proposed_by", "decided_by")
    return get_object_or_404(rows.select_related(*related), public_id=public_id)


def producer_or_404(request: Request, public_id: str) -> Producer:
    return get_object_or_404(producers_for(request.actor).select_related("unit"), public_id=public_id)


def application_or_404(request: Request, public_id: str) -> CreditApplication:
    rows = CreditApplication.objects.visible_to(request.actor).select_related("producer", "programme", "office", "by")
    return get_object_or_404(rows, public_id=public_id)


def programme_or_404(request: Request, public_id: str) -> CreditProgramme:
    rows = CreditProgramme.objects.visible_to(request.actor).select_related("document", "office")
    return get_object_or_404(rows, public_id=public_id)


def loan_or_404(request: Request, public_id: str) -> Loan:
    rows = Loan.objects.visible_to(request.actor).select_related("producer", "programme", "office", "application", "by")
    return get_object_or_404(rows, public_id=public_id)


def in_charge_row(row: CreditApplication | CreditProgramme | Loan, actor: Actor) -> Row:
    """Which agency looks after a record, with the way to give it to another."""
    if not policies.may_entrust(actor, row):
        return Row("Cơ quan phụ trách", row.in_charge_name)
    url = reverse(f"funding:entrust_{KINDS[type(row)]}", args=[row.public_id])
    return Row("Cơ quan phụ trách", row.in_charge_name, url, "Đổi")


def giving_offices(actor: Actor) -> Any:
    """Offices in whose name the person proposes support from another budget."""
    offices = Office.objects.in_force(actor.on).order_by("tier", "sort_key")
    if actor.has_role(Role.PROVINCE_OFFICER):
        return offices.exclude(tier=Tier.CENTRAL)
    roles = (Role.AGENCY_OFFICER, Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER)
    return offices.filter(pk__in=actor.office_ids(*roles))


def form_page(request: Request, **context: Any) -> HttpResponse:
    """One form, one act."""
    return render(request, "kit/form_page.html", context)
