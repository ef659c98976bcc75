"""Spreadsheets in: upload or paste, preview, take all or drop all."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ocop.kit import clock
from ocop.kit import forms as kit
from ocop.kit.scope import Refused
from ocop.kit.sheets import SheetError, Table, read_pasted, read_table
from ocop.kit.web import Request
from ocop.support.markets import actions, policies
from ocop.support.markets.models import Sheet
from ocop.support.markets.registers import REGISTERS
from ocop.support.markets.sheets import Plan, plan_of
from ocop.support.markets.states import SheetState
from ocop.support.markets.views.records import page_of, workbook
from ocop.support.markets.views.scoped import register_or_404, sheet_or_404

SHOWN = 200


class SheetForm(kit.OcopForm):
    """A file, or cells copied from Excel."""

    file = kit.UploadField(label="Tệp Excel hoặc CSV", required=False, accept=".xlsx,.csv")
    pasted = forms.CharField(
        label="Hoặc dán các cột chép từ Excel",
        required=False,
        widget=kit.TextArea(6),
        help_text="Chép cả hàng tiêu đề.",
        strip=False,
    )

    def table(self) -> tuple[str, Table]:
        """The table and what to call it; raises `SheetError`."""
        if file := self.cleaned_data.get("file"):
            return file.name, read_table(file)
        if text := self.cleaned_data.get("pasted"):
            return "Phần đã dán", read_pasted(text)
        raise SheetError("Chọn tệp, hoặc dán các cột vào ô dưới.")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: Request, register: str) -> HttpResponse:
    found = register_or_404(request, register)
    page_of(policies.may_import(request.actor, found.model))
    form = SheetForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            name, table = form.table()
            rows = list(zip(table.numbers, table.rows, strict=True))
            made = actions.upload_sheet(
                found, file_name=name, header=table.headers, rows=rows, by=request.actor, at=clock.now()
            )
        except (SheetError, Refused) as error:
            form.add_error("file", str(error))
        else:
            return redirect("markets:import", made.public_id)
    before = Sheet.objects.filter(uploaded_by_id=request.actor.user_id, register=found.slug)
    context = {"register": found, "form": form, "sheets": before.defer("rows", "header")[:10]}
    return render(request, "markets/upload.html", context)


@login_required
@require_safe
def blank(request: Request, register: str) -> HttpResponse:
    """An empty sheet with the right headings."""
    found = register_or_404(request, register)
    page_of(policies.may_import(request.actor, found.model))
    return workbook(found, [], request.actor.on)


@login_required
@require_safe
def preview(request: Request, public_id: str) -> HttpResponse:
    """What taking the sheet would do; nothing is written by looking."""
    sheet = sheet_or_404(request, public_id)
    register = REGISTERS[sheet.register]
    if sheet.state != SheetState.PREVIEW:
        return render(request, "markets/settled.html", {"sheet": sheet, "register": register})
    return _preview(request, sheet, plan_of(register, sheet.header, sheet.rows, request.actor))


def _preview(request: Request, sheet: Sheet, plan: Plan, wrong: str = "") -> HttpResponse:
    context = {
        "sheet": sheet,
        "register": REGISTERS[sheet.register],
        "plan": plan,
        "errors": plan.errors[:SHOWN],
        "new": plan.new[:SHOWN],
        "changes": plan.changes[:SHOWN],
        "shown": SHOWN,
        "wrong": wrong,
        "form_has_errors": bool(plan.errors or wrong),
    }
    return render(request, "markets/preview.html", context)


@login_required
@require_POST
def accept(request: Request, public_id: str) -> HttpResponse:
    sheet = sheet_or_404(request, public_id)
    try:
        actions.accept_sheet(sheet, digest=request.POST.get("digest", ""), by=request.actor, at=clock.now())
    except Refused as refused:
        sheet.refresh_from_db()
        if sheet.state == SheetState.PREVIEW:
            plan = plan_of(REGISTERS[sheet.register], sheet.header, sheet.rows, request.actor)
            return _preview(request, sheet, plan, refused.reason)
        messages.info(request, refused.reason)
    return redirect("markets:import", sheet.public_id)


@login_required
@require_POST
def drop(request: Request, public_id: str) -> HttpResponse:
    sheet = sheet_or_404(request, public_id)
    try:
        actions.drop_sheet(sheet, by=request.actor, at=clock.now())
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("markets:import", sheet.public_id)
    messages.success(request, "Đã bỏ bảng. Dữ liệu giữ nguyên như cũ.")
    return redirect("markets:upload", sheet.register)
