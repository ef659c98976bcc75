"""Whose yearly results a person may read: a producer's turnover is its own business and its officials'."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from ocop.ground.offices.queries import words_in
from ocop.ground.offices.states import Role
from ocop.kit.scope import Actor

# They read single producers' figures at the places they work for; all others only sums.
AT_UNITS = (Role.COMMUNE_OFFICER, Role.DISTRICT_OFFICER, Role.LEADER)
EVERYWHERE = (Role.PROVINCE_OFFICER,)


def reach(actor: Actor, *, producer: str = "") -> Q:
    """Producers whose single figures the person may read; `producer` is the lookup path to them."""
    if actor.has_role(*EVERYWHERE):
        return Q()
    own = f"{producer}_id__in" if producer else "pk__in"
    at_unit = f"{producer}__unit_id__in" if producer else "unit_id__in"
    return Q(**{own: actor.producer_ids}) | Q(**{at_unit: actor.unit_ids(*AT_UNITS)})


def producers_of(actor: Actor) -> Any:
    """The producers whose years the person may read."""
    from ocop.ground.producers.models import Producer

    return Producer.objects.filter(reach(actor))


def reads_single_results(actor: Actor) -> bool:
    """Whether the officers' list of results is for this person."""
    return actor.has_role(*EVERYWHERE, *AT_UNITS)


def reads_sums(actor: Actor) -> bool:
    """Whether the pages of sums are for this person: whoever holds a post; producers have the public page."""
    return bool(actor.posts)


class YearlyResultQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All for the coordination office, those at the person's places, those of the producers they speak for."""
        return self.filter(reach(actor, producer="producer"))

    def current(self) -> Self:
        """What holds today: without rows that were corrected."""
        return self.filter(is_current=True)

    def search(self, text: str) -> Self:
        """Results of producers found by name."""
        return self.filter(words_in("producer__folded", text))
