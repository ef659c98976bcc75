"""The consolidated report: begun, written, made into papers, refilled, sent."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.ground.planning.policies import may_open_rows
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.text.dates import format_date, format_datetime
from ocop.kit.text.numbers import format_number
from ocop.kit.ui.form_page import FormPage, bound, run
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.oversight.reporting import actions, policies
from ocop.oversight.reporting.catalogue import Section, Template, form_called, template_called
from ocop.oversight.reporting.cells import filled_forms, findings_among, report_cells, values_of
from ocop.oversight.reporting.comparing import compared
from ocop.oversight.reporting.display import (
    links_of_figures,
    links_of_questions,
    printed_cell,
    shown,
    spoken,
    texts_of,
)
from ocop.oversight.reporting.filling import PROVINCE, counted_now, questions_of, target_cell, target_questions
from ocop.oversight.reporting.forms import ReportForm, StartReportForm, SubmitReportForm
from ocop.oversight.reporting.gathering import Gathered, gathered_for
from ocop.oversight.reporting.making import TYPES, content_of
from ocop.oversight.reporting.models import ConsolidatedReport, sections_of
from ocop.oversight.reporting.states import PaperKind
from ocop.oversight.reporting.steps import how_far, report_steps
from ocop.oversight.reporting.views.scoped import (
    attempt,
    demand,
    file_response,
    period_or_404,
    report_or_404,
    turned_back,
)
from ocop.rules.forms import Filled, Form, cell_id


@login_required
def start(request: Request, public_id: str) -> HttpResponse:
    period, may = period_or_404(request, public_id), policies.may_collect(request.actor)
    demand(may)
    address = reverse("reporting:period", args=[period.public_id])
    page = FormPage(
        title="Lập báo cáo tổng hợp",
        parent=period.name,
        parent_url=address,
        submit="Lập báo cáo",
        done="Đã lập báo cáo từ mẫu.",
        then=address,
    )

    def act(said: dict[str, Any]) -> str:
        made = actions.start_report(period, template=said["template"], by=request.actor, at=clock.now())
        return reverse("reporting:report", args=[made.public_id])

    return run(request, bound(request, StartReportForm), page, act, may)


@login_required
@require_safe
def report(request: Request, public_id: str) -> HttpResponse:
    """The report with its figures: frozen ones by their codes, or as the records stand before they are frozen."""
    row, actor = report_or_404(request, public_id), request.actor
    if "tien-do" in request.GET:
        return _progress(request, row)
    figures = _figures(row)
    receipts = list(row.receipts.select_related("office", "read_by"))
    actions.mark_received(receipts, by=actor, at=clock.now())
    may_change, may_submit = policies.may_change_report(actor, row), policies.may_submit_report(actor, row)
    context = {
        "report": row,
        "template": figures.template,
        "facts": _facts(row),
        "is_frozen": figures.is_frozen,
        "found": findings_among(figures.template.forms, figures.cells),
        "sections": [_section(section, row, figures) for section in figures.template.sections],
        "targets": _targets(row, figures) if figures.template.targets_in else [],
        "papers": row.offered_papers,
        "edited": row.edited_word,
        "may_edit": policies.may_edit_word(actor, row),
        "how_far": how_far(row) if row.is_being_made else "",
        "receipts": receipts,
        "may_open": may_open_rows(actor),
        "may_change": may_change,
        "steps": report_steps(row, may_submit) if may_change else [],
        "may_submit": may_submit,
        "may_collect": policies.may_collect(actor),
        "is_stuck": row.is_stuck(clock.now()),
    }
    return render(request, "reporting/report.html", context)


def _progress(request: Request, row: ConsolidatedReport) -> HttpResponse:
    """How far the papers are, for the page that waits for them; once they are made, that page opens anew."""
    if row.is_being_made and not row.is_stuck(clock.now()):
        return render(request, "reporting/_progress.html", {"report": row, "how_far": how_far(row)})
    return HttpResponse(headers={"HX-Refresh": "true"})


@dataclass(frozen=True, slots=True)
class _Figures:
    """The figures of a report on the screen: frozen ones by their codes, or as the records stand before that."""

    template: Template
    cells: Mapping[str, Filled]
    links: Mapping[str, tuple[str, str]]
    is_frozen: bool
    gathered: Gathered


def _figures(row: ConsolidatedReport) -> _Figures:
    template, kept = template_called(row.template), report_cells(row)
    if kept:
        given, links = values_of(kept), links_of_figures(kept)
    else:
        questions = questions_of(template.forms, row.period, PROVINCE, clock.today())
        if template.targets_in:
            questions |= target_questions(row.period, clock.today())
        given, links = counted_now(questions), links_of_questions(questions)
    cells = {**given, **filled_forms(template.forms, given)}
    return _Figures(template, cells, links, bool(kept), gathered_for(row))


def _section(section: Section, row: ConsolidatedReport, figures: _Figures) -> dict[str, Any]:
    """A section on the screen: its prose with figures in place, its forms, what a paper printed, what returns say."""
    forms = [form_called(code) for code in section.forms]
    texts = texts_of(figures.template.forms, figures.cells)
    return {
        "section": section,
        "prose": spoken(sections_of(row.sections).get(section.key, ""), texts, figures.links),
        "forms": [shown(form, figures.cells, figures.links) for form in forms],
        "compared": [line for form in forms for line in compared(form, figures.cells)],
        "gathered": figures.gathered.get(section.gathers, []),
        "has_targets": section.key == figures.template.targets_in,
    }


def _targets(row: ConsolidatedReport, figures: _Figures) -> list[dict[str, str]]:
    found = []
    for target in row.period.plan.targets.all():
        cell = target_cell(target)
        url, code = figures.links.get(cell, ("", ""))
        promised = f"{format_number(target.figure)} {'%' if target.is_share else target.unit}"
        value = printed_cell(figures.cells.get(cell))
        found.append({"name": target.name, "promised": promised, "value": value, "url": url, "code": code})
    return found


def _facts(row: ConsolidatedReport) -> list[Row]:
    period = row.period
    facts = [Row("Số liệu", f"từ {format_date(period.since)} đến hết {format_date(period.until)}")]
    if row.figures_at is not None:
        facts.append(Row("Số liệu chốt lúc", format_datetime(row.figures_at)))
    if row.number:
        facts.append(Row("Số, ký hiệu", row.number))
    if row.signer:
        facts.append(Row("Người ký", f"{row.signer}, {row.signer_title}".strip(", ")))
    if row.submitted_at is not None:
        facts.append(Row("Gửi lúc", format_datetime(row.submitted_at)))
    return facts


@login_required
def write(request: Request, public_id: str) -> HttpResponse:
    """The words of the report, with the codes of the figures that may be bound in."""
    row = report_or_404(request, public_id)
    demand(policies.may_collect(request.actor))
    may = policies.may_change_report(request.actor, row)
    if not may and request.method != "POST":
        return turned_back(request, may.reason, "reporting:report", row.public_id)
    template = template_called(row.template)
    initial = {name: getattr(row, name) for name in ("number", "signed_on", "signer", "signer_title")}
    form = bound(request, ReportForm, template=template, sections=sections_of(row.sections), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_report(row, sections=form.sections(), head=form.head(), by=request.actor, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu. Dựng lại tài liệu để lời văn mới vào bản Word, PDF.")
            return redirect("reporting:report", row.public_id)
    cells = filled_forms(template.forms, counted_now(questions_of(template.forms, row.period, PROVINCE, clock.today())))
    codes = [code for each in template.forms for code in _codes(each, cells)]
    context = {"report": row, "form": form, "codes": codes, "may": may}
    return render(request, "reporting/write_report.html", context, status=422 if form.errors else 200)


def _codes(form: Form, cells: Mapping[str, Filled]) -> Iterator[tuple[str, str, str]]:
    """What binds each figure of a form in prose, in words, and what it is now."""
    for row in form.rows:
        for column in form.columns:
            cell = cell_id(form.code, row.key, column.key)
            if cell in cells:
                words = f"{row.title}, {column.title.lower()}"
                yield f"[[{cell}]]", words, printed_cell(cells[cell], money=form.money)


@login_required
@require_POST
def make(request: Request, public_id: str) -> HttpResponse:
    row = report_or_404(request, public_id)
    demand(policies.may_collect(request.actor))
    done = "Đang chốt số liệu và dựng Word, PDF, Excel."
    attempt(request, lambda: actions.ask_for_papers(row, by=request.actor, at=clock.now()), done)
    return redirect("reporting:report", row.public_id)


@login_required
@require_safe
def paper(request: Request, public_id: str, kind: str) -> HttpResponse:
    """A paper of the report as it was made."""
    row = report_or_404(request, public_id)
    found = next((paper for paper in row.offered_papers if paper.kind == kind), None)
    if found is None:
        raise Http404
    return file_response(content_of(found), TYPES[PaperKind(kind)], f"bao-cao-{row.period.until:%Y-%m-%d}.{kind}")


def _readers() -> Any:
    """Who a report of the province goes to: its people's committee, the central office, the province's agencies."""
    central = Q(kind=OfficeKind.COORDINATION_OFFICE, tier=Tier.CENTRAL)
    ours = Q(tier=Tier.PROVINCE) & ~Q(kind=OfficeKind.COORDINATION_OFFICE)
    return Office.objects.in_force(clock.today()).filter(central | ours).order_by("tier", "sort_key", "pk")


@login_required
def submit(request: Request, public_id: str) -> HttpResponse:
    row = report_or_404(request, public_id)
    may = policies.may_submit_report(request.actor, row)
    demand(policies.may_collect(request.actor))
    offices = _readers()
    first = [o.public_id for o in offices if o.kind in (OfficeKind.PEOPLES_COMMITTEE, OfficeKind.COORDINATION_OFFICE)]
    form = bound(request, SubmitReportForm, offices=offices, edited=row.edited_word, initial={"readers": first})
    address = reverse("reporting:report", args=[row.public_id])
    page = FormPage(
        title="Gửi báo cáo tổng hợp",
        parent="Báo cáo tổng hợp",
        parent_url=address,
        submit="Gửi báo cáo",
        done="Đã gửi báo cáo đến các nơi nhận.",
        then=address,
        intro="Gửi một lần cho mọi nơi nhận; trang báo cáo cho biết nơi nào đã mở đọc.",
    )

    def act(said: dict[str, Any]) -> None:
        seen = said["edited"] if said.get("seen") else ""
        actions.submit_report(row, readers=said["readers"], seen=seen, by=request.actor, at=clock.now())

    return run(request, form, page, act, may)
