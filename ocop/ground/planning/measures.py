"""Measures: named questions about records that a target is judged by.

A measure says which rows count and what is counted once among them; every room declares its own in `measures.py` and
`ocop/config/wiring.py` registers them. A target names a measure and may narrow it by options, so a new target is a
record, not a program. The same declaration answers the figure at any day, its split by place, its course over time and
the rows behind it, each with a constant number of queries.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Aggregate, Count, F, Min, Q, QuerySet, Sum

from ocop.ground.planning.compiled import statement
from ocop.kit.scope import Refused

Options = Mapping[str, str]
Key = TypeVar("Key")
Ids = frozenset[int] | None  # units or offices whose rows are asked for; None for all


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows that count, and how.

    `rows` gives all rows whatever the day, each once, narrowed by options. `of` is the lookup of what is counted once
    (a person, a product). A row counts on a day when each first day in the lookups `starts` has come, no last day in
    `ends` has passed and no day in `stops` has come; an empty day of `ends` or `stops` is open, and without `starts` a
    row counts always. `also` adds what days cannot say, such as a star that stood on the day; `near` says cheaply which
    rows may count between two days, where an end is worked out row by row. `place` is the lookup of the unit a row
    belongs to, `office` that of the office whose work it is (who organised, led, paid); without them nothing is said of
    one place or one office. `label`, `link` and `detail` describe one row of `rows` on the screen; `related` are the
    relations they need; `personal` rows name people. `adds` is the lookup of a whole number each row brings (workers,
    đồng): the figure is then their sum, and each row has to come once.
    """

    rows: Callable[[Options], QuerySet[Any]]
    label: Callable[[Any], str]
    link: Callable[[Any], str] | None = None
    detail: Callable[[Any], str] | None = None
    related: tuple[str, ...] = ()
    of: str = "pk"
    adds: str = ""
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    also: Callable[[date], Q] | None = None
    near: Callable[[date, date], Q] | None = None
    place: str = ""
    office: str = ""
    personal: bool = False

    @property
    def only_begins(self) -> bool:
        """Whether a row counts for good from one day on."""
        return len(self.starts) == 1 and not (self.ends or self.stops)


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


@dataclass(frozen=True, slots=True)
class Span:
    """The days a figure is asked about: `until` is the day itself; `since` the first day of the plan."""

    until: date
    since: date | None = None


def standing(counted: Counted, span: Span, *, since_start: bool) -> Q:
    """Which rows count on the last day of a span."""
    condition = Q(*[(f"{lookup}__lte", span.until) for lookup in counted.starts])
    if since_start:
        condition &= _begun(counted, span.since)
    for lookup in counted.ends:
        condition &= Q((f"{lookup}__isnull", True), (f"{lookup}__gte", span.until), _connector=Q.OR)
    for lookup in counted.stops:
        condition &= Q((f"{lookup}__isnull", True), (f"{lookup}__gt", span.until), _connector=Q.OR)
    return condition if counted.also is None else condition & counted.also(span.until)


def _begun(counted: Counted, since: date | None) -> Q:
    """Rows that began within the plan: all their first days had come only then."""
    return Q(*[(f"{lookup}__gte", since) for lookup in counted.starts], _connector=Q.OR) if since else Q()


def _within(counted: Counted, units: Ids, offices: Ids) -> Q:
    """Rows of some places and some offices; all of them where none are asked for.

    Nothing where rows name no place. Raises `Refused` where they name no office: the figure would be everybody's.
    """
    condition = Q()
    if units is not None:
        condition &= Q(**{f"{counted.place}__in": units}) if counted.place else Q(pk__in=())
    if offices is not None and not counted.office:
        raise Refused("Chỉ số này không tính riêng cho một cơ quan. Bỏ trống ô cơ quan rồi xem lại.")
    if offices is not None:
        condition &= Q(**{f"{counted.office}__in": offices})
    return condition


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
    counted = measure.base if of_base and measure.base is not None else measure.counted
    rows = counted.rows(options).filter(
        _near(counted, span.until, span.until),
        standing(counted, span, since_start=measure.since_start and not of_base),
        _within(counted, units, offices),
    )
    return (rows.select_related(*counted.related) if counted.related else rows).order_by("pk")


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
    counts = _counts(measure.counted, options, days, since, measure.since_start, units, offices)
    if measure.base is None:
        return [Value(day, count) for day, count in zip(days, counts, strict=True)]
    known: Bases = {} if bases is None else bases
    asked = (measure.base, *options.items(), *days, units, offices)
    if asked not in known:
        known[asked] = _counts(measure.base, options, days, since, False, units, offices)
    return [Value(*each) for each in zip(days, counts, known[asked], strict=True)]


def _near(counted: Counted, first: date, last: date) -> Q:
    return counted.near(first, last) if counted.near is not None else Q()


def _counts(
    counted: Counted,
    options: Options,
    days: list[date],
    since: date | None,
    since_start: bool,
    units: Ids,
    offices: Ids,
) -> list[int]:
    """How many things count on each day, or what they add up to; one query."""
    if counted.also is None and counted.near is None and units is None and offices is None:
        about = (counted, tuple(sorted(options.items())), since_start)
        dated = since is not None and since_start
        known = statement(_count_everywhere, about, DEFAULT_DB_ALIAS, len(days), dated)
        if known is not None:
            return known.ask(days, since)
    return _count(counted, options, days, since, since_start, units, offices)


def _count_everywhere(about: tuple[Counted, tuple[tuple[str, str], ...], bool], days: list[date], since: Any) -> None:
    counted, options, since_start = about
    _count(counted, dict(options), days, since, since_start, None, None)


def _count(
    counted: Counted,
    options: Options,
    days: list[date],
    since: date | None,
    since_start: bool,
    units: Ids,
    offices: Ids,
) -> list[int]:
    rows = counted.rows(options).filter(_within(counted, units, offices), _near(counted, min(days), max(days)))
    if counted.also is None and not counted.adds:
        if counted.only_begins:
            rows, since = rows.filter(_begun(counted, since) if since_start else Q()), None
        rows, counted = _spans(rows, counted)
    conditions = [standing(counted, Span(day, since), since_start=since_start) for day in days]
    found = rows.aggregate(**{f"d{place}": _figure(counted, each or None) for place, each in enumerate(conditions)})
    return [found[f"d{place}"] or 0 for place in range(len(days))]


def _spans(rows: QuerySet[Any], counted: Counted) -> tuple[QuerySet[Any], Counted]:
    """What counts and its days, worked out once however many days are asked about, and how to read them.

    What only begins is one row a thing, with the first day it counted.
    """
    lookups = dict.fromkeys([counted.of, *counted.starts, *counted.ends, *counted.stops])
    names = {lookup: f"c{place}" for place, lookup in enumerate(lookups)}

    def named(kept: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(names[lookup] for lookup in kept)

    inner = replace(
        counted,
        of=names[counted.of],
        starts=named(counted.starts),
        ends=named(counted.ends),
        stops=named(counted.stops),
    )
    if counted.only_begins:
        things = rows.order_by().values(**{inner.of: F(counted.of)})
        return things.annotate(**{inner.starts[0]: Min(counted.starts[0])}), inner
    return rows.order_by().values(**{name: F(lookup) for lookup, name in names.items()}).distinct(), inner


def _figure(counted: Counted, condition: Q | None) -> Aggregate:
    if counted.adds:
        return Sum(counted.adds, filter=condition)
    return Count(counted.of, distinct=True, filter=condition)


Things = dict[Any, int]  # the key of each thing counted → what it brings to the figure: 1 where things are counted


def by_place(
    measure: Measure,
    options: Options,
    span: Span,
    *,
    of_base: bool = False,
    units: Ids = None,
    offices: Ids = None,
    by_office: bool = False,
) -> dict[int | None, Things]:
    """What was counted, by the unit (or the office) each row names as recorded, None where it names none; one query.

    Things, not figures: a caller that joins units into today's or yesterday's borders unites them (`joined`), so that
    nothing is counted twice within a place. Nothing where rows never name any.
    """
    counted = measure.base if of_base and measure.base is not None else measure.counted
    lookup = counted.office if by_office else counted.place
    if not lookup:
        return {}
    rows = counted.rows(options).filter(
        _near(counted, span.until, span.until),
        standing(counted, span, since_start=measure.since_start and not of_base),
        _within(counted, units, offices),
    )
    wanted = ("pk", counted.adds) if counted.adds else (counted.of,)
    found: dict[int | None, Things] = {}
    for named, key, *amount in rows.order_by().values_list(lookup, *wanted).distinct():
        found.setdefault(named, {})[key] = int(amount[0] or 0) if amount else 1
    return found


def joined(found: Mapping[int | None, Things], part_of: Callable[[int | None], Key]) -> dict[Key, int]:
    """The figure of each part, as `part_of` tells it of a unit or an office (None where a row names none)."""
    parts: dict[Key, Things] = {}
    for named, things in found.items():
        parts.setdefault(part_of(named), {}).update(things)
    return {part: sum(things.values()) for part, things in parts.items()}
