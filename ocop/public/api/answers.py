"""What is told of an indicator and of its figures: a count and its base, never a record."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext

from ocop.ground.offices.models import Unit
from ocop.ground.offices.states import Tier
from ocop.ground.planning.measures import Measure
from ocop.oversight.figures.questions import BY_OFFICE, BY_TIME, Cell, Question, answer, split_answer, splits_of
from ocop.public.api.asked import OPTION, by_place

VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with its figure and, where it was split, its parts; `rows` are what tables are made of.

    `province` is the key of the province, the place of a figure that names none.
    """

    question: Question
    total: Cell
    parts: tuple[Cell, ...]
    province: str

    @property
    def rows(self) -> tuple[Cell, ...]:
        return self.parts if self.question.split else (self.total,)


def answered(question: Question, today: date) -> Answer:
    """The answer as of today's records; a constant number of queries, one or two more for each value of an option."""
    province = Unit.objects.in_force(today).at(Tier.PROVINCE).first()
    parts = tuple(split_answer(question, today)) if question.split else ()
    return Answer(question, answer(question), parts, province.key if province else "")


def described(measure: Measure) -> dict[str, Any]:
    """An indicator as the list tells it."""
    return {
        "key": measure.key,
        "name": gettext(measure.name),
        "unit": gettext(measure.unit),
        "definition": gettext(measure.definition),
        "is_share": measure.base is not None,
        "counts_since": measure.since_start,
        "options": {f"{OPTION}{name}": dict(values()) for name, values in measure.options.items()},
        "splits": splits_of(measure),
    }


def place_told(unit: Unit) -> dict[str, Any]:
    """A place as the list tells it."""
    return {
        "key": unit.key,
        "code": unit.code,
        "name": unit.full_name,
        "tier": unit.tier,
        "valid_from": unit.valid_from.isoformat(),
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
    }


def told(found: Answer) -> dict[str, Any]:
    """An answer for programs."""
    asked = found.question
    return {
        "version": VERSION,
        "indicator": {
            "key": asked.measure.key,
            "name": gettext(asked.measure.name),
            "unit": gettext(asked.measure.unit),
        },
        "on": asked.on.isoformat(),
        "since": asked.since.isoformat() if asked.since else None,
        "place": place_told(asked.place) if asked.place else None,
        "options": {f"{OPTION}{name}": value for name, value in asked.options.items()},
        "split": asked.split or None,
        "figure": _figure(found.total),
        "parts": [{"part": part_of(asked, cell), "label": cell.label, **_figure(cell)} for cell in found.parts],
    }


def _figure(cell: Cell) -> dict[str, Any]:
    return {"count": cell.count, "base": cell.base, "share": str(cell.share) if cell.share is not None else None}


def part_of(question: Question, cell: Cell) -> str:
    """What a program knows a part by: a place, a day, a value of an option; empty for the whole."""
    if cell.gap is not None:
        return str(cell.gap.value)
    asked = cell.question
    if not question.split or asked is None:
        return ""
    if by_place(question):
        return asked.place.key if asked.place else ""
    if question.split == BY_OFFICE:
        return asked.office.public_id if asked.office else ""
    return asked.on.isoformat() if question.split == BY_TIME else asked.options[question.split]
