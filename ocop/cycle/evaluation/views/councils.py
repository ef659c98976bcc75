"""Councils: the list, setting one up, its page, its seats, its meetings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.cycle.evaluation import actions, judging, policies
from ocop.cycle.evaluation.forms import CouncilForm, NewCouncilForm, SeatForm, SittingForm, people_for_seats
from ocop.cycle.evaluation.models import Council, MarkVersion
from ocop.cycle.evaluation.states import DocketState, GateTest, Rounding
from ocop.cycle.evaluation.views.fetch import actor_of, council_of, found_or_404
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Tier
from ocop.ground.programme.models import Round
from ocop.kit import clock
from ocop.kit.scope import Refused

LINES_A_PAGE = 50


@login_required
@require_safe
def councils(request: HttpRequest) -> HttpResponse:
    """The councils the person sits on or follows, the newest first."""
    actor = actor_of(request)
    if not (may := policies.may_open_councils(actor)):
        raise PermissionDenied(may.reason)
    rows = Council.objects.visible_to(actor).select_related("round").with_progress()
    return render(request, "evaluation/councils.html", {"councils": rows, "may": policies.may_create(actor)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_council(request: HttpRequest) -> HttpResponse:
    """Set a council up by its decision and the working rules of its regulation."""
    actor, at = actor_of(request), clock.now()
    found_or_404(policies.may_create(actor))
    rounds = Round.objects.in_force(clock.local_date(at))
    offices = Office.objects.in_force(clock.local_date(at)).committees_of(Tier.PROVINCE)
    chosen = rounds.filter(public_id=request.GET.get("dot", "")).first() or rounds.first()
    initial = {"round": chosen, "office": offices.first(), "rounding": Rounding.NONE, "gate_test": GateTest.MAJORITY}
    form = NewCouncilForm(
        request.POST if request.method == "POST" else None, initial=initial, rounds=rounds, offices=offices
    )
    if request.method == "POST" and form.is_valid():
        round_, office = form.cleaned_data["round"], form.cleaned_data["office"]
        try:
            council = actions.create_council(form.plan(), round_=round_, office=office, by=actor, at=at)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lập Hội đồng. Tiếp theo, anh/chị ghi tên các thành viên.")
            return redirect("evaluation:seats", council.public_id)
    return render(request, "evaluation/new_council.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_council(request: HttpRequest, public_id: str) -> HttpResponse:
    council = council_of(request, public_id)
    actor = actor_of(request)
    found_or_404(policies.may_prepare(actor, council))
    form = CouncilForm(request.POST if request.method == "POST" else None, initial=CouncilForm.initial_of(council))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_council(council, form.plan(), by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu quy chế của Hội đồng.")
            return redirect("evaluation:council", council.public_id)
    may = policies.may_change_rules(actor, council)
    return render(request, "evaluation/change_council.html", {"form": form, "council": council, "may": may})


@login_required
@require_safe
def council(request: HttpRequest, public_id: str) -> HttpResponse:
    """The council's working page: what stands where, who is there, and the next act."""
    found = council_of(request, public_id)
    actor = actor_of(request)
    dockets = found.dockets.for_list().with_sheets_counted().order_by("order", "pk")
    counts = _counts(found)
    state = request.GET.get("buoc", "")
    if state in DocketState.values:
        dockets = dockets.filter(state=state)
    sitting = found.sittings.prefetch_related("present").order_by("-held_on").first()
    runs = bool(policies.may_run(actor, found))
    context = {
        "council": found,
        "page": Paginator(dockets, LINES_A_PAGE).get_page(request.GET.get("trang")),
        "state": state,
        "counts": counts,
        "total": sum(counts.values()),
        "sitting": sitting,
        "sittings": found.sittings.all(),
        "quorum": judging.quorum_of(found, sitting),
        "runs": runs,
        "presides": (seat := policies.seat_of(actor, found)) is not None and seat.role in ("chair", "vice_chair"),
        "prepares": bool(policies.may_prepare(actor, found)),
        "may_end": policies.may_end(actor, found) if runs else None,
        "waiting_late": late_marks(found).filter(reviewed_at__isnull=True).count() if runs else 0,
        "rounding_rule": judging.rounding_rule(found),
    }
    return render(request, "evaluation/council.html", context)


def _counts(council: Council) -> dict[str, int]:
    """How many dossiers stand in each state, in one query."""
    return dict(council.dockets.order_by().values_list("state").annotate(Count("pk")))


def late_marks(council: Council) -> QuerySet[Any]:
    """The marks that came too late, the newest first."""
    return MarkVersion.objects.filter(is_late=True, sheet__docket__council=council).order_by("-received_at", "-pk")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who sits on the council; one form adds a person or changes the place they have."""
    found = council_of(request, public_id)
    actor, at = actor_of(request), clock.now()
    may = policies.may_prepare(actor, found)
    form = SeatForm(request.POST if request.method == "POST" else None, people=people_for_seats(clock.local_date(at)))
    if request.method == "POST" and form.is_valid():
        try:
            seat = actions.seat_member(found, by=actor, at=at, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã ghi {seat}.")
            return redirect("evaluation:seats", found.public_id)
    return render(request, "evaluation/seats.html", {"form": form, "council": found, "may": may})


@login_required
@require_POST
def unseat(request: HttpRequest, public_id: str, seat_id: str) -> HttpResponse:
    found = council_of(request, public_id)
    seat = get_object_or_404(found.seats.select_related("council", "user"), public_id=seat_id)
    try:
        actions.unseat_member(seat, by=actor_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"Đã đưa {seat.user.full_name} ra khỏi Hội đồng.")
    return redirect("evaluation:seats", found.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sitting(request: HttpRequest, public_id: str) -> HttpResponse:
    """Open the meeting of a day, or take its attendance anew; the quorum stands above."""
    found = council_of(request, public_id)
    actor, at = actor_of(request), clock.now()
    found_or_404(policies.may_prepare(actor, found))
    last = found.sittings.prefetch_related("present").order_by("-held_on").first()
    today = clock.local_date(at)
    same_day = last if last and last.held_on == today else None
    here = same_day.present.all() if same_day else found.seats.all()
    initial = {
        "held_on": today,
        "place": last.place if last else "",
        "present": [seat.public_id for seat in here],
    }
    form = SittingForm(request.POST if request.method == "POST" else None, seats=found.seats.all(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_sitting(found, by=actor, at=at, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            quorum = judging.quorum_of(found, opened)
            tell = messages.success if quorum.met else messages.warning
            tell(request, f"Đã ghi người có mặt. {quorum.sentence}{'' if quorum.met else ' Chưa đủ để làm việc.'}")
            return redirect("evaluation:council", found.public_id)
    context = {
        "form": form,
        "council": found,
        "same_day": same_day,
        "quorum": judging.quorum_of(found, same_day),
        "may": policies.may_run(actor, found),
    }
    return render(request, "evaluation/sitting.html", context)


@login_required
@require_POST
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    found = council_of(request, public_id)
    try:
        actions.end_council(found, by=actor_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Hội đồng đã kết thúc. Kết quả chuyển sang bước quyết định công nhận.")
    return redirect("evaluation:council", found.public_id)


@login_required
@require_safe
def late(request: HttpRequest, public_id: str) -> HttpResponse:
    """Marks that came after the door was shut: in front of the secretary, never merged."""
    found = council_of(request, public_id)
    found_or_404(policies.may_run(actor_of(request), found))
    rows = late_marks(found).select_related("sheet__seat__user", "sheet__docket__dossier__product")
    page = Paginator(rows, LINES_A_PAGE).get_page(request.GET.get("trang"))
    return render(request, "evaluation/late.html", {"council": found, "page": page})


@login_required
@require_POST
def review_late(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    found = council_of(request, public_id)
    row = get_object_or_404(late_marks(found), key=key)
    try:
        actions.review_late_mark(row, by=actor_of(request), at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Đã ghi là thư ký đã xem. Kết quả giữ nguyên.")
    return redirect("evaluation:late", found.public_id)
