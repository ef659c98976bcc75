"""What counts and how: which rows on which day, narrowed to what is asked, and the queries that count them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Aggregate, Count, F, Min, Q, QuerySet, Sum

from ocop.ground.planning.compiled import order_of, statement
from ocop.kit.scope import Refused

Options = Mapping[str, str]
Ids = frozenset[int] | None  # units or offices whose rows are asked for; None for all


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows that count, and how.

    `rows` gives all rows whatever the day, each once, narrowed by options. `of` is the lookup of what is counted once
    (a person, a product). A row counts on a day when each first day in the lookups `starts` has come, no last day in
    `ends` has passed and no day in `stops` has come; an empty day of `ends` or `stops` is open, and without `starts` a
    row counts always. `also` adds what days cannot say, such as a star that stood on the day; `near` says cheaply which
    rows may count between two days, where an end is worked out row by row. Both are told by the days alone: no clock,
    no record. `place` is the lookup of the unit a row belongs to, `office` that of the office whose work it is (who
    organised, led, paid); without them nothing is said of one place or one office. `label`, `link` and `detail`
    describe one row of `rows` on the screen; `related` are the relations they need; `personal` rows name people. `adds`
    is the lookup of a whole number each row brings (workers, đồng): the figure is then their sum, and each row has to
    come once.
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
class Span:
    """The days a figure is asked about: `until` is the day itself; `since` the first day of the plan."""

    until: date
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What counts, narrowed by options, and to rows of some places and some offices (None for all).

    `since_start` as a measure has it. Raises `Refused` for offices where rows name none: the figure would be
    everybody's.
    """

    counted: Counted
    options: tuple[tuple[str, str], ...] = ()
    since_start: bool = False
    units: Ids = None
    offices: Ids = None

    def rows_on(self, span: Span) -> QuerySet[Any]:
        """The rows that count on the last day of a span."""
        return self._rows(span.until, span.until).filter(self._standing(span.until, span.since))

    def counts(self, days: list[date], since: date | None) -> list[int]:
        """How many things count on each day, or what they add up to; one query."""
        if self.units is None and self.offices is None:
            dated = since is not None and self.since_start
            known = statement(Narrowed.counts_anew, self, DEFAULT_DB_ALIAS, order_of(days), dated)
            if known is not None:
                return known.ask(days, since)
        return self.counts_anew(days, since)

    def counts_anew(self, days: list[date], since: date | None) -> list[int]:
        """The same, its query built for these days alone."""
        rows, inner = self._rows(min(days), max(days)), self
        if self.counted.also is None and not self.counted.adds:
            if self.counted.only_begins:
                rows, since = rows.filter(self._begun(since)), None
            rows, counted = _spans(rows, self.counted)
            inner = replace(self, counted=counted)
        conditions = [inner._standing(day, since) for day in days]
        each_day = {f"d{place}": _figure(inner.counted, each or None) for place, each in enumerate(conditions)}
        found = rows.aggregate(**each_day)
        return [found[f"d{place}"] or 0 for place in range(len(days))]

    def by(self, lookup: str, span: Span) -> dict[Any, int]:
        """The figure of each unit or office that rows name; one query."""
        named = self.rows_on(span).order_by().values_list(lookup)
        return {key: figure or 0 for key, figure in named.annotate(figure_=_figure(self.counted, None))}

    def things_by(self, lookup: str, span: Span) -> Iterator[tuple[Any, Any]]:
        """Each unit or office that rows name with the key of each thing counted there; one query."""
        return self.rows_on(span).order_by().values_list(lookup, self.counted.of).distinct().iterator()

    def _rows(self, first: date, last: date) -> QuerySet[Any]:
        """The rows that may count between two days; none in a place where rows name no place."""
        counted, condition = self.counted, Q()
        if self.units is not None:
            condition &= Q(**{f"{counted.place}__in": self.units}) if counted.place else Q(pk__in=())
        if self.offices is not None and not counted.office:
            raise Refused("Chỉ số này không tính riêng cho một cơ quan. Bỏ trống ô cơ quan rồi xem lại.")
        if self.offices is not None:
            condition &= Q(**{f"{counted.office}__in": self.offices})
        near = counted.near(first, last) if counted.near is not None else Q()
        return counted.rows(dict(self.options)).filter(condition, near)

    def _standing(self, day: date, since: date | None) -> Q:
        """Which rows count on a day."""
        counted = self.counted
        condition = Q(*[(f"{lookup}__lte", day) for lookup in counted.starts]) & self._begun(since)
        for lookup in counted.ends:
            condition &= Q((f"{lookup}__isnull", True), (f"{lookup}__gte", day), _connector=Q.OR)
        for lookup in counted.stops:
            condition &= Q((f"{lookup}__isnull", True), (f"{lookup}__gt", day), _connector=Q.OR)
        return condition if counted.also is None else condition & counted.also(day)

    def _begun(self, since: date | None) -> Q:
        """Rows that began within the plan, where only they count: all their first days had come only then."""
        if since is None or not self.since_start:
            return Q()
        return Q(*[(f"{lookup}__gte", since) for lookup in self.counted.starts], _connector=Q.OR)


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
