"""People looked up by what they type and by name."""

from datetime import datetime
from typing import TYPE_CHECKING, Self, cast

from django.db import models

from ocop.kit.text.fold import fold
from ocop.kit.text.phone import PhoneError, normalise_phone

if TYPE_CHECKING:
    from ocop.ground.accounts.models import Invitation, User


class LoginError(ValueError):
    """The text is neither a telephone number nor an e-mail address; the message says so in Vietnamese."""


def normalise_login(text: str) -> str:
    """One spelling of a sign-in name: an e-mail address in lower case, or a telephone number of ten digits.

    Reads "0912 345 678", "+84912345678" and "Hien@PhuongThinh.example ". Raises `LoginError`.
    """
    bare = text.strip()
    if "@" in bare:
        return bare.casefold()
    try:
        return normalise_phone(bare)
    except PhoneError as wrong:
        raise LoginError(str(wrong)) from wrong


class UserQuerySet(models.QuerySet):
    def with_login(self, text: str) -> "User | None":
        """The person who signs in with this telephone number or address, however it is spelled."""
        try:
            name = normalise_login(text)
        except LoginError:
            return None
        return cast("User | None", self.filter(login=name).first())

    def search(self, text: str) -> Self:
        """People in whose name every word of `text` begins a word, whatever marks were typed."""
        found = self
        for word in fold(text).split()[:10]:
            begins = models.Q(folded__startswith=word) | models.Q(folded__contains=f" {word}")
            found = found.filter(begins)
        return found


class InvitationQuerySet(models.QuerySet):
    def open(self, at: datetime) -> Self:
        """Links that still work: not used and not run out."""
        return self.filter(used_at__isnull=True, expires_at__gt=at, user__is_active=True)


def open_invitation(token: str, at: datetime) -> "Invitation | None":
    """The invitation a link opens, or None when it was used, ran out, or never was."""
    from ocop.ground.accounts.models import Invitation
    from ocop.ground.accounts.tokens import digest

    return Invitation.objects.open(at).select_related("user").filter(token_digest=digest(token)).first()
