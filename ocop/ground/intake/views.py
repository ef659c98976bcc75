"""Sheets in: upload or paste, preview, take all or drop all; the same pages for every list."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.ground.intake import actions
from ocop.ground.intake.forms import SheetForm
from ocop.ground.intake.models import Sheet
from ocop.ground.intake.states import SheetState
from ocop.ground.intake.tables import table_for
from ocop.kit import clock
from ocop.kit.scope import Actor, Refused
from ocop.kit.sheets import SheetError
from ocop.kit.sheets.table import SheetTable, TablePlan
from ocop.kit.ui.listing import sheet_of
from ocop.kit.web import Request

SHOWN = 200


def _table_or_404(actor: Actor, slug: str, scope: str) -> SheetTable:
    """The list, if there is one and the person may fill it."""
    try:
        table = table_for(actor, slug, scope)
    except LookupError as unknown:
        raise Http404 from unknown
    if not (answer := table.may()):
        raise Http404(answer.reason)
    return table


def _scope(request: Request) -> str:
    return request.GET.get("thuoc", "")[:40]


def _sheet_or_404(request: Request, public_id: str) -> tuple[Sheet, SheetTable]:
    sheet = get_object_or_404(Sheet.objects.visible_to(request.actor), public_id=public_id)
    return sheet, _table_or_404(request.actor, sheet.table, sheet.scope)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, table: str) -> HttpResponse:
    """Send a sheet, or paste its columns; the list as it is now and an empty sheet are one link away."""
    scope = _scope(request)
    found = _table_or_404(request.actor, table, scope)
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            name, read = form.table()
            rows = list(zip(read.numbers, read.rows, strict=True))
            made = actions.upload(
                found, scope=scope, file_name=name, header=read.headers, rows=rows, by=request.actor, at=clock.now()
            )
        except (SheetError, Refused) as error:
            form.add_error("file", str(error))
        else:
            return redirect("intake:sheet", made.public_id)
    before = Sheet.objects.visible_to(request.actor).filter(table=table, scope=scope)
    context = {
        "table": found,
        "form": form,
        "query": f"?{urlencode({'thuoc': scope})}" if scope else "",
        "sheets": before.defer("rows", "header")[:10],
    }
    return render(request, "intake/upload.html", context)


@login_required
@require_safe
def blank(request: Request, table: str) -> HttpResponse:
    """An empty sheet with the headings of the list."""
    found = _table_or_404(request.actor, table, _scope(request))
    return sheet_of(f"mau-{found.slug}", "Bảng mẫu", found.columns, [], request.actor.on)


@login_required
@require_safe
def preview(request: Request, public_id: str) -> HttpResponse:
    """What taking the sheet would do; nothing is written by looking."""
    sheet, table = _sheet_or_404(request, public_id)
    if sheet.state != SheetState.PREVIEW:
        return render(request, "intake/settled.html", {"sheet": sheet, "table": table})
    return _preview(request, sheet, table, table.plan(sheet.header, sheet.rows))


def _preview(request: Request, sheet: Sheet, table: SheetTable, plan: TablePlan, wrong: str = "") -> HttpResponse:
    query = f"?{urlencode({'thuoc': sheet.scope})}" if sheet.scope else ""
    context: dict[str, Any] = {
        "sheet": sheet,
        "table": table,
        "upload_url": reverse("intake:upload", args=[sheet.table]) + query,
        "plan": plan,
        "errors": plan.errors[:SHOWN],
        "new": [line for line in plan.new if not line.near][:SHOWN],
        "plain_count": len(plan.new) - len(plan.questions),
        "changes": plan.changes[:SHOWN],
        "shown": SHOWN,
        "wrong": wrong,
        "form_has_errors": bool(plan.errors or wrong),
    }
    return render(request, "intake/preview.html", context)


def _choices(request: Request) -> dict[str, str]:
    """What was chosen for rows that look like records on file; under "" for all rows not chosen one by one."""
    chosen = {name[5:]: str(value) for name, value in request.POST.items() if name.startswith("dong_")}
    return {**chosen, "": request.POST.get("con_lai", "")}


@login_required
@require_POST
def accept(request: Request, public_id: str) -> HttpResponse:
    sheet, table = _sheet_or_404(request, public_id)
    choices = _choices(request)
    try:
        plan = actions.accept(
            sheet, digest=request.POST.get("digest", ""), choices=choices, by=request.actor, at=clock.now()
        )
    except Refused as refused:
        sheet.refresh_from_db()
        if sheet.state == SheetState.PREVIEW:
            plan = table.plan(sheet.header, sheet.rows, choices)
            return _preview(request, sheet, table, plan, refused.reason)
        messages.info(request, refused.reason)
        return redirect("intake:sheet", sheet.public_id)
    messages.success(request, f"Đã ghi {len(plan.to_write)} dòng mới, sửa {len(plan.changed)} bản ghi.")
    return redirect("intake:sheet", sheet.public_id)


@login_required
@require_POST
def drop(request: Request, public_id: str) -> HttpResponse:
    sheet, table = _sheet_or_404(request, public_id)
    try:
        actions.drop(sheet, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("intake:sheet", sheet.public_id)
    messages.success(request, "Đã bỏ bảng. Dữ liệu giữ nguyên như cũ.")
    return redirect(table.home())
