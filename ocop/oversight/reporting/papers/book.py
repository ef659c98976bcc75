"""A report's tables made into an Excel book: a sheet for each table, and one that lists every figure with its code."""

import io
import re
from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from ocop.kit import clock
from ocop.kit.sheets.writing import TEXT_STAYS_TEXT, sheet_name
from ocop.kit.text.lengths import length_mm
from ocop.oversight.reporting.papers import wording
from ocop.oversight.reporting.papers.document import AROUND, Bound, Column, Part, Report, Table, plain

FONT = "Times New Roman"
CODES_SHEET = "Mã số liệu"
_A4, _INCH = 9, 25.4
_LEFT, _RIGHT, _TOP, _BOTTOM = (mm / _INCH for mm in (30, 15, 20, 20))
# Widths in characters: of the whole sheet, of the nation's name in it, and of the office's.
_LEAST_TOTAL, _NATION, _ORGAN = 108, 52, 40
_BEHIND = re.compile(r"-?[\d.,]+(?P<words>\s*%[^\"]*)$")  # what is printed behind a share's number
_MM_PER_CHARACTER, _WIDEST_LETTER, _LINE = 1.85, 4.5, 16.5  # mm, mm, and a line's height in points


def make(report: Report) -> bytes:
    """The tables of a report as .xlsx, numbers as numbers, totals as formulas that show their value at once."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **TEXT_STAYS_TEXT}) as book:
        on = report.heading.on
        book.set_properties(
            {
                "title": report.title,
                "author": wording.one_line(report.heading.organ),
                "created": datetime.combine(on, time()) if on else clock.now().replace(tzinfo=None),
            }
        )
        looks = _Looks(book)
        names: set[str] = set()
        for table in report.tables():
            _Sheet(book.add_worksheet(_name_of(table, names)), report, looks).table(table)
        _Sheet(book.add_worksheet(CODES_SHEET), report, looks).codes()
    return out.getvalue()


class _Looks:
    """The formats of a book, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book, self._made = book, dict[tuple[object, ...], Format]()

    def __call__(self, size: int = 12, **marks: Any) -> Format:
        key = (size, *marks.items())
        if key not in self._made:
            facts = {"font_name": FONT, "font_size": size, "valign": "vcenter", "text_wrap": True, **marks}
            self._made[key] = self._book.add_format(facts)
        return self._made[key]

    def number(self, part: Bound, *, bold: bool = False) -> Format:
        """How a figure's number is shown: with its decimals, its percent sign and, where it is printed, its base."""
        exponent = part.number.as_tuple().exponent if isinstance(part.number, Decimal) else 0
        behind = _BEHIND.match(part.value_text)
        key = (exponent, behind["words"] if behind else "", bold)
        if key not in self._made:
            places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
            shown = "#,##0" + ("." + "0" * places if places else "") + (f'"{key[1]}"' if key[1] else "")
            self._made[key] = self(border=1, num_format=shown, align="right", bold=bold)
        return self._made[key]


class _Sheet:
    """Writes one sheet from the top: letterhead, title, headings, rows."""

    def __init__(self, page: Worksheet, report: Report, looks: _Looks) -> None:
        self.page, self.report, self.looks, self.row = page, report, looks, 0
        self.widths: list[int] = []

    def table(self, table: Table) -> None:
        """A table of the report with its total, its note and its source."""
        self._set_up(_unbroken_widths(table))
        last = len(table.columns) - 1
        self._letterhead(last)
        self._line(0, last, table.title, self.looks(13, bold=True, align="center"))
        self._line(0, last, f"({self.report.title})", self.looks(italic=True, align="center"))
        if table.unit:
            self._line(0, last, f"Đơn vị tính: {table.unit}", self.looks(italic=True, align="right"))
        self._headings(table.columns)
        first = self.row
        for cells in table.rows:
            self._cells(cells)
        if table.totals:
            self._totals(table, first)
        for told in (f"Ghi chú: {table.note}" * bool(table.note), f"Nguồn: {table.source}" * bool(table.source)):
            if told:
                self._line(0, last, told, self.looks(italic=True))

    def codes(self) -> None:
        """Every figure with what it counts, its value, base, day and code."""
        self._set_up(wording.CODE_WIDTHS)
        last = len(wording.CODE_HEADINGS) - 1
        self._letterhead(last)
        self._line(0, last, wording.CODES, self.looks(13, bold=True, align="center"))
        self._line(0, last, wording.codes_told(self.report), self.looks(italic=True))
        self._headings([Column(heading) for heading in wording.CODE_HEADINGS])
        figures, text_look = self.report.figures(), self.looks(border=1)
        day_look = self.looks(border=1, num_format="dd/mm/yyyy", align="center")
        for figure, line in zip(figures, wording.code_lines(figures), strict=True):
            for place, text in enumerate((line.number, line.name, line.value, line.base, line.on, line.code)):
                self.page.write_string(self.row, place, text, text_look)
            self._heighten(self.row, (line.name, self.widths[1]), (line.base, self.widths[3]))
            if figure.number is not None:
                self.page.write_number(self.row, 2, figure.number, self.looks.number(figure))
            if figure.on:
                self.page.write_datetime(self.row, 4, datetime.combine(figure.on, time()), day_look)
            self.row += 1

    def _set_up(self, widths: Sequence[int]) -> None:
        page = self.page
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=_LEFT, right=_RIGHT, top=_TOP, bottom=_BOTTOM)
        page.set_header(f'&C&"{FONT},Regular"&13&P', {"margin": 10 / _INCH})
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.set_default_row(_LINE)
        grown = max(_LEAST_TOTAL / sum(widths), 1)
        self.widths = [round(width * grown) for width in widths]
        for place, width in enumerate(self.widths):
            page.set_column(place, place, width)

    def _letterhead(self, last: int) -> None:
        head = self.report.heading
        middle = self._middle()
        lines: tuple[tuple[str, str, dict[str, bool], dict[str, bool]], ...] = (
            (wording.one_line(head.parent).upper(), wording.NATION.upper(), {}, {"bold": True}),
            (wording.one_line(head.organ).upper(), wording.MOTTO, {"bold": True}, {"bold": True}),
            (f"Số: {head.number}", head.place_and_date, {}, {"italic": True}),
        )
        for left, right, left_marks, right_marks in lines:
            self._span(0, max(middle - 1, 0), left, self.looks(align="center", **left_marks))
            self._line(max(middle, 1), last, right, self.looks(align="center", **right_marks))
            self._heighten(self.row - 1, (left, sum(self.widths[:middle])), (right, sum(self.widths[middle:])))
        self.row += 1

    def _middle(self) -> int:
        """The column the right half begins with, so that neither half is squeezed."""
        halves = [(sum(self.widths[:place]), sum(self.widths[place:])) for place in range(1, len(self.widths))]
        fits = [min(left / _ORGAN, right / _NATION, 1) for left, right in halves]
        return fits.index(max(fits)) + 1 if fits else 0

    def _line(self, first: int, last: int, text: str, look: Format) -> None:
        self._span(first, last, text, look)
        self._heighten(self.row, (text, sum(self.widths[first : last + 1])))
        self.row += 1

    def _heighten(self, row: int, *texts: tuple[str, int]) -> None:
        """Make a row as high as its longest text needs in its width: joined cells never grow by themselves."""
        lines = 1
        for text, width in texts:
            room = width * _MM_PER_CHARACTER - 1
            if len(text) * _WIDEST_LETTER > room:
                lines = max(lines, ceil(length_mm(text, 12.5, bold=True) / room))
        if lines > 1:
            self.page.set_row(row, _LINE * lines)

    def _span(self, first: int, last: int, text: str, look: Format) -> None:
        if first < last:
            self.page.merge_range(self.row, first, self.row, last, "", look)
        self.page.write_string(self.row, first, text, look)

    def _headings(self, columns: Sequence[Column]) -> None:
        """Headings in one row, or in two where columns stand in groups; they are repeated on every printed page."""
        look, top = self.looks(bold=True, border=1, align="center"), self.row
        is_grouped = any(column.group for column in columns)
        for place, column in enumerate(columns):
            self.page.write_string(top + (1 if column.group else 0), place, column.heading, look)
            if is_grouped and not column.group:
                self.page.merge_range(top, place, top + 1, place, column.heading, look)
            elif column.group and (place == 0 or columns[place - 1].group != column.group):
                end = place
                while end + 1 < len(columns) and columns[end + 1].group == column.group:
                    end += 1
                self._span(place, end, column.group, look)
        double = 2 if is_grouped else 1
        beside = list(zip(columns, self.widths, strict=True))
        self._heighten(top, *((column.heading, width * double) for column, width in beside if not column.group))
        if is_grouped:
            self._heighten(top + 1, *((column.heading, width) for column, width in beside if column.group))
        self.row += double
        self.page.repeat_rows(top, self.row - 1)
        self.page.freeze_panes(self.row, 0)

    def _cells(self, cells: Sequence[Part], *, bold: bool = False) -> None:
        text_look = self.looks(border=1, bold=bold)
        for place, part in enumerate(cells):
            if isinstance(part, Bound) and part.number is not None:
                self.page.write_number(self.row, place, part.number, self.looks.number(part, bold=bold))
            else:
                self.page.write_string(self.row, place, plain((part,)), text_look)
        self._heighten(self.row, *zip((plain((part,)) for part in cells), self.widths, strict=True))
        self.row += 1

    def _totals(self, table: Table, first: int) -> None:
        """The last row; a column that promises its sum adds itself up, and shows the value without being counted."""
        row = self.row
        self._cells(table.totals, bold=True)
        for place, (column, part) in enumerate(zip(table.columns, table.totals, strict=True)):
            if column.sums and isinstance(part, Bound) and table.rows:
                added = f"=SUM({xl_range(first, place, row - 1, place)})"
                self.page.write_formula(row, place, added, self.looks.number(part, bold=True), part.number)


def _unbroken_widths(table: Table) -> list[int]:
    """Widths in which no number is too long for its cell: Excel shows ### where paper would break a line."""
    rows = (*table.rows, *((table.totals,) if table.totals else ()))
    longest = [
        max((len(each.value_text) + AROUND for each in column if isinstance(each, Bound)), default=0)
        for column in zip(*rows, strict=True)
    ] or [0] * len(table.columns)
    return [max(width, least) for width, least in zip(table.relative_widths, longest, strict=True)]


def _name_of(table: Table, taken: set[str]) -> str:
    """The sheet's name: the beginning of the title up to its first full stop, with a number where it is taken."""
    wanted = sheet_name(table.title.split(".")[0] or "Bảng")
    name, count = wanted, 1
    while name.lower() in taken or name.lower() == CODES_SHEET.lower():
        count += 1
        name = f"{wanted[:27]} {count}"
    taken.add(name.lower())
    return name
