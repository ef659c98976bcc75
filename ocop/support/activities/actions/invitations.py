"""Producers are invited to an activity or a round, answer, and are told; an invitation may be taken back."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.producers.models import Producer, Representative
from ocop.ground.programme.models import Round
from ocop.ground.registry.actions import notify, notify_people, record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require
from ocop.support.activities import policies
from ocop.support.activities.models import Activity, Invitation
from ocop.support.activities.states import INVITATION_WORKFLOW, ActivityState, InvitationState


@transaction.atomic
def invite(
    producers: Iterable[Producer],
    *,
    activity: Activity | None = None,
    round_: Round | None = None,
    office: Office,
    by: Actor,
    at: datetime,
) -> list[Invitation]:
    """Invite producers to one activity or one round; those invited already are passed over. Raises `Refused`.

    Returns the invitations made. Whoever said no or was taken off before is invited anew.
    """
    if (activity is None) == (round_ is None) or by.user_id is None:
        raise Refused("Anh/chị chọn một hoạt động hoặc một đợt đánh giá để mời.")
    require(policies.may_record_for(by, office))
    require(policies.may_invite_to(by, activity))
    _lock(activity, round_, local_date(at))
    invited = _written(list(producers), {"activity": activity, "round": round_}, office, by, at)
    if invited:
        _tell_producers(invited, at)
        data = {"producers": [row.producer.public_id for row in invited]}
        record("activities.invited", by=by, at=at, subject=activity or round_, data=data)
    return invited


def _written(
    producers: list[Producer], to: dict[str, Any], office: Office, by: Actor, at: datetime
) -> list[Invitation]:
    """The invitations that are new or sent anew, in the order of the producers; a fixed number of queries.

    What they are to is locked, so nobody else writes invitations to it now; the producers' answers wait for the rows.
    """
    known = Invitation.objects.select_for_update().filter(producer__in=producers, **to)
    before = {row.producer_id: row for row in known}
    new, again, invited = [], [], []
    for producer in dict.fromkeys(producers):
        row = before.get(producer.pk)
        if row is None:
            row = Invitation(producer=producer, invited_by_id=by.user_id, **to)  # type: ignore[misc]
            new.append(row)
        elif INVITATION_WORKFLOW.allowed("invite_again", row.state):
            row.producer = producer
            again.append(row)
        else:
            continue
        row.state, row.office, row.invited_at, row.answered_at = InvitationState.INVITED, office, at, None
        invited.append(row)
    Invitation.objects.bulk_create(new)
    Invitation.objects.bulk_update(again, ["state", "office", "invited_at", "answered_at"])
    return invited


def _lock(activity: Activity | None, round_: Round | None, on: object) -> None:
    """Two officers who invite to the same thing wait for each other; a thing that is over takes nobody."""
    if activity is not None:
        row = Activity.objects.select_for_update().get(pk=activity.pk)
        if row.state != ActivityState.PLANNED:
            raise Refused("Chỉ mời được dự hoạt động còn ở trạng thái dự kiến.")
    elif round_ is not None:
        Round.objects.select_for_update().get(pk=round_.pk)
        if not Round.objects.open_on(on).filter(pk=round_.pk).exists():  # type: ignore[arg-type]
            raise Refused("Đợt đánh giá này không còn nhận hồ sơ.")


@transaction.atomic
def answer_invitation(invitation: Invitation, action: str, *, by: Actor, at: datetime) -> Invitation:
    """Accept or decline on behalf of the producer; the office that invited is told. A second press changes nothing."""
    row = _locked(invitation)
    target = InvitationState.ACCEPTED if action == "accept" else InvitationState.DECLINED
    if row.state == target and row.producer_id in by.producer_ids:
        return row
    require(policies.may_answer_invitation(by, row, action))
    row.state, row.answered_at = INVITATION_WORKFLOW.target(action, row.state), at
    row.save(update_fields=["state", "answered_at"])
    words = "nhận lời" if action == "accept" else "không tham gia"
    notify(title=f"{row.producer} {words}: {row.to}", office_id=row.office_id, url=list_of(), at=at)
    record("activities.invitation_answered", by=by, at=at, subject=row, data={"answer": action})
    return row


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Actor, at: datetime) -> Invitation:
    """Take an invitation back; who represents the producer is told."""
    row = _locked(invitation)
    if row.state == InvitationState.WITHDRAWN:
        return row
    require(policies.may_withdraw_invitation(by, row))
    row.state = INVITATION_WORKFLOW.target("withdraw", row.state)
    row.save(update_fields=["state"])
    notify_people(_representatives([row], at), title=f"Lời mời đã rút: {row.to}", url=list_of(), at=at)
    record("activities.invitation_withdrawn", by=by, at=at, subject=row)
    return row


def list_of() -> str:
    return reverse("activities:invitations")


def _tell_producers(rows: list[Invitation], at: datetime) -> None:
    """Tell who represents the producers; the invitations are all by one office to one thing."""
    words = {"title": f"Mời tham gia: {rows[0].to}", "body": f"{rows[0].office.name} mời."}
    notify_people(_representatives(rows, at), **words, url=list_of(), at=at)


def _representatives(rows: list[Invitation], at: datetime) -> Iterable[int]:
    producers = [row.producer_id for row in rows]
    found = Representative.objects.on(local_date(at)).filter(producer_id__in=producers)
    return found.order_by("user_id").values_list("user_id", flat=True)


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("producer", "activity", "round", "office").get(pk=invitation.pk)
