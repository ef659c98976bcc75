"""Signing in at the door: the organiser's sheet with the code, and the page a telephone opens."""

from datetime import datetime

import segno
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from ocop.ground.accounts.throttle import network_of
from ocop.ground.accounts.tokens import keyed_digest
from ocop.kit import clock
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor, Refused
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.actions import participants as actions
from ocop.support.activities.forms import SignInForm
from ocop.support.activities.models import Activity
from ocop.support.activities.sheets import register
from ocop.support.activities.states import Who
from ocop.support.activities.views.scoped import communes_on, kept_activity_or_404, part_or_404


@login_required
def sign_in_sheet(request: Request, public_id: str) -> HttpResponse:
    """The code to print or to show on the wall; pressing makes a new address and ends the old one."""
    found = kept_activity_or_404(request, public_id)
    part_or_404(found, Who.PERSON)
    if request.method == "POST":
        try:
            actions.open_sign_in(found, by=request.actor, at=clock.now())
        except Refused as refused:
            messages.error(request, refused.reason)
        return redirect("activities:sign_in_sheet", found.public_id)
    url = (
        settings.SITE_URL.rstrip("/") + reverse("activities:sign_in", args=[found.sign_in_key])
        if found.sign_in_key
        else ""
    )
    context = {
        "activity": found,
        "url": url,
        "code": segno.make(url, error="m", micro=False).svg_data_uri(scale=8) if url else "",
        "may": policies.may_list(request.actor, found),
        "is_open": policies.sign_in_is_open(found, request.actor.on),
    }
    response = render(request, "activities/sign_in_sheet.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_page(request: HttpRequest, key: str) -> HttpResponse:
    """Public: a person types who they are and is on the list. It shows nobody else, whatever is typed."""
    found = get_object_or_404(Activity.objects.exclude(sign_in_key=""), sign_in_key=key)
    at = clock.now()
    is_open = policies.sign_in_is_open(found, local_date(at))
    form = SignInForm(request.POST or None, units=communes_on(found.starts_on))
    done = False
    if request.method == "POST" and is_open:
        try:
            actions.take_sign_in_try(keyed_digest("sign-in", f"{network_of(request)} {found.pk}"), at=at)
            if form.is_valid():
                _sign_in(request, found, form)
                done = True
        except Refused as refused:
            return _page(request, found, {"form": form, "wrong": refused.reason, "is_open": is_open}, status=429)
    return _page(request, found, {"form": form, "is_open": is_open, "done": done})


def _sign_in(request: HttpRequest, found: Activity, form: SignInForm) -> None:
    said = form.cleaned_data
    office, producer = register.workplace_called(said["workplace"], found.starts_on)
    person = actions.NewPerson(
        full_name=" ".join(said["full_name"].split()),
        group=said["group"],
        phone=said["phone"],
        office=office,
        producer=producer,
        unit=said["unit"],
        workplace="" if office or producer else said["workplace"],
    )
    at = clock.now()
    actions.sign_in(found, person, by=_at_the_door(request, at), at=at)


def _at_the_door(request: HttpRequest, at: datetime) -> Actor:
    """Who is signed in on this telephone, or somebody unknown."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None and actor.is_known:
        return actor
    return Actor(user_id=None, name="Người tự điểm danh", on=local_date(at))


def _page(request: HttpRequest, found: Activity, context: dict[str, object], status: int = 200) -> HttpResponse:
    context |= {"activity": found, "sample_banner": found.is_sample or not settings.PRODUCTION}
    response = render(request, "activities/sign_in.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
