"""What people said of themselves at the door is confirmed or set right by who keeps the list."""

from datetime import datetime

from django.db import transaction

from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, require
from ocop.support.activities import policies
from ocop.support.activities.actions.activities import locked
from ocop.support.activities.actions.participants import keep_newest
from ocop.support.activities.models import Activity, Participation
from ocop.support.activities.states import PersonGroup


@transaction.atomic
def confirm(participation: Participation, *, by: Actor, at: datetime) -> None:
    """Say that a person is the leader or official they said they are. A second press changes nothing."""
    activity = locked(participation.activity)
    require(policies.may_edit(by, activity))
    if activity.participations.filter(pk=participation.pk, is_claim=True).update(is_claim=False):
        keep_newest(activity, activity.participations.filter(pk=participation.pk))
        record("activities.claim_confirmed", by=by, at=at, subject=activity, data={"id": participation.public_id})


@transaction.atomic
def confirm_all(activity: Activity, *, by: Actor, at: datetime) -> int:
    """Confirm everybody who waits on one list; how many there were."""
    row = locked(activity)
    require(policies.may_edit(by, row))
    ids = list(row.participations.claims().values_list("public_id", flat=True))
    if ids:
        row.participations.filter(public_id__in=ids).update(is_claim=False)
        keep_newest(row, row.participations.filter(public_id__in=ids))
        record("activities.claim_confirmed", by=by, at=at, subject=row, data={"ids": ids})
    return len(ids)


@transaction.atomic
def refuse(participation: Participation, *, by: Actor, at: datetime) -> None:
    """Say that it is not so: the person stays on the list as somebody of no office and no producer.

    The register's own line of the person changes too where this activity is all that is known of them.
    """
    activity = locked(participation.activity)
    require(policies.may_edit(by, activity))
    line = activity.participations.select_related("person").filter(pk=participation.pk, is_claim=True).first()
    if line is None or line.person is None:
        return
    plain = {"group": PersonGroup.CITIZEN, "producer": None, "office": None}
    Participation.objects.filter(pk=line.pk).update(is_claim=False, **plain)
    if line.person.participations.count() == 1:
        type(line.person).objects.filter(pk=line.person.pk).update(**plain)
    record("activities.claim_refused", by=by, at=at, subject=activity, data={"id": line.public_id})
