"""A form as plain data: rows that ask for indicators, columns that say of which days and under which conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Span(StrEnum):
    """Which days a column speaks of."""

    PERIOD = "period"  # from the first to the last day of the period reported
    TO_DATE = "to_date"  # from the first day of the plan to the last day of the period
    YEAR_BEFORE = "year_before"  # the same days one year earlier
    FIXED = "fixed"  # the days the column itself names


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a form.

    `measure` and `options` name the indicator the row asks for; without them the row is a heading, or the sum of the
    rows in `sum`. `whole` is the row this one is a part of, and `complete` says of a whole that its parts make it up;
    `at_most` names a row this one cannot exceed (persons and attendances). `manual`: a figure no record gives, typed by
    hand. `grows`: what is counted since the plan began cannot fall from one period to the next. `gained` and `lost`
    name the rows that lead from the figure of the period before to this one's. `printed` says, by column, what a paper
    printed there, in its `section`; it is compared and never copied. `listed`: what the row counts is also listed by
    name, as it stands in the first column.
    """

    key: str
    title: str
    number: str = ""
    unit: str = ""
    measure: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    sum: tuple[str, ...] = ()
    whole: str = ""
    complete: bool = False
    at_most: str = ""
    manual: bool = False
    grows: bool = False
    gained: str = ""
    lost: str = ""
    printed: Mapping[str, str] = field(default_factory=dict)
    section: str = ""
    listed: bool = False

    @property
    def is_heading(self) -> bool:
        return not (self.measure or self.sum or self.manual)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a form: of which days, under which more conditions; or the sum of others, or a share.

    `share_of` is the row that the column's shares are shares of, and `of` the column whose figures they are. `whole` is
    the column that counts what this one counts a part of: its figure cannot be smaller than this one's.
    """

    key: str
    title: str
    span: Span = Span.PERIOD
    since: date | None = None
    until: date | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    sum: tuple[str, ...] = ()
    share_of: str = ""
    of: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A numbered table. `source` says where its layout comes from; `rebuilt` that nobody has seen the original.

    `money`: its figures are đồng, printed in millions.
    """

    code: str
    number: str
    title: str
    source: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    rebuilt: bool = False
    money: bool = False
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell, row by row."""
        return tuple(cell_id(self.code, row.key, column.key) for row in self.rows for column in self.columns)

    def row(self, key: str) -> Row:
        return next(row for row in self.rows if row.key == key)

    def column(self, key: str) -> Column:
        return next(column for column in self.columns if column.key == key)


def made_of(form: Form, row: Row, column: Column) -> tuple[str, ...]:
    """The cells a cell is worked out of: what a sum adds, or a share's part and its whole; none where it is asked."""
    if column.sum:
        return tuple(cell_id(form.code, row.key, key) for key in column.sum)
    if column.share_of:
        return cell_id(form.code, row.key, column.of), cell_id(form.code, column.share_of, column.of)
    return tuple(cell_id(form.code, key, column.key) for key in row.sum)


def cell_id(form: str, row: str, column: str) -> str:
    """The name of a cell, by which a sentence binds its figure: `bieu-2/ranked/2020`."""
    return f"{form}/{row}/{column}"
