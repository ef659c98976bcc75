"""Workbooks of numbers: the template with its claims, the same filled in, and any other table with totals."""

import io
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from ocop.kit.scope import Refused
from ocop.kit.sheets import Column, Page, SheetError, Table, read_table, sheet_names, write_book
from ocop.kit.text.dates import DateError, format_date, parse_date
from ocop.kit.text.fold import squash
from ocop.kit.text.numbers import NumberError, format_number, parse_number
from ocop.oversight.checking.actions import MOST_NAMES, refuse_claim
from ocop.oversight.checking.held import Held, joined
from ocop.oversight.checking.kinds import KINDS, kind_called
from ocop.rules.consistency import Claim, Printed, Reading, read_sheet

NUMBERS, CLAIMS, GUIDE = "Số", "Phép kiểm", "Hướng dẫn"
NUMBER_COLUMNS = (
    "Mã", "Nội dung", "Giá trị như in", "Đơn vị", "Chỗ in", "Danh sách tên (cách nhau bằng ;)", "Ngày", "Từ ngày",
    "Đến ngày",
)  # fmt: skip
CLAIM_COLUMNS = (
    "Mã", "Loại", "Mã số được nói đến", "Mã các số phải khớp (theo thứ tự, cách nhau bằng ;)", "Giải trình",
)  # fmt: skip
MOST_SHEETS = 20
MOST_PROBLEMS = 30
MOST_LABEL = 200
_CODE = re.compile(r"[\w.-]{1,40}")


class WorkbookProblems(ValueError):
    """What is wrong in a workbook, one sentence for each cell with its sheet, row, column and remedy."""

    def __init__(self, problems: Sequence[str]) -> None:
        more = len(problems) - MOST_PROBLEMS
        self.problems = [*problems[:MOST_PROBLEMS], *([f"Còn {more} ô khác cần sửa."] if more > 0 else [])]
        super().__init__(self.problems[0])


def write_workbook(numbers: Sequence[Printed] = (), claims: Sequence[Held] = ()) -> bytes:
    """The template, empty or with the numbers and claims of a check; read again it gives the same."""
    return write_book(
        [
            Page(NUMBERS, [Column(each) for each in NUMBER_COLUMNS], [_number_row(each) for each in numbers]),
            Page(CLAIMS, [Column(each) for each in CLAIM_COLUMNS], [_claim_row(each) for each in claims]),
            Page(GUIDE, [Column("Trang, loại"), Column("Cách ghi")], _guide()),
        ]
    )


def _number_row(each: Printed) -> list[str]:
    days = [format_date(day) if day else "" for day in (each.on, each.since, each.until)]
    value = "" if each.value is None else _as_printed(each.value)
    return [each.id, each.label, value, each.unit, each.where, "; ".join(each.names), *days]


def _as_printed(value: Decimal) -> str:
    places = max(-int(value.as_tuple().exponent), 0)
    return format_number(value, places)


def _claim_row(each: Held) -> list[str]:
    return [each.id, KINDS[each.claim.kind].name, each.claim.subject, "; ".join(each.claim.others), each.note]


def _guide() -> list[list[str]]:
    first = [
        [NUMBERS, "Mỗi dòng một số. Mã tự đặt, không trùng nhau: s1, s2… Giá trị ghi như in, đủ số lẻ: 83,15."],
        [NUMBERS, "Tỷ lệ ghi đơn vị là %. Chỗ in: I.5.2, chú thích 4, Biểu 2. Ngày ghi 27/3/2026."],
        [CLAIMS, "Mỗi dòng một phép kiểm: loại, mã của số được nói đến, mã các số phải khớp với nó theo thứ tự."],
    ]  # fmt: skip
    kinds = []
    for words in KINDS.values():
        others = ", ".join(each.lower() for each in words.others)
        others += " (một hoặc nhiều)" if words.is_list else ""
        matched = f" Các số phải khớp: {others}." if others else ""
        kinds.append([words.name, f"{words.rule} Số được nói đến: {words.subject.lower()}.{matched}"])
    return [*first, *kinds]


def read_workbook(name: str, content: bytes) -> tuple[list[Printed], list[Held]]:
    """Numbers and claims of a filled template, confirmed as they stand; of any other table, proposed.

    Raises `SheetError` for a file that cannot be read, `WorkbookProblems` for cells that cannot.
    """
    names = sheet_names(_File(name, content))
    by_spelling = {squash(each): each for each in names}
    if squash(NUMBERS) in by_spelling and squash(CLAIMS) in by_spelling:
        return _read_template(name, content)
    readings = [each for sheet in names[:MOST_SHEETS] or [""] if (each := _read_sheet(name, content, sheet)).numbers]
    if not readings:
        raise SheetError(
            "Không tìm thấy bảng số nào trong tệp. Mỗi trang tính cần một dòng tiêu đề cột, dưới đó là các dòng có số."
        )
    return joined(readings)


def _read_sheet(name: str, content: bytes, sheet: str) -> Reading:
    """One sheet of a workbook (a CSV file has one without a name); an empty one reads as nothing."""
    try:
        table = read_table(_File(name, content), sheet=sheet or None)
    except SheetError as wrong:
        if "không có dòng nào" in str(wrong):
            return Reading({}, [])
        raise SheetError(f"Trang “{sheet}”: {wrong}" if sheet else str(wrong)) from wrong
    return read_sheet(sheet or "CSV", table.headers, table.rows, table.numbers)


class _File(io.BytesIO):
    """The bytes of a file under its name, to be read from the beginning."""

    def __init__(self, name: str, content: bytes) -> None:
        super().__init__(content)
        self.name, self.size = name, len(content)


def _read_template(name: str, content: bytes) -> tuple[list[Printed], list[Held]]:
    problems: list[str] = []
    numbers = _read_numbers(_cells(name, content, NUMBERS, NUMBER_COLUMNS, problems))
    claims = _read_claims(_cells(name, content, CLAIMS, CLAIM_COLUMNS, problems), numbers)
    if not numbers and not problems:
        problems.append(f"Trang “{NUMBERS}” chưa có số nào. Ghi mỗi số một dòng rồi gửi lại.")
    if problems:
        raise WorkbookProblems(problems)
    return list(numbers.values()), claims


class _Row:
    """A row of the template: its cells by heading, and its complaints by sheet, row and column."""

    def __init__(self, sheet: str, line: int, cells: Mapping[str, str], problems: list[str]) -> None:
        self.sheet, self.line, self.cells, self.problems = sheet, line, cells, problems

    def __getitem__(self, heading: str) -> str:
        return self.cells[heading]

    def wrong(self, heading: str, remedy: str) -> None:
        self.problems.append(f"Trang “{self.sheet}”, dòng {self.line}, cột “{heading}”: {remedy}")

    def read(self, heading: str, reader: Callable[[str], Any]) -> Any:
        """A cell as `reader` takes it, None when it is empty or wrong."""
        if not self[heading]:
            return None
        try:
            return reader(self[heading])
        except (NumberError, DateError) as wrong:
            self.wrong(heading, str(wrong))
            return None

    def code(self, heading: str, used: Collection[str]) -> str:
        """The code of the row, "" when it is missing, used before or not one."""
        key = self[heading]
        if not _CODE.fullmatch(key):
            self.wrong(heading, "Mã gồm chữ, số, dấu gạch, nhiều nhất 40 ký tự, ví dụ s1. Ghi lại mã.")
        elif key in used:
            self.wrong(heading, f"Mã “{key}” đã dùng ở dòng trên. Đặt mã khác.")
        else:
            return key
        return ""

    def text(self, heading: str, most: int = MOST_LABEL) -> str:
        if len(self[heading]) > most:
            self.wrong(heading, f"Dài {len(self[heading])} ký tự, nhiều nhất là {most}. Viết gọn lại.")
        return self[heading][:most]


def _cells(name: str, content: bytes, sheet: str, columns: Sequence[str], problems: list[str]) -> list[_Row]:
    try:
        table: Table = read_table(_File(name, content), sheet=sheet)
    except SheetError as wrong:
        problems.append(f"Trang “{sheet}”: {wrong}")
        return []
    places = {heading: table.column(heading) for heading in columns}
    if missing := [heading for heading, place in places.items() if place is None]:
        problems.append(
            f"Trang “{sheet}” thiếu cột “{'”, “'.join(missing)}”. Dùng lại tệp mẫu, giữ nguyên dòng tiêu đề."
        )
        return []
    return [
        _Row(sheet, line, {heading: row[place] for heading, place in places.items() if place is not None}, problems)
        for line, row in zip(table.numbers, table.rows, strict=True)
    ]


def _read_numbers(rows: Sequence[_Row]) -> dict[str, Printed]:
    code, label, value, unit, where, names, on, since, until = NUMBER_COLUMNS
    found: dict[str, Printed] = {}
    for row in rows:
        if not (key := row.code(code, found)):
            continue
        if not row[label]:
            row.wrong(label, "Chưa có nội dung. Ghi con số này đếm gì.")
        listed = tuple(each.strip()[:MOST_LABEL] for each in row[names].split(";") if each.strip())
        if len(listed) > MOST_NAMES:
            row.wrong(names, f"Có {len(listed)} tên, nhiều nhất là {MOST_NAMES}.")
        first: date | None = row.read(since, parse_date)
        last: date | None = row.read(until, parse_date)
        if first and last and last < first:
            row.wrong(until, "Ngày cuối trước ngày đầu. Sửa một trong hai ngày.")
        found[key] = Printed(
            key, row.text(label), row.read(value, parse_number), row.text(unit, 40), row.text(where, 120), listed,
            row.read(on, parse_date), first, last,
        )  # fmt: skip
    return found


def _read_claims(rows: Sequence[_Row], numbers: Mapping[str, Printed]) -> list[Held]:
    code, kind_name, subject, others, note = CLAIM_COLUMNS
    found: list[Held] = []
    for row in rows:
        kind = kind_called(row[kind_name])
        about = [each.strip() for each in row[others].replace(",", ";").split(";") if each.strip()]
        if kind is None:
            row.wrong(kind_name, f"Không có loại “{row[kind_name]}”. Chép đúng một loại ở trang “{GUIDE}”.")
            continue
        if not (key := row.code(code, {each.id for each in found})):
            continue
        if row[subject] not in numbers:
            row.wrong(subject, f"Không có số nào mang mã “{row[subject]}” ở trang “{NUMBERS}”. Sửa mã.")
        unknown = [each for each in about if each not in numbers]
        if unknown:
            row.wrong(others, f"Không có số nào mang mã “{'”, “'.join(unknown)}” ở trang “{NUMBERS}”. Sửa mã.")
        words = KINDS[kind]
        if len(about) < len(words.others) or (len(about) > len(words.others) and not words.is_list):
            asked = ", ".join(each.lower() for each in words.others) or "để trống"
            row.wrong(others, f"Loại “{words.name}” cần: {asked}{' (một hoặc nhiều)' if words.is_list else ''}.")
        elif row[subject] in numbers and not unknown:
            held = Held(Claim(key, kind, row[subject], tuple(about)), note=row.text(note, 1000))
            try:
                refuse_claim(numbers, held)
            except Refused as refused:
                row.wrong(others if about else subject, refused.reason)
            found.append(held)
    return found
