"""A sheet is kept for preview, then taken whole or dropped whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from ocop.ground.intake.models import Sheet
from ocop.ground.intake.states import SheetState
from ocop.ground.intake.tables import table_for
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.sheets.table import Line, SheetTable, TablePlan

MAX_ROWS = 5000


def upload(
    table: SheetTable,
    *,
    scope: str,
    file_name: str,
    header: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    by: Actor,
    at: datetime,
) -> Sheet:
    """Keep a sheet for preview. Raises `Refused` when it lacks columns or rows."""
    require(table.may())
    _, _, lacking = table.places(header)
    if lacking:
        wanted = ", ".join(f"“{each}”" for each in lacking)
        raise Refused(f"Bảng chưa có cột {wanted}. Anh/chị dùng bảng mẫu hoặc bảng tải về từ danh sách.")
    if not rows:
        raise Refused("Bảng chưa có dòng nào dưới hàng tiêu đề.")
    if len(rows) > MAX_ROWS:
        raise Refused(f"Bảng có {len(rows)} dòng, mỗi lần nhiều nhất {MAX_ROWS} dòng. Anh/chị chia làm nhiều tệp.")
    if by.user_id is None:
        raise Refused("Bảng phải do một người có tài khoản tải lên.")
    with transaction.atomic():
        sheet = Sheet.objects.create(
            table=table.slug,
            scope=scope,
            file_name=file_name[:200],
            header=list(header),
            rows=[[number, list(texts)] for number, texts in rows],
            uploaded_by_id=by.user_id,
            uploaded_at=at,
        )
        record("intake.sheet_uploaded", by=by, at=at, subject=sheet, data={"table": table.slug, "rows": len(rows)})
    return sheet


def accept(sheet: Sheet, *, digest: str, choices: Mapping[str, str], by: Actor, at: datetime) -> TablePlan:
    """Write all rows or none; `digest` names the preview the person saw, `choices` says of rows that look like records
    on file whether they are others. A second press is refused. Raises `Refused`."""
    with transaction.atomic():
        sheet = _open(sheet, by)
        table = table_for(by, sheet.table, sheet.scope)
        require(table.may())
        plan = table.plan(sheet.header, sheet.rows, choices)
        _refuse(plan, digest)
        try:
            table.write(plan.to_write, by=by, at=at)
            for line in plan.changed:
                _change(table, line, by, at)
        except Refused as refused:
            raise Refused(f"{refused.reason} Chưa dòng nào được ghi.") from refused
        counts = {
            "new": len(plan.to_write),
            "changed": len(plan.changed),
            "skipped": len(plan.new) - len(plan.to_write),
        }
        _settle(sheet, SheetState.ACCEPTED, counts, at)
        record("intake.sheet_accepted", by=by, at=at, subject=sheet, data={"table": table.slug, **counts})
    return plan


def _change(table: SheetTable, line: Line, by: Actor, at: datetime) -> None:
    """A refusal names the row it is about."""
    try:
        table.change(line, by=by, at=at)
    except Refused as refused:
        raise Refused(f"Dòng {line.row}: {refused.reason}") from refused


def _refuse(plan: TablePlan, digest: str) -> None:
    if plan.errors:
        raise Refused(f"Còn {len(plan.errors)} ô cần sửa trong bảng. Chưa dòng nào được ghi.")
    if not plan.is_ready:
        raise Refused("Bảng không có gì mới nên không có gì để ghi.")
    if plan.digest != digest:
        raise Refused("Dữ liệu vừa thay đổi so với lúc xem trước. Anh/chị xem lại rồi bấm nhận lần nữa.")
    if plan.unanswered:
        rows = ", ".join(str(line.row) for line in plan.unanswered[:10])
        raise Refused(f"Anh/chị chọn ghi hay bỏ cho dòng gần giống bản ghi đã có: dòng {rows}.")


def drop(sheet: Sheet, *, by: Actor, at: datetime) -> None:
    """Set a sheet aside; nothing of it is written. Raises `Refused` when it was settled before."""
    with transaction.atomic():
        sheet = _open(sheet, by)
        _settle(sheet, SheetState.DROPPED, {}, at)
        record("intake.sheet_dropped", by=by, at=at, subject=sheet, data={"table": sheet.table})


def _open(sheet: Sheet, by: Actor) -> Sheet:
    """The sheet, locked, if it is this person's and still open."""
    sheet = Sheet.objects.select_for_update().visible_to(by).get(pk=sheet.pk)
    if sheet.state == SheetState.ACCEPTED:
        raise Refused("Bảng này đã được ghi vào hệ thống rồi. Anh/chị không cần bấm lại.")
    if sheet.state == SheetState.DROPPED:
        raise Refused("Bảng này đã được bỏ. Anh/chị tải bảng lên lại nếu vẫn cần.")
    return sheet


def _settle(sheet: Sheet, state: str, counts: dict[str, int], at: datetime) -> None:
    """Close a sheet; its rows are let go, for they may hold people's names and telephones."""
    sheet.state, sheet.result, sheet.settled_at, sheet.rows = state, counts, at, []
    sheet.save(update_fields=["state", "result", "settled_at", "rows"])
