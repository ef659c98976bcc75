"""Producers that might enter for the first time, and the invitations sent to them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.offices.models import Unit
from ocop.ground.producers.models import Producer, Product
from ocop.ground.producers.states import ProductState
from ocop.ground.programme.models import Round
from ocop.kit import clock
from ocop.kit.ids import public_ids
from ocop.kit.scope import Actor, Refused
from ocop.kit.ui.listing import ListColumn, page_of, sheet_of
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.actions import invitations as actions
from ocop.support.activities.first_timers import first_timers, searched
from ocop.support.activities.models import Activity, Invitation
from ocop.support.activities.outreach_forms import FirstTimerFilter, InvitationFilter, InviteForm
from ocop.support.activities.states import ActivityState, InvitationState
from ocop.support.activities.views.scoped import organisers_for

COLOURS = {"invited": "yellow", "accepted": "green", "declined": "grey", "withdrawn": "grey"}


def _officers_only(request: Request) -> Actor:
    if not policies.may_invite(request.actor):
        raise Http404
    return request.actor


def _filtered(request: Request, actor: Actor) -> tuple[FirstTimerFilter, Any]:
    units = Unit.objects.filter(producers__isnull=False).distinct().order_by("sort_key", "pk")
    places = [(f"{unit.code}-{unit.valid_from.year}", unit.full_name) for unit in units]
    form = FirstTimerFilter(request.GET, units=places)
    form.is_valid()
    chosen = form.cleaned_data
    rows: Any = first_timers(actor, chosen.get("chua") or "ho-so")
    if words := chosen.get("q"):
        rows = searched(rows, words)
    if place := chosen.get("dia_ban"):
        code, since = place.split("-")
        rows = rows.filter(unit__code=code, unit__valid_from__year=since)
    if asked := chosen.get("moi"):
        rows = rows.filter(last_state__isnull=asked == "chua")
    waiting = Product.objects.filter(state=ProductState.CANDIDATE).order_by("sort_key")
    rows = rows.select_related("unit").prefetch_related(Prefetch("products", waiting, to_attr="potential"))
    return form, rows.order_by("sort_key", "pk")


def _events(actor: Actor) -> list[tuple[str, str]]:
    """What the person may invite to: rounds that take dossiers, and activities of theirs that are still to come."""
    rounds = [(f"r-{each.pk}", f"Nộp hồ sơ: {each.name}") for each in Round.objects.open_on(actor.on)]
    coming = Activity.objects.kept_by(actor).filter(state=ActivityState.PLANNED, ends_on__gte=actor.on)
    coming = coming.order_by("starts_on", "pk")[:100]
    return [*rounds, *((f"a-{each.public_id}", f"{each.title}, {each.starts_on:%d/%m/%Y}") for each in coming)]


@login_required
@require_safe
def first_timer_list(request: Request) -> HttpResponse:
    """The list with a box at each producer, and to what the marked ones are invited."""
    actor = _officers_only(request)
    form, rows = _filtered(request, actor)
    return _list_page(request, actor, form, rows)


def _list_page(
    request: Request, actor: Actor, form: FirstTimerFilter, rows: Any, invite_form: InviteForm | None = None
) -> HttpResponse:
    page = page_of(request, rows)
    for row in page.object_list:
        row.state_words = InvitationState(row.last_state).label if row.last_state else ""
        row.colour = COLOURS.get(row.last_state or "", "grey")
    context = {
        "page": page,
        "filter_form": form,
        "form": invite_form or _invite_form(actor, (row.public_id for row in page.object_list)),
        "asked": request.GET.urlencode(),
    }
    return render(request, "activities/first_timers.html", context)


def _invite_form(actor: Actor, producers: Any, data: Any = None) -> InviteForm:
    return InviteForm(data, events=_events(actor), offices=organisers_for(actor), producers=producers)


@login_required
@require_safe
def first_timer_sheet(request: Request) -> HttpResponse:
    actor = _officers_only(request)
    _, rows = _filtered(request, actor)
    columns = [
        ListColumn("Chủ thể", lambda row: row.name),
        ListColumn("Địa bàn", lambda row: row.unit.full_name),
        ListColumn("Sản phẩm tiềm năng", lambda row: "; ".join(each.name for each in row.potential)),
        ListColumn("Số sản phẩm", lambda row: len(row.potential), "number"),
        ListColumn("Lời mời gần nhất", lambda row: InvitationState(row.last_state).label if row.last_state else ""),
        ListColumn("Ngày mời", lambda row: row.last_invited_at, "date"),
        ListColumn("Có người đại diện đăng nhập", lambda row: row.is_reached),
    ]
    return sheet_of("chu-the-lan-dau", "Chủ thể lần đầu", columns, rows, actor.on)


@login_required
@require_POST
def invite(request: Request) -> HttpResponse:
    """Invite the marked producers; only those within the person's reach can be marked."""
    actor = _officers_only(request)
    filter_form, rows = _filtered(request, actor)
    sent = public_ids(request.POST.getlist("producers")[:500])
    reached: Any = first_timers(actor, "sao").filter(public_id__in=sent)
    form = _invite_form(actor, list(reached.values_list("public_id", flat=True)), request.POST)
    if not form.is_valid():
        return _list_page(request, actor, filter_form, rows, form)
    sort, key = form.cleaned_data["to"].split("-", 1)
    to: dict[str, Any] = (
        {"activity": Activity.objects.kept_by(actor).get(public_id=key)}
        if sort == "a"
        else {"round_": Round.objects.get(pk=key)}
    )
    chosen = Producer.objects.filter(public_id__in=form.cleaned_data["producers"]).order_by("sort_key", "pk")
    try:
        made = actions.invite(chosen, **to, office=form.cleaned_data["office"], by=actor, at=clock.now())
    except Refused as refused:
        form.add_error(None, refused.reason)
        return _list_page(request, actor, filter_form, rows, form)
    already = len(chosen) - len(made)
    messages.success(request, f"Đã mời {len(made)} chủ thể." + (f" {already} chủ thể đã mời trước." if already else ""))
    return redirect("activities:invitations")


def _invitations(request: Request, actor: Actor) -> tuple[InvitationFilter, Any]:
    form = InvitationFilter(request.GET)
    form.is_valid()
    rows: Any = Invitation.objects.visible_to(actor)
    if words := form.cleaned_data.get("q"):
        rows = rows.filter(producer__in=Producer.objects.search(words))
    if state := form.cleaned_data.get("trang_thai"):
        rows = rows.filter(state=state)
    return form, rows.select_related("producer__unit", "activity", "round", "office")


def _readers_only(request: Request) -> Actor:
    if not request.actor.is_producer and not policies.may_read(request.actor):
        raise Http404
    return request.actor


@login_required
@require_safe
def invitations(request: Request) -> HttpResponse:
    """Officers see what was sent and answered; a producer sees its own and answers."""
    actor = _readers_only(request)
    form, rows = _invitations(request, actor)
    page = page_of(request, rows)
    for row in page.object_list:
        row.colour = COLOURS[row.state]
        row.may_accept = policies.may_answer_invitation(actor, row, "accept")
        row.may_decline = policies.may_answer_invitation(actor, row, "decline")
        row.may_withdraw = policies.may_withdraw_invitation(actor, row)
    context = {"page": page, "filter_form": form, "may_invite": policies.may_invite(actor)}
    return render(request, "activities/invitations.html", context)


@login_required
@require_safe
def invitations_sheet(request: Request) -> HttpResponse:
    actor = _readers_only(request)
    _, rows = _invitations(request, actor)
    columns = [
        ListColumn("Chủ thể", lambda row: row.producer.name),
        ListColumn("Địa bàn", lambda row: row.producer.unit.full_name),
        ListColumn("Mời tham gia", lambda row: row.to),
        ListColumn("Cơ quan mời", lambda row: row.office.name),
        ListColumn("Ngày mời", lambda row: row.invited_at, "date"),
        ListColumn("Trạng thái", lambda row: row.get_state_display()),
        ListColumn("Ngày trả lời", lambda row: row.answered_at, "date"),
    ]
    return sheet_of("loi-moi", "Lời mời", columns, rows, actor.on)


@login_required
@require_POST
def answer_invitation(request: Request, public_id: str) -> HttpResponse:
    """`nhan=1` accepts, `nhan=0` declines."""
    found = get_object_or_404(Invitation.objects.visible_to(request.actor), public_id=public_id)
    action = "decline" if request.POST.get("nhan") == "0" else "accept"
    try:
        actions.answer_invitation(found, action, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Đã gửi trả lời.")
    return redirect("activities:invitations")


@login_required
@require_POST
def withdraw_invitation(request: Request, public_id: str) -> HttpResponse:
    found = get_object_or_404(Invitation.objects.visible_to(request.actor), public_id=public_id)
    try:
        actions.withdraw_invitation(found, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Đã rút lời mời.")
    return redirect("activities:invitations")
