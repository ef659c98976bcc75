"""Pages of rounds."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.ground.programme import actions, policies
from ocop.ground.programme.drafts import open_drafts
from ocop.ground.programme.forms import ChangeRoundForm, NewRoundForm, StopIntakeForm
from ocop.ground.programme.models import Round
from ocop.ground.programme.states import ROUND_WORKFLOW
from ocop.ground.programme.suggestions import criteria_name, suggested_round, usable_criteria
from ocop.ground.programme.views.scoped import require_page
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.web import Request

MOVES = {
    "mo": ("open_round", actions.open_round, "Đã mở nhận hồ sơ."),
    "ket-thuc": ("close_round", actions.close_round, "Đã kết thúc đợt."),
}


@login_required
@require_safe
def rounds(request: Request) -> HttpResponse:
    """All rounds, the newest first; everybody signed in may know of them."""
    lines = Round.objects.select_related("office")
    return render(request, "programme/rounds.html", {"rounds": lines, "may": policies.may_plan(request.actor)})


@login_required
def new_round(request: Request) -> HttpResponse:
    """Plan a round; the days and the criteria set are suggested by the law in force."""
    require_page(policies.may_plan(request.actor))
    at = clock.now()
    suggested = suggested_round(clock.local_date(at))
    offices = Office.objects.in_force(clock.local_date(at)).committees_of(Tier.PROVINCE)
    initial = {**(suggested.initial() if suggested else {}), "office": offices.first()}
    form = NewRoundForm(request.POST if request.method == "POST" else None, initial=initial, offices=offices)
    if request.method == "POST" and form.is_valid():
        try:
            criteria_id = _criteria_on(form.cleaned_data["opens_on"])
            office = form.cleaned_data["office"]
            round_ = actions.plan_round(form.plan(), office=office, criteria_id=criteria_id, by=request.actor, at=at)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã lập {round_.name}. Đợt chưa nhận hồ sơ cho đến khi anh/chị mở.")
            return redirect("programme:round", round_.public_id)
    return render(request, "programme/new_round.html", {"form": form, "suggested": suggested})


def _criteria_on(day: date) -> str:
    """The criteria set in force on the day the round opens; the platform refuses to guess when there is none."""
    criteria_id = usable_criteria(day)
    if not criteria_id:
        raise Refused(
            f"Ngày {day:%d/%m/%Y} chưa có bộ tiêu chí nào chấm được trong phần mềm. "
            "Anh/chị chọn ngày khác hoặc hỏi quản trị hệ thống."
        )
    return criteria_id


@login_required
@require_safe
def round_page(request: Request, public_id: str) -> HttpResponse:
    round_ = get_object_or_404(Round.objects.select_related("office"), public_id=public_id)
    actor = request.actor
    may_stop = policies.may_move(actor, round_, "start_evaluating")
    moves = [
        {"slug": slug, "label": _label(action, round_), "may": policies.may_move(actor, round_, action)}
        for slug, (action, _, _) in MOVES.items()
        if ROUND_WORKFLOW.allowed(action, round_.state)
    ]
    context = {
        "round": round_,
        "criteria": criteria_name(round_.criteria_id),
        "moves": moves if policies.may_plan(actor) else [],
        "may_stop": may_stop,
        "may_edit": policies.may_edit(actor, round_),
        "shelf": shelf_of(round_, actor),
    }
    return render(request, "programme/round.html", context)


def _label(action: str, round_: Round) -> str:
    move = ROUND_WORKFLOW.find(action, round_.state)
    return move.label if move else ""


@login_required
def change_round(request: Request, public_id: str) -> HttpResponse:
    round_ = get_object_or_404(Round, public_id=public_id)
    require_page(policies.may_plan(request.actor))
    names = actions.RoundPlan.__dataclass_fields__
    form = ChangeRoundForm(
        request.POST if request.method == "POST" else None, initial={name: getattr(round_, name) for name in names}
    )
    may = policies.may_edit(request.actor, round_)
    if request.method == "POST" and form.is_valid():
        try:
            why = form.cleaned_data["why"]
            actions.change_round(round_, form.plan(), why=why, by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu thay đổi của đợt.")
            return redirect("programme:round", round_.public_id)
    return render(request, "programme/change_round.html", {"form": form, "round": round_, "may": may})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop_intake(request: Request, public_id: str) -> HttpResponse:
    """Stop taking dossiers in, after one look at the days and the drafts that are left."""
    round_ = get_object_or_404(Round, public_id=public_id)
    require_page(policies.may_plan(request.actor))
    at = clock.now()
    today = clock.local_date(at)
    early = policies.stops_early(round_, today)
    form = StopIntakeForm(request.POST if request.method == "POST" else None, early=early)
    if request.method == "POST" and form.is_valid():
        try:
            actions.start_evaluating(round_, why=form.cleaned_data.get("why", ""), by=request.actor, at=at)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ngừng nhận hồ sơ và chuyển sang đánh giá.")
            return redirect("programme:round", round_.public_id)
    context = {
        "round": round_,
        "form": form,
        "may": policies.may_move(request.actor, round_, "start_evaluating"),
        "days_left": (round_.proposal_due - today).days,
        "drafts": open_drafts(round_),
    }
    return render(request, "programme/stop_intake.html", context)


@login_required
@require_POST
def move_round(request: Request, public_id: str, action: str) -> HttpResponse:
    round_ = get_object_or_404(Round, public_id=public_id)
    if action not in MOVES:
        raise Http404
    _, act, words = MOVES[action]
    try:
        act(round_, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, words)
    return redirect("programme:round", round_.public_id)
