"""What a signed-in person must do before anything else: choose a new password, set up a second factor."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from ocop.ground.accounts.policies import needs_second_factor
from ocop.kit.web import Request

Respond = Callable[[Request], HttpResponse]

# Pages that stay open while a duty is outstanding; signing out always does.
_ALWAYS_OPEN = ("account_logout", "account_login", "account_reauthenticate", "healthz")
_SECOND_FACTOR_PAGES = (
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
)
_SESSION_KEY = "second_factor_seen"


def _is_open(request: Request, names: tuple[str, ...]) -> bool:
    """Whether the page is one that stays open; styles and pictures always are."""
    if request.path.startswith(settings.STATIC_URL):
        return True
    return any(request.path == reverse(name) for name in names)


def _is_stranger(request: Request) -> bool:
    """Whether nobody can be signed in: without its cookie no session is opened, so public pages do not vary by it."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES


class PasswordChangeMiddleware:
    """Who was given a password by somebody else chooses their own before anything else."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        page = "account_change_password"
        if (
            not _is_stranger(request)
            and request.user.is_authenticated
            and request.user.must_change_password
            and not _is_open(request, (*_ALWAYS_OPEN, page))
        ):
            return redirect(page)
        return self.get_response(request)


class SecondFactorMiddleware:
    """Officers and council members without a second factor are led to set one up, and to nothing else.

    Stands after `ActorMiddleware`: whether somebody holds a post is read from `request.actor`.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        if settings.OCOP_REQUIRE_SECOND_FACTOR and self._is_missing(request):
            return redirect("mfa_index")
        return self.get_response(request)

    def _is_missing(self, request: Request) -> bool:
        if _is_stranger(request) or not request.user.is_authenticated or request.session.get(_SESSION_KEY):
            return False
        if _is_open(request, (*_ALWAYS_OPEN, *_SECOND_FACTOR_PAGES, "account_change_password")):
            return False
        if not needs_second_factor(request.actor):
            return False
        if not is_mfa_enabled(request.user):
            return True
        # The last one cannot be taken off by its owner, so it need not be looked for again in this session.
        request.session[_SESSION_KEY] = True
        return False
