"""The figures of a report as its papers bind them: each with its value, its base and the code that opens its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ocop.kit.text.numbers import format_number
from ocop.oversight.figures.models import Figure
from ocop.oversight.reporting.catalogue import Template
from ocop.oversight.reporting.cells import filled_forms, report_cells, values_of
from ocop.oversight.reporting.display import MISSING, printed_cell
from ocop.oversight.reporting.models import ConsolidatedReport, ReportCell
from ocop.oversight.reporting.papers.document import Bound, Part, Text
from ocop.rules.forms import Filled, Form
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
        code, key, _ = cell.split("/")
        form = self.forms[code]
        row, figure = form.row(key), self.figure(cell)
        unit = f"triệu {row.unit}" if form.money else row.unit
        return bound(cell, filled, row.title, unit, figure, text=printed_cell(filled, money=form.money))

    def figure(self, cell: str) -> Figure | None:
        kept = self.kept.get(cell)
        return kept.figure if kept is not None else None


def bindings_of(report: ConsolidatedReport, template: Template) -> Bindings:
    """The figures frozen last, with the sums and shares worked out from them; one query."""
    kept = report_cells(report)
    forms = {form.code: form for form in template.forms}
    return Bindings(filled_forms(template.forms, values_of(kept)), kept, forms)


def bound(cell: str, filled: Filled, name: str, unit: str, figure: Figure | None, *, text: str = "") -> Bound:
    """One figure bound in: a share is printed in per cent and says what it is a share of."""
    number: int | Decimal | None = filled.value
    of = ""
    if filled.base is not None:
        number = share_of(filled.value, filled.base)
        text = f"{format_number(number, 2)} %" if number is not None else f"{filled.value}/{filled.base}"
        of = f"{format_number(filled.value)} trên {format_number(filled.base)} {unit}"
        unit = "%"
    return Bound(
        key=cell,
        value_text=text or format_number(filled.value),
        code=figure.printed_code if figure is not None else "",
        unit=unit,
        base_text=of,
        name=name,
        on=figure.on if figure is not None else None,
        number=number,
    )
