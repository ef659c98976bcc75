"""Confirming what people said of themselves at the door."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.web import Request
from ocop.support.activities.actions import claims as actions
from ocop.support.activities.states import Who
from ocop.support.activities.views.scoped import kept_activity_or_404, part_or_404, participation_or_404


@login_required
@require_POST
def answer_claim(request: Request, public_id: str) -> HttpResponse:
    """`dung=0` says that the person is not what they said."""
    row = participation_or_404(request, public_id)
    is_so = request.POST.get("dung") != "0"
    act = actions.confirm if is_so else actions.refuse
    try:
        act(row, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Đã xác nhận." if is_so else "Đã ghi là thành phần khác.")
    return redirect("activities:participants", row.activity.public_id, Who.PERSON)


@login_required
@require_POST
def confirm_claims(request: Request, public_id: str) -> HttpResponse:
    """Everybody who waits on the list of one activity, at once."""
    found = kept_activity_or_404(request, public_id)
    part_or_404(found, Who.PERSON)
    try:
        count = actions.confirm_all(found, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"Đã xác nhận {count} người.")
    return redirect("activities:participants", found.public_id, Who.PERSON)
