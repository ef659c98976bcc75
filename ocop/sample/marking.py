"""Made-up marks for the simulator and the sample: an honest spread around a wished quality, from one seed."""

import random
from collections.abc import Iterable

from ocop.rules.criteria import Criterion, Sheet
from ocop.rules.grading import gates_of


def _choices(criterion: Criterion, case: str) -> list[int]:
    options = criterion.options
    for alternative in criterion.cases:
        if alternative.case == case:
            options = alternative.options
    return sorted({option.points for option in options})


def first_case(criterion: Criterion) -> str:
    """The first printed case of a criterion that has cases, otherwise nothing."""
    return criterion.cases[0].case if criterion.cases else ""


def made_up_marks(sheet: Sheet, quality: float, rng: random.Random, meets: int = 0) -> dict[str, tuple[str, int]]:
    """For each criterion a (case, points) pair; `quality` 0..1 says how far up the options marks tend to lie.

    `meets` raises marks to the minimums of that star where they fall short. Sensory criteria never get their lowest
    option, which may stop an evaluation: a simulated round should mostly run.
    """
    marks = {}
    for criterion in sheet.criteria.values():
        case = first_case(criterion)
        points = _choices(criterion, case)
        place = min(max(rng.gauss(quality, 0.16), 0.0), 1.0) * (len(points) - 1)
        index = max(round(place), 1 if criterion.basis == "sensory" and len(points) > 1 else 0)
        marks[criterion.code] = (case, points[index])
    for gate in gates_of(sheet, meets):
        case, points_now = marks[gate.criterion]
        if points_now < gate.min_points:
            enough = [points for points in _choices(sheet.criteria[gate.criterion], case) if points >= gate.min_points]
            marks[gate.criterion] = (case, enough[0])
    return marks


def wobble(
    marks: dict[str, tuple[str, int]], sheet: Sheet, rng: random.Random, chance: float
) -> dict[str, tuple[str, int]]:
    """Another member's marks on the same dossier: mostly the same, some a step up or down."""
    other = dict(marks)
    for criterion in _some(sheet.criteria.values(), rng, chance):
        case, now = marks[criterion.code]
        points = _choices(criterion, case)
        lowest = 1 if criterion.basis == "sensory" and len(points) > 1 else 0
        index = min(max(points.index(now) + rng.choice((-1, 1)), lowest), len(points) - 1)
        other[criterion.code] = (case, points[index])
    return other


def _some(criteria: Iterable[Criterion], rng: random.Random, chance: float) -> list[Criterion]:
    return [criterion for criterion in criteria if rng.random() < chance]
