"""Made-up filled sheets for the tests, as an assessor's JSON would hold them."""

import random
from typing import Any

from ocop.rules.criteria import Criterion, Sheet


def answer(criterion: Criterion, rng: random.Random) -> Any:
    """One printed option, with its case where the criterion has cases."""
    if not criterion.cases:
        return rng.choice(criterion.options).points
    case = rng.choice(criterion.cases)
    return {"case": case.case, "points": rng.choice(case.options).points}


def random_answers(sheet: Sheet, rng: random.Random, blank: float = 0.1) -> dict[str, Any]:
    """A whole sheet with some blanks; about one in three is filled almost at its best, so that high ranks occur."""
    best = rng.random() < 0.35
    answers = {}
    for criterion in sheet.criteria.values():
        if rng.random() >= (blank / 10 if best else blank):
            answers[criterion.code] = top(criterion) if best and rng.random() < 0.93 else answer(criterion, rng)
    return answers


def top(criterion: Criterion) -> Any:
    """The option that gives the most points."""
    if not criterion.cases:
        return criterion.max
    case = max(criterion.cases, key=lambda item: max(option.points for option in item.options))
    return {"case": case.case, "points": max(option.points for option in case.options)}


def best_answers(sheet: Sheet) -> dict[str, Any]:
    """Full marks."""
    return {criterion.code: top(criterion) for criterion in sheet.criteria.values()}
