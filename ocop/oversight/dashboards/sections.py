"""Parts of a board: each a table with its chart, and the same rows as Excel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from ocop.ground.offices.borders import all_borders
from ocop.ground.planning.measures import Measure, measure_called
from ocop.kit.charts import Drawing, chart_bar, chart_line
from ocop.kit.ui.listing import ListColumn, ListTable, table_of
from ocop.oversight.figures.questions import BY_TIME, Cell, Question, answer, query_of, split_answer

RECOGNISED = "certification.recognised"


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a board; `note` says what a reader must know of it, `empty` what an empty one means.

    `total` is its last line, of what all rows come to; `noun` names a row where rows are counted.
    """

    key: str
    title: str
    columns: Sequence[ListColumn]
    rows: Sequence[Any]
    empty: str
    chart: Drawing | None = None
    note: str = ""
    total: Any = None
    noun: str = "dòng"

    @property
    def every_row(self) -> Sequence[Any]:
        return self.rows if self.total is None else [*self.rows, self.total]

    @property
    def table(self) -> ListTable:
        return table_of(self.title, self.columns, self.every_row)


def asked(measure: Measure, on: date, **where: Any) -> Question:
    """A question of this year for what counts in a span, of the day itself for what stands."""
    return Question(measure, on, date(on.year, 1, 1) if measure.since_start else None, **where)


def ask_url(cell: Cell) -> str:
    """The page of figures that asks the same and opens the records."""
    if cell.question is None:
        return ""
    return f"{reverse('figures:ask', args=[cell.question.measure.key])}?{query_of(cell.question)}"


FIGURE_COLUMNS = (
    ListColumn("Chỉ số", lambda cell: cell.question.measure.name, url=ask_url),
    ListColumn("Số đếm", lambda cell: cell.count, "number"),
    ListColumn("Trên tổng số", lambda cell: cell.base, "number"),
    ListColumn("Tỷ lệ (%)", lambda cell: cell.share, "decimal"),
    ListColumn("Đơn vị", lambda cell: cell.question.measure.unit),
)


def figures(title: str, keys: Iterable[str], on: date, **where: Any) -> Section:
    """Some indicators of one place or office; one query each, two for a share."""
    borders = all_borders() if where.get("place") else None
    known = [measure for key in keys if (measure := measure_called(key)) is not None]
    cells = [answer(asked(measure, on, **where), borders) for measure in known]
    note = f"Chỉ số trong kỳ đếm từ ngày 01/01/{on.year}."
    return Section("con-so", title, FIGURE_COLUMNS, cells, "Chưa có chỉ số nào.", note=note)


def over_time(title: str, key: str, on: date, **where: Any) -> Section:
    """One indicator at the end of each quarter of two years, drawn as a line."""
    measure = measure_called(key)
    cells = split_answer(Question(measure, on, split=BY_TIME, **where), on) if measure else []
    columns = (
        ListColumn("Đến ngày", lambda cell: cell.label, url=ask_url),
        ListColumn(f"Số đếm ({measure.unit if measure else ''})", lambda cell: cell.count, "number"),
    )
    labels, counts = [cell.label[3:] for cell in cells], [cell.count for cell in cells]
    drawn = f"Số {measure.unit if measure else ''} vào cuối mỗi quý"
    chart = chart_line(drawn, labels, ((title, counts),), told_below=True) if any(counts) else None
    return Section("theo-quy", title, columns, cells, "Chưa có số liệu.", chart=chart)


def by_stars(on: date, **where: Any) -> Section:
    """Products with a star in force, by star."""
    measure = measure_called(RECOGNISED)
    cells = split_answer(Question(measure, on, split="stars", **where), on) if measure else []
    columns = (
        ListColumn("Hạng sao", lambda cell: cell.label, url=ask_url),
        ListColumn("Sản phẩm", lambda cell: cell.count, "number"),
    )
    title = "Sản phẩm có sao còn hiệu lực"
    bars = [(cell.label, cell.count) for cell in cells]
    has_any = any(cell.count for cell in cells)
    chart = chart_bar("Số sản phẩm theo hạng sao", bars, told_below=True) if has_any else None
    return Section("sao", title, columns, cells, "Chưa có sản phẩm nào có sao.", chart=chart)
