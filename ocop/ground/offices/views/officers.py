"""Officers: the list, giving and ending a role, and the link that opens an account."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.ground.accounts.actions import create_account, reissue_invitation, reset_second_factor
from ocop.ground.accounts.invitations import invitation_sheet
from ocop.ground.accounts.models import User
from ocop.ground.offices import actions, policies
from ocop.ground.offices.forms import AppointForm, EndForm, OfficerFilter
from ocop.ground.offices.models import Appointment, Office
from ocop.ground.offices.views.access import asked, for_officers, looked_at, page_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.listing import ListColumn, sheet_of
from ocop.kit.web import Request

COLUMNS = (
    ListColumn("Họ và tên", lambda row: row.user.full_name),
    ListColumn("Vai trò", lambda row: str(row.get_role_display())),
    ListColumn("Chức vụ", lambda row: row.title),
    ListColumn("Chuyên trách", lambda row: str(row.get_capacity_display())),
    ListColumn("Cơ quan", lambda row: row.office.name),
    ListColumn("Từ ngày", lambda row: row.valid_from, "date"),
    ListColumn("Đến ngày", lambda row: row.valid_to, "date"),
)


def _filtered(request: Request) -> tuple[OfficerFilter, date, Any, Any]:
    """Who held which role where on a day, within my scope; and how many by tier and capacity."""
    form = OfficerFilter(request.GET)
    on = looked_at(form)
    rows = Appointment.objects.visible_to(request.actor).effective(on).search(asked(form, "q"))
    if role := asked(form, "vai_tro"):
        rows = rows.filter(role=role)
    counts = rows.by_capacity()
    if capacity := asked(form, "chuyen_trach"):
        rows = rows.carrying().filter(capacity="" if capacity == "chua-ghi" else capacity)
    if asked(form, "hai_lop"):
        rows = rows.without_second_factor()
    return form, on, rows.select_related("user", "office").order_by("user__sort_key", "pk"), counts


@for_officers
def officers(request: Request) -> HttpResponse:
    form, on, rows, counts = _filtered(request)
    context = {"form": form, "on": on, "page": page_of(request, rows), "counts": counts}
    return render(request, "offices/officers.html", context)


@for_officers
def officers_sheet(request: Request) -> HttpResponse:
    """The same roles without what anybody signs in with."""
    _, on, rows, _ = _filtered(request)
    return sheet_of("can-bo", "Cán bộ", COLUMNS, rows, on)


@for_officers
def officer(request: Request, public_id: str) -> HttpResponse:
    """One person's roles, running and past, and the ways to help them in."""
    person = get_object_or_404(User, public_id=public_id)
    held = list(
        Appointment.objects.visible_to(request.actor)
        .filter(user=person)
        .select_related("office", "user")
        .order_by("-valid_from", "pk")
    )
    if not held:
        raise Http404
    context = {
        "person": person,
        "held": [(each, policies.may_end(request.actor, each)) for each in held],
        "may_invite": policies.may_invite_officer(request.actor, person),
        "may_reset": policies.may_reset_second_factor(request.actor, person),
    }
    return render(request, "offices/officer.html", context)


@for_officers
def appoint(request: Request, public_id: str) -> HttpResponse:
    """Give a role; a person without an account gets one and the page goes on to their link."""
    office = get_object_or_404(Office.objects.visible_to(request.actor), public_id=public_id)
    allowed = policies.may_choose_role_at(request.actor, office)
    initial = {"valid_from": max(clock.today(), office.valid_from)}
    form = AppointForm(request.POST or None, initial=initial, actor=request.actor, office=office)
    if request.method == "POST" and form.is_valid():
        try:
            appointment = _appoint(request, office, form)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            if appointment is not None:
                messages.success(request, f"Đã phân công {appointment.user.full_name}.")
                return redirect("offices:officer", appointment.user.public_id)
    return render(request, "offices/appoint.html", {"form": form, "office": office, "allowed": allowed})


def _appoint(request: Request, office: Office, form: AppointForm) -> Appointment | None:
    """Both the account and the appointment, or neither; None when a name is still missing."""
    values = dict(form.cleaned_data)
    login, full_name = values.pop("login"), values.pop("full_name")
    at = clock.now()
    with transaction.atomic():
        person = User.objects.with_login(login)
        if person is None and not full_name:
            form.add_error("full_name", "Người này chưa có tài khoản. Nhập họ và tên để tạo tài khoản mới.")
            return None
        if person is None:
            allowed = policies.may_give_role(request.actor, office, values["role"])
            person = create_account(login=login, full_name=full_name, by=request.actor, at=at, allowed=allowed)
        return actions.appoint(person, office=office, by=request.actor, at=at, **values)


@for_officers
def end(request: Request, public_id: str) -> HttpResponse:
    """End a running role on a day."""
    appointment = get_object_or_404(
        Appointment.objects.visible_to(request.actor).select_related("office", "user"), public_id=public_id
    )
    allowed = policies.may_end(request.actor, appointment)
    form = EndForm(request.POST or None, initial={"valid_to": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_appointment(appointment, by=request.actor, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, f"Đã kết thúc phân công của {appointment.user.full_name}.")
            return redirect("offices:officer", appointment.user.public_id)
    context = {"form": form, "appointment": appointment, "allowed": allowed}
    return render(request, "offices/end_appointment.html", context)


@for_officers
@require_POST
def invite(request: Request, public_id: str) -> HttpResponse:
    """Make a new link for an officer and show it once."""
    person = _visible_person(request, public_id)
    back = reverse("offices:officer", args=[person.public_id])
    try:
        issued = reissue_invitation(
            person, by=request.actor, at=clock.now(), allowed=policies.may_invite_officer(request.actor, person)
        )
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect(back)
    return invitation_sheet(request, issued, back_url=back)


@for_officers
@require_POST
def reset(request: Request, public_id: str) -> HttpResponse:
    """Remove a lost second factor; the person sets up a new one at the next sign-in."""
    person = _visible_person(request, public_id)
    try:
        reset_second_factor(
            person,
            by=request.actor,
            at=clock.now(),
            why="Mất thiết bị xác thực",
            allowed=policies.may_reset_second_factor(request.actor, person),
        )
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"Đã đặt lại xác thực hai lớp của {person.full_name}.")
    return redirect("offices:officer", person.public_id)


def _visible_person(request: Request, public_id: str) -> User:
    seen = Appointment.objects.visible_to(request.actor).values("user_id")
    return get_object_or_404(User.objects.filter(pk__in=seen), public_id=public_id)
