"""Biểu 4 (resources mobilised) and Biểu 5 (needs) of a plan as tables, from records; figures in billions of đồng."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import ExtractYear

from ocop.ground.budget.figures import BILLION, Figures, figured_lines, in_billions
from ocop.ground.budget.models import Allocation, Contribution, Mobilisation
from ocop.ground.budget.states import Source
from ocop.ground.planning.models import Plan


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One row: its name, its section, a sum in đồng for each column (None: none printed), how deep it stands."""

    name: str
    sums: tuple[int | None, ...]
    depth: int = 0
    reference: str = ""

    @property
    def cells(self) -> list[str]:
        return [in_billions(amount) for amount in self.sums]

    @property
    def decimals(self) -> list[Decimal | None]:
        """The same figures for a worksheet."""
        return [None if amount is None else Decimal(amount) / BILLION for amount in self.sums]


@dataclass(frozen=True, slots=True)
class PlanPaper:
    """A numbered table of a plan; `notes` say what the records do not know."""

    title: str
    columns: tuple[str, ...]
    rows: list[PaperRow]
    notes: tuple[str, ...] = ()


def form_4(plan: Plan) -> PlanPaper:
    """Resources mobilised by source and year: what reports print, allocations, and money communities gave; 3 queries.

    A span whose years are not printed stays one column.
    """
    spans: dict[tuple[int, int], dict[str, int]] = {}
    for first, last, source, amount in (
        Mobilisation.objects.filter(line__plan=plan)
        .order_by("first_year", "last_year")
        .values_list("first_year", "last_year", "line__source")
        .annotate(total=Sum("amount"))
    ):
        _add(spans, (first, last), source, amount)
    allocations = Allocation.objects.running().filter(line__plan=plan).order_by()
    for year, source, amount in allocations.values_list("year", "line__source").annotate(total=Sum("amount")):
        _add(spans, (year, year), source, amount)
    gifts = Contribution.objects.running().filter(plan=plan, value__isnull=False).order_by()
    for year, amount in gifts.annotate(y=ExtractYear("given_on")).values_list("y").annotate(total=Sum("value")):
        _add(spans, (year, year), Source.COMMUNITY, amount)
    keys = sorted(spans)
    sources = [source for source in Source if any(source in sums for sums in spans.values())]
    rows = [_row(str(source.label), [spans[key].get(source, 0) for key in keys], depth=1) for source in sources]
    rows.insert(0, _row("Tổng cộng", [sum(spans[key].values()) for key in keys]))
    columns = tuple(str(first) if first == last else f"{first}-{last}" for first, last in keys)
    undivided = any(first != last for first, last in keys)
    notes = ("Nguồn in một con số cho cả giai đoạn, không in riêng từng năm; bảng giữ nguyên một cột.",) * undivided
    title = f"Biểu 4. Nguồn lực đã huy động, {plan.name}"
    return PlanPaper(title, (*columns, "Cộng"), rows, notes)


def _add(spans: dict[tuple[int, int], dict[str, int]], key: tuple[int, int], source: str, amount: int) -> None:
    sums = spans.setdefault(key, {})
    sums[source] = sums.get(source, 0) + amount


def _row(name: str, sums: list[int], depth: int = 0) -> PaperRow:
    return PaperRow(name, (*sums, sum(sums)), depth)


def form_5(plan: Plan, roots: list[Figures]) -> PlanPaper:
    """Needs by project and source; each đồng of need stands in one cell. No query."""
    figured = figured_lines(roots)
    sources = [source for source in Source if any(row.line.source == source for row in figured)]
    projects: dict[str, list[Figures]] = {}
    for row in figured:
        projects.setdefault(row.line.project, []).append(row)
    named = sorted(projects.items(), key=lambda item: not item[0])
    rows = [
        _row(
            group[0].line.name if project else "Các nội dung khác của Chương trình",
            [_sum(group, source) for source in sources],
            depth=1,
        )
        for project, group in named
    ]
    rows.insert(0, _row("Tổng cộng", [_sum(figured, source) for source in sources]))
    columns = (*(str(source.label) for source in sources), "Cộng")
    return PlanPaper(f"Biểu 5. Nhu cầu kinh phí, {plan.name}", columns, rows)


def _sum(rows: list[Figures], source: str) -> int:
    return sum(row.need or 0 for row in rows if row.line.source == source)


def form_5_lines(roots: list[Figures]) -> list[PaperRow]:
    """The lines of the plan as it prints them, with their sections."""
    return [
        PaperRow(row.line.name, (row.need,), row.depth, row.line.reference) for root in roots for row in root.walk()
    ]
