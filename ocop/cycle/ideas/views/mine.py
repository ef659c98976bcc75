"""The ideas a person sent while signed in, and the answer to a question."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.ideas import actions, policies
from ocop.cycle.ideas.answer_form import AnswerForm
from ocop.cycle.ideas.following import followed
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.views.scoped import own_or_404
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.form_page import bound
from ocop.kit.ui.listing import page_of
from ocop.kit.web import Request


@login_required
@require_safe
def mine(request: Request) -> HttpResponse:
    """One's own ideas, the newest first."""
    rows = Idea.objects.of_author(request.actor).select_related("unit", "office")
    context = {"page": page_of(request, rows.order_by("-sent_at", "-pk")), "keep_days": settings.OCOP_IDEA_KEEP_DAYS}
    return render(request, "ideas/mine.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mine_one(request: Request, public_id: str) -> HttpResponse:
    """What happened to one's own idea, and the box for the answer when something was asked."""
    found = own_or_404(request, public_id)
    form = bound(request, AnswerForm)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_question(found, **form.cleaned_data, by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã gửi câu trả lời.")
            return redirect("ideas:mine_one", found.public_id)
    context = {"story": followed(found), "form": form, "may": policies.may_answer_question(request.actor, found)}
    return render(request, "ideas/mine_one.html", context)


@login_required
@require_safe
def mine_picture(request: Request, public_id: str) -> HttpResponseBase:
    found = own_or_404(request, public_id)
    if found.picture is None:
        raise Http404
    return serve(found.picture, request)
