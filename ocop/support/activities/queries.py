"""Activities, people and questions as each person may see them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from ocop.ground.offices.queries import words_in
from ocop.ground.offices.states import Role, Tier
from ocop.ground.programme.models import Round
from ocop.kit.scope import Actor
from ocop.support.activities.kinds import kinds_feeding
from ocop.support.activities.states import ActivityState, AdviceState, InvitationState, NeedState, Who

# The coordination office follows everybody's activities; the others keep those of their own office.
COORDINATORS = (Role.PROVINCE_OFFICER,)
ORGANISERS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Everybody with a post reads activities; strangers and producers none."""
        return self if actor.posts else self.none()

    def kept_by(self, actor: Actor) -> Self:
        """Those the person records: all for the coordination office, else their own offices'."""
        if actor.has_role(*COORDINATORS):
            return self
        return self.filter(organiser_id__in=actor.office_ids(*ORGANISERS))

    def search(self, text: str) -> Self:
        return self.filter(words_in("folded", text))

    def of_year(self, year: int) -> Self:
        """Those that touch a year."""
        return self.filter(starts_on__lte=date(year, 12, 31), ends_on__gte=date(year, 1, 1))

    def held(self) -> Self:
        return self.filter(state=ActivityState.HELD)

    def overdue(self, on: date) -> Self:
        """Planned, past their last day, and nobody has said how they went."""
        return self.filter(state=ActivityState.PLANNED, ends_on__lt=on)


class ParticipationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The list of people is for the organiser's office and the coordination office."""
        if actor.has_role(*COORDINATORS):
            return self
        return self.filter(activity__organiser_id__in=actor.office_ids(*ORGANISERS))

    def attendances(self) -> Self:
        """Persons who were there, in activities that were held: one row each time."""
        return self.filter(who=Who.PERSON, attended=True, activity__state=ActivityState.HELD)

    def vouched(self) -> Self:
        """Without those who said at the door that they lead a producer or are officials, and wait to be believed."""
        return self.filter(is_claim=False)

    def claims(self) -> Self:
        """Who came and says to lead a producer or to be an official, not confirmed yet."""
        return self.filter(is_claim=True, attended=True)

    def of_training(self) -> Self:
        return self.filter(activity__kind__in=kinds_feeding("training"))


class PersonQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Who took part in activities of the person's offices; everybody for the coordination office."""
        if actor.has_role(*COORDINATORS):
            return self
        return self.filter(participations__activity__organiser_id__in=actor.office_ids(*ORGANISERS)).distinct()


class AdviceQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Answered ones for all who sign in; open or private ones for who asked, who answers, who coordinates."""
        if not actor.is_known:
            return self.none()
        if actor.has_role(*COORDINATORS):
            return self
        return self.filter(Q(is_private=False) & ~Q(state=AdviceState.OPEN) | self.concerning(actor))

    @staticmethod
    def concerning(actor: Actor) -> Q:
        """Asked by the person, their producer or office, or given to their office."""
        offices = actor.office_ids(*ORGANISERS)
        return (
            Q(asked_by_id=actor.user_id)
            | Q(producer_id__in=actor.producer_ids)
            | Q(office_id__in=offices)
            | Q(consultant_id__in=offices)
        )

    def answered(self) -> Self:
        return self.exclude(state=AdviceState.OPEN)

    def waiting(self) -> Self:
        return self.filter(state=AdviceState.OPEN)

    def search(self, text: str) -> Self:
        return self.filter(words_in("folded", text))


def sees_all_producers(actor: Actor) -> bool:
    """Whoever trains or invites in the whole province sees who is missing in all of it."""
    return actor.has_role(Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE)


class OutreachInvitationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Those to the person's producers, by their offices, or to producers at their units; all for who sees all."""
        if sees_all_producers(actor):
            return self
        mine = Q(producer_id__in=actor.producer_ids) | Q(office_id__in=actor.office_ids(*ORGANISERS))
        return self.filter(mine | Q(producer__unit_id__in=actor.unit_ids(*ORGANISERS, Role.LEADER)))

    def waiting(self) -> Self:
        return self.filter(state=InvitationState.INVITED)

    def still_open(self, on: date) -> Self:
        """To an activity that is still to be held, or to a round that takes dossiers."""
        activities = Q(activity__state=ActivityState.PLANNED, activity__ends_on__gte=on)
        return self.filter(activities | Q(round__in=Round.objects.open_on(on)))


class NeedQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Their own office's; all for the coordination office, agencies that train, and the province's leaders."""
        if sees_all_producers(actor):
            return self
        return self.filter(office_id__in=actor.office_ids(*ORGANISERS, Role.LEADER))

    def open(self) -> Self:
        return self.filter(state=NeedState.OPEN)


class PublicationQuerySet(models.QuerySet):
    def public(self, on: date) -> Self:
        """What everybody may read on a day: published, not taken down, of an activity that was not cancelled."""
        found = self.filter(withdrawn_at__isnull=True, published_on__lte=on)
        return found.exclude(activity__state=ActivityState.CANCELLED)
