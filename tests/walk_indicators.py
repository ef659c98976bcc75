"""Every indicator asked as people ask it; each answer must be what its own list of records makes.

Used on the small province (`tests/oversight/figures`) and on the sample province (`tests/sample`).
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date

from ocop.ground.offices.borders import all_borders
from ocop.ground.offices.models import Office
from ocop.ground.planning.measures import Measure, known_measures
from ocop.kit.scope import Refused
from ocop.oversight.figures.actions import words_of
from ocop.oversight.figures.freezing import lines_of, listed
from ocop.oversight.figures.questions import (
    BORDERS,
    BY_OFFICE,
    Cell,
    Question,
    answer,
    rows_of,
    split_answer,
    splits_of,
)


def whole_questions(on: date, since: date) -> Iterator[Question]:
    """Each indicator alone, then under each value of each of its conditions."""
    for measure in known_measures().values():
        yield Question(measure, on, since)
        for name, values in measure.options.items():
            for value in values():
                yield Question(measure, on, since, {name: value})


def faults_of(question: Question) -> Iterator[str]:
    """Where an answer is not what its lists make, or a share has no base, or counts more than its base."""
    measure, cell = question.measure, answer(question)
    told = f"{measure.key} {dict(question.options)} {question.place or ''} {question.office or ''}"
    lines = list(lines_of(measure.counted, rows_of(question)))
    made = listed(lines).value(is_sum=bool(measure.counted.adds))
    if made != cell.count:
        yield f"{told}: {cell.count} counted, the list makes {made}"
    keys = list(rows_of(question).values_list("pk", flat=True))
    if len(set(keys)) != len(keys):
        yield f"{told}: a record comes twice"
    if measure.counted.adds and len({line.record for line in lines}) != len(lines):
        yield f"{told}: a record is added twice"
    if (measure.base is None) != (cell.base is None):
        yield f"{told}: a share without its base"
    if measure.base is not None and cell.base is not None:
        of = listed(lines_of(measure.base, rows_of(question, of_base=True)))
        of_what = of.value(is_sum=bool(measure.base.adds))
        if of_what != cell.base:
            yield f"{told}: base {cell.base}, its list makes {of_what}"
        if cell.count > cell.base:
            yield f"{told}: {cell.count} of {cell.base}"
    if not (words_of(question) and measure.definition and measure.unit):
        yield f"{told}: no words"


def place_faults(question: Question, today: date) -> Iterator[str]:
    """Where a split by place or office is not what each place answers alone, or its parts do not make a sum."""
    borders = all_borders()
    for split in splits_of(question.measure):
        if split not in (*BORDERS, BY_OFFICE):
            continue
        cells = split_answer(replace(question, split=split), today)
        for cell in cells:
            if cell.question is not None:
                alone = answer(cell.question, borders)
                if (alone.count, alone.base) != (cell.count, cell.base):
                    yield f"{question.measure.key} {split} {cell.label}: {cell.count}, alone {alone.count}"
        yield from _sum_faults(question.measure, cells, answer(question).count, split)


def _sum_faults(measure: Measure, cells: list[Cell], whole: int, split: str) -> Iterator[str]:
    parts = sum(cell.count for cell in cells)
    if measure.counted.adds and parts != whole:
        yield f"{measure.key} {split}: parts make {parts}, not {whole}"
    if parts < whole:
        yield f"{measure.key} {split}: parts make less than {whole}"


def office_faults(question: Question, offices: Iterable[Office]) -> Iterator[str]:
    """Where an office's figure is not its own list, or is given though rows do not say whose work they are."""
    for office in offices:
        asked = replace(question, office=office)
        if question.measure.tells_offices:
            yield from faults_of(asked)
        else:
            with suppress(Refused):
                yield f"{question.measure.key}: {answer(asked).count} given for one office"
