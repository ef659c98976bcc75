"""Writing the consolidated report: its words by section, with the codes of the figures that may be bound in."""

from collections.abc import Iterator, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from ocop.ground.planning.policies import may_open_rows
from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.ui.form_page import bound
from ocop.kit.web import Request
from ocop.oversight.reporting import actions, policies
from ocop.oversight.reporting.catalogue import template_called
from ocop.oversight.reporting.cells import filled_forms
from ocop.oversight.reporting.display import printed_cell
from ocop.oversight.reporting.filling import PROVINCE, counted_now, questions_of
from ocop.oversight.reporting.findings import findings_of_report
from ocop.oversight.reporting.forms import ReportForm
from ocop.oversight.reporting.models import sections_of
from ocop.oversight.reporting.views.report_figures import figures_of
from ocop.oversight.reporting.views.scoped import demand, report_or_404, turned_back
from ocop.rules.forms import Filled, Form, cell_id


@login_required
def write(request: Request, public_id: str) -> HttpResponse:
    """The words of the report, with the codes of the figures that may be bound in."""
    row = report_or_404(request, public_id)
    demand(policies.may_collect(request.actor))
    may = policies.may_change_report(request.actor, row)
    if not may and request.method != "POST":
        return turned_back(request, may.reason, "reporting:report", row.public_id)
    template = template_called(row.template)
    figures = figures_of(row)
    found = findings_of_report(row, figures.cells, figures.links)
    initial = {name: getattr(row, name) for name in ("number", "signed_on", "signer", "signer_title")}
    form = bound(
        request, ReportForm, template=template, sections=sections_of(row.sections), found=found, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_report(
                row,
                sections=form.sections(),
                head=form.head(),
                notes=form.said(),
                by=request.actor,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, "Đã lưu. Dựng lại tài liệu để lời văn mới vào bản Word, PDF.")
            return redirect("reporting:report", row.public_id)
    cells = figures.cells
    if figures.is_frozen:
        counted = counted_now(questions_of(template.forms, row.period, PROVINCE, clock.today()))
        cells = filled_forms(template.forms, counted)
    codes = [code for each in template.forms for code in _codes(each, cells)]
    context = {"report": row, "form": form, "codes": codes, "may": may, "may_open": may_open_rows(request.actor)}
    return render(request, "reporting/write_report.html", context, status=422 if form.errors else 200)


def _codes(form: Form, cells: Mapping[str, Filled]) -> Iterator[tuple[str, str, str]]:
    """What binds each figure of a form in prose, in words, and what it is now."""
    for row in form.rows:
        for column in form.columns:
            cell = cell_id(form.code, row.key, column.key)
            if cell in cells:
                words = f"{row.title}, {column.title.lower()}"
                yield f"[[{cell}]]", words, printed_cell(cells[cell], money=form.money)
