"""What a leader asks first: are we on target, where is the money, where do the rounds stand, who is late."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from ocop.cycle.dossiers.states import RUNNING, DossierState
from ocop.ground.budget.figures import Figures, forest, total_of
from ocop.ground.planning.models import Assignment, Plan
from ocop.ground.planning.progress import TargetLine, lines_on
from ocop.ground.programme.models import Round
from ocop.kit.charts import Drawing, chart_bar, chart_stack
from ocop.kit.scope import Actor
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_number
from ocop.kit.ui.listing import ListColumn
from ocop.oversight.dashboards.sections import Section, by_stars
from ocop.rules.indicators import Standing

STANDINGS = {
    Standing.REACHED: ("Đã đạt", "green"),
    Standing.ON_PACE: ("Đúng tiến độ", "teal"),
    Standing.BEHIND: ("Chậm tiến độ", "orange"),
    Standing.MISSED: ("Không đạt", "red"),
    Standing.NO_BASE: ("Chưa có mẫu số", "grey"),
}
# Rounds of this year and the one before are what a leader still asks about.
ROUND_YEARS = 2
MOST_BARS = 10
MILLION = 1_000_000


def leading_sections(actor: Actor, plan: Plan | None, on: date) -> list[Section]:
    """The parts of the leader's page; a constant number of queries, one or two more for each target."""
    sections = [_targets(plan, on), _money(actor, plan)] if plan is not None else []
    return [*sections, by_stars(on), _rounds(on), _late(actor, on)]


def _targets(plan: Plan, on: date) -> Section:
    lines = lines_on(plan.targets.select_related("plan__office"), on)
    columns = (
        ListColumn(
            "Chỉ tiêu",
            lambda line: line.target.name,
            url=lambda line: reverse("planning:target", args=[line.target.public_id]),
        ),
        ListColumn("Phải đạt", _promised),
        ListColumn("Hạn", lambda line: line.target.due_on, "date"),
        ListColumn("Hiện có", _reached),
        ListColumn("Đánh giá", lambda line: _standing(plan, line)[0], tag=lambda line: _standing(plan, line)[1]),
    )
    note = ""
    if plan.records_are_partial:
        note = "Việc làm trong thời gian của kế hoạch này chưa được ghi đủ trên máy, nên không đánh giá đạt hay chậm."
    title = f"Chỉ tiêu: {plan.name}"
    chart = _part_reached(lines)
    return Section("chi-tieu", title, columns, lines, "Kế hoạch chưa có chỉ tiêu.", chart, note, noun="chỉ tiêu")


def _part_reached(lines: Sequence[TargetLine]) -> Drawing | None:
    """How much of what it promises each target has reached, in per cent; nothing of those that cannot be measured."""
    bars = [
        (line.target.name, round(Decimal(100) * line.progress.value / line.target.figure, 1))
        for line in lines
        if line.progress is not None and line.progress.value is not None and line.target.figure
    ]
    return chart_bar("Đã đạt so với mức phải đạt", bars, unit="%", told_below=True) if bars else None


def _promised(line: TargetLine) -> str:
    unit = "%" if line.target.is_share else line.target.unit
    return f"{format_number(line.target.figure)} {unit}"


def _reached(line: TargetLine) -> str:
    """The figure, of how many where it is a share."""
    if line.value is None or line.measure is None:
        return "Chưa có số liệu"
    count = format_number(line.value.count)
    if line.value.base is None:
        return f"{count} {line.target.unit}"
    share = line.progress.value if line.progress is not None else None
    part = f"{count} trên {format_number(line.value.base)} {line.measure.unit}"
    return f"{format_number(share)} % ({part})" if share is not None else part


def _standing(plan: Plan, line: TargetLine) -> tuple[str, str]:
    """How a target stands in words, and its colour; where records are partial only what is reached is told."""
    if line.progress is None:
        return ("Chưa có phép đo", "grey")
    if plan.records_are_partial and line.progress.standing != Standing.REACHED:
        return ("Bản ghi chưa đủ", "grey")
    return STANDINGS[line.progress.standing]


def _money(actor: Actor, plan: Plan) -> Section:
    roots = forest(plan, actor)
    columns = (
        ListColumn(
            "Dòng dự toán",
            str,
            url=lambda row: reverse("budget:line", args=[row.public_id]) if isinstance(row, Figures) else "",
        ),
        ListColumn("Nhu cầu (đồng)", lambda row: row.need, "number"),
        ListColumn("Đã phân bổ (đồng)", lambda row: row.allocated, "number"),
        ListColumn("Đã chi (đồng)", lambda row: row.paid, "number"),
        ListColumn("Còn lại (đồng)", lambda row: row.remaining, "number"),
    )
    total = _Sum(total_of(roots))
    return Section(
        "kinh-phi",
        "Kinh phí",
        columns,
        roots,
        "Kế hoạch chưa có dòng dự toán.",
        chart=_money_drawn(total) if roots else None,
        total=total if len(roots) > 1 else None,
        noun="dòng dự toán",
    )


def _money_drawn(total: "_Sum") -> Drawing:
    """What is needed, allocated and paid in all, in millions of đồng."""
    told = (("Nhu cầu", total.need), ("Đã phân bổ", total.allocated), ("Đã chi", total.paid))
    bars = [(label, round(Decimal(dong) / MILLION, 1)) for label, dong in told if dong is not None]
    return chart_bar("Kinh phí của kế hoạch", bars, unit="triệu đồng", told_below=True)


class _Sum:
    """The last line of a table of money."""

    def __init__(self, total: Any) -> None:
        self.need, self.allocated = total.need, total.allocated
        self.paid, self.remaining = total.paid, total.remaining

    def __str__(self) -> str:
        return "Cộng"


def _rounds(on: date) -> Section:
    def counted(*states: str) -> Count:
        return Count("dossiers", filter=Q(dossiers__state__in=states))

    rows = Round.objects.filter(year__gt=on.year - ROUND_YEARS, year__lte=on.year).annotate(
        running=counted(*RUNNING),
        recognised=counted(DossierState.RECOGNISED),
        refused=counted(DossierState.NOT_RECOGNISED),
    )
    columns = (
        ListColumn(
            "Đợt",
            lambda row: row.name,
            url=lambda row: reverse("programme:round", args=[row.public_id]),
            note=lambda row: "Đợt thử" if row.is_trial else "",
        ),
        ListColumn("Trạng thái", lambda row: str(row.get_state_display())),
        ListColumn("Hồ sơ đang làm", lambda row: row.running, "number"),
        ListColumn("Được công nhận", lambda row: row.recognised, "number"),
        ListColumn("Không đạt", lambda row: row.refused, "number"),
        ListColumn("Đánh giá xong trước", lambda row: row.meeting_due, "date"),
    )
    found = list(rows.order_by("-year", "-ordinal", "pk"))
    empty = "Chưa có đợt đánh giá nào trong hai năm nay."
    return Section("dot", "Đợt đánh giá", columns, found, empty, _rounds_drawn(found), noun="đợt")


def _rounds_drawn(rounds: Sequence[Any]) -> Drawing | None:
    """The dossiers of each round by where they stand; nothing while no round has any."""
    bars = [(each.name, (each.running, each.recognised, each.refused)) for each in rounds[:MOST_BARS]]
    if not any(sum(counts) for _, counts in bars):
        return None
    parts = ("Đang làm", "Được công nhận", "Không đạt")
    return chart_stack("Hồ sơ theo đợt", parts, bars, unit="hồ sơ", told_below=True)


def _office_board(row: dict[str, Any]) -> str:
    return f"{reverse('dashboards:office')}?co_quan={row['office__public_id']}" if "office__public_id" in row else ""


def _late(actor: Actor, on: date) -> Section:
    work = Assignment.objects.visible_to(actor).of_issued_plans()
    rows = list(work.by_office(on).filter(late__gt=0))
    columns = (
        ListColumn(
            "Cơ quan",
            lambda row: row["office__name"],
            url=_office_board,
        ),
        ListColumn("Việc quá hạn", lambda row: row["late"], "number"),
        ListColumn("Trên tổng số việc", lambda row: row["total"], "number"),
    )
    title = "Cơ quan có việc quá hạn"
    bars = [(row["office__short_name"] or row["office__name"], row["late"]) for row in rows[:MOST_BARS]]
    most = f", {MOST_BARS} nơi nhiều nhất" if len(rows) > MOST_BARS else ""
    chart = chart_bar(f"Số việc quá hạn của mỗi cơ quan{most}", bars, told_below=True) if bars else None
    note = f"Việc còn ở cơ quan mà hạn trước ngày {format_date(on)}."
    total = {"office__name": "Cộng", **{key: sum(row[key] for row in rows) for key in ("late", "total")}}
    return Section(
        "qua-han",
        title,
        columns,
        rows,
        "Không cơ quan nào có việc quá hạn.",
        chart,
        note,
        total=total if len(rows) > 1 else None,
        noun="cơ quan",
    )
