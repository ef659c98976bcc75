"""A number typed by hand: who typed it, when, in which return, why it is typed, and what stood there before."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ocop.kit.text.dates import format_date, format_datetime
from ocop.kit.text.numbers import format_number
from ocop.kit.ui.listing import ListColumn, page_of, table_of
from ocop.kit.ui.parts import Row
from ocop.kit.web import Request
from ocop.oversight.figures.queries import code_in
from ocop.oversight.reporting.catalogue import CellName, name_of_cell
from ocop.oversight.reporting.models import PeriodicReturn, ReturnCell, TypedChange

EMPTIED = "bỏ trống"
CHANGES = (
    ListColumn("Lúc", lambda row: format_datetime(row.at)),
    ListColumn("Số", lambda row: format_number(row.typed) if row.typed is not None else EMPTIED),
    ListColumn("Người nhập", lambda row: row.by or ""),
    ListColumn("Báo cáo gửi", lambda row: "đã gửi sau lần nhập này" if row.was_sent else "chưa gửi"),
)


@login_required
@require_safe
def number(request: Request, code: str) -> HttpResponse:
    """Read by whoever reads the return it was typed in."""
    rows: Any = ReturnCell.objects.visible_to(request.actor)
    joined = ("periodic_return__obligation__office", "periodic_return__obligation__period")
    found = get_object_or_404(rows.select_related(*joined), code=code_in(code))
    then = CellName(**found.called) if found.called else None
    now = name_of_cell(found.cell)
    changes = list(found.changes.select_related("by"))
    _mark_sent(changes, found.periodic_return)
    page = page_of(request, changes)
    context = {
        "number": found,
        "title": _title(found, now or then),
        "is_gone": now is None,
        "value": format_number(found.typed) if found.typed is not None else EMPTIED,
        "facts": _facts(found, now, then, changes),
        "page": page,
        "table": table_of("Các lần nhập", CHANGES, page),
    }
    return render(request, "reporting/typed.html", context)


def _mark_sent(changes: list[TypedChange], row: PeriodicReturn) -> None:
    """What was sent last is what stood there at that moment: the newest change before it."""
    sent = next((each for each in changes if row.sent_at is not None and each.at <= row.sent_at), None)
    for each in changes:
        each.was_sent = each is sent  # type: ignore[attr-defined]


def _title(found: ReturnCell, name: CellName | None) -> str:
    """What the number is called; one typed before names were kept, in a row that is gone, by its place in the form."""
    return name.words if name is not None else f"Ô {found.cell}"


def _facts(found: ReturnCell, now: CellName | None, then: CellName | None, changes: list[TypedChange]) -> list[Row]:
    row = found.periodic_return
    period, return_url = row.period, reverse("reporting:return", args=[row.public_id])
    last = changes[0] if changes else None
    who = f"{last.by or 'Hệ thống'}, {format_datetime(last.at)}" if last else "Nhập trước khi hệ thống giữ lịch sử"
    called = now or then
    facts = [
        Row("Đơn vị tính", called.unit if called else ""),
        Row("Người nhập", who),
        Row("Trong báo cáo", f"{row.office.name}: {period.name}", url=return_url, action="Mở"),
        Row("Số liệu", f"từ {format_date(period.since)} đến hết {format_date(period.until)}"),
        Row("Biểu", called.form if called else ""),
        Row("Vì sao nhập tay", (called and called.note) or "Không có bản ghi nào trên hệ thống cho số này."),
    ]
    if now is not None and then is not None and then.words != now.words:
        facts.insert(0, Row("Tên dòng lúc nhập", then.words))
    return facts
