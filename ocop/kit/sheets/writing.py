"""Writing workbooks that Vietnamese offices open and send back unchanged."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ocop.kit.clock import HO_CHI_MINH

Value = str | int | Decimal | date | datetime | bool | None

# Nothing a sender typed can become a formula, a link or a number.
TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST = 60


@dataclass(frozen=True)
class Column:
    """One column: its Vietnamese heading, its width in characters (None: as wide as its content) and its kind.

    `kind` is `text` (names, codes, telephone numbers: leading zeros stay), `number` (1.234), `decimal` (1.234,50),
    `date` (day first) or `moment`.
    """

    heading: str
    kind: str = "text"
    width: int | None = None


_NUMBER_FORMATS = {
    "text": "@",
    "number": "#,##0",
    "decimal": "#,##0.00",
    "date": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
}


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook: its name, headings, rows, and an optional title line above them."""

    name: str
    columns: Sequence[Column | str]
    rows: Iterable[Sequence[Value]]
    title: str = ""


def write_table(
    columns: Sequence[Column | str],
    rows: Iterable[Sequence[Value]],
    *,
    sheet: str = "Danh sách",
    title: str = "",
) -> bytes:
    """An .xlsx workbook with one sheet: an optional title line, frozen headings, filters, one row per item."""
    return write_book([Page(sheet, columns, rows, title)])


def write_book(pages: Iterable[Page]) -> bytes:
    """An .xlsx workbook of several sheets.

    Text is always written as text: nothing a sender typed can become a formula or a link. Raises ValueError for a
    row that is not as long as the headings.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **TEXT_STAYS_TEXT}) as book:
        for each in pages:
            _page(book, each)
    return out.getvalue()


def _page(book: xlsxwriter.Workbook, made: Page) -> None:
    wanted = [Column(each) if isinstance(each, str) else each for each in made.columns]
    page = book.add_worksheet(sheet_name(made.name))
    top = 0
    if made.title:
        page.write_string(0, 0, made.title, book.add_format({"bold": True, "font_size": 13}))
        top = 2
    _headings(page, wanted, top, book.add_format(_HEADING))
    formats = [book.add_format({"num_format": _NUMBER_FORMATS[each.kind], "valign": "top"}) for each in wanted]
    widths = [len(each.heading) for each in wanted]
    last = top
    for last, row in enumerate(made.rows, start=top + 1):
        _row(page, last, row, formats, widths)
    for place, (column, width) in enumerate(zip(wanted, widths, strict=True)):
        page.set_column(place, place, column.width or min(width + 3, _WIDEST), formats[place])
    page.freeze_panes(top + 1, 0)
    page.autofilter(top, 0, last, len(wanted) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)


_HEADING = {"bold": True, "bg_color": "#E8F1EC", "border": 1, "text_wrap": True, "valign": "vcenter"}


def _headings(page: Worksheet, columns: Sequence[Column], row: int, style: Format) -> None:
    for place, column in enumerate(columns):
        page.write_string(row, place, column.heading, style)


def _row(page: Worksheet, number: int, row: Sequence[Value], formats: list[Format], widths: list[int]) -> None:
    for place, (value, style) in enumerate(zip(row, formats, strict=True)):
        _cell(page, number, place, value, style)
        widths[place] = max(widths[place], min(len(str(value or "")), _WIDEST))


def _cell(page: Worksheet, row: int, place: int, value: Value, style: Format) -> None:
    if value is None or value == "":
        page.write_blank(row, place, None, style)
    elif isinstance(value, bool):
        page.write_string(row, place, "Có" if value else "Không", style)
    elif isinstance(value, int | Decimal):
        page.write_number(row, place, value, style)
    elif isinstance(value, datetime):
        local = value.astimezone(HO_CHI_MINH).replace(tzinfo=None) if value.tzinfo else value
        page.write_datetime(row, place, local, style)
    elif isinstance(value, date):
        page.write_datetime(row, place, value, style)
    else:
        page.write_string(row, place, value[:32_767], style)


def sheet_name(name: str) -> str:
    """Excel allows 31 characters and none of these."""
    return "".join(" " if char in "[]:*?/\\" else char for char in name)[:31].strip("' ") or "Danh sách"
