"""A list of supports from Excel: upload, preview with overlaps, accept or drop."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.sheets import Limits, SheetError, read_table
from ocop.kit.ui.listing import ListColumn, sheet_of
from ocop.kit.web import Request
from ocop.support.funding import policies, sheets
from ocop.support.funding.forms import SheetForm
from ocop.support.funding.purposes import purpose_choices
from ocop.support.funding.states import SheetState
from ocop.support.funding.views.scoped import allowed, officers_only, sheet_or_404

SHOWN = 200


def _proposer(request: Request) -> Actor:
    actor = officers_only(request)
    allowed(policies.may_propose(actor))
    return actor


@login_required
def upload(request: Request) -> HttpResponse:
    actor = _proposer(request)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_table(file, limits=Limits(max_rows=sheets.MAX_ROWS, max_cell=2000, max_seconds=30.0))
            rows = [[number, list(cells)] for number, cells in zip(table.numbers, table.rows, strict=True)]
            sheet = sheets.upload(file_name=file.name, header=table.headers, rows=rows, by=actor, at=clock.now())
        except (SheetError, Refused) as error:
            form.add_error("file", str(error))
        else:
            return redirect("funding:sheet", sheet.public_id)
    return render(request, "funding/upload.html", {"form": form, "purposes": purpose_choices()})


@login_required
@require_safe
def blank(request: Request) -> HttpResponse:
    """An empty sheet with the right headings."""
    actor = _proposer(request)
    columns = [ListColumn(heading, lambda row: "") for heading in sheets.HEADINGS]
    return sheet_of("mau-ho-tro", "Hỗ trợ", columns, [], actor.on)


@login_required
@require_safe
def preview(request: Request, public_id: str) -> HttpResponse:
    actor = _proposer(request)
    sheet = sheet_or_404(request, public_id)
    plan = sheets.plan_of(sheet, actor) if sheet.state == SheetState.PREVIEW else None
    context = {
        "sheet": sheet,
        "plan": plan,
        "errors": plan.errors[:SHOWN] if plan else [],
        "overlapping": plan.overlapping[:SHOWN] if plan else [],
        "lines": plan.lines[:SHOWN] if plan else [],
        "form_has_errors": bool(plan and plan.errors),
    }
    return render(request, "funding/preview.html", context)


@login_required
@require_POST
def accept(request: Request, public_id: str) -> HttpResponse:
    actor = _proposer(request)
    sheet = sheet_or_404(request, public_id)
    try:
        count = sheets.accept(sheet, by=actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("funding:sheet", sheet.public_id)
    if count:
        messages.success(request, f"Đã ghi {count} đề xuất hỗ trợ.")
    return redirect(f"{reverse('funding:supports')}?trang_thai=proposed")


@login_required
@require_POST
def drop(request: Request, public_id: str) -> HttpResponse:
    actor = _proposer(request)
    sheets.drop(sheet_or_404(request, public_id), by=actor, at=clock.now())
    messages.success(request, "Đã bỏ bảng. Dữ liệu giữ nguyên như cũ.")
    return redirect("funding:upload_sheet")
