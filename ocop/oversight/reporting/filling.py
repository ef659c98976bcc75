"""The figures of a form for an office and a period: asked of the records, or as they were frozen when it was sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ocop.ground.offices.borders import all_borders
from ocop.ground.offices.models import Office, Unit
from ocop.ground.offices.placing import Waiting, waiting_for
from ocop.ground.offices.states import Tier
from ocop.ground.planning.measures import Bases, measure_called, values_on
from ocop.ground.planning.models import Target
from ocop.ground.planning.progress import options_of
from ocop.oversight.figures.questions import Question, units_of
from ocop.oversight.reporting.models import Period
from ocop.rules.forms import Asked, Column, Filled, Form, Span, asked_of


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose figures: those of a place, of an office, or (neither) of the whole province."""

    place: Unit | None = None
    office: Office | None = None


PROVINCE = Scope()
TARGETS = "chi-tieu"  # the form that a plan's targets make up


def scope_of(office: Office) -> Scope:
    """A district or commune reports its place; an agency of the province what it did itself."""
    if office.tier in (Tier.DISTRICT, Tier.COMMUNE):
        return Scope(place=office.unit)
    return Scope(office=office)


def waiting_in(scope: Scope) -> Waiting | None:
    """What may be missing in the figures of a place because its old commune was split; None for an office's own."""
    return None if scope.office else waiting_for(scope.place)


def days_of(column: Column, period: Period, today: date) -> tuple[date, date]:
    """The first and the last day a column speaks of in a period: no day to come, and last year's days as many."""
    until = min(period.until, today)
    if column.span is Span.TO_DATE:
        return period.plan.starts_on, until
    if column.span is Span.YEAR_BEFORE:
        return _year_before(period.since), _year_before(until)
    if column.span is Span.FIXED:
        return column.since or period.plan.starts_on, min(column.until or until, today)
    return period.since, until


def _year_before(day: date) -> date:
    """The same day one year earlier; 29 February becomes the 28th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def question_of(asked: Asked, period: Period, scope: Scope, today: date) -> Question | None:
    """What a cell asks, on no day to come; None where its measure cannot be told by place or office, or is unknown."""
    measure = measure_called(asked.row.measure)
    if measure is None:
        return None
    if (scope.place and not measure.counted.place) or (scope.office and not measure.tells_offices):
        return None
    since, until = days_of(asked.column, period, today)
    options = asked.options | ({"period": period.public_id} if "period" in measure.options else {})
    return Question(
        measure=measure,
        on=until,
        since=since if measure.since_start else None,
        options=options,
        place=scope.place,
        office=scope.office,
    )


def questions_of(forms: Iterable[Form], period: Period, scope: Scope, today: date) -> dict[str, Question]:
    """Cell → what it asks, for every cell that records answer."""
    found = {each.cell: question_of(each, period, scope, today) for form in forms for each in asked_of(form)}
    return {cell: question for cell, question in found.items() if question is not None}


def target_questions(period: Period, today: date) -> dict[str, Question]:
    """Cell → what each target of the plan asks on the last day of the period."""
    found = {}
    for target in period.plan.targets.select_related("plan"):
        measure = measure_called(target.measure)
        if measure is not None:
            since = target.plan.starts_on if measure.since_start else None
            found[target_cell(target)] = Question(measure, min(period.until, today), since, options_of(target))
    return found


def target_cell(target: Target) -> str:
    return f"{TARGETS}/{target.code}/cuoi-ky"


def counted_now(questions: Mapping[str, Question]) -> dict[str, Filled]:
    """The figures of one scope as the records stand; one query (two for a share) for each measure narrowed alike."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for cell, question in questions.items():
        key = (question.measure.key, tuple(sorted(question.options.items())), question.since)
        alike.setdefault(key, []).append(cell)
    one = next(iter(questions.values()), None)
    units = units_of(one.place, all_borders()) if one is not None and one.place else None
    offices = one.offices if one is not None else None
    bases: Bases = {}
    found: dict[str, Filled] = {}
    for cells in alike.values():
        asked = questions[cells[0]]
        days = sorted({questions[cell].on for cell in cells})
        values = values_on(
            asked.measure, asked.options, days, since=asked.since, units=units, offices=offices, bases=bases
        )
        by_day = {value.on: Filled(value.count, value.base) for value in values}
        found |= {cell: by_day[questions[cell].on] for cell in cells}
    return {cell: found[cell] for cell in questions}
