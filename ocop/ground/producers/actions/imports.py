"""Bringing in a spreadsheet: uploaded, looked at, answered, then accepted whole or dropped whole."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from ocop.ground.producers import policies
from ocop.ground.producers.models import ImportBatch
from ocop.ground.producers.sets import criteria_id_on
from ocop.ground.producers.sheets.batches import plan_of
from ocop.ground.producers.sheets.plan import Plan
from ocop.ground.producers.sheets.reading import MAX_ROWS, NumberedRow, headings
from ocop.ground.producers.sheets.writing import write_plan
from ocop.ground.producers.states import BatchState
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require


def upload_sheet(
    kind: str, *, file_name: str, header: Sequence[str], rows: Sequence[NumberedRow], by: Actor, at: datetime
) -> ImportBatch:
    """Keep an uploaded table for preview. Raises `Refused` when its required columns are not there."""
    require(policies.may_import(by))
    if by.user_id is None:
        raise Refused("Bảng phải do một người có tài khoản tải lên.")
    _, _, missing = headings(kind, header)
    if missing:
        wanted = ", ".join(f"“{heading}”" for heading in missing)
        raise Refused(
            f"Bảng chưa có cột {wanted}. Hàng đầu tiên của trang tính phải là tiêu đề cột; "
            "anh/chị dùng bảng mẫu hoặc bảng tải về từ danh sách."
        )
    if not rows:
        raise Refused("Bảng chưa có dòng nào dưới hàng tiêu đề.")
    if len(rows) > MAX_ROWS:
        raise Refused(f"Bảng có {len(rows)} dòng, mỗi lần nhập nhiều nhất {MAX_ROWS} dòng. Anh/chị chia làm nhiều tệp.")
    with transaction.atomic():
        batch = ImportBatch.objects.create(
            kind=kind,
            file_name=file_name[:200],
            header=list(header),
            rows=[[number, list(cells)] for number, cells in rows],
            uploaded_by_id=by.user_id,
            uploaded_at=at,
        )
        data = {"kind": kind, "rows": len(rows)}
        record("producers.sheet_uploaded", by=by, at=at, subject=batch, data=data)
    return batch


def answer_questions(batch: ImportBatch, *, answers: Mapping[str, str], by: Actor, at: datetime) -> ImportBatch:
    """Keep which row is which record; unknown answers are passed over when the plan is made."""
    with transaction.atomic():
        batch = _locked(batch, by)
        batch.choices = {**batch.choices, **{key: value for key, value in answers.items() if value}}
        batch.save(update_fields=["choices"])
    return batch


def accept_batch(batch: ImportBatch, *, digest: str, by: Actor, at: datetime) -> Plan:
    """Write the whole sheet or nothing.

    `digest` names the preview the person saw (`Plan.digest`); when records have changed since, nothing is written and
    `Refused` asks to look again. A second tap finds the batch settled and is refused too.
    """
    try:
        with transaction.atomic():
            batch = _locked(batch, by)
            plan = plan_of(batch, by)
            _refuse_unready(plan, digest)
            counts = write_plan(plan, criteria_id_on(by.on), by=by, at=at)
            _settle(batch, BatchState.ACCEPTED, counts, by, at)
            record("producers.sheet_accepted", by=by, at=at, subject=batch, data={"kind": batch.kind, **counts})
    except IntegrityError as error:
        raise Refused(
            "Có người vừa ghi dữ liệu trùng với bảng này. Chưa dòng nào được ghi; anh/chị xem lại bảng."
        ) from error
    return plan


def drop_batch(batch: ImportBatch, *, by: Actor, at: datetime) -> None:
    """Set an uploaded sheet aside; nothing of it is written."""
    with transaction.atomic():
        batch = _locked(batch, by)
        _settle(batch, BatchState.DROPPED, {}, by, at)
        record("producers.sheet_dropped", by=by, at=at, subject=batch, data={"kind": batch.kind})


def _locked(batch: ImportBatch, by: Actor) -> ImportBatch:
    """The batch, locked and still open, if it is this person's."""
    require(policies.may_import(by))
    batch = ImportBatch.objects.select_for_update().get(pk=batch.pk, uploaded_by_id=by.user_id)
    if batch.state == BatchState.ACCEPTED:
        raise Refused("Bảng này đã được ghi vào hệ thống rồi. Anh/chị không cần bấm lại.")
    if batch.state == BatchState.DROPPED:
        raise Refused("Bảng này đã được bỏ. Anh/chị tải bảng lên lại nếu vẫn cần.")
    return batch


def _refuse_unready(plan: Plan, digest: str) -> None:
    if plan.errors:
        raise Refused(f"Còn {len(plan.errors)} ô cần sửa trong bảng. Chưa dòng nào được ghi.")
    if plan.unanswered:
        raise Refused(f"Còn {len(plan.unanswered)} dòng chưa chọn trùng hay mới. Chưa dòng nào được ghi.")
    if not plan.does_anything:
        raise Refused("Bảng giống hệt dữ liệu đang có nên không có gì để ghi.")
    if plan.digest != digest:
        raise Refused("Dữ liệu vừa thay đổi so với lúc xem trước. Anh/chị xem lại các thay đổi rồi bấm nhận lần nữa.")


def _settle(batch: ImportBatch, state: str, counts: dict[str, int], by: Actor, at: datetime) -> None:
    batch.state, batch.result = state, counts
    batch.settled_by_id, batch.settled_at = by.user_id, at
    batch.save(update_fields=["state", "result", "settled_by", "settled_at"])
