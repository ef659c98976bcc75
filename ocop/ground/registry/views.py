"""Pages of the registry: notices, the journal, work behind the pages that failed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.registry import actions, policies, queries
from ocop.ground.registry.forms import JournalFilter
from ocop.ground.registry.models import Delivery, JournalEntry
from ocop.ground.registry.wording import act_label, post_labels, reaction_label, subject_label
from ocop.kit import clock
from ocop.kit.scope import Actor, Answer, Refused
from ocop.kit.web import Request

PER_PAGE = 50


def actor_of(request: Request) -> Actor:
    actor: Actor = request.actor
    return actor


def demand(answer: Answer) -> None:
    """Show the page of refusal, with the policy's own sentence, unless the answer is yes."""
    if not answer:
        raise PermissionDenied(answer.reason)


@login_required
@require_safe
def notices(request: Request) -> HttpResponse:
    """What the person and their offices were told, newest first."""
    actor = actor_of(request)
    page = Paginator(queries.notices_for(actor), PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "registry/notices.html", {"page": page, "unread": queries.unread_count(actor)})


@login_required
@require_POST
def read_notice(request: Request, public_id: str) -> HttpResponse:
    """Note one notice as seen, and go to what it is about when it is about something."""
    notice = get_object_or_404(queries.notices_for(actor_of(request)), public_id=public_id)
    actions.mark_read(notice, at=clock.now())
    return redirect(notice.url or "registry:notices")


@login_required
@require_POST
def read_all_notices(request: Request) -> HttpResponse:
    actions.mark_all_read(by=actor_of(request), at=clock.now())
    messages.success(request, "Đã đánh dấu mọi thông báo là đã xem.")
    return redirect("registry:notices")


@login_required
@require_safe
def journal(request: Request) -> HttpResponse:
    """Everything that happened, newest first, by act, thing and days."""
    actor = actor_of(request)
    demand(policies.may_read_journal(actor))
    form = JournalFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = queries.journal_for(actor, **chosen)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "form": form,
        "page": page,
        "lines": [_journal_line(entry) for entry in page],
        "may_tend": policies.may_tend_deliveries(actor),
    }
    return render(request, "registry/journal.html", context)


def _journal_line(entry: JournalEntry) -> dict[str, Any]:
    return {
        "entry": entry,
        "act": act_label(entry.act),
        "subject": subject_label(entry.subject_type) if entry.subject_type else "",
        "posts": post_labels(entry.actor_post),
        "data": "" if entry.data == "{}" else entry.data,
    }


@login_required
@require_safe
def deliveries(request: Request) -> HttpResponse:
    """Reactions that were given up, and those that will be tried again."""
    actor = actor_of(request)
    demand(policies.may_tend_deliveries(actor))
    page = Paginator(queries.failures(), PER_PAGE).get_page(request.GET.get("trang"))
    waiting = list(queries.struggling()[:PER_PAGE])
    context = {
        "page": page,
        "failed": [_delivery_line(each) for each in page],
        "waiting": [_delivery_line(each) for each in waiting],
    }
    return render(request, "registry/deliveries.html", context)


def _delivery_line(delivery: Delivery) -> dict[str, Any]:
    return {
        "delivery": delivery,
        "entry": delivery.entry,
        "act": act_label(delivery.entry.act),
        "reaction": reaction_label(delivery.reaction),
    }


@login_required
@require_POST
def retry_delivery(request: Request, entry_hash: str, reaction: str) -> HttpResponse:
    """Let one failed delivery start anew; it is named by its journal row's hash and its reaction."""
    actor = actor_of(request)
    demand(policies.may_tend_deliveries(actor))
    delivery = get_object_or_404(Delivery, entry__hash=entry_hash, reaction=reaction)
    try:
        actions.retry(delivery, by=actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Việc sẽ được thực hiện lại trong giây lát.")
    return redirect("registry:deliveries")
