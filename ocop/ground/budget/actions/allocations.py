"""Money is set aside of lines for a year, many at once, and an allocation made by mistake is cancelled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ocop.ground.budget import policies
from ocop.ground.budget.models import Allocation, BudgetLine
from ocop.ground.offices.models import Office
from ocop.ground.planning.states import PlanState
from ocop.ground.registry.actions import record
from ocop.ground.registry.models import Document
from ocop.kit.once import once
from ocop.kit.scope import Actor, Refused, require


@dataclass(frozen=True, slots=True)
class NewAllocation:
    """One line of a decision: of which line, by whom, for whom, how much in đồng."""

    line: BudgetLine
    payer: Office
    payee: Office
    amount: int
    note: str = ""


@once(Allocation, given=lambda row: [row])
def allocate(
    rows: Sequence[NewAllocation],
    *,
    year: int,
    decision_number: str,
    decided_on: date,
    by: Actor,
    at: datetime,
    key: str = "",
    document: Document | None = None,
) -> list[Allocation]:
    """Record what a decision sets aside, all of it or nothing; `key` is the first row's id, so that a second press
    records nothing. Raises `Refused`."""
    if not rows:
        raise Refused("Anh/chị nhập ít nhất một dòng phân bổ.")
    lines = {
        line.pk: line
        for line in BudgetLine.objects.select_for_update()
        .filter(pk__in={row.line.pk for row in rows})
        .select_related("plan")
        .order_by("pk")
    }
    with_parts = set(BudgetLine.objects.filter(parent__in=lines).values_list("parent_id", flat=True))
    for row in rows:
        line = lines[row.line.pk]
        refuse_allocation(
            row,
            line,
            year=year,
            decided_on=decided_on,
            has_parts=line.pk in with_parts,
            by=by,
            today=at.date(),
        )
    said = {"year": year, "decision_number": decision_number, "decided_on": decided_on, "document": document}
    made = [_made(row, said, by, at) for row in rows]
    if key:
        made[0].public_id = key
    Allocation.objects.bulk_create(made)
    data = {"year": year, "decision": decision_number, "rows": len(made), "amount": sum(row.amount for row in rows)}
    record("budget.allocated", by=by, at=at, subject=made[0], data=data)
    return made


def _made(row: NewAllocation, said: Mapping[str, Any], by: Actor, at: datetime) -> Allocation:
    facts = {name: getattr(row, name) for name in NewAllocation.__dataclass_fields__}
    return Allocation(**facts, **said, by_id=by.user_id, recorded_at=at)


def refuse_allocation(
    row: NewAllocation, line: BudgetLine, *, year: int, decided_on: date, has_parts: bool, by: Actor, today: date
) -> None:
    """Raise `Refused` where this may not be set aside of the line (with its plan) in that year."""
    require(policies.may_allocate(by, row.payer))
    require(policies.may_give_under(row.payer, line.plan))
    if decided_on > today:
        raise Refused("Ngày quyết định không được sau hôm nay.")
    if row.amount <= 0:
        raise Refused(f"“{line.name}”: số tiền phân bổ phải lớn hơn 0.")
    if has_parts:
        raise Refused(f"“{line.name}” là dòng tổng. Anh/chị chọn một dòng chi tiết bên dưới.")
    if line.plan.state == PlanState.DRAFT:
        raise Refused("Kế hoạch chưa ban hành nên chưa phân bổ được.")
    if not line.plan.starts_on.year <= year <= line.plan.ends_on.year:
        raise Refused(
            f"Năm {year} nằm ngoài kế hoạch ({line.plan.starts_on.year}-{line.plan.ends_on.year}). Anh/chị sửa năm."
        )


@transaction.atomic
def cancel_allocation(allocation: Allocation, *, why: str, by: Actor, at: datetime) -> Allocation:
    """Cancel an allocation recorded by mistake; it stays on record with the reason. Raises `Refused`."""
    row = Allocation.objects.select_for_update().select_related("payer").get(pk=allocation.pk)
    require(policies.may_allocate(by, row.payer))
    if row.cancelled_at is not None:
        return row
    if not why.strip():
        raise Refused("Anh/chị ghi lý do hủy phân bổ.")
    row.cancelled_at = at
    row.save(update_fields=["cancelled_at"])
    record("budget.allocation_cancelled", by=by, at=at, subject=row, why=why.strip())
    return row
