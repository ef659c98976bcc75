"""Forms as the screen and Excel show them: each figure opens what it counted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from ocop.kit.sheets import Column as SheetColumn
from ocop.kit.sheets import write_table
from ocop.kit.text.numbers import format_number
from ocop.oversight.figures.models import Figure
from ocop.oversight.figures.questions import Question, query_of
from ocop.oversight.reporting.listing import NamedList
from ocop.oversight.reporting.measures import TYPED
from ocop.oversight.reporting.models import ReportCell, ReturnCell
from ocop.oversight.reporting.prose import split
from ocop.rules.forms import Column, Filled, Form, Row, cell_id
from ocop.rules.indicators import share_of

MILLION = 1_000_000
MISSING = "(chưa có số)"


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure on the screen: what is printed, the page that opens it, and its code when it is frozen."""

    column: str
    text: str
    url: str = ""
    code: str = ""
    is_typed: bool = False


@dataclass(frozen=True, slots=True)
class ShownRow:
    row: Row
    cells: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class ShownForm:
    """A form with its figures."""

    form: Form
    rows: tuple[ShownRow, ...]
    lists: Sequence[NamedList] = ()

    @property
    def unit(self) -> str:
        """The unit that all rows share, or none."""
        units = {each.row.unit for each in self.rows if not each.row.is_heading}
        return units.pop() if len(units) == 1 else ""


# Cell → the address that opens its rows, and the printed code of a frozen figure.
Links = Mapping[str, tuple[str, str]]


def links_of_questions(questions: Mapping[str, Question]) -> dict[str, tuple[str, str]]:
    """Figures counted now open the rows of their questions."""
    return {
        cell: (f"{reverse('figures:ask', args=[question.measure.key])}?{query_of(question)}", "")
        for cell, question in questions.items()
    }


def links_of_figures(kept: Mapping[str, ReturnCell] | Mapping[str, ReportCell]) -> dict[str, tuple[str, str]]:
    """Frozen figures open their own page by code."""
    return {cell: link_of(each.figure) for cell, each in kept.items() if each.figure is not None}


def links_of_typed(kept: Mapping[str, ReturnCell]) -> dict[str, tuple[str, str]]:
    """Numbers typed by hand open the page that says who typed them."""
    return {
        cell: (reverse("reporting:typed", args=[each.code]), each.printed_code)
        for cell, each in kept.items()
        if each.typed is not None and each.code
    }


def link_of(figure: Figure) -> tuple[str, str]:
    return reverse("figures:figure", args=[figure.code]), figure.printed_code


def shown(form: Form, cells: Mapping[str, Filled], links: Links) -> ShownForm:
    """A form with what its cells hold; an empty cell of a row that asks for something says so with a dash."""
    rows = []
    for row in form.rows:
        line = []
        for column in form.columns:
            cell = cell_id(form.code, row.key, column.key)
            filled = cells.get(cell)
            url, code = links.get(cell, ("", "")) if filled is not None else ("", "")
            typed = filled is not None and (filled.manual or row.measure == TYPED)
            line.append(Shown(column.title, printed_cell(filled, money=form.money), url, code, typed))
        rows.append(ShownRow(row, tuple(line)))
    return ShownForm(form, tuple(rows))


def marked_title(row: Row) -> str:
    """The title of a row; one whose figures people typed says so."""
    return f"{row.title} (nhập tay)" if row.manual or row.measure == TYPED else row.title


def printed_cell(filled: Filled | None, *, money: bool = False) -> str:
    """A figure as printed: a share with its base, money in millions of đồng."""
    if filled is None:
        return "–"
    value = in_millions(filled.value) if money else format_number(filled.value)
    if filled.base is None:
        return value
    share = share_of(filled.value, filled.base)
    of = f"{value}/{in_millions(filled.base) if money else format_number(filled.base)}"
    return f"{format_number(share, 2)} % ({of})" if share is not None else of


def in_millions(dong: int) -> str:
    """Đồng in millions with as many decimals as they need."""
    return format_number(Decimal(dong) / MILLION)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A piece of prose on the screen: words, or a figure with the page that opens it."""

    text: str
    url: str = ""
    is_figure: bool = False


def spoken(prose: str, texts: Mapping[str, str], links: Links) -> list[list[Spoken]]:
    """Prose line by line with its figures in place; a figure that is not there says so."""
    return [
        [
            Spoken(texts.get(text, MISSING), links.get(text, ("", ""))[0], is_figure=True) if is_cell else Spoken(text)
            for text, is_cell in split(line)
        ]
        for line in filter(None, map(str.strip, prose.splitlines()))
    ]


def texts_of(forms: Iterable[Form], cells: Mapping[str, Filled]) -> dict[str, str]:
    """Every figure of some forms as it is printed."""
    return {cell: printed_cell(cells[cell], money=form.money) for form in forms for cell in form.cells if cell in cells}


def sheet_of(form: Form, cells: Mapping[str, Filled], note: str = "") -> bytes:
    """A form as a workbook in its own layout: numbers as numbers, a share never without what it is a share of.

    A column that is by its own law the share of two others has per cent; in any other, what is counted stands, followed
    by columns of the base and of the share where some row has one. `note` stands with the title.
    """
    columns = [SheetColumn("STT"), SheetColumn("Nội dung", width=60), SheetColumn("Đơn vị tính")]
    with_base = {column.key for column in form.columns if _has_base(form, column, cells)}
    for column in form.columns:
        kind = "decimal" if column.share_of else "number"
        whole = f" (% của {form.row(column.share_of).title.lower()})" if column.share_of else ""
        columns.append(SheetColumn(column.title + whole, kind=kind))
        if column.key in with_base:
            columns.append(SheetColumn(f"{column.title}: trên tổng số", kind="number"))
            columns.append(SheetColumn(f"{column.title}: tỷ lệ (%)", kind="decimal"))
    lines: list[list[str | int | Decimal | None]] = []
    for row in form.rows:
        line: list[str | int | Decimal | None] = [row.number, marked_title(row), row.unit]
        for column in form.columns:
            filled = cells.get(cell_id(form.code, row.key, column.key))
            share = share_of(filled.value, filled.base) if filled is not None else None
            if column.share_of:
                line.append(share)
                continue
            line.append(filled.value if filled is not None else None)
            if column.key in with_base:
                line += [filled.base if filled is not None else None, share]
        lines.append(line)
    title = ". ".join(filter(None, (form.number, form.title, note)))
    return write_table(columns, lines, sheet=form.number[:31], title=title)


def _has_base(form: Form, column: Column, cells: Mapping[str, Filled]) -> bool:
    """Whether some row of a column that is no share of others is a share by its measure."""
    found = (cells.get(cell_id(form.code, row.key, column.key)) for row in form.rows)
    return not column.share_of and any(each is not None and each.base is not None for each in found)
