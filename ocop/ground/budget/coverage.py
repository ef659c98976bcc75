"""What the plan's money does not reach, and what may be counted twice: said in words, from the records."""

from dataclasses import dataclass

from ocop.ground.budget.figures import Figures, figured_lines, in_billions
from ocop.ground.budget.models import BudgetShare
from ocop.ground.budget.states import Programme, Source
from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Plan, Task
from ocop.rules.money import split


@dataclass(frozen=True, slots=True)
class Coverage:
    """Tasks no line pays for, sources wholly taken by projects, and sums that may be counted twice."""

    tasks: list[Task]
    task_count: int
    exhausted: list[str]
    doubtful: list[str]


def coverage_of(plan: Plan, roots: list[Figures]) -> Coverage:
    """What to look at in a plan's money; 3 queries."""
    tasks = list(plan.tasks.filter(budget_lines=None).order_by("ordinal"))
    return Coverage(tasks, plan.tasks.count(), _exhausted(roots), _doubtful(plan, roots))


def _exhausted(roots: list[Figures]) -> list[str]:
    """Sources of which every đồng belongs to a project, so that nothing is left for the other tasks."""
    found = []
    for source in Source:
        rows = figured_lines(root for root in roots if root.line.source == source)
        if rows and all(row.line.project for row in rows):
            total = sum(row.need or 0 for row in rows)
            parts = " + ".join(in_billions(row.need) for row in rows)
            names = " và ".join(row.line.name for row in rows)
            found.append(
                f"{source.label}: {in_billions(total)} = {parts} tỷ đồng, dành hết cho {names}. "
                "Các nhiệm vụ khác không còn đồng nào từ nguồn này."
            )
    return found


def _doubtful(plan: Plan, roots: list[Figures]) -> list[str]:
    """District money named both as a payer's share and as an integrated source."""
    rows = [row for root in roots for row in root.walk()]
    integrated = [row for row in rows if row.line.programme == Programme.DISTRICTS]
    if not integrated:
        return []
    holder = next((row for row in rows if integrated[0] in row.parts), integrated[0])
    shares = (
        BudgetShare.objects.filter(line__plan=plan, payer__tier=Tier.DISTRICT)
        .exclude(line__source=Source.INTEGRATED)
        .select_related("line", "payer")
        .order_by("line__ordinal")
    )
    needs = {row.line.pk: row.need for row in rows}
    return [
        f"{share.payer} chi {share.percent.normalize():f} % của “{share.line.name}” "
        f"({in_billions(_part(needs.get(share.line_id), share))} tỷ đồng), mà “{Programme.DISTRICTS.label}” cũng là "
        f"một nguồn của “{holder.line.name}” ({in_billions(holder.need)} tỷ đồng). Khi phân bổ, kiểm tra để cùng "
        "một khoản không được tính ở cả hai dòng."
        for share in shares
    ]


def _part(need: int | None, share: BudgetShare) -> int | None:
    return None if need is None else split(need, {"it": share.percent, "others": 100 - share.percent})["it"]
