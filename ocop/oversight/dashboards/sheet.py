"""A board on one sheet of A4: the rows that fit of each table, how many more there are, and what they all add up to.

Nothing is cut off: heights are worked out from the words themselves, in a font whose widths are known, and tables take
rows by turns until the sheet is full. The sizes here are those of `kit/ui/scss/sheet.scss`, in mm and points.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ocop.kit.charts import Drawing
from ocop.kit.text.lengths import lines_in
from ocop.kit.text.numbers import format_number
from ocop.kit.ui.listing import NUMERIC, Cell, ListColumn, ListTable
from ocop.oversight.dashboards.sections import Section

WIDTH, HEIGHT = 182.0, 273.0
SIZE, LINE, PADDING = 9.0, 3.7, 1.3  # a row is its lines and its padding with the rule below it
SIDES = 2.6  # of a cell, both together
TITLE_SIZE, TITLE_LINE, TITLE_MARGINS = 10.5, 4.4, 3.6
HEAD_SIZE, HEAD_LINE, FOOT_MARGIN = 13.0, 5.6, 4.0
_DAY, _FOOT = "Tính đến 00/00/0000", "Đủ các dòng, bản ghi đứng sau và bảng Excel: "
NUMBER, DATE, WORDS = 28.0, 20.0, 32.0  # widths of columns after the first, which has the rest
SAFE = 0.97  # of a width: browsers round
CHART_WIDTH, CHART_HEIGHT, CHART_HEAD = 84.0, 50.0, 15.0  # the head: margin, title, key of colours in two lines
DRAWN_WIDTH = 400  # units of a chart, `kit.charts.WIDTH`


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the sheet; `more` says how many rows are not on it."""

    section: Section
    table: ListTable
    more: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet shows: its tables, and the charts there is room for below them."""

    parts: Sequence[Part]
    charts: Sequence[Drawing]


def fitted(title: str, told: Sequence[str], sections: Sequence[Section], found_at: str) -> Sheet:
    """The sections of a board as far as one sheet holds them; each gives as many rows as the others leave room for.

    What is `told` of the board stands above them, the address `found_at` below.
    """
    tables = [section.table for section in sections]
    rows = [
        [_height(table.columns, row) for row in table.rows[: len(section.rows)]]
        for section, table in zip(sections, tables, strict=True)
    ]
    room = HEIGHT - lines_in(title, WIDTH * SAFE, HEAD_SIZE, bold=True) * HEAD_LINE - FOOT_MARGIN
    room -= sum(_lines_of(words) for words in (_DAY, *told, f"{_FOOT}{found_at}")) * LINE
    room -= sum(_around(section, table) for section, table in zip(sections, tables, strict=True))
    shown, room = _dealt(rows, room)
    parts = [_part(*each) for each in zip(sections, tables, shown, strict=True)]
    room += sum(LINE for part in parts if part.section.rows and not part.more)  # the line that counts the rest
    return Sheet(parts, _charts(sections, room))


def _dealt(rows: Sequence[Sequence[float]], room: float) -> tuple[list[int], float]:
    """How many of its rows each table gets, and the room left: the table that has used least is given the next."""
    shown, used, open_ = [0] * len(rows), [0.0] * len(rows), set(range(len(rows)))
    while open_:
        place = min(open_, key=lambda each: (used[each], each))
        heights = rows[place][shown[place] :]
        if not heights or heights[0] > room:
            open_.discard(place)
            continue
        shown[place] += 1
        used[place] += heights[0]
        room -= heights[0]
    return shown, room


def _part(section: Section, table: ListTable, shown: int) -> Part:
    left = len(section.rows) - shown
    more = f"Còn {format_number(left)} {section.noun} không in ở đây" if left else ""
    if more and section.total is not None:
        more += ", đã tính trong dòng cộng"
    return Part(section, replace(table, rows=[*table.rows[:shown], *_total(section, table)]), more)


def _total(section: Section, table: ListTable) -> Sequence[Sequence[Cell]]:
    """The last line of a table that has one: it is on the sheet whatever else is not."""
    return table.rows[len(section.rows) :]


def _around(section: Section, table: ListTable) -> float:
    """The height of a section without its rows: title, notes, headings, the line that counts the rest, the total."""
    title = TITLE_MARGINS + lines_in(section.title, WIDTH * SAFE, TITLE_SIZE, bold=True) * TITLE_LINE
    note = _lines_of(section.note) * LINE if section.note else 0
    if not section.rows:
        return title + note + _lines_of(section.empty) * LINE
    headings = max(
        lines_in(column.heading, (width - SIDES) * SAFE, SIZE, bold=True)
        for column, width in zip(table.columns, widths(table.columns), strict=True)
    )
    total = sum(_height(table.columns, row, bold=True) for row in _total(section, table))
    return title + note + headings * LINE + PADDING + LINE + total


def _lines_of(words: str) -> int:
    return lines_in(words, WIDTH * SAFE, SIZE)


def _height(columns: Sequence[ListColumn], row: Sequence[Cell], *, bold: bool = False) -> float:
    texts = (f"{cell.text} ({cell.note})" if cell.note else cell.text for cell in row)
    beside = zip(texts, widths(columns), strict=True)
    return max(lines_in(text, (width - SIDES) * SAFE, SIZE, bold=bold) for text, width in beside) * LINE + PADDING


def widths(columns: Sequence[ListColumn]) -> list[float]:
    """The width of each column in mm: as its kind needs, the first what is left."""
    others = [NUMBER if each.kind in NUMERIC else DATE if each.kind == "date" else WORDS for each in columns[1:]]
    return [WIDTH - sum(others), *others]


def _charts(sections: Sequence[Section], room: float) -> list[Drawing]:
    """The first two charts, beside each other, that are low enough to be read at half a width and fit in the room."""
    room = min(room - CHART_HEAD, CHART_HEIGHT)
    drawn = [section.chart for section in sections if section.chart is not None]
    return [each for each in drawn if each.height * CHART_WIDTH / DRAWN_WIDTH <= room][:2]
