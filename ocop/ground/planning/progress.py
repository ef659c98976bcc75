"""How far targets are: their figures on a day, over time and by place, judged by `ocop.rules.indicators`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ocop.ground.offices.borders import Gap, PlaceKey, all_borders, key_of
from ocop.ground.offices.models import Unit
from ocop.ground.offices.queries import units_reached
from ocop.ground.planning.measures import Bases, Measure, Span, Value, by_part, measure_called, values_on
from ocop.ground.planning.models import Plan, Target
from ocop.kit.scope import Refused
from ocop.rules.indicators import YEAR, Figure, Progress, Promise, progress, quarter_ends, share_of

# The last day of the borders the plan of 2021 was made in, and a tier of each time.
BORDERS_OF_2020 = date(2020, 12, 31)


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target on a day; without `value` where its measure is not on this platform yet."""

    target: Target
    measure: Measure | None
    value: Value | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A target's figure in one place, or of the rows without a place in the wanted borders."""

    place: Unit | Gap
    count: int
    base: int | None

    @property
    def share(self) -> Decimal | None:
        """Per cent of the base with two decimals; None without a base."""
        return share_of(self.count, self.base)


def options_of(target: Target) -> Mapping[str, str]:
    """The conditions a target narrows its measure by."""
    return {str(name): str(value) for name, value in target.options.items()}


def units_of(plan: Plan) -> frozenset[int] | None:
    """The places a plan's figures count: None for the whole province, else those its office reaches; one query."""
    if plan.is_of_the_province or plan.office.unit_id is None:
        return None
    return units_reached([plan.office.unit_id])


def promise_of(target: Target) -> Promise:
    """What the target promises, from the first day of its plan (or of its baseline, when that is later)."""
    start = max(target.plan.starts_on, target.baseline_on) if target.baseline_on else target.plan.starts_on
    return Promise(start, target.due_on, target.figure, target.baseline or Decimal(0))


def usual_day(target: Target, today: date) -> date:
    """The day a target is asked about when nobody says otherwise: today, its due day once that is over."""
    return min(today, target.due_on)


def line_on(
    target: Target, day: date, today: date, units: frozenset[int] | None = None, bases: Bases | None = None
) -> TargetLine:
    """The target on a day, with the figure of one year before for the forecast; one query, two for a share.

    On its due day a target not reached is missed once that day is over (`today`). `units`: the places counted; `bases`
    as in `values_on`.
    """
    measure = measure_called(target.measure)
    if measure is None:
        return TargetLine(target, None)
    now, past = _values(target, measure, [day, _year_before(day)], units, bases)
    return _judged(target, measure, today, now, past)


def line_and_course(
    target: Target, day: date, today: date, units: frozenset[int] | None = None
) -> tuple[TargetLine, list[Value]]:
    """As `line_on`, and the figure at the end of each quarter of the plan until the day; one query, two for a share."""
    measure = measure_called(target.measure)
    if measure is None:
        return TargetLine(target, None), []
    days = list(quarter_ends(target.plan.starts_on, day))
    past, *values = _values(target, measure, [_year_before(day), *days], units)
    return _judged(target, measure, today, values[-1], past), values


def _values(
    target: Target, measure: Measure, days: list[date], units: frozenset[int] | None, bases: Bases | None = None
) -> list[Value]:
    return values_on(measure, options_of(target), days, since=target.plan.starts_on, units=units, bases=bases)


def _year_before(day: date) -> date:
    return date.fromordinal(max(day.toordinal() - YEAR, 1))


def _judged(target: Target, measure: Measure, today: date, now: Value, past: Value) -> TargetLine:
    figures = [Figure(value.count, value.base) for value in (now, past)]
    closed = now.on >= target.due_on and today > target.due_on
    return TargetLine(target, measure, now, progress(promise_of(target), now.on, *figures, closed=closed))


def lines_on(targets: Iterable[Target], today: date, on: date | None = None) -> list[TargetLine]:
    """Targets of one plan on a day, or each on its usual day."""
    wanted = list(targets)
    units = units_of(wanted[0].plan) if wanted else None
    bases: Bases = {}
    return [line_on(target, on or usual_day(target, today), today, units, bases) for target in wanted]


def by_places(target: Target, day: date, *, tier: str, borders_on: date) -> list[PlaceLine]:
    """The figure of each place of a tier in the borders of one day; at most six queries.

    Places are joined by what was counted, so a thing recorded at two old communes of one new one counts once in it.
    Rows whose place cannot be told in those borders are gathered on the last lines, never spread or dropped.
    """
    measure = _measure(target)
    span = Span(day, target.plan.starts_on)
    borders = all_borders()

    def place_of(unit_id: int | None) -> PlaceKey:
        return borders.key_at(unit_id, tier, borders_on)

    counted = by_part(measure, options_of(target), span, place_of)
    base = None
    if measure.base is not None:
        base = by_part(measure, options_of(target), span, place_of, of_base=True)
    places = [(place, key_of(place)) for place in borders.rows(tier, borders_on, counted, base or {})]
    return [
        PlaceLine(place, counted.get(key, 0), base.get(key, 0) if base is not None else None) for place, key in places
    ]


def _measure(target: Target) -> Measure:
    measure = measure_called(target.measure)
    if measure is None:
        raise Refused(f"Chưa có phép đo “{target.measure}” cho chỉ tiêu này.")
    return measure
