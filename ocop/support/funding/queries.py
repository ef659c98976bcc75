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


class OfProducersQuerySet(models.QuerySet):
    """Rows about a producer that an agency has in its charge."""

    def visible_to(self, actor: Actor) -> Self:
        """All; or those of the person's agency, at their places, of their own producers."""
        if sees_the_whole_plan(actor):
            return self
        reach = Q(producer_id__in=actor.producer_ids) | Q(producer__unit_id__in=actor.unit_ids(*AT_UNITS))
        return self.filter(reach | Q(office_id__in=actor.office_ids(*AGENCIES)))


class PolicyQuerySet(models.QuerySet):
    def in_force(self, on: date) -> Self:
        """Policies that run on a day, first and last day included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)

    def search(self, text: str) -> Self:
        return self.filter(words_in("folded", text))


class SupportQuerySet(OfProducersQuerySet):
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


class CreditQuerySet(OfProducersQuerySet):
    """Applications and loans."""


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """What is offered is for everybody whom credit concerns: officers and producers."""
        return self if works_with_support(actor) or actor.is_producer else self.none()


def never_supported(producers: Any) -> Any:
    """Producers without a single approved support."""
    from ocop.support.funding.models import Support

    return producers.filter(~Exists(Support.objects.given().filter(producer=OuterRef("pk"))))
