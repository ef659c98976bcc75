"""The author's own pages: known by a secret in the address, of which only a digest is kept."""

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.ideas import policies
from ocop.cycle.ideas.actions import answer_question
from ocop.cycle.ideas.answer_form import AnswerForm
from ocop.cycle.ideas.following import followed
from ocop.cycle.ideas.models import Idea
from ocop.ground.accounts.tokens import digest
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.public.ideabox.views import person_at
from ocop.public.portal.catalogue import pictures


def _own_or_404(secret: str) -> Idea:
    rows = Idea.objects.select_related("unit", "office", "picture", "merged_into")
    return get_object_or_404(rows, secret=digest(secret))


def _private(response: HttpResponse) -> HttpResponse:
    """A page for who holds the link: kept by no cache, found by no search engine."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def sent(request: HttpRequest, secret: str) -> HttpResponse:
    """After sending: the number, who answers by when, and the link with its square code, to keep or to print."""
    idea = _own_or_404(secret)
    url = settings.SITE_URL.rstrip("/") + reverse("ideabox:follow", args=[secret])
    code = segno.make(url, error="m", micro=False).svg_data_uri(scale=4)
    return _private(render(request, "ideabox/sent.html", {"idea": idea, "url": url, "code": code, "secret": secret}))


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, secret: str) -> HttpResponse:
    """Every step so far, and the box for the answer when an officer asked."""
    idea = _own_or_404(secret)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            answer_question(idea, **form.cleaned_data, by=person_at(request), at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("ideabox:follow", secret)
    context = {
        "story": followed(idea),
        "form": form,
        "may": policies.may_answer_question(person_at(request), idea),
        "secret": secret,
        "keep_days": settings.OCOP_IDEA_KEEP_DAYS,
    }
    return _private(render(request, "ideabox/follow.html", context))


@require_safe
def own_picture(request: HttpRequest, secret: str) -> HttpResponse:
    return _private(pictures.answer(_own_or_404(secret).picture, request))
