"""A signed cookie that lets a browser be recognised by the people who have signed in there.

It opens nothing by itself: it only says whose tries to count separately, and whose half-filled form may be
given back.
"""

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from ocop.ground.accounts.models import User
from ocop.ground.accounts.tokens import keyed_digest

COOKIE = "ocop_may"
_SALT = "ocop.accounts.devices"
_MAX_AGE = 400 * 24 * 3600
_PEOPLE_PER_BROWSER = 8


def device_for(request: HttpRequest, login: str) -> str | None:
    """The secret name of this browser for one sign-in name, or None when that person never signed in here."""
    found = _content(request)["devices"].get(_key(login))
    return found if isinstance(found, str) else None


def last_person_id(request: HttpRequest) -> str:
    """The public id of whoever signed in last at this browser; empty when nobody did."""
    return str(_content(request)["last"])


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """After a good sign-in: know this browser again for this person."""
    content = _content(request)
    key = _key(user.login)
    known = {name: value for name, value in content["devices"].items() if name != key}
    newest = dict(list(known.items())[-(_PEOPLE_PER_BROWSER - 1) :])
    newest[key] = content["devices"].get(key) or secrets.token_urlsafe(16)
    value = signing.dumps({"devices": newest, "last": user.public_id}, salt=_SALT, compress=True)
    response.set_cookie(
        COOKIE,
        value,
        max_age=_MAX_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _content(request: HttpRequest) -> dict[str, Any]:
    try:
        content = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_MAX_AGE)
    except signing.BadSignature:
        content = {}
    return {"devices": content.get("devices", {}), "last": content.get("last", "")}


def _key(login: str) -> str:
    return keyed_digest("device-key", login)[:24]
