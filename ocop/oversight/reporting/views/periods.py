"""Periods: the list, opening one, and how complete one is."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.offices.models import Office
from ocop.ground.offices.queries import words_in
from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Plan
from ocop.kit import clock
from ocop.kit.scope import Actor
from ocop.kit.text.dates import format_date
from ocop.kit.ui.form_page import FormPage, bound, run
from ocop.kit.ui.listing import ListColumn, page_of, sheet_of, table_of
from ocop.kit.web import Request
from ocop.oversight.reporting import actions, policies
from ocop.oversight.reporting.forms import AddOfficeForm, PeriodChangeForm, PeriodForm, ReturnFilter, ShortWhyForm
from ocop.oversight.reporting.models import Obligation, Period
from ocop.oversight.reporting.states import PeriodState, ReturnState
from ocop.oversight.reporting.views.scoped import (
    COLOURS,
    PERIOD_COLOURS,
    TIME_COLOURS,
    attempt,
    demand,
    period_filter,
    period_or_404,
)

PERIOD_COLUMNS = (
    ListColumn("Kỳ", lambda row: row.title, url=lambda row: reverse("reporting:period", args=[row.public_id])),
    ListColumn("Loại", lambda row: row.get_kind_display()),
    ListColumn("Số liệu từ", lambda row: row.since, "date"),
    ListColumn("Đến hết", lambda row: row.until, "date"),
    ListColumn("Phải gửi chậm nhất", lambda row: row.due_on, "date"),
    ListColumn(
        "Tình trạng", lambda row: row.get_state_display(), tag=lambda row: PERIOD_COLOURS[PeriodState(row.state)]
    ),
)
STATES = {
    "chua": Q(sent__state=ReturnState.DRAFT, excused_at__isnull=True),
    "cho": Q(sent__state=ReturnState.SUBMITTED, excused_at__isnull=True),
    "tra": Q(sent__state=ReturnState.SENT_BACK, excused_at__isnull=True),
    "nhan": Q(sent__state=ReturnState.ACCEPTED, excused_at__isnull=True),
    "mien": Q(excused_at__isnull=False),
}


@login_required
@require_safe
def periods(request: Request) -> HttpResponse:
    actor = _reader(request)
    form, rows = period_filter(request, Period.objects.visible_to(actor))
    page = page_of(request, rows)
    context = {
        "title": "Báo cáo định kỳ",
        "lead": "Số liệu lấy từ bản ghi; cơ quan xác nhận, viết thêm rồi gửi. Mỗi con số mở được danh sách đã đếm.",
        "acts": [
            (policies.may_collect(actor), "Mở kỳ báo cáo", reverse("reporting:new_period")),
            (policies.may_report(actor), "Báo cáo của cơ quan tôi", reverse("reporting:mine")),
        ],
        "filter_form": form,
        "noun": "kỳ",
        "page": page,
        "table": table_of("Kỳ báo cáo", PERIOD_COLUMNS, page),
        "empty_words": "Chưa có kỳ báo cáo nào. Văn phòng Điều phối tỉnh mở kỳ thì kỳ hiện ở đây.",
    }
    return render(request, "kit/listing_page.html", context)


def _reader(request: Request) -> Actor:
    demand(policies.may_read(request.actor))
    return request.actor


@login_required
def new_period(request: Request) -> HttpResponse:
    demand(policies.may_collect(request.actor))
    plans = Plan.objects.visible_to(request.actor).running_on(clock.today()).filter(office__tier=Tier.PROVINCE)
    ended = Plan.objects.visible_to(request.actor).exclude(pk__in=plans).filter(office__tier=Tier.PROVINCE)
    form = bound(request, PeriodForm, plans=(plans | ended.exclude(state="draft")).order_by("-starts_on"))
    page = FormPage(
        title="Mở kỳ báo cáo",
        parent="Báo cáo định kỳ",
        parent_url=reverse("reporting:periods"),
        submit="Mở kỳ và báo cho các cơ quan",
        done="Đã mở kỳ. Mỗi cơ quan phải báo cáo đã được báo.",
        then=reverse("reporting:periods"),
        intro="Ai phải báo cáo được tính theo ngày hạn: sở, ngành được giao việc trong kế hoạch; cấp huyện trước "
        "01/7/2025, cấp xã từ ngày đó.",
    )

    def act(_: dict[str, Any]) -> str:
        made = actions.open_period(form.facts(), by=request.actor, at=clock.now())
        return reverse("reporting:period", args=[made.public_id])

    return run(request, form, page, act, policies.may_collect(request.actor))


def _obligations(request: Request, period: Period) -> tuple[ReturnFilter, Any]:
    form = ReturnFilter(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    rows: Any = Obligation.objects.visible_to(request.actor).filter(period=period).select_related("office", "sent")
    if words := said.get("q"):
        rows = rows.filter(words_in("office__folded", words))
    if chosen := said.get("tinh_trang"):
        rows = rows.filter(STATES[chosen])
    return form, rows.order_by("-office__tier", "office__sort_key", "pk")


def _columns(period: Period) -> tuple[ListColumn, ...]:
    today = clock.today()

    def timeliness(row: Obligation) -> Any:
        row.sent.obligation = row
        row.period = period
        return row.sent.timeliness(today)

    return (
        ListColumn(
            "Cơ quan",
            lambda row: row.office.name,
            url=lambda row: reverse("reporting:return", args=[row.sent.public_id]),
        ),
        ListColumn(
            "Trạng thái",
            lambda row: row.sent.get_state_display(),
            tag=lambda row: COLOURS[ReturnState(row.sent.state)],
        ),
        ListColumn("Thời hạn", lambda row: str(timeliness(row).label), tag=lambda row: TIME_COLOURS[timeliness(row)]),
        ListColumn("Phải gửi chậm nhất", lambda row: row.due_on, "date"),
        ListColumn("Gửi lần đầu", lambda row: row.sent.first_sent_at, "date"),
        ListColumn("Lý do được miễn", lambda row: row.excused_why, on_screen=False),
    )


@login_required
@require_safe
def period(request: Request, public_id: str) -> HttpResponse:
    """How complete a period is, and every return the person may read."""
    found = period_or_404(request, public_id)
    form, rows = _obligations(request, found)
    page = page_of(request, rows)
    actor = request.actor
    report = getattr(found, "report", None)
    context = {
        "period": found,
        "days": f"từ {format_date(found.since)} đến hết {format_date(found.until)}",
        "counts": Obligation.objects.visible_to(actor).filter(period=found).by_state(),
        "filter_form": form,
        "export_url": reverse("reporting:period_sheet", args=[found.public_id]),
        "page": page,
        "table": table_of(f"Báo cáo của kỳ {found.name}", _columns(found), page),
        "colour": PERIOD_COLOURS[PeriodState(found.state)],
        "may_collect": policies.may_collect(actor),
        "may_change": policies.may_change_period(actor, found),
        "may_close": policies.may_close_period(actor, found),
        "may_withdraw": policies.may_withdraw_period(actor, found),
        "report": report if report is not None and policies.may_read_report(actor, report) else None,
        "address": reverse("reporting:period", args=[found.public_id]),
    }
    return render(request, "reporting/period.html", context)


@login_required
@require_safe
def period_sheet(request: Request, public_id: str) -> HttpResponse:
    found = period_or_404(request, public_id)
    _, rows = _obligations(request, found)
    return sheet_of("bao-cao-dinh-ky", "Báo cáo", _columns(found), rows, request.actor.on, title=found.title)


@login_required
def add_office(request: Request, public_id: str) -> HttpResponse:
    found = period_or_404(request, public_id)
    demand(policies.may_collect(request.actor))
    may = policies.may_change_period(request.actor, found)
    offices = Office.objects.in_force(found.due_on).exclude(pk__in=found.obligations.values("office"))
    form = bound(request, AddOfficeForm, offices=offices.order_by("tier", "sort_key"), of_list=found.template)
    address = reverse("reporting:period", args=[found.public_id])
    page = FormPage(
        title="Thêm cơ quan phải báo cáo",
        parent=found.title,
        parent_url=address,
        submit="Thêm cơ quan",
        done="Đã thêm và báo cho cơ quan.",
        then=address,
    )

    def act(said: dict[str, Any]) -> None:
        actions.add_office(found, said["office"], template=said["template"], by=request.actor, at=clock.now())

    return run(request, form, page, act, may)


def _page(period: Period, title: str, submit: str, done: str, intro: str) -> FormPage:
    address = reverse("reporting:period", args=[period.public_id])
    return FormPage(title, period.title, address, submit, done, address, intro)


@login_required
def change(request: Request, public_id: str) -> HttpResponse:
    found = period_or_404(request, public_id)
    demand(policies.may_collect(request.actor))
    initial = {name: getattr(found, name) for name in actions.PeriodChange.__dataclass_fields__}
    form = bound(request, PeriodChangeForm, may_change_days=policies.may_change_days(found), initial=initial)
    intro = "Kế hoạch và loại kỳ không đổi được: mở nhầm thì rút kỳ này, rồi mở kỳ mới."
    page = _page(found, "Sửa kỳ báo cáo", "Lưu", "Đã sửa kỳ báo cáo.", intro)

    def act(_: dict[str, Any]) -> None:
        try:
            now = actions.change_period(found, form.change(), seen=form.seen(), by=request.actor, at=clock.now())
        except actions.ChangedMeanwhile as wrong:
            form.show_again(wrong)
            raise
        if kept := form.kept_of_others(now):
            messages.info(request, f"Trong lúc anh/chị sửa, người khác đã đổi phần sau, nay được giữ: {kept}.")

    return run(request, form, page, act, policies.may_change_period(request.actor, found))


@login_required
@require_POST
def close(request: Request, public_id: str) -> HttpResponse:
    found = period_or_404(request, public_id)
    demand(policies.may_collect(request.actor))
    done = "Đã đóng kỳ. Từ nay chỉ gửi được báo cáo được trả lại hoặc mở lại cho gửi muộn sau lúc đóng."
    attempt(request, lambda: actions.close_period(found, by=request.actor, at=clock.now()), done)
    return redirect("reporting:period", found.public_id)


@login_required
def withdraw(request: Request, public_id: str) -> HttpResponse:
    found = period_or_404(request, public_id)
    demand(policies.may_collect(request.actor))
    intro = "Kỳ mở nhầm thì rút. Các cơ quan được báo là không phải gửi, kèm lý do; kỳ vẫn còn trong danh sách."
    page = _page(found, "Rút kỳ báo cáo", "Rút kỳ", "Đã rút kỳ và báo cho các cơ quan.", intro)

    def act(said: dict[str, Any]) -> None:
        actions.withdraw_period(found, why=said["why"], by=request.actor, at=clock.now())

    form = bound(request, ShortWhyForm)
    return run(request, form, page, act, policies.may_withdraw_period(request.actor, found))
