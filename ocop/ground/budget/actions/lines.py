"""Lines of a plan: added, split into parts, shared between payers, tied to tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from django.db import transaction
from django.db.models import Max

from ocop.ground.budget import policies
from ocop.ground.budget.models import BudgetLine, BudgetShare
from ocop.ground.budget.queries import LEVELS
from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan, Task
from ocop.ground.registry.actions import record
from ocop.kit.scope import Actor, Refused, require
from ocop.kit.text.numbers import format_money
from ocop.kit.text.slug import slugify_vi
from ocop.rules.money import HUNDRED, Disagreement, sum_of_parts


@dataclass(frozen=True, slots=True)
class NewLine:
    """What a new line says; `amount` in đồng, None where the plan prints none."""

    name: str
    source: str = ""
    amount: int | None = None
    reference: str = ""
    programme: str = ""
    project: str = ""
    note: str = ""


@transaction.atomic
def add_line(plan: Plan, new: NewLine, *, parent: BudgetLine | None = None, by: Actor, at: datetime) -> BudgetLine:
    """Add a line, or a part of a line, to a plan that has not ended; the same line twice is one line.

    A part takes its line's source. Raises `Refused` where the part would contradict a sum that stands.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(policies.may_keep_lines(by, plan))
    if parent is not None:
        parent = BudgetLine.objects.select_for_update().get(pk=parent.pk)
        if parent.plan_id != plan.pk:
            raise Refused("Dòng cấp trên thuộc kế hoạch khác. Anh/chị chọn lại dòng cấp trên.")
        if (same := parent.parts.filter(name=new.name.strip(), amount=new.amount).first()) is not None:
            return same
        _refuse_part(parent, new)
    elif not new.source:
        raise Refused("Anh/chị chọn nguồn vốn của dòng.")
    elif (same := plan.budget_lines.filter(parent=None, name=new.name.strip(), amount=new.amount).first()) is not None:
        return same
    made = _make(plan, parent, new)
    data = {"plan": plan.public_id, "amount": new.amount, "source": made.source}
    record("budget.line_added", by=by, at=at, subject=made, data=data)
    return made


def _make(plan: Plan, parent: BudgetLine | None, new: NewLine) -> BudgetLine:
    place = (plan.budget_lines.aggregate(last=Max("ordinal"))["last"] or 0) + 1
    code = f"{slugify_vi(new.name, 30)}-{place}".strip("-")
    return BudgetLine.objects.create(
        plan=plan,
        parent=parent,
        code=code,
        reference=new.reference or (parent.reference if parent else ""),
        ordinal=place,
        name=new.name.strip(),
        source=parent.source if parent else new.source,
        programme=new.programme,
        project=new.project or (parent.project if parent else ""),
        amount=new.amount,
        note=new.note,
    )


def _refuse_part(parent: BudgetLine, new: NewLine) -> None:
    _refuse_undividable(parent)
    figures = [part.amount for part in parent.parts.all()]
    if parent.amount is not None and new.amount is not None:
        raise Refused(
            f"“{parent.name}” có số chung {format_money(parent.amount)}. "
            "Anh/chị dùng “Chia thành các phần” để nhập đủ các phần một lần, cộng lại đúng số ấy."
        )
    if parent.amount is None and figures and new.amount is None:
        raise Refused("Các phần khác đã có số tiền. Anh/chị nhập số tiền cho phần này.")


def _refuse_undividable(line: BudgetLine) -> None:
    depth, above = 1, line.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    if depth >= LEVELS:
        raise Refused(f"Dự toán chia tối đa {LEVELS} cấp. Anh/chị ghi phần này thành một dòng của cấp trên.")
    if line.allocations.running().exists() or line.disbursements.running().exists():
        raise Refused(f"“{line.name}” đã có phân bổ hoặc khoản chi nên không chia thành phần được nữa.")


@transaction.atomic
def split_line(
    line: BudgetLine,
    parts: Sequence[NewLine],
    *,
    by: Actor,
    at: datetime,
    known: Mapping[int, int | None] = MappingProxyType({}),
) -> list[BudgetLine]:
    """Divide a line into parts that add up to it; from then on the line's figure is their sum.

    `known` gives parts that stand without a figure theirs, by key. Raises `Refused` when the sum is another.
    """
    plan = Plan.objects.select_for_update().get(pk=line.plan_id)
    require(policies.may_keep_lines(by, plan))
    line = BudgetLine.objects.select_for_update().get(pk=line.pk)
    standing = list(line.parts.all())
    if any(part.amount is not None for part in standing):
        raise Refused(f"“{line.name}” đã chia thành các phần có số tiền.")
    _refuse_undividable(line)
    if len(parts) + len(standing) < 2:
        raise Refused("Anh/chị nhập ít nhất hai phần.")
    for part in standing:
        part.amount = known.get(part.pk)
    amounts = [*(part.amount for part in standing), *(part.amount for part in parts)]
    total = _agreed(amounts, line)
    BudgetLine.objects.bulk_update(standing, ["amount"])
    made = [_make(plan, line, part) for part in parts]
    if any(amount is not None for amount in amounts):
        line.amount = None
        line.save(update_fields=["amount"])
    record("budget.line_split", by=by, at=at, subject=line, data={"parts": len(made), "total": total})
    return [*standing, *made]


def _agreed(amounts: list[int | None], line: BudgetLine) -> int | None:
    try:
        return sum_of_parts(amounts, line.amount)
    except Disagreement as wrong:
        raise Refused(
            f"Các phần cộng lại là {format_money(wrong.parts)}, khác {format_money(wrong.total)} của dòng "
            f"(lệch {format_money(abs(wrong.parts - wrong.total))}). Anh/chị sửa lại các phần."
        ) from wrong
    except ValueError as wrong:
        raise Refused("Anh/chị nhập số tiền cho mọi phần, hoặc để trống hết.") from wrong


@transaction.atomic
def set_shares(line: BudgetLine, shares: Mapping[Office, Decimal], *, by: Actor, at: datetime) -> None:
    """Say who pays which part of a line, in per cent that make 100; raises `Refused`."""
    line = BudgetLine.objects.select_for_update().select_related("plan").get(pk=line.pk)
    require(policies.may_keep_lines(by, line.plan))
    if sum(shares.values()) != HUNDRED:
        raise Refused("Các tỷ lệ phải cộng lại đúng 100 %.")
    line.shares.all().delete()
    BudgetShare.objects.bulk_create(
        BudgetShare(line=line, payer=payer, percent=percent) for payer, percent in shares.items()
    )
    data = {payer.public_id: str(percent) for payer, percent in shares.items()}
    record("budget.shares_set", by=by, at=at, subject=line, data=data)


@transaction.atomic
def link_tasks(line: BudgetLine, tasks: Iterable[Task], *, by: Actor, at: datetime) -> None:
    """Say which tasks of the plan a line pays for; raises `Refused` for a task of another plan."""
    line = BudgetLine.objects.select_for_update().select_related("plan").get(pk=line.pk)
    require(policies.may_keep_lines(by, line.plan))
    chosen = list(tasks)
    if any(task.plan_id != line.plan_id for task in chosen):
        raise Refused("Có nhiệm vụ không thuộc kế hoạch này. Anh/chị chọn lại.")
    if set(line.tasks.values_list("pk", flat=True)) == {task.pk for task in chosen}:
        return
    line.tasks.set(chosen)
    record("budget.tasks_linked", by=by, at=at, subject=line, data={"tasks": [task.public_id for task in chosen]})
