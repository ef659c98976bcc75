"""Returns made up at random: every one agrees with itself, as records would give it."""

import random
from collections.abc import Iterator

from ocop.rules.forms import Filled, Form, Row, Span, cell_id, fill


def made_up(form: Form, luck: random.Random) -> dict[str, Filled]:
    """Cells of a form that keep every promise it makes: parts in their wholes, periods in their sums."""
    given: dict[str, Filled] = {}
    asked = [each for each in form.columns if not (each.sum or each.share_of)]
    for column in sorted(asked, key=lambda each: bool(each.whole)):
        most = {row.key: _whole(given, form, row, column.whole) for row in form.rows}
        for row in _wholes_first(form):
            if row.is_heading or row.sum:
                continue
            given[cell_id(form.code, row.key, column.key)] = Filled(_drawn(form, row, column.key, given, most, luck))
    for column in form.columns:
        _make_up_wholes(form, column.key, given)
    return fill(form, given)


def _whole(given: dict[str, Filled], form: Form, row: Row, column: str) -> int | None:
    found = given.get(cell_id(form.code, row.key, column)) if column else None
    return found.value if found is not None else None


def _wholes_first(form: Form) -> Iterator[Row]:
    """A row after the one it may not exceed."""
    done: set[str] = set()
    waiting = list(form.rows)
    while waiting:
        ready = [row for row in waiting if {row.whole, row.at_most} - {""} <= done]
        assert ready, f"{form.code}: rows bound in a circle"
        for row in ready:
            done.add(row.key)
            waiting.remove(row)
            yield row


def _drawn(
    form: Form, row: Row, column: str, given: dict[str, Filled], most: dict[str, int | None], luck: random.Random
) -> int:
    bounds = [given[cell_id(form.code, key, column)].value for key in (row.whole, row.at_most) if key]
    siblings = [
        given[cell].value
        for other in form.rows
        if row.whole and other.whole == row.whole and (cell := cell_id(form.code, other.key, column)) in given
    ]
    if row.whole and form.row(row.whole).complete:
        bounds[0] -= sum(siblings)
    limit = min([*bounds, *([own] if (own := most[row.key]) is not None else []), 5_000])
    return luck.randint(0, max(limit, 0))


def _make_up_wholes(form: Form, column: str, given: dict[str, Filled]) -> None:
    """What parts leave of a whole they make up goes to the last of them."""
    for row in form.rows:
        parts = [cell_id(form.code, each.key, column) for each in form.rows if each.whole == row.key]
        whole = given.get(cell_id(form.code, row.key, column))
        if row.complete and parts and whole is not None and all(part in given for part in parts):
            given[cell_id(form.code, row.key, column)] = Filled(sum(given[part].value for part in parts))


def later(form: Form, cells: dict[str, Filled]) -> dict[str, Filled]:
    """The same one period on, in which nothing happened: what was counted since the plan began stays."""
    since_start = {column.key for column in form.columns if column.span is Span.TO_DATE}
    gone = {column.key for column in form.columns if column.span is Span.PERIOD}
    nothing = {
        cell: Filled(0) for cell in cells if cell.split("/")[2] in gone and since_start and cells[cell].base is None
    }
    return fill(form, {**cells, **nothing})
