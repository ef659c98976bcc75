"""Putting an issue on the public pages and taking it down."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.ground.registry.actions import file_if_sent
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.actions import publications as actions
from ocop.support.activities.models import Publication
from ocop.support.activities.outreach_forms import PublishForm, TakeDownForm
from ocop.support.activities.views.scoped import kept_activity_or_404


@login_required
def publish(request: Request, public_id: str) -> HttpResponse:
    found = kept_activity_or_404(request, public_id)
    may = policies.may_publish(request.actor, found)
    if not may and "public" not in found.shape.feeds:
        raise Http404
    initial = {"title": found.title, "published_on": request.actor.on, "summary": found.summary[:500]}
    form = PublishForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.publish(found, _issue(request, form), by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã đăng. Bạn đọc xem được ở trang Bản tin.")
            return redirect("activities:activity", found.public_id)
    return render(request, "activities/publish.html", {"form": form, "activity": found, "may": may})


def _issue(request: Request, form: PublishForm) -> actions.Issue:
    said = form.cleaned_data
    same = ("title", "published_on", "summary", "text", "picture_words")
    return actions.Issue(
        picture=file_if_sent(said["picture"], by=request.actor, at=clock.now()),
        document=file_if_sent(said["file"], by=request.actor, at=clock.now()),
        **{name: said[name] for name in same},
    )


@login_required
def take_down(request: Request, public_id: str) -> HttpResponse:
    found = get_object_or_404(Publication.objects.select_related("activity__organiser"), public_id=public_id)
    if not policies.may_keep(request.actor, found.activity):
        raise Http404
    form = TakeDownForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_down(found, why=form.cleaned_data["why"], by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã gỡ khỏi trang Bản tin.")
            return redirect("activities:activity", found.activity.public_id)
    context = {
        "title": f"Gỡ: {found.title}",
        "lead": "Bạn đọc không mở được nữa; bản ghi vẫn còn trong hệ thống.",
        "crumbs": (found.activity.title, reverse("activities:activity", args=[found.activity.public_id])),
        "form": form,
        "may": policies.may_keep(request.actor, found.activity),
        "submit": "Gỡ khỏi trang Bản tin",
        "variant": "warning",
    }
    return render(request, "kit/form_page.html", context)
