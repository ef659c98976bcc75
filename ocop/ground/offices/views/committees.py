"""Steering committees: who advises them, who sits on them with which duty, on a day."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from ocop.ground.offices import committees as actions
from ocop.ground.offices import policies
from ocop.ground.offices.forms import CommitteeForm, EndMemberForm, MemberForm, StandingForm
from ocop.ground.offices.models import Committee, CommitteeMember, Office, StandingAgency
from ocop.ground.offices.sheets import Committees, Members
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.ground.offices.views.access import for_officers, page_of
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.dates import format_date
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request


@for_officers
def committees(request: Request) -> HttpResponse:
    """All committees, those that run first; public decisions, so every officer may know of them."""
    context = {
        "page": page_of(request, Committees(request.actor).records()),
        "upload_url": reverse("intake:upload", args=[Committees.slug]),
        "may": policies.may_keep_committees(request.actor),
        "standing": StandingAgency.objects.on(request.actor.on),
        "former": StandingAgency.objects.filter(valid_to__lt=request.actor.on).select_related("office", "through"),
    }
    return render(request, "offices/committees.html", context)


@for_officers
def committees_sheet(request: Request) -> HttpResponse:
    rows = Committees(request.actor).records()
    return sheet_of("ban-chi-dao", "Ban chỉ đạo", Committees.columns, rows, request.actor.on)


@for_officers
def members_sheet(request: Request, public_id: str) -> HttpResponse:
    """Members of a committee, those of today and those before."""
    table = Members(request.actor, _committee(public_id))
    return sheet_of("thanh-vien-ban", "Thành viên", table.columns, table.records(), request.actor.on)


@for_officers
def committee(request: Request, public_id: str) -> HttpResponse:
    found = _committee(public_id)
    members = list(Members(request.actor, found).records())
    on = request.actor.on
    context = {
        "committee": found,
        "facts": _facts(found),
        "members": [each for each in members if each.valid_to is None or each.valid_to >= on],
        "former": [each for each in members if each.valid_to is not None and each.valid_to < on],
        "may": policies.may_keep_committees(request.actor),
        "upload_url": f"{reverse('intake:upload', args=[Members.slug])}?thuoc={found.public_id}",
        "shelf": shelf_of(found, request.actor),
    }
    return render(request, "offices/committee.html", context)


def _committee(public_id: str) -> Committee:
    return get_object_or_404(Committee.objects.select_related("office", "adviser"), public_id=public_id)


def _facts(found: Committee) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [
        ("Trực thuộc", found.office.name),
        ("Cơ quan giúp việc, tham mưu", found.adviser.name if found.adviser else ""),
        ("Số quyết định", found.decision_number),
        ("Từ ngày", format_date(found.valid_from)),
    ]
    if found.valid_to:
        rows.append(("Kết thúc", format_date(found.valid_to)))
    return rows


def _keepers_only(request: Request) -> None:
    if not policies.may_keep_committees(request.actor):
        raise Http404


def _offices(request: Request) -> Any:
    return Office.objects.in_force(request.actor.on).exclude(tier=Tier.CENTRAL).order_by("sort_key")


@for_officers
def new_committee(request: Request) -> HttpResponse:
    _keepers_only(request)
    form = CommitteeForm(request.POST if request.method == "POST" else None, offices=_offices(request))
    if request.method == "POST" and form.is_valid():
        try:
            facts = actions.CommitteeFacts(**form.cleaned_data)
            made = actions.set_up(facts, by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi ban chỉ đạo. Anh/chị thêm thành viên.")
            return redirect("offices:committee", made.public_id)
    return render(request, "offices/committee_form.html", {"form": form, "heading": "Thêm ban chỉ đạo, tổ công tác"})


@for_officers
def standing_agency(request: Request) -> HttpResponse:
    """Note which office stands for the programme from a day."""
    _keepers_only(request)
    offices = _offices(request).filter(tier=Tier.PROVINCE)
    through = offices.filter(kind=OfficeKind.COORDINATION_OFFICE).first()
    initial = {"valid_from": request.actor.on, "through": through.public_id if through else None}
    form = StandingForm(request.POST if request.method == "POST" else None, offices=offices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            facts = actions.StandingFacts(**form.cleaned_data)
            actions.name_standing_agency(facts, by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi cơ quan thường trực.")
            return redirect("offices:committees")
    return render(request, "offices/committee_form.html", {"form": form, "heading": "Ghi cơ quan thường trực"})


@for_officers
def seat(request: Request, public_id: str) -> HttpResponse:
    found = _committee(public_id)
    _keepers_only(request)
    form = MemberForm(
        request.POST if request.method == "POST" else None,
        offices=_offices(request),
        initial={"valid_from": request.actor.on},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.seat(found, actions.MemberFacts(**form.cleaned_data), by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã thêm thành viên.")
            return redirect("offices:committee", found.public_id)
    context = {"form": form, "committee": found, "heading": "Thêm thành viên"}
    return render(request, "offices/committee_form.html", context)


@for_officers
def unseat(request: Request, public_id: str, pk: int) -> HttpResponse:
    """End a member's time; without a running line of this committee there is nothing to end."""
    found = _committee(public_id)
    _keepers_only(request)
    member = get_object_or_404(CommitteeMember, committee=found, pk=pk)
    form = EndMemberForm(request.POST if request.method == "POST" else None, initial={"valid_to": request.actor.on})
    if request.method == "POST" and form.is_valid():
        try:
            actions.unseat(member, valid_to=form.cleaned_data["valid_to"], by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi ngày kết thúc của thành viên.")
            return redirect("offices:committee", found.public_id)
    context = {"form": form, "committee": found, "member": member, "heading": "Thôi thành viên"}
    return render(request, "offices/committee_form.html", context)
