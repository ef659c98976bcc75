"""Pages of signing in, opening an account, one's own password, and a form kept over an expired session."""

from typing import Any, cast

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from ocop.ground.accounts import actions, held_posts
from ocop.ground.accounts.forms import ChangePasswordForm, NewPasswordForm
from ocop.ground.accounts.models import User
from ocop.ground.accounts.queries import open_invitation
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.web import Request


class SignInView(LoginView):
    """The sign-in page; says so when a form was kept because the session had run out."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = self.request.GET.get("next", self.request.POST.get("next", "")) == reverse("accounts:held_post")
        return super().get_context_data(**kwargs) | {
            "form_was_kept": kept,
            "identity_provider": settings.OCOP_OIDC_NAME if settings.OCOP_OIDC_CLIENT_ID else "",
        }


@never_cache
def forgotten(request: Request) -> HttpResponse:
    """Nobody resets a password alone: the officer gives a new link."""
    return render(request, "account/forgotten.html")


@never_cache
@sensitive_post_parameters("password", "again")
def invitation(request: Request, token: str) -> HttpResponse:
    """The page behind an invitation link: choose a password and go on to sign in."""
    now = clock.now()
    found = open_invitation(token, now)
    if found is None:
        return render(request, "accounts/invitation_over.html", status=410)
    form = NewPasswordForm(request.POST or None, user=found.user)
    if request.method == "POST" and form.is_valid():
        try:
            user = actions.accept_invitation(token, password=form.cleaned_data["password"], at=now)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            logout(request)
            sign_in = Login(user=user, redirect_url=reverse("home"))
            return perform_password_login(request, {"username": user.login}, sign_in)
    return render(request, "accounts/invitation.html", {"form": form, "person": found.user})


@never_cache
@login_required
def profile(request: Request) -> HttpResponse:
    """One's own account: name, sign-in name, posts, ways to sign in."""
    user = cast(User, request.user)
    offices = list(dict.fromkeys(post.office_name for post in request.actor.posts))
    rows: list[tuple[str, object]] = [("Họ và tên", user.full_name), ("Đăng nhập bằng", user.login)]
    rows += [("Nơi công tác", offices)] if offices else []
    return render(request, "accounts/profile.html", {"rows": rows})


@never_cache
@login_required
@sensitive_post_parameters("current", "password", "again")
def change_password(request: Request) -> HttpResponse:
    """Choose a new password; every other browser is signed out."""
    user = cast(User, request.user)
    form = ChangePasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        changed = actions.change_password(
            user, password=form.cleaned_data["password"], by=request.actor, at=clock.now()
        )
        update_session_auth_hash(request, changed)
        messages.success(request, "Đã đổi mật khẩu. Các máy khác đã được đăng xuất.")
        return redirect("home" if user.must_change_password else "accounts:profile")
    return render(request, "account/password_change.html", {"form": form, "must": user.must_change_password})


@never_cache
@login_required
def held_post(request: Request) -> HttpResponse:
    """What was typed before the session ran out, with one button that sends it again."""
    held = held_posts.held_for(request)
    if held is None:
        return redirect("home")
    fields = held_posts.typed_fields(held)
    shown = [value for _, value in fields if value.strip()]
    return render(request, "accounts/held_post.html", {"held": held, "fields": fields, "shown": shown})


def no_such_account(request: Request) -> HttpResponse:
    """An identity from elsewhere that belongs to no account here."""
    return render(request, "socialaccount/signup_closed.html", status=403)
