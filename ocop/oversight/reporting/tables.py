"""Forms, targets and the figures a plan printed, as tables of a report."""

from collections.abc import Iterator

from ocop.ground.planning.models import Target
from ocop.ground.planning.progress import promise_of
from ocop.kit.text.numbers import format_number
from ocop.oversight.figures.freezing import FrozenLines
from ocop.oversight.reporting.bindings import Bindings, bound
from ocop.oversight.reporting.comparing import compared
from ocop.oversight.reporting.display import MISSING, marked_title
from ocop.oversight.reporting.filling import target_cell
from ocop.oversight.reporting.listing import listed_cells, things_in
from ocop.oversight.reporting.models import ConsolidatedReport
from ocop.oversight.reporting.papers.document import Block, Column, Part, Table, Text
from ocop.rules.forms import Filled, Form, Row, cell_id
from ocop.rules.indicators import Figure as Counted
from ocop.rules.indicators import Standing, progress

MOST_PRINTED = 2_000  # records of one list on paper
REBUILT = "Biểu dựng lại theo lời văn của kế hoạch, chưa đối chiếu bản gốc."
STANDINGS = {
    Standing.REACHED: "Đạt",
    Standing.ON_PACE: "Đúng tiến độ",
    Standing.BEHIND: "Chậm",
    Standing.MISSED: "Không đạt",
    Standing.NO_BASE: "Chưa có mẫu số",
}


def form_table(form: Form, bindings: Bindings) -> Table:
    """A form as a table: number, words, unit, then its columns."""
    columns = (
        Column("STT", width=7),
        Column("Nội dung"),
        Column("Đơn vị", width=12),
        *(Column(column.title, "number") for column in form.columns),
    )
    return Table(
        title=f"{form.number}. {form.title}",
        columns=columns,
        rows=tuple(_row(form, row, bindings) for row in form.rows),
        note=" ".join(filter(None, (REBUILT if form.rebuilt else "", form.note))),
        source=form.source,
    )


def list_tables(form: Form, bindings: Bindings) -> Iterator[Block]:
    """What the listed rows of a form counted, by name, as it was frozen; a long list is pointed to by its code."""
    for title, cell in listed_cells(form):
        figure = bindings.figure(cell)
        if figure is None:
            continue
        things = things_in(FrozenLines(figure.counted)[:MOST_PRINTED])
        columns = (Column("STT", width=5), Column("Tên"), Column("Chi tiết"))
        rows = tuple(
            (Text(str(place)), Text(each.label), Text(each.detail)) for place, each in enumerate(things, start=1)
        )
        rest = figure.counted.rows - MOST_PRINTED
        note = f"Còn {format_number(rest)} bản ghi, mở bằng mã {figure.printed_code}." if rest > 0 else ""
        yield Table(f"Danh sách: {title.lower()}", columns, rows, note=note)


def _row(form: Form, row: Row, bindings: Bindings) -> tuple[Part, ...]:
    unit = "" if row.is_heading else f"triệu {row.unit}" if form.money else row.unit
    cells = (cell_id(form.code, row.key, column.key) for column in form.columns)
    figures = (bindings.part(cell) if cell in bindings.cells else Text("") for cell in cells)
    return (Text(row.number), Text(marked_title(row), bold=row.is_heading or row.complete), Text(unit), *figures)


def printed_table(form: Form, bindings: Bindings) -> Table | None:
    """What a paper printed of a form beside what records give, with the base; None where nothing was printed."""
    lines = list(compared(form, bindings.cells))
    if not lines:
        return None
    columns = (Column("Nội dung"), Column("Mục", width=12), Column("Kế hoạch in"), Column("Từ bản ghi"), Column("So"))
    rows = tuple(
        (
            Text(line.words),
            Text(line.section),
            Text(line.printed),
            bindings.part(line.cell) if line.cell in bindings.cells else Text(MISSING),
            Text("khớp" if line.agrees else f"khác: {line.computed}"),
        )
        for line in lines
    )
    return Table(f"Số kế hoạch in và số tính từ bản ghi, {form.number}", columns, rows)


def target_table(report: ConsolidatedReport, bindings: Bindings) -> Iterator[Block]:
    """Where the plan's targets stood on the last day of the period, by figures frozen with the others."""
    targets = list(report.period.plan.targets.select_related("plan"))
    if targets:
        columns = (Column("Chỉ tiêu"), Column("Phải đạt"), Column("Đã đạt", "number"), Column("Đánh giá"))
        rows = tuple(_target(target, report, bindings) for target in targets)
        yield Table("Chỉ tiêu của kế hoạch", columns, rows)


def _target(target: Target, report: ConsolidatedReport, bindings: Bindings) -> tuple[Part, ...]:
    cell = target_cell(target)
    figure = bindings.figure(cell)
    promised = Text(f"{format_number(target.figure)} {'%' if target.is_share else target.unit}")
    if figure is None:
        return Text(target.name), promised, Text(MISSING), Text("Chưa có phép đo")
    # Judged on the day it was counted; a target is missed only once its day is over.
    stands = progress(
        promise_of(target), figure.on, Counted(figure.value, figure.base), closed=figure.on > target.due_on
    ).standing
    told = bound(cell, Filled(figure.value, figure.base), target.name, target.unit, figure)
    verdict = "" if report.period.plan.records_are_partial else STANDINGS[stands]
    return Text(target.name), promised, told, Text(verdict)
