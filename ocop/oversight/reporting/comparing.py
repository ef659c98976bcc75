"""Figures a plan printed, beside what its records give."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ocop.kit.text.numbers import format_number
from ocop.oversight.reporting.display import printed_cell
from ocop.rules.forms import Filled, Form, cell_id
from ocop.rules.indicators import share_of

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Compared:
    """One printed figure: what it speaks of, where it stands, what was printed and what records give."""

    cell: str
    words: str
    section: str
    printed: str
    computed: str
    agrees: bool


def compared(form: Form, cells: Mapping[str, Filled]) -> Iterator[Compared]:
    """Every figure a form says was printed, row by row."""
    for row in form.rows:
        for column in form.columns:
            if (said := row.printed.get(column.key)) is not None:
                cell = cell_id(form.code, row.key, column.key)
                filled = cells.get(cell)
                words = f"{row.title}, {column.title.lower()}"
                shown = printed_cell(filled, money=form.money)
                agrees = _agrees(said, filled, money=form.money)
                yield Compared(cell, words, row.section, _as_printed(said), shown, agrees)


def _as_printed(said: str) -> str:
    """A printed number as Vietnamese papers write it: 38.614; 41,54."""
    places = len(said.split(",")[1]) if "," in said else 0
    return format_number(Decimal(said.replace(",", ".")), places)


def _agrees(said: str, filled: Filled | None, *, money: bool) -> bool:
    """Whether a printed number is the figure, as it was rounded: a share in two decimals, money in millions."""
    if filled is None:
        return False
    printed = Decimal(said.replace(",", "."))
    if filled.base is not None:
        return printed == share_of(filled.value, filled.base)
    return printed * (MILLION if money else 1) == filled.value
