"""The consolidated report: begun, shown, made into papers, refilled, sent."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.ground.offices.models import Office
from ocop.ground.offices.placing import waiting_for
from ocop.ground.offices.policies import may_place
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.ground.planning.policies import may_open_rows
from ocop.kit import clock
from ocop.kit.text.dates import format_date, format_datetime
from ocop.kit.ui.form_page import FormPage, bound, run
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.oversight.reporting import actions, policies
from ocop.oversight.reporting.composing import subject_of
from ocop.oversight.reporting.findings import findings_of_report
from ocop.oversight.reporting.forms import StartReportForm, SubmitReportForm
from ocop.oversight.reporting.making import TYPES, content_of
from ocop.oversight.reporting.models import ConsolidatedReport
from ocop.oversight.reporting.states import PaperKind
from ocop.oversight.reporting.steps import how_far, report_steps
from ocop.oversight.reporting.views.report_figures import figures_of, section_shown, targets_shown
from ocop.oversight.reporting.views.scoped import (
    attempt,
    demand,
    file_response,
    period_or_404,
    report_or_404,
)


@login_required
def start(request: Request, public_id: str) -> HttpResponse:
    period, may = period_or_404(request, public_id), policies.may_collect(request.actor)
    demand(may)
    address = reverse("reporting:period", args=[period.public_id])
    page = FormPage(
        title="Lập báo cáo tổng hợp",
        parent=period.title,
        parent_url=address,
        submit="Lập báo cáo",
        done="Đã lập báo cáo từ mẫu.",
        then=address,
    )

    def act(said: dict[str, Any]) -> str:
        made = actions.start_report(period, template=said["template"], by=request.actor, at=clock.now())
        return reverse("reporting:report", args=[made.public_id])

    return run(request, bound(request, StartReportForm, of_list=period.template), page, act, may)


@login_required
@require_safe
def report(request: Request, public_id: str) -> HttpResponse:
    """The report with its figures: frozen ones by their codes, or as the records stand before they are frozen."""
    row, actor = report_or_404(request, public_id), request.actor
    if "tien-do" in request.GET:
        return _progress(request, row)
    figures = figures_of(row)
    receipts = list(row.receipts.select_related("office", "read_by"))
    actions.mark_received(receipts, by=actor, at=clock.now())
    found = findings_of_report(row, figures.cells, figures.links)
    may_change, may_submit = policies.may_change_report(actor, row), policies.may_submit_report(actor, row)
    context = {
        "report": row,
        "template": figures.template,
        "subject": subject_of(row),
        "facts": _facts(row),
        "is_frozen": figures.is_frozen,
        "found": found,
        "is_ready": not any(each.is_open for each in found),
        "sections": [section_shown(section, row, figures, actor) for section in figures.template.sections],
        "targets": targets_shown(row, figures) if figures.template.targets_in else [],
        "papers": row.offered_papers,
        "edited": row.edited_word,
        "may_edit": policies.may_edit_word(actor, row),
        "how_far": how_far(row) if row.is_being_made else "",
        "receipts": receipts,
        "may_open": may_open_rows(actor),
        "may_change": may_change,
        "steps": report_steps(row, found, may_submit) if may_change else [],
        "may_submit": may_submit,
        "may_collect": policies.may_collect(actor),
        "is_stuck": row.is_stuck(clock.now()),
        "waiting": waiting_for(),
        "may_place": may_place(actor),
    }
    return render(request, "reporting/report.html", context)


def _progress(request: Request, row: ConsolidatedReport) -> HttpResponse:
    """How far the papers are, for the page that waits for them; once they are made, that page opens anew."""
    if row.is_being_made and not row.is_stuck(clock.now()):
        return render(request, "reporting/_progress.html", {"report": row, "how_far": how_far(row)})
    return HttpResponse(headers={"HX-Refresh": "true"})


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
