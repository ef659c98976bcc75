"""The key a program sends with its question."""

from django.http import HttpRequest

from ocop.ground.accounts.tokens import digest
from ocop.kit import clock
from ocop.public.partners.models import ApiKey

SCHEME = "bearer "


class WrongKey(Exception):
    """A key was sent that opens nothing: unknown, taken back, or over."""


def key_in(request: HttpRequest) -> ApiKey | None:
    """The key of `Authorization: Bearer …`, None where no such header came; one query, two on a day's first question.

    Raises `WrongKey`.
    """
    said = request.headers.get("Authorization", "")
    if not said.lower().startswith(SCHEME):
        return None
    today = clock.today()
    found = ApiKey.objects.select_related("producer").filter(digest=digest(said[len(SCHEME) :].strip())).first()
    if found is None or not found.works_on(today):
        raise WrongKey
    if found.last_used_on != today:
        ApiKey.objects.filter(pk=found.pk).update(last_used_on=today)
    return found
