"""Bringing a sheet into a register: kept for preview, then taken whole or dropped whole."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.support.markets import policies
from ocop.support.markets.actions.keeping import change, enter
from ocop.support.markets.models import Sheet
from ocop.support.markets.registers import REGISTERS, Register
from ocop.support.markets.sheets import MAX_ROWS, Plan, places_of, plan_of
from ocop.support.markets.states import SheetState


def upload_sheet(
    register: Register,
    *,
    file_name: str,
    header: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    by: Actor,
    at: datetime,
) -> Sheet:
    """Keep a table for preview. Raises `Refused` when it lacks columns or rows."""
    require(policies.may_import(by, register.model))
    _, _, lacking = places_of(register, header)
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
            register=register.slug,
            file_name=file_name[:200],
            header=list(header),
            rows=[[number, list(texts)] for number, texts in rows],
            uploaded_by_id=by.user_id,
            uploaded_at=at,
        )
        record(
            "markets.sheet_uploaded", by=by, at=at, subject=sheet, data={"register": register.slug, "rows": len(rows)}
        )
    return sheet


def accept_sheet(sheet: Sheet, *, digest: str, by: Actor, at: datetime) -> Plan:
    """Write all rows or none; `digest` names the preview the person saw. A second press is refused."""
    with transaction.atomic():
        sheet = _locked(sheet, by)
        register = REGISTERS[sheet.register]
        plan = plan_of(register, sheet.header, sheet.rows, by)
        if plan.errors:
            raise Refused(f"Còn {len(plan.errors)} ô cần sửa trong bảng. Chưa dòng nào được ghi.")
        if not plan.is_ready:
            raise Refused("Bảng giống hệt dữ liệu đang có nên không có gì để ghi.")
        if plan.digest != digest:
            raise Refused("Dữ liệu vừa thay đổi so với lúc xem trước. Anh/chị xem lại rồi bấm nhận lần nữa.")
        for number, _, facts in plan.new:
            _written(number, lambda facts=facts: enter(register.model, facts, by=by, at=at))  # type: ignore[misc]
        for entry, facts in plan.changed:
            change(entry, facts, by=by, at=at)
        counts = {"new": len(plan.new), "changed": len(plan.changed)}
        _settle(sheet, SheetState.ACCEPTED, counts, at)
        record("markets.sheet_accepted", by=by, at=at, subject=sheet, data={"register": register.slug, **counts})
    return plan


def _written(number: int, write: object) -> None:
    """A refusal names the row it is about; leaving the transaction undoes the rows before."""
    try:
        write()  # type: ignore[operator]
    except Refused as refused:
        raise Refused(f"Dòng {number}: {refused.reason} Chưa dòng nào được ghi.") from refused


def drop_sheet(sheet: Sheet, *, by: Actor, at: datetime) -> None:
    """Set a sheet aside; nothing of it is written."""
    with transaction.atomic():
        sheet = _locked(sheet, by)
        _settle(sheet, SheetState.DROPPED, {}, at)
        record("markets.sheet_dropped", by=by, at=at, subject=sheet, data={"register": sheet.register})


def _locked(sheet: Sheet, by: Actor) -> Sheet:
    """The sheet, locked and still open, if it is this person's."""
    sheet = Sheet.objects.select_for_update().get(pk=sheet.pk, uploaded_by_id=by.user_id)
    require(policies.may_import(by, REGISTERS[sheet.register].model))
    if sheet.state == SheetState.ACCEPTED:
        raise Refused("Bảng này đã được ghi vào hệ thống rồi. Anh/chị không cần bấm lại.")
    if sheet.state == SheetState.DROPPED:
        raise Refused("Bảng này đã được bỏ. Anh/chị tải bảng lên lại nếu vẫn cần.")
    return sheet


def _settle(sheet: Sheet, state: str, counts: dict[str, int], at: datetime) -> None:
    sheet.state, sheet.result, sheet.settled_at = state, counts, at
    sheet.save(update_fields=["state", "result", "settled_at"])
