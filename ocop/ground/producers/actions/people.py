"""Who speaks for a producer."""

from datetime import datetime, timedelta

from django.db import transaction

from ocop.ground.accounts.actions import create_account, invite
from ocop.ground.accounts.models import User
from ocop.ground.accounts.queries import LoginError, normalise_login
from ocop.ground.producers import policies
from ocop.ground.producers.models import Producer, Representative
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused, require


def add_representative(
    producer: Producer, *, login: str, full_name: str, by: Actor, at: datetime, position: str = ""
) -> tuple[Representative, str]:
    """Let a person speak for a producer from today, and make their account when they have none.

    `login` is a telephone number in any spelling. Returns the representation and the token of the invitation,
    which can be shown only now; the token is empty when the person can already sign in, or when somebody else has to
    make their link (`policies.may_invite`).
    """
    try:
        number = normalise_login(login)
    except LoginError as error:
        raise Refused(str(error)) from error
    with transaction.atomic():
        producer = Producer.objects.select_for_update().get(pk=producer.pk)
        allowed = policies.may_keep(by, producer)
        require(allowed)
        user = User.objects.filter(login=number).first()
        if user is None:
            user = create_account(login=number, full_name=full_name, by=by, at=at, allowed=allowed)
        may_invite = policies.may_invite(by, user, producer)
        if Representative.objects.filter(producer=producer, user=user, valid_to__isnull=True).exists():
            raise Refused(f"{user.full_name} đang là người đại diện của chủ thể này.")
        needs_link = may_invite and not user.has_usable_password()
        token = invite(user, by=by, at=at, allowed=may_invite).token if needs_link else ""
        representative = Representative.objects.create(
            producer=producer, user=user, position=position, valid_from=local_date(at)
        )
        data = {"person": user.public_id, "position": position}
        record("producers.representative_added", by=by, at=at, subject=producer, data=data)
    return representative, token


def invite_again(representative: Representative, *, by: Actor, at: datetime) -> str:
    """A new invitation link for a representative who cannot sign in; returns the token, shown once.

    Raises `Refused` for an officer's account, and for who also speaks for a producer elsewhere.
    """
    allowed = policies.may_invite(by, representative.user, representative.producer)
    return invite(representative.user, by=by, at=at, allowed=allowed).token


def end_representative(representative: Representative, *, by: Actor, at: datetime) -> None:
    """Stop a person speaking for a producer at once; yesterday was the last day.

    One named by mistake today never spoke for the producer, so that line goes; the journal keeps it.
    """
    today = local_date(at)
    with transaction.atomic():
        line = Representative.objects.select_for_update().select_related("producer", "user").get(pk=representative.pk)
        require(policies.may_keep(by, line.producer))
        if line.valid_to is not None:
            raise Refused("Người này đã thôi đại diện từ trước.")
        if line.valid_from >= today:
            line.delete()
        else:
            line.valid_to = today - timedelta(days=1)
            line.save(update_fields=["valid_to"])
        data = {"person": line.user.public_id}
        record("producers.representative_ended", by=by, at=at, subject=line.producer, data=data)
