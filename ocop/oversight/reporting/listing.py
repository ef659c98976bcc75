"""Yearly lists: the records behind a figure shown by name, as they stand or as they were frozen when it was sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.urls import reverse

from ocop.kit.scope import Actor
from ocop.oversight.figures.freezing import FrozenLines, Line, ListBroken, lines_of
from ocop.oversight.figures.models import Figure
from ocop.oversight.figures.policies import may_open, units_opened
from ocop.oversight.figures.questions import Question, query_of, rows_of
from ocop.rules.forms import Form, cell_id

MOST_SHOWN = 100  # records; the workbook has them all
BROKEN = "Không mở được danh sách: dấu băm không khớp. Báo quản trị hệ thống."


@dataclass(frozen=True, slots=True)
class Named:
    """One thing of a list: its name, what is said of it, its page."""

    label: str
    detail: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class NamedList:
    """The things a figure counted, by name; `has_more` when the screen does not show all that `page` and `sheet` do."""

    title: str
    things: Sequence[Named]
    page: str
    sheet: str
    has_more: bool = False
    failed: str = ""


def lists_now(form: Form, questions: Mapping[str, Question], actor: Actor) -> list[NamedList]:
    """The lists of a form as the records stand, of what the person may open."""
    found = []
    for title, cell in listed_cells(form):
        question = questions.get(cell)
        if question is None or not may_open(actor, question.office):
            continue
        rows = rows_of(question, units=units_opened(actor, question.office))
        lines = lines_of(question.measure.counted, rows, MOST_SHOWN + 1)
        key, asked = question.measure.key, query_of(question)
        page, sheet = (f"{reverse(f'figures:{name}', args=[key])}?{asked}" for name in ("rows", "rows_sheet"))
        found.append(_named(title, lines, page, sheet))
    return found


def lists_frozen(form: Form, figures: Mapping[str, Figure], actor: Actor) -> list[NamedList]:
    """The lists of a form as they were frozen, of what the person may open."""
    found = []
    for title, cell in listed_cells(form):
        figure = figures.get(cell)
        if figure is None or not may_open(actor, figure.of_office):
            continue
        page, sheet = (reverse(f"figures:{name}", args=[figure.code]) for name in ("lines", "lines_sheet"))
        try:
            lines = FrozenLines(figure.counted, units_opened(actor, figure.of_office))[: MOST_SHOWN + 1]
        except ListBroken:
            found.append(NamedList(title, (), page, sheet, failed=BROKEN))
        else:
            found.append(_named(title, lines, page, sheet))
    return found


def listed_cells(form: Form) -> list[tuple[str, str]]:
    """The rows of a form whose records are listed, each with the cell that counts them: that of its first column."""
    column = form.columns[0].key
    return [(row.title, cell_id(form.code, row.key, column)) for row in form.rows if row.listed]


def _named(title: str, lines: Iterable[Line], page: str, sheet: str) -> NamedList:
    taken = list(islice(lines, MOST_SHOWN + 1))
    return NamedList(title, things_in(taken[:MOST_SHOWN]), page, sheet, has_more=len(taken) > MOST_SHOWN)


def things_in(lines: Iterable[Line]) -> list[Named]:
    """Each thing once, with what its records say of it: a producer with three products is one line."""
    told: dict[str, list[Line]] = {}
    for line in lines:
        told.setdefault(line.thing, []).append(line)
    return [
        Named(same[0].label, "; ".join(filter(None, (line.detail for line in same))), same[0].url)
        for same in told.values()
    ]
