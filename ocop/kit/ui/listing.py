"""A list told once: its columns make the table on the screen, the Excel sheet, and the way back in from Excel."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from ocop.kit.sheets import write_table
from ocop.kit.sheets.cells import In
from ocop.kit.sheets.writing import Column as SheetColumn
from ocop.kit.sheets.writing import Value
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_number

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 50
NUMERIC = ("number", "decimal")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: heading, the value of a row, its kind as `kit.sheets.Column` names it.

    `url` makes the value a link, `tag` gives the colour of a state, `note` a second, quieter line ("Dựng lại").
    `on_screen` False keeps the column for Excel only. `reads` says how a filled sheet is read (`kit.sheets.table`); a
    column without it is only shown.
    """

    heading: str
    value: Callable[[Any], Value]
    kind: str = "text"
    url: Callable[[Any], str] | None = None
    tag: Callable[[Any], str] | None = None
    note: Callable[[Any], str] | None = None
    on_screen: bool = True
    reads: In | None = None


# Names each record on the sheet, so that a sheet sent back is compared with what is on file.
CODE = ListColumn("Mã", lambda row: row.public_id, on_screen=False)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell on the screen."""

    heading: str
    text: str
    url: str = ""
    tag: str = ""
    note: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class ListTable:
    """What `kit/listing_table.html` draws."""

    caption: str
    columns: Sequence[ListColumn]
    rows: Sequence[Sequence[Cell]]

    @property
    def is_narrow(self) -> bool:
        """Whether it fits a phone as it is: a name and one number."""
        return len(self.columns) <= 2 and all(column.kind in NUMERIC for column in self.columns[1:])


def shown(value: Value) -> str:
    """A value as the screen says it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, datetime | date):
        return format_date(value)
    if isinstance(value, int | Decimal):
        return format_number(value)
    return str(value)


def table_of(caption: str, columns: Sequence[ListColumn], rows: Iterable[Any]) -> ListTable:
    """The table of some rows on the screen."""
    seen = [column for column in columns if column.on_screen]
    return ListTable(caption, seen, [[_cell(column, row) for column in seen] for row in rows])


def _cell(column: ListColumn, row: Any) -> Cell:
    return Cell(
        heading=column.heading,
        text=shown(column.value(row)),
        url=column.url(row) if column.url else "",
        tag=column.tag(row) if column.tag else "",
        note=column.note(row) if column.note else "",
        numeric=column.kind in NUMERIC,
    )


def page_of(request: HttpRequest, rows: Any) -> Page[Any]:
    """The page of rows the address asks for (`?trang=2`)."""
    return Paginator(rows, PAGE).get_page(request.GET.get("trang"))


class FirstPages(Paginator):  # type: ignore[type-arg]
    """The pages of the first `most` of records that may be very many: counting all takes longer than showing a page.

    `of`: the lookup of what a record is counted as. Records are found by their keys first; a page reads its own only.
    """

    def __init__(self, rows: QuerySet[Any], most: int, of: str) -> None:
        super().__init__(rows, PAGE)
        self.rows, self.most, self.of = rows.order_by("pk"), most, of

    @cached_property
    def _found(self) -> list[tuple[Any, Any]]:
        """The key of a record and what it is counted as: of all records, or of any so many and one more."""
        return list(self.rows.order_by().values_list("pk", self.of)[: self.most + 1])

    @cached_property
    def _keys(self) -> list[Any]:
        return sorted({key for key, _ in self._found})

    @property
    def has_more(self) -> bool:
        return len(self._found) > self.most

    @property
    def count(self) -> int:
        return self.most if self.has_more else len(self._keys)

    @property
    def things(self) -> int | None:
        """How many different things the records are counted as; None where only some of them were looked at."""
        return None if self.has_more else len({thing for _, thing in self._found})

    def page(self, number: int | str) -> Page[Any]:
        place = self.validate_number(number)
        end = min(place * PAGE, self.count)
        keys = self._first(end) if self.has_more else self._keys
        rows = self.rows.filter(pk__in=keys[(place - 1) * PAGE : end])
        return Page(list(rows), place, self)

    def _first(self, many: int) -> list[Any]:
        """So many first keys: looked for among the first of the table, where a long list has most of its own."""
        first = self.rows.model._base_manager.order_by("pk").values("pk")[: 10 * self.most]
        keys = list(self.rows.filter(pk__in=first).values_list("pk", flat=True)[:many])
        return keys if len(keys) == many else list(self.rows.values_list("pk", flat=True)[:many])


def first_pages(request: HttpRequest, rows: QuerySet[Any], most: int, of: str) -> tuple[Page[Any], FirstPages]:
    """The page the address asks for, of the first `most` rows; at most four queries."""
    pages = FirstPages(rows, most, of)
    return pages.get_page(request.GET.get("trang")), pages


def sheet_of(
    name: str, sheet: str, columns: Sequence[ListColumn], rows: Iterable[Any], on: date, *, title: str = ""
) -> HttpResponse:
    """The same rows as a workbook named after the list and the day; `title` stands above the table."""
    headings = [SheetColumn(column.heading, kind=column.kind) for column in columns]
    cells = ([column.value(row) for column in columns] for row in rows)
    content = write_table(headings, cells, sheet=sheet, title=title)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}-{on:%Y-%m-%d}.xlsx"'
    return response
