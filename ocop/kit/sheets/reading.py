"""Reading tables that people send: Excel workbooks, CSV in whatever spelling, cells pasted from Excel.

A workbook of 14.6 MB can unpack to 143 MB and take most of a minute, so everything is capped before and while it is
read: the unpacked size, rows, columns, seconds. Cells come out as text, as the sender sees them.
"""

import csv
import io
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock_time
from decimal import Decimal
from typing import Protocol

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from ocop.kit.sheets.errors import TOO_SLOW, Limits, SheetError, too_many_columns, too_many_rows
from ocop.kit.sheets.unpacking import checked_workbook
from ocop.kit.text.dates import format_date
from ocop.kit.text.fold import squash

DEFAULT_LIMITS = Limits()


class Source(Protocol):
    """What an uploaded file offers: its name, its size in bytes, its bytes."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True)
class Table:
    """Headings and rows of text; every row is as long as the headings.

    `first_row` is the number Excel shows beside the first of `rows`; `numbers` gives it for each row, as empty
    rows between are left out.
    """

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]

    def column(self, *names: str) -> int | None:
        """The place of the column under any of these headings, whatever their marks, case and spaces."""
        wanted = {squash(name) for name in names}
        return next((place for place, header in enumerate(self.headers) if squash(header) in wanted), None)


def read_table(file: Source, *, limits: Limits = DEFAULT_LIMITS, sheet: str | None = None) -> Table:
    """The first sheet (or the one called `sheet`) of an .xlsx workbook, or a CSV file. Raises `SheetError`."""
    content = _read(file, limits)
    deadline = time.monotonic() + limits.max_seconds
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetError(
            "Tệp Excel đời cũ (.xls) hoặc có mật khẩu. Hãy mở bằng Excel, gỡ mật khẩu nếu có, lưu lại thành .xlsx hoặc"
            " CSV rồi gửi."
        )
    if content.startswith(b"PK\x03\x04"):
        grid = _workbook_rows(content, sheet, limits)
    elif b"\x00" in content[:1000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetError("Tệp không phải là Excel hay CSV. Hãy lưu lại thành .xlsx rồi gửi.")
    elif (file.name or "").lower().endswith((".xlsx", ".xlsm")):
        raise SheetError("Không mở được tệp Excel này: tệp đã hỏng. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi.")
    else:
        grid = _text_rows(decode(content))
    return _table(grid, limits, deadline)


def sheet_names(file: Source, *, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """The names of a workbook's sheets; none for a CSV file."""
    content = _read(file, limits)
    if not content.startswith(b"PK\x03\x04"):
        return []
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(checked_workbook(content, limits))).sheet_names
    except CalamineError as error:
        raise SheetError("Tệp Excel bị hỏng. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi.") from error


def read_pasted(text: str, *, limits: Limits = DEFAULT_LIMITS) -> Table:
    """Cells copied from Excel (or from a CSV file) and pasted into a text box. Raises `SheetError`."""
    if len(text) > limits.max_bytes:
        raise SheetError("Phần dán vào quá dài. Hãy dán từng phần, hoặc gửi tệp Excel.")
    return _table(_text_rows(text), limits, time.monotonic() + limits.max_seconds)


def decode(content: bytes) -> str:
    """Text of a CSV file: UTF-8 with or without its mark, UTF-16, or the Vietnamese Windows code page."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1258")
    except UnicodeDecodeError as error:
        raise SheetError(
            "Không đọc được chữ trong tệp CSV. Hãy lưu lại dạng “CSV UTF-8”, hoặc gửi tệp Excel (.xlsx)."
        ) from error


def _read(file: Source, limits: Limits) -> bytes:
    too_large = (
        f"Tệp lớn hơn {limits.max_bytes // 1024**2} MB. Hãy bỏ các ảnh và trang tính không cần,"
        " hoặc tách thành nhiều tệp."
    )
    if file.size is not None and file.size > limits.max_bytes:
        raise SheetError(too_large)
    content = file.read(limits.max_bytes + 1)
    if len(content) > limits.max_bytes:
        raise SheetError(too_large)
    if not content.strip():
        raise SheetError("Tệp không có nội dung. Hãy chọn lại tệp rồi gửi.")
    return content


def _workbook_rows(content: bytes, sheet: str | None, limits: Limits) -> Iterator[list[str]]:
    checked = checked_workbook(content, limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(checked))
        found = _sheet(book, sheet)
        rows = found.iter_rows()
    except CalamineError as error:
        raise SheetError("Tệp Excel bị hỏng. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi.") from error
    for row in rows:
        yield [cell_text(value) for value in row]


def _sheet(book: CalamineWorkbook, name: str | None) -> CalamineSheet:
    names = book.sheet_names
    if not names:
        raise SheetError("Tệp Excel không có trang tính nào.")
    if name is None:
        return book.get_sheet_by_index(0)
    wanted = next((each for each in names if squash(each) == squash(name)), None)
    if wanted is None:
        raise SheetError(f"Tệp Excel không có trang tính “{name}”. Các trang tính có trong tệp: {', '.join(names)}.")
    return book.get_sheet_by_name(wanted)


def cell_text(value: object) -> str:
    """A cell as its sender sees it: 12 and not 12.0, day first, "Có" for TRUE."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float):
        # Excel keeps 15 digits; what lies behind them is noise of the binary form.
        number = Decimal(f"{value:.15g}")
        text = f"{number:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    if isinstance(value, datetime):
        whole_day = value.time() == clock_time(0)
        return format_date(value) if whole_day else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return format_date(value)
    return str(value)


def _text_rows(text: str) -> Iterator[list[str]]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        yield from csv.reader(io.StringIO(text), delimiter=separator_of(text), strict=False)
    except csv.Error as error:
        raise SheetError("Tệp CSV bị hỏng: có dấu nháy chưa đóng. Hãy lưu lại từ Excel rồi gửi.") from error


def separator_of(text: str) -> str:
    """What stands between cells: a tab, a semicolon (Excel in Vietnam) or a comma, judged by the first lines."""
    lines = [line for line in text.split("\n")[:10] if line.strip()]
    if not lines:
        return ","
    if lines[0].lower().startswith("sep=") and len(lines[0]) >= 5:
        return lines[0][4]

    def fit(mark: str) -> tuple[int, int]:
        """How many lines hold the mark as often as the heading does, then how often that is."""
        wanted = lines[0].count(mark)
        return (sum(line.count(mark) == wanted for line in lines) if wanted else 0, wanted)

    if "\t" in lines[0]:
        return "\t"
    return max(";,", key=lambda mark: (bool(lines[0].count(mark)), *fit(mark)))


def _table(grid: Iterable[list[str]], limits: Limits, deadline: float) -> Table:
    """Headings are the first row with at least two filled cells, or the first filled row of all."""
    kept: list[tuple[int, list[str]]] = []
    for number, row in enumerate(grid, start=1):
        if time.monotonic() > deadline:
            raise SheetError(TOO_SLOW)
        cells = [_clean(cell, number, limits) for cell in row]
        if any(cells) and not (number == 1 and cells[0].lower().startswith("sep=")):
            kept.append((number, cells))
        if len(kept) > limits.max_rows + 20:
            raise SheetError(too_many_rows(limits))
    if not kept:
        raise SheetError("Tệp không có dòng nào. Hãy kiểm tra lại trang tính đầu tiên.")
    start = next((place for place, (_, row) in enumerate(kept) if sum(map(bool, row)) >= 2), 0)
    return _shape(kept[start], kept[start + 1 :], limits)


def _shape(header: tuple[int, list[str]], body: list[tuple[int, list[str]]], limits: Limits) -> Table:
    if len(body) > limits.max_rows:
        raise SheetError(too_many_rows(limits))
    headings = header[1]
    while headings and not headings[-1]:
        headings = headings[:-1]
    if len(headings) > limits.max_columns:
        raise SheetError(too_many_columns(limits))
    width = len(headings)
    for number, row in body:
        if any(row[width:]):
            raise SheetError(f"Dòng {number} có ô nằm ngoài các cột có tiêu đề. Hãy xóa ô thừa rồi gửi lại.")
    rows = tuple(tuple((row + [""] * width)[:width]) for _, row in body)
    return Table(tuple(headings), rows, tuple(number for number, _ in body))


def _clean(cell: str, number: int, limits: Limits) -> str:
    """One line without characters that do not print, its letters in one piece (a Mac sends them in two)."""
    if len(cell) > limits.max_cell * 4:
        raise SheetError(f"Dòng {number} có ô dài hơn {limits.max_cell} chữ. Hãy rút gọn rồi gửi lại.")
    printed = "".join(char for char in cell if char.isprintable() or char.isspace())
    text = unicodedata.normalize("NFC", " ".join(printed.split()))
    if len(text) > limits.max_cell:
        raise SheetError(f"Dòng {number} có ô dài hơn {limits.max_cell} chữ. Hãy rút gọn rồi gửi lại.")
    return text
