"""What a form asks for, and its cells once the figures asked for are there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ocop.rules.forms.model import Column, Form, Row, cell_id


@dataclass(frozen=True, slots=True)
class Filled:
    """A figure in a cell: `value`, and of how many (`base`) where it is a share; `manual` when typed by hand."""

    value: int
    base: int | None = None
    manual: bool = False


# Cell id → its figure; a cell without one is empty.
Cells = Mapping[str, Filled]


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell that needs an indicator: the row names it, the column says of which days; both narrow it by options."""

    cell: str
    row: Row
    column: Column

    @property
    def options(self) -> dict[str, str]:
        return {**self.row.options, **self.column.options}


def asked_of(form: Form) -> Iterator[Asked]:
    """The cells whose figures records give, row by row."""
    for row in form.rows:
        for column in form.columns:
            if row.measure and not (column.sum or column.share_of):
                yield Asked(cell_id(form.code, row.key, column.key), row, column)


def typed_of(form: Form) -> Iterator[Asked]:
    """The cells people type by hand."""
    for row in form.rows:
        for column in form.columns:
            if row.manual and not (column.sum or column.share_of):
                yield Asked(cell_id(form.code, row.key, column.key), row, column)


def fill(form: Form, given: Cells) -> dict[str, Filled]:
    """All cells that have a figure: those given, then sums of rows, sums of columns, and shares.

    A sum of empty cells is empty; one of some empty cells is what the others add up to.
    """
    cells = {
        cell: given[cell]
        for row in form.rows
        for column in form.columns
        if (cell := cell_id(form.code, row.key, column.key)) in given
    }
    plain = [column for column in form.columns if not (column.sum or column.share_of)]
    for column in plain:
        for row in form.rows:
            _put(cells, cell_id(form.code, row.key, column.key), _rows_added(form, row, column, cells))
    for column in form.columns:
        for row in form.rows:
            if column.sum:
                parts = [cells.get(cell_id(form.code, row.key, key)) for key in column.sum]
                _put(cells, cell_id(form.code, row.key, column.key), _added(parts))
    for column in form.columns:
        if column.share_of:
            whole = cells.get(cell_id(form.code, column.share_of, column.of))
            for row in form.rows:
                part = cells.get(cell_id(form.code, row.key, column.of))
                if (
                    whole is not None
                    and part is not None
                    and part.base is None
                    and row.unit == form.row(column.share_of).unit
                ):
                    cells[cell_id(form.code, row.key, column.key)] = Filled(part.value, whole.value, part.manual)
    return cells


def _put(cells: dict[str, Filled], cell: str, figure: Filled | None) -> None:
    if figure is not None:
        cells[cell] = figure


def _rows_added(form: Form, row: Row, column: Column, cells: Cells) -> Filled | None:
    """The sum of the rows a row adds up, those that are sums themselves first."""
    if not row.sum:
        return None
    parts = [
        _rows_added(form, each, column, cells) or cells.get(cell_id(form.code, each.key, column.key))
        for each in (form.row(key) for key in row.sum)
    ]
    return _added(parts)


def _added(parts: list[Filled | None]) -> Filled | None:
    known = [each for each in parts if each is not None]
    if not known:
        return None
    return Filled(sum(each.value for each in known), manual=any(each.manual for each in known))
