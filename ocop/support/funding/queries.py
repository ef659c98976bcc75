"""Policies, supports and credit as each person may see them."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ocop.ground.offices.queries import words_in
from ocop.ground.offices.states import AGENCY_LEADER, Role
from ocop.ground.planning.queries import sees_the_whole_plan
from ocop.kit.scope import Actor
from ocop.support.funding.states import GIVEN, SupportState

AT_UNITS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.LEADER)
AGENCIES = (Role.AGENCY_OFFICER, AGENCY_LEADER)
OFFICERS = (Role.PROVINCE_OFFICER, *AGENCIES, *AT_UNITS)
# They may name any producer of the province; an agency's policy is for all of them.
EVERYWHERE = (Role.PROVINCE_OFFICER, *AGENCIES)


def works_with_support(actor: Actor) -> bool:
    """Whether the officers' pages of support are for this person."""
    return actor.has_role(*OFFICERS)


def producers_for(actor: Actor) -> Any:
    """The producers the person may give support to, or read about support of."""
    from ocop.ground.producers.models import Producer

    if actor.has_role(*EVERYWHERE) or sees_the_whole_plan(actor):
        return Producer.objects.all()
    return Producer.objects.filter(Q(pk__in=actor.producer_ids) | Q(unit_id__in=actor.unit_ids(*AT_UNITS)))


def _reach(actor: Actor, *, office: str = "") -> Q:
    """Rows of an actor: all, of their offices, at their places, of the producers they speak for."""
    if sees_the_whole_plan(actor):
        return Q()
    reach = Q(producer_id__in=actor.producer_ids) | Q(producer__unit_id__in=actor.unit_ids(*AT_UNITS))
    if office:
        reach |= Q(**{f"{office}__in": actor.office_ids(*AGENCIES)})
    return reach


class PolicyQuerySet(models.QuerySet):
    def in_force(self, on: date) -> Self:
        """Policies that run on a day, first and last day included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)

    def search(self, text: str) -> Self:
        return self.filter(words_in("folded", text))


class SupportQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All; or those of the person's agency, at their places, of their own producers."""
        return self.filter(_reach(actor, office="office_id"))

    def given(self) -> Self:
        """Supports that were approved, whatever followed."""
        return self.filter(state__in=GIVEN)

    def waiting(self) -> Self:
        return self.filter(state=SupportState.PROPOSED)

    def to_decide(self, actor: Actor) -> Self:
        """Proposals this person may approve."""
        if actor.has_role(Role.PROVINCE_OFFICER):
            return self.waiting()
        return self.waiting().filter(office_id__in=actor.office_ids(Role.AGENCY_OFFICER))

    def search(self, text: str) -> Self:
        return self.filter(words_in("folded", text))


class CreditQuerySet(models.QuerySet):
    """Applications and loans."""

    def visible_to(self, actor: Actor) -> Self:
        """All for the province and its agencies, those at the person's places, or their own producers'."""
        if actor.has_role(*EVERYWHERE):
            return self
        return self.filter(_reach(actor))


def never_supported(producers: Any) -> Any:
    """Producers without a single approved support."""
    from ocop.support.funding.models import Support

    return producers.filter(~Exists(Support.objects.given().filter(producer=OuterRef("pk"))))
