"""Forms, templates and who owes what, as the data files of this room say it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ocop.rules.forms import Form, form_from

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a return or report: its number and title as printed, the forms in it, and words to begin with.

    `hint` tells the writer what belongs here. `gathers` names the section of the returns whose words are put together
    here. In `prose`, `[[form/row/column]]` binds a figure.
    """

    key: str
    number: str
    title: str
    hint: str = ""
    forms: tuple[str, ...] = ()
    prose: str = ""
    gathers: str = ""
    level: int = 1
    charts: tuple["ChartOf", ...] = ()


@dataclass(frozen=True, slots=True)
class ChartOf:
    """Some rows of one column of a form, drawn."""

    title: str
    form: str
    column: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """The sections of one kind of return or report, in order.

    `is_list`: a yearly list, owed by itself; `of_list` names the list a consolidated report puts together.
    """

    key: str
    title: str
    sections: tuple[Section, ...]
    is_consolidated: bool = False
    is_list: bool = False
    of_list: str = ""
    targets_in: str = ""

    @property
    def forms(self) -> list[Form]:
        """The forms of all sections, each once, in order."""
        codes = dict.fromkeys(code for section in self.sections for code in section.forms)
        return [form_called(code) for code in codes]

    @property
    def cells(self) -> frozenset[str]:
        """Every cell of the forms, sums and shares included."""
        return frozenset(cell for form in self.forms for cell in form.cells)

    def section(self, key: str) -> Section | None:
        return next((each for each in self.sections if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Owing:
    """Which offices owe a return of a template: of a tier and kinds, from a day to a day, all or those with work."""

    template: str
    tier: str
    kinds: tuple[str, ...] = ()
    with_work: bool = False
    since: date | None = None
    until: date | None = None
    source: str = ""

    @property
    def is_list(self) -> bool:
        """Whether what is owed is a yearly list, asked for by a period of its own."""
        return template_called(self.template).is_list

    def holds_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@cache
def forms() -> Mapping[str, Form]:
    """Every form by its code; a file in `data/forms` is a form."""
    found = [form_from(_read(path)) for path in sorted((DATA / "forms").glob("*.yaml"))]
    return {form.code: form for form in found}


def form_called(code: str) -> Form:
    """The form of a code. Raises KeyError for one that is not there."""
    return forms()[code]


@dataclass(frozen=True, slots=True)
class CellName:
    """What a cell is called: its row and column, the unit, its form, why a number is typed there."""

    row: str
    column: str
    unit: str
    form: str
    note: str

    @property
    def words(self) -> str:
        return f"{self.row}, {self.column.lower()}"


def name_of_cell(cell: str) -> CellName | None:
    """What a cell is called now; None once no form has it."""
    code, key, place = cell.split("/")
    form = forms().get(code)
    if form is None or cell not in form.cells:
        return None
    row = form.row(key)
    return CellName(row.title, form.column(place).title, row.unit, f"{form.number}. {form.title}", form.note)


@cache
def templates() -> Mapping[str, Template]:
    return {each.key: each for each in _templates()}


def template_called(key: str) -> Template:
    """The template of a key. Raises KeyError for one that is not there."""
    return templates()[key]


def _templates() -> Iterator[Template]:
    for key, facts in _read(DATA / "templates.yaml").items():
        sections = tuple(_section(each) for each in facts["sections"])
        yield Template(**{**facts, "key": key, "sections": sections})


def _section(facts: dict[str, Any]) -> Section:
    charts = tuple(ChartOf(**{**each, "rows": tuple(each["rows"])}) for each in facts.get("charts", ()))
    return Section(
        **{**facts, "number": str(facts["number"]), "forms": tuple(facts.get("forms", ())), "charts": charts}
    )


@cache
def owing() -> tuple[Owing, ...]:
    """Who owes what, from when to when."""
    found = _read(DATA / "owing.yaml")
    return tuple(Owing(**{**each, "kinds": tuple(each.get("kinds", ()))}) for each in found)
