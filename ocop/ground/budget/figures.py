"""The figures of a plan's money, worked out from its records each time: nothing here is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from ocop.ground.budget.models import Allocation, BudgetLine, BudgetShare, Disbursement
from ocop.ground.offices.models import Office
from ocop.ground.planning.models import Plan
from ocop.kit.scope import Actor
from ocop.kit.text.numbers import format_number
from ocop.rules.money import ShareCheck, check_shares, sum_of_parts

BILLION = 1_000_000_000


def in_billions(dong: int | None) -> str:
    """A sum in billions of đồng as plans print it, to the million and further only where it is not whole millions."""
    if dong is None:
        return ""
    if dong == 0:
        return "0"
    value = Decimal(dong) / BILLION
    places = max(3, -int(value.normalize().as_tuple().exponent))
    return format_number(value, places)


@dataclass(slots=True)
class Figures:
    """A line's need over the plan's span, and what was allocated and paid of it (of the year asked for, if any)."""

    line: BudgetLine
    depth: int = 0
    need: int | None = None
    allocated: int = 0
    paid: int = 0
    parts: list["Figures"] = field(default_factory=list)
    figured: bool = False  # the need is the sum of its parts

    def __str__(self) -> str:
        return self.line.name

    @property
    def public_id(self) -> str:
        return self.line.public_id

    @property
    def remaining(self) -> int:
        """Allocated and not yet paid; below 0 more was paid than allocated."""
        return self.allocated - self.paid

    def walk(self) -> Iterable["Figures"]:
        """The line, then its parts in order."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Total:
    """Sums of some trees."""

    need: int | None
    allocated: int
    paid: int

    @property
    def remaining(self) -> int:
        return self.allocated - self.paid


def forest(plan: Plan, actor: Actor, *, year: int | None = None, source: str = "") -> list[Figures]:
    """The plan's lines as trees with their figures, as far as the person may see allocations and payments; 3 queries.

    A line with parts has their sums: what is stored on it is never added again.
    """
    lines = list(plan.budget_lines.select_related("parent").order_by("ordinal"))
    allocations = Allocation.objects.visible_to(actor).running().filter(line__plan=plan)
    payments = Disbursement.objects.visible_to(actor).running().filter(line__plan=plan)
    if year is not None:
        allocations, payments = allocations.filter(year=year), payments.filter(paid_on__year=year)
    allocated, paid = _by_line(allocations), _by_line(payments)
    figures = {line.pk: Figures(line, allocated=allocated.get(line.pk, 0), paid=paid.get(line.pk, 0)) for line in lines}
    roots = []
    for line in lines:
        if line.parent_id is None:
            roots.append(figures[line.pk])
        else:
            figures[line.parent_id].parts.append(figures[line.pk])
    for root in roots:
        _add_up(root, 0)
    return [root for root in roots if not source or root.line.source == source]


def _by_line(rows: Any) -> dict[int, int]:
    return dict(rows.order_by().values_list("line_id").annotate(total=Sum("amount")))


def _add_up(row: Figures, depth: int) -> None:
    row.depth, row.need = depth, row.line.amount
    for part in row.parts:
        _add_up(part, depth + 1)
    if row.parts:
        needs = [part.need for part in row.parts]
        row.figured = any(need is not None for need in needs)
        row.need = sum_of_parts(needs, row.line.amount)
        row.allocated += sum(part.allocated for part in row.parts)
        row.paid += sum(part.paid for part in row.parts)


def total_of(roots: Iterable[Figures]) -> Total:
    """The sums over several trees; the need is empty when none of them prints one."""
    roots = list(roots)
    needs = [root.need for root in roots if root.need is not None]
    return Total(sum(needs) if needs else None, sum(root.allocated for root in roots), sum(root.paid for root in roots))


def figured_lines(roots: Iterable[Figures]) -> list[Figures]:
    """The narrowest lines that have a need: each đồng of the plan's need is in exactly one of them."""
    return [row for root in roots for row in root.walk() if row.need is not None and not row.figured]


@dataclass(frozen=True, slots=True)
class LineShares:
    """A line whose payers are named by the plan, with the checks of what was allocated and of what was paid."""

    line: BudgetLine
    allocated: list[tuple[Office, ShareCheck]]
    paid: list[tuple[Office, ShareCheck]]


def shares_of(plan: Plan, line: BudgetLine | None = None) -> list[LineShares]:
    """Every line with shares and how its payers keep to them; 3 queries and one more for payers nobody named.

    Shares are checked over all payers' records, so this is for who follows the whole plan.
    """
    shares = BudgetShare.objects.filter(line__plan=plan).select_related("line", "payer").order_by("line__ordinal", "pk")
    if line is not None:
        shares = shares.filter(line=line)
    by_line: dict[int, list[BudgetShare]] = {}
    for share in shares:
        by_line.setdefault(share.line_id, []).append(share)
    allocated, paid = _by_payer(Allocation, by_line), _by_payer(Disbursement, by_line)
    offices = Office.objects.in_bulk(
        {payer for sums in (*allocated.values(), *paid.values()) for payer in sums}
        | {share.payer_id for row in by_line.values() for share in row}
    )
    found = []
    for line_id, row in by_line.items():
        percents = {share.payer_id: share.percent for share in row}
        checks = [
            [
                (offices[int(str(check.payer))], check)
                for check in check_shares(row[0].line.amount, percents, sums.get(line_id, {}))
            ]
            for sums in (allocated, paid)
        ]
        found.append(LineShares(row[0].line, *checks))
    return found


def _by_payer(model: type[Allocation] | type[Disbursement], lines: Iterable[int]) -> dict[int, dict[int, int]]:
    rows = model.objects.running().filter(line__in=list(lines)).order_by().values_list("line_id", "payer_id")
    found: dict[int, dict[int, int]] = {}
    for line_id, payer_id, amount in rows.annotate(total=Sum("amount")):
        found.setdefault(line_id, {})[payer_id] = amount
    return found
