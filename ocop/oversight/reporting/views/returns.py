"""Returns: an office's own list, the page of one, writing, sending, checking."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.offices.policies import may_place
from ocop.ground.registry.holders import shelf_of
from ocop.kit import clock
from ocop.kit.scope import YES, Actor, Refused
from ocop.kit.text.dates import format_date, format_datetime
from ocop.kit.ui.form_page import bound
from ocop.kit.ui.listing import XLSX, ListColumn, page_of, table_of
from ocop.kit.ui.listing import sheet_of as list_sheet
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.oversight.figures.policies import may_open
from ocop.oversight.reporting import actions, policies
from ocop.oversight.reporting.before import Before, before_return
from ocop.oversight.reporting.catalogue import Template
from ocop.oversight.reporting.cells import cells_of, kept_cells, template_of
from ocop.oversight.reporting.display import (
    Links,
    ShownForm,
    links_of_figures,
    links_of_questions,
    links_of_typed,
    sheet_of,
    shown,
)
from ocop.oversight.reporting.filling import questions_of, scope_of, waiting_in
from ocop.oversight.reporting.findings import findings_of
from ocop.oversight.reporting.forms import ReturnForm
from ocop.oversight.reporting.listing import lists_frozen, lists_now
from ocop.oversight.reporting.models import PeriodicReturn, sections_of
from ocop.oversight.reporting.queries import written_by
from ocop.oversight.reporting.states import WITH_THE_OFFICE, PeriodState, ReturnState
from ocop.oversight.reporting.steps import return_steps
from ocop.oversight.reporting.views.scoped import (
    COLOURS,
    TIME_COLOURS,
    attempt,
    demand,
    period_filter,
    return_or_404,
    turned_back,
)
from ocop.rules.forms import Filled

MINE = (
    ListColumn(
        "Kỳ", lambda row: row.obligation.period.title, url=lambda row: reverse("reporting:return", args=[row.public_id])
    ),
    ListColumn("Cơ quan", lambda row: row.obligation.office.name),
    ListColumn("Trạng thái", lambda row: row.get_state_display(), tag=lambda row: COLOURS[ReturnState(row.state)]),
    ListColumn("Phải gửi chậm nhất", lambda row: row.obligation.due_on, "date"),
)


def _mine(request: Request) -> tuple[Any, Any]:
    """What the person's own offices, and those whose work they carry on, owe and have sent, as the filter asks."""
    demand(policies.may_report(request.actor))
    rows: Any = PeriodicReturn.objects.filter(written_by(request.actor, "obligation__"))
    rows = rows.exclude(obligation__period__state=PeriodState.WITHDRAWN)
    form, rows = period_filter(request, rows, "obligation__period__")
    joined = rows.select_related("obligation__office", "obligation__period")
    return form, joined.order_by("-obligation__due_on", "pk")


@login_required
@require_safe
def mine(request: Request) -> HttpResponse:
    """What the person's own offices owe and have sent."""
    form, rows = _mine(request)
    page = page_of(request, rows)
    context = {
        "title": "Báo cáo của cơ quan tôi",
        "lead": "Mở báo cáo để xem số liệu đã lấy từ bản ghi, viết thêm rồi gửi.",
        "crumbs": ("Báo cáo định kỳ", reverse("reporting:periods")),
        "filter_form": form,
        "export_url": reverse("reporting:mine_sheet"),
        "noun": "báo cáo",
        "page": page,
        "table": table_of("Báo cáo của cơ quan tôi", MINE, page),
        "empty_words": "Cơ quan của anh/chị chưa được yêu cầu báo cáo kỳ nào.",
    }
    return render(request, "kit/listing_page.html", context)


@login_required
@require_safe
def mine_sheet(request: Request) -> HttpResponse:
    """The same returns as a workbook, with when each was sent and taken."""
    _, rows = _mine(request)
    columns = (
        *MINE,
        ListColumn("Gửi lúc", lambda row: row.sent_at, "moment"),
        ListColumn("Nhận lúc", lambda row: row.settled_at, "moment"),
    )
    title = "Báo cáo của cơ quan tôi"
    return list_sheet("bao-cao-cua-co-quan", "Báo cáo", columns, rows, request.actor.on, title=title)


@login_required
@require_safe
def page(request: Request, public_id: str) -> HttpResponse:
    """One return: where it stands, what does not agree, its figures and words."""
    row, actor = return_or_404(request, public_id), request.actor
    template, cells, forms, links = _filled(row, actor)
    written = sections_of(row.sections)
    receipts = list(row.receipts.select_related("office", "read_by"))
    actions.mark_received(receipts, by=actor, at=clock.now())
    timeliness = row.timeliness(clock.today())
    before, may_submit = before_return(row), policies.may_submit(actor, row)
    found = findings_of(row, cells, before, links)
    context = {
        "return": row,
        "template": template,
        "steps": return_steps(row, template, found, may_submit),
        "is_ready": not any(each.is_open for each in found),
        "colour": COLOURS[ReturnState(row.state)],
        "timeliness": timeliness.label,
        "time_colour": TIME_COLOURS[timeliness],
        "facts": [*_facts(row), *_earlier(row, before)],
        "found": found,
        "before": before,
        "is_asked_for": policies.is_asked_for(row) if row.state in WITH_THE_OFFICE else YES,
        "sections": [
            (section, written.get(section.key, ""), [forms[code] for code in section.forms])
            for section in template.sections
        ],
        "slips": row.slips.select_related("by"),
        "receipts": receipts,
        "is_live": row.state in WITH_THE_OFFICE,
        "may_open": may_open(actor, scope_of(row.office).office),
        "may_report": policies.may_report_for(actor, row),
        "may_write": policies.may_write(actor, row),
        "may_submit": may_submit,
        "may_collect": policies.may_collect(actor),
        "may_accept": policies.may_settle(actor, row, "accept"),
        "may_send_back": policies.may_settle(actor, row, "send_back"),
        "may_unlock": policies.may_settle(actor, row, "unlock"),
        "may_excuse": policies.may_excuse(actor, row.obligation),
        "may_take_back_excuse": policies.may_take_back_excuse(actor, row.obligation),
        "shelf": shelf_of(row, actor),
        "waiting": waiting_in(scope_of(row.office)),
        "may_place": may_place(actor),
    }
    return render(request, "reporting/return.html", context)


def _filled(row: PeriodicReturn, actor: Actor) -> tuple[Template, dict[str, Filled], dict[str, ShownForm], Links]:
    """A return's cells, its forms as the screen shows them, by code, and what opens its figures."""
    template, kept = template_of(row), kept_cells(row)
    cells = cells_of(row, clock.today(), kept)
    if row.state in WITH_THE_OFFICE:
        questions = questions_of(template.forms, row.period, scope_of(row.office), clock.today())
        links = links_of_questions(questions)
        lists = {form.code: lists_now(form, questions, actor) for form in template.forms}
    else:
        figures = {cell: each.figure for cell, each in kept.items() if each.figure is not None}
        links = links_of_figures(kept)
        lists = {form.code: lists_frozen(form, figures, actor) for form in template.forms}
    links |= links_of_typed(kept)
    forms = {form.code: replace(shown(form, cells, links), lists=lists[form.code]) for form in template.forms}
    return template, cells, forms, links


def _facts(row: PeriodicReturn) -> list[Row]:
    period = row.period
    facts = [
        Row("Số liệu", f"từ {format_date(period.since)} đến hết {format_date(period.until)}"),
        Row("Phải gửi chậm nhất", format_date(row.obligation.due_on)),
    ]
    if row.sent_at is not None:
        facts.append(Row("Gửi lúc", f"{format_datetime(row.sent_at)}, {row.sent_by}"))
    if row.settled_at is not None:
        facts.append(Row("Nhận lúc", format_datetime(row.settled_at)))
    if row.obligation.excused_at is not None:
        facts.append(Row("Được miễn vì", row.obligation.excused_why))
    return facts


def _earlier(row: PeriodicReturn, before: Before) -> list[Row]:
    """The period before, and whose it was where another office reported then; with the page of its return."""
    found = []
    for each in before.returns:
        whose = "" if each.office.pk == row.office.pk else f", của {each.office.name}"
        page_ = reverse("reporting:return", args=[each.public_id])
        found.append(Row("Kỳ trước", f"{each.period.title}{whose}", url=page_, action="Mở"))
    return found


@login_required
def write(request: Request, public_id: str) -> HttpResponse:
    """Words by section, numbers that may be typed, notes on what was found."""
    row = return_or_404(request, public_id)
    demand(policies.may_report_for(request.actor, row))
    may = policies.may_write(request.actor, row)
    if not may and request.method != "POST":
        return turned_back(request, may.reason, "reporting:return", row.public_id)
    template, cells, forms, links = _filled(row, request.actor)
    found = findings_of(row, cells, links=links)
    form = bound(request, ReturnForm, template=template, sections=sections_of(row.sections), cells=cells, found=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_return(
                row,
                sections=form.sections(),
                typed=form.numbers(),
                notes=form.said(),
                by=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu. Xem lại rồi gửi báo cáo.")
            return redirect("reporting:return", row.public_id)
    sections = [(box, mark, [forms[code] for code in each.forms]) for each, box, mark in form.section_fields()]
    context = {"return": row, "form": form, "sections": sections, "may": may}
    context["may_open"] = may_open(request.actor, scope_of(row.office).office)
    context |= {"waiting": waiting_in(scope_of(row.office)), "may_place": may_place(request.actor)}
    status = 422 if form.errors else 200
    return render(request, "reporting/write.html", context, status=status)


@login_required
@require_POST
def submit(request: Request, public_id: str) -> HttpResponse:
    row = return_or_404(request, public_id)
    demand(policies.may_report_for(request.actor, row))
    attempt(
        request,
        lambda: actions.submit_return(row, by=request.actor, at=clock.now()),
        "Đã gửi báo cáo. Các con số được giữ nguyên cùng danh sách đã đếm.",
    )
    return redirect("reporting:return", row.public_id)


@login_required
@require_safe
def form_sheet(request: Request, public_id: str, code: str) -> HttpResponse:
    """One form of a return as a workbook."""
    row = return_or_404(request, public_id)
    template, cells, *_ = _filled(row, request.actor)
    form = next((each for each in template.forms if each.code == code), None)
    if form is None:
        raise Http404
    waiting = waiting_in(scope_of(row.office))
    content = sheet_of(form, cells, note=waiting.words if waiting else "")
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{code}.xlsx"'
    return response
