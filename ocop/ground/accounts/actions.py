"""What is done to accounts: made, invited, opened, given a new password, closed.

Whether somebody may invite or close another person's account depends on posts and producers, which rooms
above know: they ask their own policy and pass the `Answer` on as `allowed`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from ocop.ground.accounts.models import Invitation, User
from ocop.ground.accounts.policies import may_close_account, may_open_account
from ocop.ground.accounts.queries import normalise_login
from ocop.ground.accounts.tokens import digest, new_token
from ocop.ground.registry.actions import record
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Answer, Refused, require

INVITATION_LIFE = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class IssuedInvitation:
    """A link as it may be shown once: the token is not kept anywhere."""

    user: User
    token: str
    expires_at: datetime


@transaction.atomic
def create_account(
    *, login: str, full_name: str, by: Actor, at: datetime, allowed: Answer, phone: str = "", email: str = ""
) -> User:
    """Make an account without a password; it is opened through an invitation.

    `login` is a telephone number or e-mail address in any spelling. Raises `LoginError` when it is neither,
    `Refused` when it is taken or the caller's policy said no.
    """
    require(allowed)
    name = normalise_login(login)
    if User.objects.filter(login=name).exists():
        raise Refused("Số điện thoại hoặc thư điện tử này đã có tài khoản. Hãy tìm người đó trong danh sách.")
    by_mail = "@" in name
    user = User.objects.create_user(
        name,
        full_name=" ".join(full_name.split()),
        phone=phone or ("" if by_mail else name),
        email=email or (name if by_mail else ""),
    )
    record("accounts.created", by=by, at=at, subject=user)
    return user


@transaction.atomic
def invite(user: User, *, by: Actor, at: datetime, allowed: Answer) -> IssuedInvitation:
    """Make a link that opens the account once within seven days; earlier links stop working.

    Also the way back for who forgot the password: the old password works until the new one is chosen.
    """
    require(allowed)
    user = User.objects.select_for_update().get(pk=user.pk)
    require(may_open_account(user))
    user.invitations.filter(used_at__isnull=True, expires_at__gt=at).update(expires_at=at)
    token = new_token()
    invitation = Invitation.objects.create(
        user=user,
        token_digest=digest(token),
        invited_by_id=by.user_id,
        created_at=at,
        expires_at=at + INVITATION_LIFE,
    )
    record("accounts.invited", by=by, at=at, subject=user)
    return IssuedInvitation(user, token, invitation.expires_at)


def reissue_invitation(user: User, *, by: Actor, at: datetime, allowed: Answer) -> IssuedInvitation:
    """Give a person who cannot sign in a new link; the same as inviting them again."""
    return invite(user, by=by, at=at, allowed=allowed)


@transaction.atomic
def accept_invitation(token: str, *, password: str, at: datetime) -> User:
    """Open the account with the chosen password and use the link up.

    Raises `Refused` when the link was used, replaced or has run out, ValidationError when the password is
    too weak.
    """
    invitation = Invitation.objects.select_for_update().filter(token_digest=digest(token)).first()
    if invitation is None or invitation.used_at is not None or invitation.expires_at <= at:
        raise Refused("Liên kết này đã dùng rồi hoặc đã hết hạn. Hãy nhờ cán bộ gửi liên kết mới.")
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    require(may_open_account(user))
    validate_password(password, user)
    invitation.used_at = at
    invitation.save(update_fields=["used_at"])
    _set_password(user, password)
    record("accounts.opened", by=as_actor(user, at), at=at, subject=user)
    return user


@transaction.atomic
def change_password(user: User, *, password: str, by: Actor, at: datetime) -> User:
    """Set the person's own new password; raises ValidationError when it is too weak."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if by.user_id != user.pk:
        raise Refused("Mỗi người tự đổi mật khẩu của mình.")
    validate_password(password, user)
    _set_password(user, password)
    record("accounts.password_changed", by=by, at=at, subject=user)
    return user


@transaction.atomic
def close_account(user: User, *, by: Actor, at: datetime, why: str, allowed: Answer) -> User:
    """Stop a person from signing in; nothing they did is removed and open links stop working."""
    require(allowed)
    require(may_close_account(by, user))
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("accounts.closed", by=by, at=at, subject=user, why=why)
    return user


@transaction.atomic
def reopen_account(user: User, *, by: Actor, at: datetime, why: str, allowed: Answer) -> User:
    """Let a person sign in again."""
    require(allowed)
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("accounts.reopened", by=by, at=at, subject=user, why=why)
    return user


@transaction.atomic
def reset_second_factor(user: User, *, by: Actor, at: datetime, why: str, allowed: Answer) -> None:
    """Remove every second factor of a person who lost theirs; they set up a new one at the next sign-in."""
    require(allowed)
    Authenticator.objects.filter(user_id=user.pk).delete()
    record("accounts.second_factor_reset", by=by, at=at, subject=user, why=why)


def as_actor(user: User, at: datetime) -> Actor:
    """The person acting on their own account, before any post is looked up."""
    return Actor(user_id=user.pk, name=user.full_name, on=local_date(at))


def _set_password(user: User, password: str) -> None:
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
