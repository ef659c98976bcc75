"""Yearly results from a spreadsheet: kept for preview, then recorded whole or dropped whole."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ocop.ground.producers.models import Producer
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.support.contribution import policies
from ocop.support.contribution.models import ResultSheet, YearlyResult
from ocop.support.contribution.sheets.reading import HEADINGS, REQUIRED, SheetPlan, columns_of, plan_of
from ocop.support.contribution.states import SheetState

MAX_ROWS = 5000


def upload(*, file_name: str, header: Sequence[str], rows: list[Any], by: Actor, at: datetime) -> ResultSheet:
    """Keep an uploaded table for preview. Raises `Refused` when its required columns are not there."""
    require(policies.may_import(by))
    if by.user_id is None:
        raise Refused("Bảng phải do một người có tài khoản tải lên.")
    missing = [HEADINGS[key] for key in REQUIRED if key not in columns_of(header)]
    if missing:
        wanted = ", ".join(f"“{heading}”" for heading in missing)
        raise Refused(f"Bảng chưa có cột {wanted}. Anh/chị dùng bảng mẫu hoặc bảng tải về từ danh sách.")
    if not rows:
        raise Refused("Bảng chưa có dòng nào dưới hàng tiêu đề.")
    if len(rows) > MAX_ROWS:
        raise Refused(f"Mỗi lần nhập nhiều nhất {MAX_ROWS} dòng. Anh/chị chia làm nhiều tệp.")
    with transaction.atomic():
        sheet = ResultSheet.objects.create(
            file_name=file_name[:200], header=list(header), rows=rows, uploaded_by_id=by.user_id, uploaded_at=at
        )
        record("contribution.sheet_uploaded", by=by, at=at, subject=sheet, data={"rows": len(rows)})
    return sheet


@transaction.atomic
def accept(sheet: ResultSheet, *, by: Actor, at: datetime) -> int:
    """Record every row, or none; returns how many were new or corrected. A second tap finds it settled."""
    sheet = _locked(sheet, by)
    if sheet.state == SheetState.ACCEPTED:
        return 0
    # Whoever states one of these years at the same time waits, so that the plan is of what is really on file.
    list(Producer.objects.select_for_update().filter(pk__in=_named(sheet, by, at)).order_by("pk"))
    plan = plan_of(sheet, by, at)
    if plan.faults:
        raise Refused(f"Còn {len(plan.faults)} chỗ cần sửa trong bảng. Chưa dòng nào được ghi.")
    if not plan.is_ready:
        raise Refused("Bảng giống hệt dữ liệu đang có nên không có gì để ghi.")
    _write(plan, by, at)
    _settle(sheet, SheetState.ACCEPTED, at)
    counts = {"new": len(plan.new), "corrected": len(plan.corrected)}
    record("contribution.sheet_accepted", by=by, at=at, subject=sheet, data=counts)
    return len(plan.new) + len(plan.corrected)


def _named(sheet: ResultSheet, by: Actor, at: datetime) -> list[int]:
    plan = plan_of(sheet, by, at)
    return [line.producer.pk for line in (*plan.new, *plan.corrected)]


def _write(plan: SheetPlan, by: Actor, at: datetime) -> None:
    replaced = [line.before.pk for line in plan.corrected if line.before]
    YearlyResult.objects.filter(pk__in=replaced).update(is_current=False)
    YearlyResult.objects.bulk_create(
        [
            YearlyResult(
                producer=line.producer,
                year=line.year,
                **line.facts.as_dict(),
                corrects=line.before,
                why=line.why if line.before else "",
                recorded_by_id=by.user_id,
                recorded_at=at,
            )
            for line in (*plan.new, *plan.corrected)
        ],
        batch_size=500,
    )


def drop(sheet: ResultSheet, *, by: Actor, at: datetime) -> None:
    """Set a sheet aside; nothing of it is written."""
    with transaction.atomic():
        sheet = _locked(sheet, by)
        if sheet.state != SheetState.PREVIEW:
            return
        _settle(sheet, SheetState.DROPPED, at)
        record("contribution.sheet_dropped", by=by, at=at, subject=sheet)


def _locked(sheet: ResultSheet, by: Actor) -> ResultSheet:
    require(policies.may_import(by))
    return ResultSheet.objects.select_for_update().get(pk=sheet.pk, uploaded_by_id=by.user_id)


def _settle(sheet: ResultSheet, state: str, at: datetime) -> None:
    sheet.state, sheet.settled_at = state, at
    sheet.save(update_fields=["state", "settled_at"])
