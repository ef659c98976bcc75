"""Activities, people and questions as each person may see them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from ocop.ground.offices.queries import words_in
from ocop.ground.offices.states import AGENCY_LEADER, Role, Tier
from ocop.ground.planning.models import Task
from ocop.ground.planning.queries import sees_the_whole_plan
from ocop.ground.programme.models import Round
from ocop.kit.scope import Actor
from ocop.support.activities.kinds import kinds_feeding
from ocop.support.activities.states import (
    VOUCHED_GROUPS,
    ActivityState,
    AdviceState,
    InvitationState,
    NeedState,
    RecordedBy,
    Who,
)

# The coordination office follows everybody's activities; the others keep those of their own office.
COORDINATORS = (Role.PROVINCE_OFFICER,)
ORGANISERS = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)
# They read what happens at their places, whoever organises it.
AT_UNITS = (Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER, Role.LEADER)


def _concerning(actor: Actor) -> Q:
    """Activities that concern the person's offices: organised or attended by them, at their places, of their tasks.

    A side event goes with its whole and the whole with its side events, for who organises or attends one of them.
    """
    from ocop.support.activities.models import Activity, Participation, TrainingNeed

    offices, units = actor.office_ids(), actor.unit_ids(*AT_UNITS)
    attended = Participation.objects.vouched().filter(office_id__in=offices).values("activity")
    own = Q(organiser_id__in=offices) | Q(pk__in=attended)
    family = Q(parent__organiser_id__in=offices) | Q(parent__in=attended)
    whole = Q(pk__in=Activity.objects.filter(own, parent__isnull=False).values("parent"))
    place = Q(unit_id__in=units) | Q(organiser__unit_id__in=units)
    shared = Task.partners.through.objects.filter(office_id__in=offices).values("task_id")
    given = Q(task__plan__office_id__in=actor.office_ids(Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER))
    answered = TrainingNeed.activities.through.objects.filter(trainingneed__office_id__in=offices).values("activity_id")
    return own | family | whole | place | Q(task_id__in=shared) | given | Q(pk__in=answered)


def _for_everybody(on: date) -> Q:
    """Activities that are public on a day: announced, with an issue on the public pages, or printed in the plan."""
    from ocop.support.activities.models import Publication

    published = Publication.objects.public(on).values("activity")
    return Q(announced_at__isnull=False) | Q(pk__in=published) | ~Q(code="")


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """What concerns the person's offices and what is public; all for who follows the whole plan.

        Strangers and producers have the public pages. Decision 0011.
        """
        if not actor.posts:
            return self.none()
        if sees_the_whole_plan(actor):
            return self
        return self.filter(_concerning(actor) | _for_everybody(actor.on))

    def announced(self) -> Self:
        """What its organiser put in front of everybody."""
        return self.filter(announced_at__isnull=False)

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

    def confirmed(self) -> Self:
        """Lines the register goes by: vouched, and not merely said at the door by somebody nobody knows."""
        return self.vouched().exclude(Q(came_by=RecordedBy.CODE) & ~Q(group__in=VOUCHED_GROUPS))

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

    def named(self) -> Self:
        """Without those whose name was erased on request."""
        return self.filter(erased_at__isnull=True)

    def like(self, person: models.Model) -> Self:
        """Others who may be the same person: the same name, or the same telephone."""
        same = Q(folded=person.folded)  # type: ignore[attr-defined]
        if person.phone:  # type: ignore[attr-defined]
            same |= Q(phone=person.phone)  # type: ignore[attr-defined]
        return self.named().filter(same).exclude(pk=person.pk)


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
    trainers = (Role.PROVINCE_OFFICER, Role.AGENCY_OFFICER, AGENCY_LEADER)
    return actor.has_role(*trainers) or actor.has_role(Role.LEADER, tier=Tier.PROVINCE)


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
