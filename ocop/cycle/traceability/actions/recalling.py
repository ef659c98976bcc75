"""Calling a batch back: at once for every stamp of it, then person by person until it is collected."""

from datetime import datetime

from django.db import transaction

from ocop.cycle.traceability import policies
from ocop.cycle.traceability.events import BatchRecalled, RecallEnded
from ocop.cycle.traceability.models import Batch, Recall, RecallTold
from ocop.cycle.traceability.states import RecallResult
from ocop.ground.registry.actions import record
from ocop.kit.ids import new_public_id
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.numbers import format_number


@once(Recall, owner="declared_by_id")
def declare_recall(
    batch: Batch,
    *,
    reason: str,
    danger: str,
    advice: str,
    by: Actor,
    at: datetime,
    because_of: Recall | None = None,
    key: str = "",
) -> Recall:
    """Call a batch back; who scans one of its stamps is told from this moment on.

    Raises `Refused` for another's batch, and for one that is being recalled.
    """
    batch = Batch.objects.select_for_update(of=("self",)).select_related("product").get(pk=batch.pk)
    require(policies.may_recall(by, batch))
    row = Recall.objects.create(
        public_id=key or new_public_id(),
        batch=batch,
        because_of=because_of,
        reason=reason,
        danger=danger,
        advice=advice,
        declared_by_id=by.user_id,
        declared_at=at,
        by_office=by.has_role(*policies.KEEPERS),
    )
    record(by=by, at=at, subject=row, why=reason, event=BatchRecalled(row.pk, batch.pk))
    return row


@transaction.atomic
def mark_told(recall: Recall, *, key: str, name: str, by: Actor, at: datetime, note: str = "") -> RecallTold:
    """Note that somebody of the list was told; said twice it is noted once."""
    require(policies.may_run_recall(by, _locked(recall)))
    told, is_new = RecallTold.objects.get_or_create(
        recall=recall, key=key, defaults={"name": name, "note": note, "told_by_id": by.user_id, "told_at": at}
    )
    if is_new:
        record("traceability.recall_told", by=by, at=at, subject=recall, data={"key": key})
    return told


@transaction.atomic
def unmark_told(recall: Recall, *, key: str, by: Actor, at: datetime) -> None:
    """Take a mark off that was made by mistake; the journal keeps what it said. Raises `Refused` for another's."""
    require(policies.may_run_recall(by, _locked(recall)))
    told = RecallTold.objects.filter(recall=recall, key=key).first()
    if told is not None:
        require(policies.may_take_mark_off(by, told))
        data = {"key": key, "name": told.name, "note": told.note}
        told.delete()
        record("traceability.recall_untold", by=by, at=at, subject=recall, data=data)


@transaction.atomic
def end_recall(
    recall: Recall,
    *,
    result: str,
    outcome: str,
    by: Actor,
    at: datetime,
    recovered: int = 0,
    destroyed: int = 0,
) -> Recall:
    """Say how a recall ended, in packets. Goods found safe may be used again, which the coordination office says only.

    Said twice it ends once. Raises `Refused` for another's recall, for an officer's that no officer ends, and for more
    packets than there were.
    """
    row = _locked(recall)
    if row.ended_at is not None and row.ended_by_id == by.user_id and row.result == result:
        return row
    require(policies.may_end_recall(by, row))
    if result == RecallResult.SAFE:
        require(policies.may_call_safe(by))
    if recovered > row.batch.quantity:
        raise Refused(f"Lô này chỉ có {format_number(row.batch.quantity)} gói. Anh/chị xem lại số gói thu về.")
    if destroyed > recovered:
        raise Refused("Số gói tiêu hủy nhiều hơn số gói thu về. Anh/chị xem lại hai số này.")
    row.result, row.outcome, row.recovered, row.destroyed = result, outcome, recovered, destroyed
    row.ended_by_id, row.ended_at = by.user_id, at
    row.save(update_fields=["result", "outcome", "recovered", "destroyed", "ended_by", "ended_at"])
    record(by=by, at=at, subject=row, why=outcome, event=RecallEnded(row.pk, row.batch_id, result, destroyed))
    return row


def _locked(recall: Recall) -> Recall:
    return Recall.objects.select_for_update(of=("self",)).select_related("batch__product").get(pk=recall.pk)
