"""Ninety points and over: the letter to the ministry, the ministry's list, its answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ocop.cycle.certification import actions, policies
from ocop.cycle.certification.forms import AnswerForm, ReferralForm
from ocop.cycle.certification.models import Referral
from ocop.cycle.certification.queries import dossiers_to_decide
from ocop.cycle.certification.views.referred import docket_of
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.ground.producers.sets import law_name
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.web import Request

PER_PAGE = 50


@login_required
@require_safe
def referrals(request: Request) -> HttpResponse:
    """What was sent to the ministry; `?cho=1` leaves only what waits for an answer."""
    if not (may := policies.may_open_referrals(request.actor)):
        raise PermissionDenied(may.reason)
    rows = Referral.objects.visible_to(request.actor).for_list().order_by("-sent_on", "-pk")
    only_waiting = request.GET.get("cho") == "1"
    if only_waiting:
        rows = rows.waiting()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    answers = request.actor.has_role(Role.MINISTRY_OFFICER)
    return render(
        request, "certification/referrals.html", {"page": page, "only_waiting": only_waiting, "answers": answers}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: Request, public_id: str) -> HttpResponse:
    """Send one dossier to the ministry with the province's letter."""
    actor = request.actor
    dossier = get_object_or_404(dossiers_to_decide(actor), public_id=public_id)
    offices = Office.objects.in_force(clock.today()).filter(tier=Tier.CENTRAL, kind=OfficeKind.MINISTRY)
    form = ReferralForm(request.POST or None, offices=offices, initial={"sent_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            referral = actions.refer_to_ministry(dossier, **form.cleaned_data, by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã trình Trung ương hồ sơ {dossier.product.name}.")
            return redirect("certification:referral", referral.public_id)
    context = {"form": form, "dossier": dossier, "may": policies.may_refer(actor, dossier)}
    return render(request, "certification/refer.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def referral(request: Request, public_id: str) -> HttpResponse:
    """One referral: what the province found, and the ministry's answer or the form for it."""
    actor = request.actor
    rows = Referral.objects.visible_to(actor).for_list().select_related("dossier__docket", "dossier__recognition")
    row = get_object_or_404(rows, public_id=public_id)
    may = policies.may_answer(actor, row)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(row, form.cleaned_data, actor)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi trả lời của Trung ương.")
            return redirect("certification:referral", row.public_id)
    context = {
        "referral": row,
        "form": form,
        "may": may,
        "law": law_name(row.dossier.criteria_id),
        "may_read": policies.may_read_referred(actor, row),
        "docket": docket_of(row),
    }
    return render(request, "certification/referral.html", context)


def _answer(row: Referral, data: dict[str, Any], actor: Actor) -> None:
    at = clock.now()
    if data["result"] == AnswerForm.RECOGNISED:
        actions.answer_five_stars(
            row,
            number=data["number"],
            signed_on=data["on"],
            signer=data["signer"],
            total=data["total"],
            note=data["note"],
            by=actor,
            at=at,
        )
    else:
        actions.answer_below_90(row, total=data["total"], answered_on=data["on"], note=data["note"], by=actor, at=at)
