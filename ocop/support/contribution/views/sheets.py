"""Yearly results from Excel: upload, preview, accept or drop."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ocop.kit import clock
from ocop.kit.scope import Refused
from ocop.kit.sheets import Limits, SheetError, read_table
from ocop.kit.ui.listing import ListColumn, sheet_of
from ocop.kit.web import Request
from ocop.support.contribution import sheets
from ocop.support.contribution.forms import SheetForm
from ocop.support.contribution.sheets.reading import HEADINGS, plan_of
from ocop.support.contribution.states import SheetState
from ocop.support.contribution.views.scoped import importer, sheet_or_404

SHOWN = 200


@login_required
def upload(request: Request) -> HttpResponse:
    actor = importer(request)
    is_sent = request.method == "POST"
    form = SheetForm(request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            table = read_table(file, limits=Limits(max_rows=sheets.MAX_ROWS, max_cell=2000, max_seconds=30.0))
            rows = [[number, list(cells)] for number, cells in zip(table.numbers, table.rows, strict=True)]
            sheet = sheets.upload(file_name=file.name, header=table.headers, rows=rows, by=actor, at=clock.now())
        except (SheetError, Refused) as error:
            form.add_error("file", str(error) if isinstance(error, SheetError) else error.reason)
        else:
            return redirect("contribution:sheet", sheet.public_id)
    return render(request, "contribution/upload.html", {"form": form})


@login_required
@require_safe
def blank(request: Request) -> HttpResponse:
    """An empty sheet with the right headings."""
    actor = importer(request)
    columns = [ListColumn(heading, lambda row: "") for heading in HEADINGS.values()]
    return sheet_of("mau-ket-qua-nam", "Kết quả năm", columns, [], actor.on)


@login_required
@require_safe
def preview(request: Request, public_id: str) -> HttpResponse:
    """What accepting would do: cells to mend, years that are new, years that change."""
    actor = importer(request)
    sheet = sheet_or_404(request, public_id)
    plan = plan_of(sheet, actor, clock.now()) if sheet.state == SheetState.PREVIEW else None
    context = {
        "sheet": sheet,
        "plan": plan,
        "faults": plan.faults[:SHOWN] if plan else [],
        "changes": plan.changes[:SHOWN] if plan else [],
        "new": plan.new[:SHOWN] if plan else [],
        "form_has_errors": bool(plan and plan.faults),
    }
    return render(request, "contribution/preview.html", context)


@login_required
@require_POST
def accept(request: Request, public_id: str) -> HttpResponse:
    actor = importer(request)
    sheet = sheet_or_404(request, public_id)
    try:
        count = sheets.accept(sheet, by=actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("contribution:sheet", sheet.public_id)
    if count:
        messages.success(request, f"Đã ghi {count} dòng kết quả năm.")
    return redirect("contribution:results")


@login_required
@require_POST
def drop(request: Request, public_id: str) -> HttpResponse:
    actor = importer(request)
    sheets.drop(sheet_or_404(request, public_id), by=actor, at=clock.now())
    messages.success(request, "Đã bỏ bảng. Dữ liệu giữ nguyên như cũ.")
    return redirect("contribution:upload_sheet")
