"""What training officials need: each office states it, the coordination office reads all, classes answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.text.dates import format_date
from ocop.kit.ui.listing import page_of, sheet_of, table_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.support.activities import policies
from ocop.support.activities.actions import needs as actions
from ocop.support.activities.kinds import kinds_feeding
from ocop.support.activities.models import Activity, TrainingNeed
from ocop.support.activities.outreach_forms import NeedFilter, NeedForm, TieForm
from ocop.support.activities.queries import ORGANISERS
from ocop.support.activities.sheets.needs import Needs
from ocop.support.activities.states import ActivityState
from ocop.support.activities.views.scoped import organisers_for


def _readers_only(request: Request) -> Actor:
    if not policies.may_read(request.actor):
        raise Http404
    return request.actor


def _filtered(request: Request, actor: Actor) -> tuple[NeedFilter, Any]:
    rows = Needs(actor).records()
    years = rows.order_by("-year").values_list("year", flat=True).distinct()
    form = NeedFilter(request.GET, years=years)
    form.is_valid()
    chosen = form.cleaned_data
    for name, column in (("nam", "year"), ("noi_dung", "topic"), ("trang_thai", "state")):
        if chosen.get(name):
            rows = rows.filter(**{column: chosen[name]})
    return form, rows


@login_required
@require_safe
def needs(request: Request) -> HttpResponse:
    actor = _readers_only(request)
    form, rows = _filtered(request, actor)
    page = page_of(request, rows)
    people = rows.open().aggregate(total=Sum("people"))["total"] or 0
    context = {
        "title": "Nhu cầu tập huấn",
        "lead": f"{people} lượt người chưa được đáp ứng; một người cần hai nội dung là hai lượt.",
        "crumbs": ("Hoạt động", reverse("activities:activities")),
        "acts": [
            (policies.may_state_need(actor), "Nêu nhu cầu", reverse("activities:new_need")),
            (Needs(actor).may(), "Nhập từ Excel", reverse("intake:upload", args=[Needs.slug])),
        ],
        "filter_form": form,
        "export_url": reverse("activities:needs_sheet"),
        "noun": "nhu cầu",
        "table": table_of("Nhu cầu tập huấn", Needs.columns, page),
        "page": page,
        "empty_words": "Không có nhu cầu nào khớp. Xoá bớt bộ lọc, hoặc nêu nhu cầu để lớp tới có người cần học.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def needs_sheet(request: Request) -> HttpResponse:
    actor = _readers_only(request)
    _, rows = _filtered(request, actor)
    return sheet_of("nhu-cau-tap-huan", "Nhu cầu tập huấn", Needs.columns, rows, actor.on)


@login_required
def new_need(request: Request) -> HttpResponse:
    actor = request.actor
    if not policies.may_state_need(actor):
        raise Http404
    own = organisers_for(actor)
    first = own.filter(pk__in=actor.office_ids(*ORGANISERS)).first()
    initial = {"office": first.public_id if first else None, "year": actor.on.year}
    form = NeedForm(request.POST or None, offices=own, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.state_need(actions.NeedFacts(**form.cleaned_data), by=actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã ghi nhu cầu. Văn phòng Điều phối tỉnh thấy trong danh sách.")
            return redirect("activities:need", made.public_id)
    context = {
        "title": "Nêu nhu cầu tập huấn",
        "lead": "Ghi số cán bộ, không ghi tên. Văn phòng Điều phối tỉnh xem danh sách này khi mở lớp, cử người đi học.",
        "crumbs": ("Nhu cầu tập huấn", reverse("activities:needs")),
        "form": form,
        "may": policies.may_state_need(actor),
        "submit": "Gửi nhu cầu",
    }
    return render(request, "kit/form_page.html", context)


def _need_or_404(request: Request, public_id: str) -> TrainingNeed:
    return get_object_or_404(
        TrainingNeed.objects.visible_to(request.actor).select_related("office"), public_id=public_id
    )


@login_required
def need(request: Request, public_id: str) -> HttpResponse:
    """One need with the classes that answer it; posting ties one more."""
    actor, found = request.actor, _need_or_404(request, public_id)
    may_tie = policies.may_tie_need(actor, found)
    form = TieForm(request.POST or None, activities=_classes(actor, found))
    if request.method == "POST":
        if not may_tie:
            raise Http404
        if form.is_valid() and _tied(request, found, form):
            return redirect("activities:need", found.public_id)
    classes = found.activities.visible_to(actor).select_related("organiser").order_by("starts_on", "pk")
    context = {
        "need": found,
        "facts": _facts(found),
        "classes": classes,
        "unseen": found.activities.count() - len(classes),
        "form": form,
        "may_tie": may_tie,
        "may_meet": policies.may_move_need(actor, found, "meet"),
        "may_reopen": policies.may_move_need(actor, found, "reopen"),
        "may_withdraw": policies.may_move_need(actor, found, "withdraw"),
        "shelf": shelf_of(found, actor),
    }
    return render(request, "activities/need.html", context)


def _tied(request: Request, found: TrainingNeed, form: TieForm) -> bool:
    try:
        actions.tie(found, form.cleaned_data["activity"], by=request.actor, at=clock.now())
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, "Đã gắn lớp. Cơ quan nêu nhu cầu được báo.")
    return True


def _classes(actor: Actor, found: TrainingNeed) -> Any:
    """Training the person keeps, of the need's year or the next, not tied yet."""
    rows = Activity.objects.kept_by(actor).filter(
        kind__in=kinds_feeding("training"), starts_on__year__in=(found.year, found.year + 1)
    )
    return rows.exclude(state=ActivityState.CANCELLED).exclude(training_needs=found).order_by("-starts_on", "pk")


def _facts(found: TrainingNeed) -> list[Row]:
    return [
        Row("Cơ quan", found.office.name),
        Row("Thành phần, số người", f"{found.get_group_display()}, {found.people} người"),
        Row("Lớp chuyên sâu do Trung ương tổ chức", "Có" if found.is_deep else "Không cần"),
        Row("Năm", str(found.year)),
        Row("Cần học gì", found.detail),
        Row("Nêu ngày", format_date(clock.local_date(found.stated_at))),
    ]


@login_required
@require_POST
def move_need(request: Request, public_id: str, action: str) -> HttpResponse:
    """`dap-ung`, `mo-lai` or `rut`."""
    found = _need_or_404(request, public_id)
    named = {"dap-ung": "meet", "mo-lai": "reopen", "rut": "withdraw"}
    if action not in named:
        raise Http404
    try:
        actions.move_need(found, named[action], by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, "Đã ghi.")
    return redirect("activities:need", found.public_id)
