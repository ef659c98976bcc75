"""The figures of a report as its papers bind them: each with its value, its base and the code that opens its rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from ocop.oversight.figures.models import Figure
from ocop.oversight.reporting.catalogue import Template
from ocop.oversight.reporting.cells import filled_forms, report_cells, values_of
from ocop.oversight.reporting.display import MILLION, MISSING, marked_title, printed_cell
from ocop.oversight.reporting.models import ConsolidatedReport, ReportCell
from ocop.oversight.reporting.papers.document import Bound, Part, Text
from ocop.rules.forms import Column, Filled, Form, Row, cell_id
from ocop.rules.indicators import share_of


@dataclass(frozen=True, slots=True)
class Bindings:
    """Every cell of a report with its value, and what opens the frozen ones."""

    cells: Mapping[str, Filled]
    kept: Mapping[str, ReportCell]
    forms: Mapping[str, Form]

    def part(self, cell: str) -> Part:
        """The figure of a cell as the report binds it; words where there is none."""
        filled = self.cells.get(cell)
        if filled is None:
            return Text(MISSING)
        code, key, place = cell.split("/")
        form = self.forms[code]
        row, column = form.row(key), form.column(place)
        name = f"{marked_title(row)}, {column.title.lower()}"
        unit = f"triệu {row.unit}" if form.money else row.unit
        # A share is opened by the code of what it is a part of; the whole stands beside it with a code of its own.
        figure = self.figure(cell_id(code, key, column.of) if column.of else cell)
        found = bound(cell, filled, name, unit, figure, money=form.money)
        return found if found.code else replace(found, made_of=" + ".join(self._codes(form, row, column)))

    def _codes(self, form: Form, row: Row, column: Column) -> Iterator[str]:
        """The codes of what a sum adds up, of rows or of columns."""
        parts = [(key, column.key) for key in row.sum] or [(row.key, key) for key in column.sum]
        for key, place in parts:
            figure = self.figure(cell_id(form.code, key, place))
            if figure is not None:
                yield figure.printed_code

    def figure(self, cell: str) -> Figure | None:
        kept = self.kept.get(cell)
        return kept.figure if kept is not None else None


def bindings_of(
    report: ConsolidatedReport, template: Template, kept: Mapping[str, ReportCell] | None = None
) -> Bindings:
    """The figures frozen last, or those `kept`, with the sums and shares worked out from them; one query."""
    kept = report_cells(report) if kept is None else kept
    forms = {form.code: form for form in template.forms}
    return Bindings(filled_forms(template.forms, values_of(kept)), kept, forms)


def bound(cell: str, filled: Filled, name: str, unit: str, figure: Figure | None, *, money: bool = False) -> Bound:
    """One figure bound in: a share is printed in per cent with its base beside it, and says what it is a share of."""
    number: int | Decimal | None = Decimal(filled.value) / MILLION if money else filled.value
    text, of = printed_cell(replace(filled, base=None), money=money), ""
    if filled.base is not None:
        number = share_of(filled.value, filled.base)
        of = f"{text} trên {printed_cell(Filled(filled.base), money=money)} {unit}"
        text = printed_cell(filled, money=money) if number is not None else MISSING
        unit = "%"
    return Bound(
        key=cell,
        value_text=text,
        code=figure.printed_code if figure is not None else "",
        unit=unit,
        base_text=of,
        name=name,
        on=figure.on if figure is not None else None,
        number=number,
    )
