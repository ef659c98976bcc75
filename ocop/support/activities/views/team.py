"""The consulting team: which office answers for which field and which group of criteria."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.actions import advice as actions
from ocop.support.activities.criteria import criteria_groups
from ocop.support.activities.forms import GiveForm, SeatForm
from ocop.support.activities.models import ConsultingSeat
from ocop.support.activities.views.scoped import case_or_404


def consultant_offices(actor: Actor) -> QuerySet[Office]:
    """Who may sit on the team: offices of the province, committees of districts and communes for their place."""
    nearby = Q(tier__in=(Tier.DISTRICT, Tier.COMMUNE), kind=OfficeKind.PEOPLES_COMMITTEE)
    of_province = Q(tier=Tier.PROVINCE) & ~Q(kind=OfficeKind.PEOPLES_COMMITTEE)
    return Office.objects.in_force(actor.on).filter(nearby | of_province).order_by("sort_key")


@login_required
def team(request: Request) -> HttpResponse:
    """Everybody who signs in sees who answers for what; the coordination office seats offices."""
    actor = request.actor
    criteria = criteria_groups(actor.on)
    may = policies.may_keep_team(actor)
    if request.method == "POST" and not may:
        raise Http404
    form = SeatForm(request.POST or None, offices=consultant_offices(actor), criteria=criteria)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.seat(said["office"], said["field"], said["criterion"], by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã thêm vào đội ngũ tư vấn.")
            return redirect("activities:team")
    names = dict(criteria)
    seats = list(ConsultingSeat.objects.filter(ended_on__isnull=True).select_related("office"))
    for seat in seats:
        seat.criterion_words = names.get(seat.criterion, seat.criterion)  # type: ignore[attr-defined]
    return render(request, "activities/team.html", {"form": form, "seats": seats, "may": may})


@login_required
@require_POST
def end_seat(request: Request, public_id: str) -> HttpResponse:
    if not policies.may_keep_team(request.actor):
        raise Http404
    seat = get_object_or_404(ConsultingSeat, public_id=public_id)
    actions.unseat(seat, by=request.actor, at=clock.now())
    messages.success(request, "Đã bỏ khỏi đội ngũ tư vấn.")
    return redirect("activities:team")


@login_required
@require_POST
def give(request: Request, public_id: str) -> HttpResponse:
    """Choose the office that answers a question."""
    found = case_or_404(request, public_id)
    if not policies.may_pass_on(request.actor, found) and not policies.may_keep_team(request.actor):
        raise Http404
    form = GiveForm(request.POST, offices=consultant_offices(request.actor))
    if form.is_valid():
        try:
            actions.give_to(found, form.cleaned_data["office"], by=request.actor, at=clock.now())
        except Refused as refused:
            messages.error(request, refused.reason)
        else:
            messages.success(request, "Đã giao câu hỏi.")
    else:
        messages.error(request, "Anh/chị chọn cơ quan trả lời.")
    return redirect("activities:advice_case", found.public_id)
