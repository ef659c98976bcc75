"""Decisions already recorded: the list, one of them, its scan."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.certification import actions, policies
from ocop.cycle.certification.forms import ScanForm
from ocop.cycle.certification.models import RecognitionDecision
from ocop.ground.registry.actions import file_document
from ocop.ground.registry.holders import Link, shelf_of
from ocop.ground.registry.serving import serve
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.web import Request

PER_PAGE = 50


@login_required
@require_safe
def decisions(request: Request) -> HttpResponse:
    """Every decision, the newest first, with how many products it recognised."""
    actor = request.actor
    rows = RecognitionDecision.objects.visible_to(actor).select_related("office", "round")
    rows = rows.annotate(products=Count("recognitions")).order_by("-signed_on", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"page": page, "may": policies.may_decide(actor)}
    return render(request, "certification/decisions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: Request, public_id: str) -> HttpResponse:
    """One decision with everything it recognised; the signed paper is filed here as a scan."""
    actor = request.actor
    row = get_object_or_404(
        RecognitionDecision.objects.visible_to(actor).select_related("office", "round", "document"), public_id=public_id
    )
    may = policies.may_decide(actor)
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            document = file_document(form.cleaned_data["file"], by=actor, at=clock.now())
            actions.attach_document(row, document=document, by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu bản quét quyết định.")
            return redirect("certification:decision", row.public_id)
    recognitions = (
        row.recognitions.for_list().with_standing(clock.today()).order_by("-stars", "product__sort_key", "pk")
    )
    is_trial = any(each.is_trial for each in recognitions)
    context = {
        "decision": row,
        "recognitions": recognitions,
        "is_trial": is_trial,
        "form": form,
        "may": may,
        "shelf": shelf_of(row, actor, kept=_scan(row)),
    }
    return render(request, "certification/decision.html", context)


def _scan(row: RecognitionDecision) -> list[Link]:
    """The signed copy, first among the papers."""
    url = reverse("certification:decision_scan", args=[row.public_id])
    return [Link("Bản quét quyết định đã ký", url, row.document)] if row.document else []


@login_required
@require_safe
def scan(request: Request, public_id: str) -> HttpResponseBase:
    """The signed decision as filed."""
    rows = RecognitionDecision.objects.visible_to(request.actor).select_related("document")
    row = get_object_or_404(rows, public_id=public_id)
    if row.document is None:
        raise Http404
    return serve(row.document, request)
