"""Reward rounds, nominations and decisions as each person may see them."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from ocop.cycle.certification.models import Recognition
from ocop.ground.offices.states import AGENCY_LEADER, Role, Tier
from ocop.ground.producers.models import Producer
from ocop.kit.scope import Actor
from ocop.support.rewards.states import NominationState

if TYPE_CHECKING:
    from ocop.support.rewards.models import RewardRound

COORDINATORS = (Role.PROVINCE_OFFICER,)
WORKERS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)


def reads_all(actor: Actor) -> bool:
    """Who reads every nomination that was sent: the coordination office and the province's leaders."""
    return actor.has_role(*COORDINATORS) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE)


def sees_reviews(actor: Actor, round_: "RewardRound") -> bool:
    """Who reads what the reviewers wrote: those who run the round, and who decides."""
    return reads_all(actor) or round_.office_id in actor.office_ids(*WORKERS, AGENCY_LEADER)


class RewardRoundQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Rounds are announced to every office; a producer finds those it was nominated in."""
        from ocop.support.rewards.models import RewardRound

        if actor.posts:
            return self
        nominated = RewardRound.objects.filter(
            nominations__producer_id__in=actor.producer_ids, nominations__state__in=AFTER_SENDING
        )
        return self.filter(pk__in=nominated.values("pk"))


AFTER_SENDING = (NominationState.SENT, NominationState.REWARDED, NominationState.NOT_REWARDED)


class NominationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """A draft is its office's alone; what was sent is read by who runs the round, who decides and the nominee."""
        own = Q(nominated_by_id__in=actor.office_ids())
        if reads_all(actor):
            return self.filter(own | Q(state__in=AFTER_SENDING))
        sent = Q(producer_id__in=actor.producer_ids) | Q(office_id__in=actor.office_ids())
        sent |= Q(round__office_id__in=actor.office_ids(*WORKERS, AGENCY_LEADER))
        return self.filter(own | (sent & Q(state__in=AFTER_SENDING)))

    def sent(self) -> Self:
        return self.filter(state__in=AFTER_SENDING)

    def for_list(self) -> Self:
        """With everything a line prints."""
        return self.select_related("round", "producer__unit", "office", "nominated_by", "award__decision").order_by(
            "kind", "folded", "pk"
        )


class RewardDecisionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Decisions are public acts; every office reads them."""
        return self if actor.posts else self.none()


def producers_to_nominate(actor: Actor) -> Any:
    """Producers an officer may nominate: those within reach; for an agency those with a recognised product."""
    producers = Producer.objects.visible_to(actor)
    if actor.has_role(Role.AGENCY_OFFICER):
        recognised = Recognition.objects.filter(product__producer=OuterRef("pk"), is_trial=False)
        producers = producers | Producer.objects.filter(Exists(recognised))
    return producers
