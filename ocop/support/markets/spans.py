"""From when to when two things hold together, as columns of one query.

A measure reads one span a row (`ground.planning.measures`): where a thing counts while two spans both run, the later
start and the earlier end are worked out in the database. SQLite's MIN and MAX give NULL where PostgreSQL's LEAST and
GREATEST pass it over, so an open end is first given the last day of the calendar.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from ocop.cycle.certification.models import Recognition, StandingChange
from ocop.cycle.certification.queries import RENEWAL_RUNNING
from ocop.cycle.certification.states import RecognitionState
from ocop.cycle.dossiers.models import Dossier
from ocop.rules.calendar import GRACE_DAYS

FAR = date(9999, 12, 31)


def open_end(lookup: str | Any) -> Any:
    """A last day, or the end of the calendar where there is none."""
    return Coalesce(lookup, Value(FAR), output_field=DateField())


def later(*lookups: str) -> Any:
    """The later of several first days, none of which may be empty."""
    return Greatest(*lookups, output_field=DateField())


def earlier(*lookups: str | Any) -> Any:
    """The earlier of several last days; empty ones are open."""
    return Least(*[open_end(each) for each in lookups], output_field=DateField())


def day_before(expression: Any) -> Any:
    """The last day before a day; empty for none."""
    return Cast(expression - timedelta(days=1), DateField())


def recognitions() -> QuerySet[Recognition]:
    """Recognitions of official rounds, each with `stands_until`: the last day its star may be shown.

    It ends with its term (or its grace while a re-assessment runs), the day before a newer one takes its place, or the
    day before it was suspended or withdrawn for good. A suspension that was lifted leaves no gap: the figure of a past
    day in it counts the product.
    """
    lifted = StandingChange.objects.filter(
        recognition=OuterRef("recognition"),
        to_state=RecognitionState.GRANTED,
        effective_on__gte=OuterRef("effective_on"),
        pk__gt=OuterRef("pk"),
    )
    stopping = StandingChange.objects.exclude(to_state=RecognitionState.GRANTED)
    stopped = stopping.filter(~Exists(lifted), recognition=OuterRef("pk")).order_by("effective_on", "pk")
    newer = Recognition.objects.filter(supersedes=OuterRef("pk"))
    renewed = Dossier.objects.filter(RENEWAL_RUNNING).values("product")
    with_grace = Cast(F("valid_until") + timedelta(days=GRACE_DAYS), DateField())
    term = Case(When(product__in=renewed, then=with_grace), default=F("valid_until"), output_field=DateField())
    found = Recognition.objects.filter(is_trial=False).annotate(
        stopped_on=_only_for(stopping.values("recognition"), stopped.values("effective_on")),
        replaced_on=_only_for(
            Recognition.objects.filter(supersedes__isnull=False).values("supersedes"), newer.values("valid_from")
        ),
    )
    return found.annotate(
        stands_until=Least(
            term,
            open_end(day_before(F("stopped_on"))),
            open_end(day_before(F("replaced_on"))),
            output_field=DateField(),
        )
    )


def near(first: date, last: date) -> Q:
    """Which recognitions may stand on some day from `first` to `last`: their term, with the longest grace."""
    return Q(valid_from__lte=last, valid_until__gte=first - timedelta(days=GRACE_DAYS))


def _only_for(rows: QuerySet[Any], days: QuerySet[Any]) -> Case:
    """The first of the days for the few rows that have any: the set is found once, the day asked row by row."""
    return Case(When(pk__in=rows, then=Subquery(days[:1])), default=None, output_field=DateField())
