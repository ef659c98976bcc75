"""What must hold between the cells of a form, as claims that `rules.consistency` checks."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from ocop.rules.consistency import Claim, Kind, Printed
from ocop.rules.forms.filling import Cells
from ocop.rules.forms.model import Column, Form, Row, Span, cell_id
from ocop.rules.indicators import share_of

# Begins the name of a cell of the period before.
BEFORE = "ky-truoc/"


def numbers_of(form: Form, cells: Cells) -> dict[str, Printed]:
    """The form's cells as printed numbers: counts and money whole, shares in per cent with two decimals."""
    found = {}
    for row in form.rows:
        for column in form.columns:
            cell = cell_id(form.code, row.key, column.key)
            if (figure := cells.get(cell)) is None:
                continue
            where = f"{form.number}, dòng {row.number or row.title}, cột {column.title}"
            if figure.base is None:
                found[cell] = Printed(cell, row.title, Decimal(figure.value), row.unit, where)
            elif (share := share_of(figure.value, figure.base)) is not None:
                found[cell] = Printed(cell, row.title, share, "%", where)
    return found


def numbers_before(numbers: Mapping[str, Printed], whose: str = "") -> dict[str, Printed]:
    """The numbers of the period before under names of their own, to stand beside those of this period.

    `whose` says from whom they come where that is not who reports now: " của Sở Công Thương".
    """
    return {
        _before(key): replace(each, id=_before(key), where=f"kỳ trước{whose}: {each.where}")
        for key, each in numbers.items()
    }


def claims_of(form: Form, numbers: Mapping[str, Printed], *, follows: bool = True) -> list[Claim]:
    """What must hold between the numbers that are there; a claim about an empty cell is not made.

    `follows`: no day lies between the period before and this one.
    """
    claims = [*_of_rows(form), *_of_columns(form), *_of_periods(form, follows=follows)]
    return [each for each in claims if {each.subject, *each.others} <= set(numbers)]


def _of_rows(form: Form) -> Iterator[Claim]:
    for column in form.columns:
        if column.share_of:
            yield from _shares(form, column)
            continue
        for row in form.rows:
            yield from _of_row(form, row, column)


def _of_row(form: Form, row: Row, column: Column) -> Iterator[Claim]:
    def cell(key: str) -> str:
        return cell_id(form.code, key, column.key)

    parts = tuple(cell(each.key) for each in form.rows if each.whole == row.key)
    if row.sum:
        yield Claim(f"{cell(row.key)}: tổng", Kind.TOTAL, cell(row.key), tuple(cell(key) for key in row.sum))
    if row.complete and parts:
        yield Claim(f"{cell(row.key)}: các phần", Kind.TOTAL, cell(row.key), parts)
    elif parts:
        for part in parts:
            yield Claim(f"{part}: phần", Kind.AT_MOST, part, (cell(row.key),))
    if row.at_most:
        yield Claim(f"{cell(row.key)}: không quá", Kind.AT_MOST, cell(row.key), (cell(row.at_most),))


def _shares(form: Form, column: Column) -> Iterator[Claim]:
    for row in form.rows:
        share = cell_id(form.code, row.key, column.key)
        part, base = cell_id(form.code, row.key, column.of), cell_id(form.code, column.share_of, column.of)
        yield Claim(f"{share}: tỷ lệ", Kind.SHARE, share, (part, base))


def _of_columns(form: Form) -> Iterator[Claim]:
    for row in form.rows:
        for column in form.columns:
            cell = cell_id(form.code, row.key, column.key)
            if column.sum:
                parts = tuple(cell_id(form.code, row.key, key) for key in column.sum)
                yield Claim(f"{cell}: cộng ngang", Kind.TOTAL, cell, parts)
            if column.whole:
                whole = cell_id(form.code, row.key, column.whole)
                yield Claim(f"{cell}: trong {column.whole}", Kind.AT_MOST, cell, (whole,))


def _of_periods(form: Form, *, follows: bool) -> Iterator[Claim]:
    """Stocks against the period before: what only grows has not fallen, and not grown by more than this period gives;
    what is carried on adds up.
    """
    for row in form.rows:
        for column in form.columns:
            if column.share_of or column.sum or column.span is not Span.TO_DATE:
                continue
            cell = cell_id(form.code, row.key, column.key)
            if row.grows:
                yield Claim(f"{cell}: không giảm", Kind.NOT_LESS, cell, (_before(cell),))
            if not follows or (period := _changes_of(form, column)) is None:
                continue
            if row.grows:
                gained = cell_id(form.code, row.key, period.key)
                yield Claim(f"{cell}: kỳ trước cộng trong kỳ", Kind.GROWN, cell, (_before(cell), gained))
            if row.gained:
                changes = [cell_id(form.code, key, period.key) for key in (row.gained, row.lost)]
                yield Claim(f"{cell}: nối kỳ trước", Kind.CARRIED, cell, (_before(cell), *changes))


def _changes_of(form: Form, stock: Column) -> Column | None:
    """The column that says what changed within the period, under the same conditions."""
    same = (each for each in form.columns if each.span is Span.PERIOD and not (each.sum or each.share_of))
    return next((each for each in same if each.options == stock.options), None)


def _before(cell: str) -> str:
    return f"{BEFORE}{cell}"
