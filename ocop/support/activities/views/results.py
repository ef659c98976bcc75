"""An activity is held with its figures, cancelled, planned again, announced, paid for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ocop.ground.budget.actions import Payment
from ocop.ground.budget.models import BudgetLine
from ocop.ground.budget.policies import may_disburse
from ocop.ground.planning.models import Plan
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.actions import activities as actions
from ocop.support.activities.forms import PayForm, ReasonForm, ResultForm
from ocop.support.activities.states import ActivityState
from ocop.support.activities.views.scoped import kept_activity_or_404


@login_required
def results(request: Request, public_id: str) -> HttpResponse:
    """Figures and summary; on a planned activity saving them says that it took place."""
    found = kept_activity_or_404(request, public_id)
    initial = {f"o_{name}": figure for name, figure in found.outputs.values_list("name", "figure")}
    form = ResultForm(request.POST or None, initial=initial | {"summary": found.summary}, kind=found.shape)
    is_held = found.state == ActivityState.HELD
    if request.method == "POST" and form.is_valid():
        try:
            summary = form.cleaned_data["summary"]
            actions.hold_activity(found, outputs=form.figures, summary=summary, by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu số liệu." if is_held else "Đã ghi hoạt động đã tổ chức.")
            return redirect("activities:activity", found.public_id)
    actor = request.actor
    may = policies.may_edit(actor, found) if is_held else policies.may_move(actor, found, "hold", actor.on)
    context = {"form": form, "activity": found, "kind": found.shape, "may": may, "is_held": is_held}
    return render(request, "activities/results.html", context)


@login_required
def cancel(request: Request, public_id: str) -> HttpResponse:
    found = kept_activity_or_404(request, public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel_activity(found, why=form.cleaned_data["why"], by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã hủy hoạt động.")
            return redirect("activities:activity", found.public_id)
    may = policies.may_move(request.actor, found, "cancel", request.actor.on)
    return render(request, "activities/cancel.html", {"form": form, "activity": found, "may": may})


@login_required
@require_POST
def restore(request: Request, public_id: str) -> HttpResponse:
    found = kept_activity_or_404(request, public_id)
    try:
        actions.restore_activity(found, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Hoạt động trở lại trạng thái dự kiến.")
    return redirect("activities:activity", found.public_id)


@login_required
@require_POST
def announce(request: Request, public_id: str, *, is_public: bool) -> HttpResponse:
    """Put an event on the public news page, or take it off."""
    found = kept_activity_or_404(request, public_id)
    try:
        actions.announce(found, is_public=is_public, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        words = "Đã công bố. Ai cũng xem được sự kiện ở trang Bản tin." if is_public else "Đã thôi công bố sự kiện."
        messages.success(request, words)
    return redirect("activities:activity", found.public_id)


@login_required
def pay(request: Request, public_id: str) -> HttpResponse:
    """Record money paid for the activity by its organiser, under a line of a running plan."""
    found = kept_activity_or_404(request, public_id)
    plans = Plan.objects.visible_to(request.actor) & Plan.objects.running_on(request.actor.on)
    has_parts = Exists(BudgetLine.objects.filter(parent=OuterRef("pk")))
    lines = BudgetLine.objects.filter(~has_parts, plan__in=plans.values("pk")).select_related("plan")
    form = PayForm(request.POST or None, lines=lines)
    if request.method == "POST" and form.is_valid():
        try:
            said = dict(form.cleaned_data)
            key = said.pop("key")
            payment = Payment(payer=found.organiser, **said)
            actions.pay_for(found, payment, by=request.actor, at=clock.now(), key=key)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi khoản chi.")
            return redirect("activities:activity", found.public_id)
    may = may_disburse(request.actor, found.organiser)
    context = {"form": form, "activity": found, "may": may, "has_lines": lines.exists()}
    return render(request, "activities/pay.html", context)
