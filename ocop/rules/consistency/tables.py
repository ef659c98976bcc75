"""What a table claims of its numbers: rows and columns called "Tổng" or "Cộng", shares in per cent of a total."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from ocop.rules.consistency.claims import Claim, Kind, Printed
from ocop.rules.consistency.prose import Proposal, Reading
from ocop.rules.consistency.shares import places_of
from ocop.rules.indicators import printed

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_TOTAL = re.compile(r"(?:tổng|cộng|toàn tỉnh|toàn huyện)\b", re.IGNORECASE)
_ORDER = re.compile(r"(?:stt|tt|số tt|số thứ tự)\.?", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+|[A-ZĐ]")
_SHARE = re.compile(r"%|\btỷ lệ\b|\btỉ lệ\b|\bcơ cấu\b", re.IGNORECASE)
_NO_SHARE_OF_TOTAL = re.compile(r"tăng|giảm|so với|hoàn thành|thực hiện|đạt", re.IGNORECASE)
MOST_DECIMALS = 4  # a computed cell carries many more, none of them printed
PERCENT = "%"


@dataclass
class Sheet:
    """A table while it is read: `name` of its sheet, headings, rows with their numbers in Excel."""

    name: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]
    numbers: dict[tuple[int, int], Printed] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)

    def propose(
        self, kind: Kind, subject: tuple[int, int], others: Sequence[tuple[int, int]], because: str, *, is_sure: bool
    ) -> None:
        """Add a claim when every number of it stands in its cell."""
        if others and all(each in self.numbers for each in (subject, *others)):
            ids = [self.numbers[each].id for each in others]
            claim = Claim(f"k{self.name}-{len(self.proposals) + 1}", kind, self.numbers[subject].id, tuple(ids))
            self.proposals.append(Proposal(claim, f"Trang “{self.name}”, {because}", is_sure))


def read_sheet(name: str, headers: Sequence[str], rows: Sequence[Sequence[str]], lines: Sequence[int]) -> Reading:
    """The numbers of a table and the claims its totals and shares make. `name` sets its numbers apart from others."""
    sheet = Sheet(name, headers, rows, lines)
    columns = [at for at in range(len(headers)) if _is_numeric(sheet, at)]
    labels = [_label(sheet, at, columns) for at in range(len(rows))]
    for row in range(len(rows)):
        for column in columns:
            if (value := _value(rows[row][column])) is not None and not _counts_columns(rows[row]):
                sheet.numbers[row, column] = _printed(sheet, row, column, value, labels[row])
    _scale_fractions(sheet, columns)
    shares = [at for at in columns if _SHARE.search(headers[at])]
    counts = [at for at in columns if at not in shares]
    totals = _total_rows(sheet, labels, counts)
    _total_columns(sheet, counts)
    _share_columns(sheet, shares, counts, totals)
    return Reading({each.id: each for each in sheet.numbers.values()}, sheet.proposals)


def _value(cell: str) -> Decimal | None:
    text = cell.strip().removesuffix("%").strip()
    if not _NUMBER.fullmatch(text):
        return None
    value = Decimal(text.replace(".", "").replace(",", "."))
    return printed(Fraction(value), MOST_DECIMALS) if places_of(value) > MOST_DECIMALS else value


def _is_numeric(sheet: Sheet, column: int) -> bool:
    """Whether a column holds numbers that count: half of its filled cells or more, and it does not number the rows."""
    if _ORDER.fullmatch(sheet.headers[column].strip()):
        return False
    filled = [row[column] for row in sheet.rows if row[column].strip(" -") and not _counts_columns(row)]
    is_year = "năm" in sheet.headers[column].lower() and all(re.fullmatch(r"(?:19|20)\d\d", cell) for cell in filled)
    return bool(filled) and not is_year and sum(_value(cell) is not None for cell in filled) * 2 >= len(filled)


def _counts_columns(row: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), A B 1 2."""
    filled = [cell.strip(" ()") for cell in row if cell.strip()]
    digits = [int(cell) for cell in filled if cell.isascii() and cell.isdigit()]
    return len(digits) > 1 and len(filled) - len(digits) < 3 and digits in (
        list(range(1, len(digits) + 1)), list(range(2, len(digits) + 2)), list(range(3, len(digits) + 3)),
    )  # fmt: skip


def _label(sheet: Sheet, row: int, columns: Sequence[int]) -> str:
    """The words of a row: its first cell that is neither a number nor the number of the row."""
    for at, cell in enumerate(sheet.rows[row]):
        if at not in columns and cell.strip() and not _ORDER.fullmatch(sheet.headers[at].strip()):
            return cell.strip()
    return f"dòng {sheet.lines[row]}"


def _printed(sheet: Sheet, row: int, column: int, value: Decimal, label: str) -> Printed:
    heading = sheet.headers[column].strip() or f"cột {column + 1}"
    unit = PERCENT if "%" in heading or sheet.rows[row][column].strip().endswith("%") else ""
    where = f"trang “{sheet.name}”, dòng {sheet.lines[row]}, cột “{heading}”"
    return Printed(f"{sheet.name}-{sheet.lines[row]}-{column + 1}", f"{heading} của {label}"[:200], value, unit, where)


def _scale_fractions(sheet: Sheet, columns: Sequence[int]) -> None:
    """Cells formatted as per cent hold fractions of one: they become per cent as the sheet shows them."""
    for column in columns:
        cells = {place: each for place, each in sheet.numbers.items() if place[1] == column and each.unit == PERCENT}
        plain = [each for (row, _), each in cells.items() if not sheet.rows[row][column].strip().endswith("%")]
        values = [each.value for each in plain if each.value is not None]
        if len(values) == len(cells) and any(value % 1 for value in values) and all(0 <= each <= 1 for each in values):
            for place, each in cells.items():
                percent = (each.value or Decimal(0)) * 100
                sheet.numbers[place] = Printed(each.id, each.label, percent, PERCENT, each.where)


def _total_rows(sheet: Sheet, labels: Sequence[str], counts: Sequence[int]) -> list[tuple[int, list[int]]]:
    """Rows that add others up, each with its parts: group heads numbered I, II; rows called "Tổng", "Cộng"."""
    used = [row for row in range(len(sheet.rows)) if any((row, column) in sheet.numbers for column in counts)]
    totals = [row for row in used if _TOTAL.match(labels[row])]
    order = next((at for at, head in enumerate(sheet.headers) if _ORDER.fullmatch(head.strip())), None)
    heads = [row for row in used if order is not None and _ROMAN.fullmatch(sheet.rows[row][order].strip())]
    heads = [row for row in heads if row not in totals]
    found: list[tuple[int, list[int]]] = []
    plain = [row for row in used if row not in totals]
    if len(heads) > 1:
        for head, following in zip(heads, [*heads[1:], len(sheet.rows)], strict=True):
            ends = next((row for row in totals if head < row < following), following)
            members = _same_level(sheet, [row for row in plain if head < row < ends], order)
            found += [(head, members)] if len(members) > 1 else []
        found += [(total, heads) for total in totals]
    elif len(totals) == 1:
        found.append((totals[0], _same_level(sheet, plain, order)))
    else:
        found += _running_totals(totals, plain, used)
    for total, parts in found:
        for column in counts:
            because = f"dòng {sheet.lines[total]} “{labels[total]}”, cột “{sheet.headers[column]}”"
            here = [(row, column) for row in parts if (row, column) in sheet.numbers]
            sheet.propose(Kind.TOTAL, (total, column), here, because, is_sure=bool(_TOTAL.match(labels[total])))
    return found


def _running_totals(totals: Sequence[int], plain: Sequence[int], used: Sequence[int]) -> list[tuple[int, list[int]]]:
    """Several rows of totals: each adds the rows up to the one before, or those after it when a total stands first."""
    if not totals:
        return []
    if totals[0] == used[0]:
        ends = [*totals[1:], used[-1] + 1]
        spans = [(total, [row for row in plain if total < row < end]) for total, end in zip(totals, ends, strict=True)]
    else:
        starts = [-1, *totals[:-1]]
        spans = [
            (total, [row for row in plain if start < row < total]) for start, total in zip(starts, totals, strict=True)
        ]
    found = [(total, parts) for total, parts in spans if len(parts) > 1]
    last = totals[-1]
    if len(found) > 1 and last not in {total for total, _ in found}:
        found.append((last, [total for total, _ in found]))
    return found


def _same_level(sheet: Sheet, rows: Sequence[int], order: int | None) -> list[int]:
    """Rows of the highest level among some: 1, 2 and not 1.1, not "-" or an empty number where others have one."""
    if order is None:
        return list(rows)
    numbered = [row for row in rows if re.fullmatch(r"\d+", sheet.rows[row][order].strip())]
    return numbered if len(numbered) > 1 else list(rows)


def _total_columns(sheet: Sheet, counts: Sequence[int]) -> None:
    """A column called "Tổng" or "Cộng" adds the columns beside it, up to the next one."""
    totals = [column for column in counts if _TOTAL.match(sheet.headers[column].strip())]
    for total in totals:
        place = counts.index(total)
        if place == 0 or counts[place - 1] in totals:
            following = next((at for at in counts[place + 1 :] if at in totals), None)
            parts = [column for column in counts[place + 1 :] if following is None or column < following]
        else:
            previous = max((at for at in totals if at < total), default=-1)
            parts = [column for column in counts if previous < column < total]
        for row in range(len(sheet.rows)):
            here = [(row, column) for column in parts if (row, column) in sheet.numbers]
            if len(parts) > 1:
                because = f"dòng {sheet.lines[row]}, cột “{sheet.headers[total]}”"
                sheet.propose(Kind.TOTAL, (row, total), here, because, is_sure=len(totals) == 1)


def _share_columns(
    sheet: Sheet, shares: Sequence[int], counts: Sequence[int], totals: Sequence[tuple[int, list[int]]]
) -> None:
    """A column of shares: of the total of the column before it, or of the plan beside what was done."""
    for share in shares:
        before = [column for column in counts if column < share]
        if not before:
            continue
        if _NO_SHARE_OF_TOTAL.search(sheet.headers[share]):
            _done_of_planned(sheet, share, before)
            continue
        for total, parts in totals:
            for row in parts:
                because = f"dòng {sheet.lines[row]}, cột “{sheet.headers[share]}”"
                others = [(row, before[-1]), (total, before[-1])]
                sheet.propose(Kind.SHARE, (row, share), others, because, is_sure=len(totals) == 1)


def _done_of_planned(sheet: Sheet, share: int, before: Sequence[int]) -> None:
    """ "Tỷ lệ hoàn thành (%)" beside a column "Kế hoạch" and one "Thực hiện"."""
    planned = [at for at in before if re.search(r"kế hoạch|chỉ tiêu|được giao", sheet.headers[at], re.IGNORECASE)]
    done = [at for at in before if re.search(r"thực hiện|kết quả|đạt", sheet.headers[at], re.IGNORECASE)]
    if len(planned) != 1 or len(done) != 1 or re.search(r"tăng|giảm", sheet.headers[share], re.IGNORECASE):
        return
    for row in range(len(sheet.rows)):
        because = f"dòng {sheet.lines[row]}, cột “{sheet.headers[share]}”"
        sheet.propose(Kind.SHARE, (row, share), [(row, done[0]), (row, planned[0])], because, is_sure=True)
