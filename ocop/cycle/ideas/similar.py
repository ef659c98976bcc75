"""Names like a title: the longest run of its words that others' names hold, whatever marks and whatever order.

"Trà lá sen túi lọc" meets "Trà túi lọc lá sen" in all five words, and eleven other teas in "trà lá sen".
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from django.db.models import Q

from ocop.kit.text.fold import fold

# Words that say nothing of the thing itself, as they are written with marks.
_FILLERS = frozenset(["làm", "từ", "của", "và", "cho", "ý", "tưởng", "sản", "phẩm", "các", "những", "về", "với", "để"])
MOST_READ = 400
MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Likeness:
    """The words of a title that other names share with it, as they were typed, and the rows that bear those names."""

    words: str
    rows: Sequence[Any]

    @property
    def count(self) -> int:
        return len(self.rows)


NONE = Likeness("", ())


def _words(title: str) -> list[str]:
    typed = re.findall(r"\w+", title)
    told = [word for word in typed if word.lower() not in _FILLERS]
    return (told or typed)[:MOST_WORDS]


def perhaps_like(title: str, column: str = "folded") -> Q:
    """Rows whose folded names may be like a title: they hold two of its neighbouring words, or its only one."""
    words = [fold(word) for word in _words(title)]
    pairs: list[tuple[str, ...]] = [*pairwise(words)] or [(word,) for word in words]
    condition = Q(pk__in=())
    for pair in pairs:
        both = Q()
        for word in pair:
            both &= Q(**{f"{column}__startswith": word}) | Q(**{f"{column}__contains": f" {word}"})
        condition |= both
    return condition


def alike(title: str, rows: Iterable[Any], name: Callable[[Any], str]) -> Likeness:
    """Of rows that may be like a title, those that are, by their names: the longest run of its words decides."""
    words = _words(title)
    folded = [fold(word) for word in words]
    if not words:
        return NONE
    least = min(2, len(words))
    held = [(row, _held(folded, fold(" ".join(re.findall(r"\w+", name(row)))).split())) for row in rows]
    runs = Counter(run for _, marks in held for run in _longest(marks, least))
    if not runs:
        return NONE
    start, end = max(runs, key=lambda run: (run[1] - run[0], runs[run], -run[0]))
    found = [row for row, marks in held if all(marks[start:end])]
    return Likeness(" ".join(words[start:end]).lower(), found)


def _held(words: Sequence[str], name: Sequence[str]) -> list[bool]:
    return [word in name for word in words]


def _longest(marks: Sequence[bool], least: int) -> set[tuple[int, int]]:
    """The longest runs of words a name holds, as (first, one past the last)."""
    runs, start = set(), None
    for place, is_held in enumerate([*marks, False]):
        if is_held and start is None:
            start = place
        elif not is_held and start is not None:
            runs.add((start, place))
            start = None
    longest = max((end - start for start, end in runs), default=0)
    return {run for run in runs if run[1] - run[0] == longest} if longest >= least else set()
