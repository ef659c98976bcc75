"""Pages where the producer writes: the registration page by page, and the story."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from ocop.cycle.dossiers import actions, policies
from ocop.cycle.dossiers.forms import page_form, story_form
from ocop.cycle.dossiers.reading import reading_of
from ocop.cycle.dossiers.views.fetch import actor_of, own_dossier
from ocop.kit import clock
from ocop.kit.scope import Refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def registration(request: HttpRequest, public_id: str, page: str) -> HttpResponse:
    """One page of the registration. What is unfinished is saved as well; lodging asks for what is required."""
    dossier = own_dossier(request, public_id)
    reading = reading_of(dossier, clock.today())
    slugs = [each.page.slug for each in reading.pages]
    if page not in slugs:
        raise Http404
    current = reading.pages[slugs.index(page)]
    form = page_form(current, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_statements(dossier, answers=form.answers(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            following = slugs.index(page) + 1
            if following < len(slugs) and "next" in request.POST:
                return redirect("dossiers:registration", dossier.public_id, slugs[following])
            messages.success(request, f"Đã lưu {clock.now():%H:%M}.")
            return redirect("dossiers:dossier", dossier.public_id)
    context = {
        "dossier": dossier,
        "page": current,
        "form": form,
        "number": slugs.index(page) + 1,
        "count": len(slugs),
        "may": policies.may_edit(actor_of(request), dossier),
    }
    return render(request, "dossiers/registration.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def story(request: HttpRequest, public_id: str) -> HttpResponse:
    """The product story: text here, pictures and clips as evidence of the story's criteria."""
    dossier = own_dossier(request, public_id)
    reading = reading_of(dossier, clock.today())
    form = story_form(reading.story, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_statements(dossier, answers=form.answers(), by=actor_of(request), at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã lưu {clock.now():%H:%M}.")
            return redirect("dossiers:dossier", dossier.public_id)
    context = {
        "dossier": dossier,
        "form": form,
        "faults": reading.faults.get("field:story", ()),
        "may": policies.may_edit(actor_of(request), dossier),
    }
    return render(request, "dossiers/story.html", context)
