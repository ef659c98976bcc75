"""A form sent after the session ran out is kept, and offered again to the same person after signing in.

Kept are the typed fields, for an hour; never files, passwords or the page's safety code. Works without
JavaScript.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from ocop.ground.accounts import devices
from ocop.ground.accounts.models import HeldPost, User
from ocop.ground.accounts.tokens import digest, new_token
from ocop.kit import clock

COOKIE = "ocop_giu"
LIFE = timedelta(hours=1)
MOST_CHARACTERS = 500_000
_NEVER_KEPT = ("csrfmiddlewaretoken", "password", "matkhau", "credential", "token")


class HeldPostMiddleware:
    """Turns "sent to the sign-in page" into "kept, and sent to the sign-in page"."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST":
            return response
        if _was_sent_to_sign_in(response):
            return hold(request) or response
        if COOKIE in request.COOKIES and request.user.is_authenticated:
            _forget_if_sent_again(request, response)
        return response


def hold(request: HttpRequest) -> HttpResponse | None:
    """Keep what was typed and lead to the sign-in page; None when it is not known whose it would be."""
    owner = User.objects.filter(public_id=devices.last_person_id(request), is_active=True).first()
    fields = _typed_fields(request)
    if owner is None or request.path.startswith(reverse("accounts:profile")):
        return None
    if sum(len(name) + len(value) for name, value in fields) > MOST_CHARACTERS:
        return None
    at = clock.now()
    HeldPost.objects.filter(expires_at__lt=at).delete()
    token = new_token()
    HeldPost.objects.create(
        user=owner,
        token_digest=digest(token),
        path=request.get_full_path()[:500],
        fields=json.dumps(fields, ensure_ascii=False),
        had_files=bool(request.FILES),
        expires_at=at + LIFE,
    )
    response = _lead_to_sign_in(request)
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LIFE.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def held_for(request: HttpRequest) -> HeldPost | None:
    """What is kept for the person signed in at this browser; nothing for anybody else."""
    token = request.COOKIES.get(COOKIE, "")
    if not token or not request.user.is_authenticated:
        return None
    kept = HeldPost.objects.filter(token_digest=digest(token), expires_at__gt=clock.now())
    return kept.filter(user=request.user).first()


def typed_fields(held: HeldPost) -> list[tuple[str, str]]:
    """The kept fields, in the order they stood on the form."""
    return [(name, value) for name, value in json.loads(held.fields)]


def _typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name.lower() for word in _NEVER_KEPT)
        for value in values
    ]


def _was_sent_to_sign_in(response: HttpResponse) -> bool:
    location = response.headers.get("Location", "") if response.status_code in (301, 302, 303) else ""
    return bool(location) and urlsplit(location).path == reverse("account_login")


def _lead_to_sign_in(request: HttpRequest) -> HttpResponse:
    url = f"{reverse('account_login')}?next={reverse('accounts:held_post')}"
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(url)
    return HttpResponseRedirect(url)


def _forget_if_sent_again(request: HttpRequest, response: HttpResponse) -> None:
    """Once the kept form has been sent to its page, neither the row nor the cookie is needed."""
    held = held_for(request)
    if held is not None and held.path == request.get_full_path():
        held.delete()
        response.delete_cookie(COOKIE, samesite="Lax")
