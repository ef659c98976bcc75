"""Measures: named questions about records that a target is judged by.

A measure says which rows count and what is counted once among them; every room declares its own in `measures.py` and
`ocop/config/wiring.py` registers them. A target names a measure and may narrow it by options, so a new target is a
record, not a program. The same declaration answers the figure at any day, its split by place, its course over time and
the rows behind it, each with a constant number of queries.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet

from ocop.ground.planning.counted import Counted, Ids, Narrowed, Options, Span
from ocop.kit.scope import Refused

__all__ = [
    "Bases",
    "Counted",
    "Measure",
    "Options",
    "Span",
    "Value",
    "by_part",
    "check_options",
    "known_measures",
    "measure_called",
    "register",
    "rows_behind",
    "values_on",
]
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Measure:
    """A named figure: `counted`, and for a share its `base`.

    `since_start`: only rows that start within the plan count (people trained in the period); otherwise the stock on the
    day counts (products on sale). `options` lists what a target may narrow by: name → value → words. `public`:
    everybody may ask, since each record it counts is shown to everybody anyway: even a place with one betrays nothing.
    """

    key: str
    name: str
    unit: str
    definition: str
    counted: Counted
    base: Counted | None = None
    since_start: bool = False
    options: Mapping[str, Callable[[], Mapping[str, str]]] = field(default_factory=dict)
    public: bool = False

    @property
    def tells_offices(self) -> bool:
        """Whether the figure can be asked of one office: what counts and what it is a share of both name one."""
        return bool(self.counted.office) and (self.base is None or bool(self.base.office))


_known: dict[str, Measure] = {}


def register(*measures: Measure) -> None:
    """Make measures known by their keys; raises ValueError when a key is taken by another measure."""
    for measure in measures:
        if _known.setdefault(measure.key, measure) is not measure:
            raise ValueError(f"two measures are called {measure.key}")


def known_measures() -> Mapping[str, Measure]:
    """All registered measures by key."""
    return dict(_known)


def measure_called(key: str) -> Measure | None:
    return _known.get(key)


def check_options(measure: Measure, options: Options) -> None:
    """Raise `Refused` for an option the measure does not know or a value it does not offer."""
    for name, value in options.items():
        offered = measure.options.get(name)
        if offered is None:
            raise Refused(f"Phép đo “{measure.name}” không có điều kiện “{name}”.")
        if value not in offered():
            raise Refused(f"Điều kiện “{name}” của phép đo “{measure.name}” không có giá trị “{value}”.")


def _narrowed(measure: Measure, options: Options, of_base: bool, units: Ids, offices: Ids) -> Narrowed:
    said = tuple(sorted(options.items()))
    if of_base and measure.base is not None:
        return Narrowed(measure.base, said, False, units, offices)
    return Narrowed(measure.counted, said, measure.since_start, units, offices)


def rows_behind(
    measure: Measure,
    options: Options,
    span: Span,
    *,
    of_base: bool = False,
    units: Ids = None,
    offices: Ids = None,
) -> QuerySet[Any]:
    """The rows a figure counted on a day, or those of its base, by key; a thing counted once may have several rows."""
    asked = _narrowed(measure, options, of_base, units, offices)
    rows, related = asked.rows_on(span), asked.counted.related
    return (rows.select_related(*related) if related else rows).order_by("pk")


# What was asked of a base → how many there were on each day.
Bases = dict[tuple[Any, ...], list[int]]


@dataclass(frozen=True, slots=True)
class Value:
    """A figure on a day: how many, and of how many where it is a share. Never one without the other's base."""

    on: date
    count: int
    base: int | None = None


def values_on(
    measure: Measure,
    options: Options,
    days: list[date],
    *,
    since: date | None,
    units: Ids = None,
    offices: Ids = None,
    bases: Bases | None = None,
) -> list[Value]:
    """The figure on each of some days, in their order; one query, two for a share.

    `bases` are those counted so far for the same page: what several shares are shares of is asked once.
    """
    counts = _narrowed(measure, options, False, units, offices).counts(days, since)
    if measure.base is None:
        return [Value(day, count) for day, count in zip(days, counts, strict=True)]
    base = _narrowed(measure, options, True, units, offices)
    known, asked = ({} if bases is None else bases), (base, *days)
    if asked not in known:
        known[asked] = base.counts(days, since)
    return [Value(*each) for each in zip(days, counts, known[asked], strict=True)]


def by_part(
    measure: Measure,
    options: Options,
    span: Span,
    part_of: Callable[[int | None], Key],
    *,
    of_base: bool = False,
    units: Ids = None,
    offices: Ids = None,
    by_office: bool = False,
) -> dict[Key, int]:
    """The figure of each part, as `part_of` tells it of a unit (or an office) that rows name (None: they name none).

    The database counts where one unit makes a part: one query. Where several do, as where old communes make a new one,
    a second reads what they count, so that nothing is counted twice in the part. Nothing where rows never name any.
    """
    asked = _narrowed(measure, options, of_base, units, offices)
    lookup = asked.counted.office if by_office else asked.counted.place
    found = asked.by(lookup, span) if lookup else {}
    parts: dict[Key, list[int | None]] = {}
    for named in found:
        parts.setdefault(part_of(named), []).append(named)
    figures = {part: sum(found[named] for named in makers) for part, makers in parts.items()}
    shared = {part for part, makers in parts.items() if len(makers) > 1}
    if shared and not asked.counted.adds:
        things: dict[Key, set[Any]] = {part: set() for part in shared}
        for named, thing in asked.things_by(lookup, span):
            if (part := part_of(named)) in shared:
                things[part].add(thing)
        figures |= {part: len(each) for part, each in things.items()}
    return figures
