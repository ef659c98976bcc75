"""The days on which the star of a recognition stands, as columns a measure reads (`ground.planning.measures`)."""

from datetime import date, timedelta
from functools import cache

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Cast

from ocop.cycle.certification.models import Recognition, StandingChange
from ocop.cycle.certification.queries import RENEWAL_RUNNING
from ocop.cycle.certification.states import RecognitionState
from ocop.cycle.dossiers.models import Dossier
from ocop.rules.calendar import GRACE_DAYS

# A star stands from the day of `STARTS` to that of `ENDS`, and no longer from a day in `STOPS`.
STARTS, ENDS, STOPS = ("valid_from",), ("term",), ("stopped_on", "replaced_on")


@cache
def recognitions() -> QuerySet[Recognition]:
    """Recognitions of official rounds, each with `term`, `stopped_on` and `replaced_on`: the question, not its answer.

    The term ends later by its grace while a re-assessment runs. The star stops on the day it was suspended or withdrawn
    for good, or a newer one took its place. A suspension that was lifted leaves no gap: the figure of a past day in it
    counts the product.
    """
    lifted = StandingChange.objects.filter(
        recognition=OuterRef("recognition"),
        to_state=RecognitionState.GRANTED,
        effective_on__gte=OuterRef("effective_on"),
        pk__gt=OuterRef("pk"),
    )
    stopped = StandingChange.objects.exclude(to_state=RecognitionState.GRANTED).filter(
        ~Exists(lifted), recognition=OuterRef("pk")
    )
    newer = Recognition.objects.filter(supersedes=OuterRef("pk"))
    replaced = Recognition.objects.filter(supersedes__isnull=False).values("supersedes")
    renewed = Dossier.objects.filter(RENEWAL_RUNNING).values("product")
    with_grace = Cast(F("valid_until") + timedelta(days=GRACE_DAYS), DateField())
    return Recognition.objects.filter(is_trial=False).annotate(
        stopped_on=Subquery(stopped.order_by("effective_on", "pk").values("effective_on")[:1]),
        # Few have a newer one: their set is found once, the day is asked of them only.
        replaced_on=Case(When(pk__in=replaced, then=Subquery(newer.values("valid_from")[:1])), default=None),
        term=Case(When(product__in=renewed, then=with_grace), default=F("valid_until"), output_field=DateField()),
    )


def near(first: date, last: date) -> Q:
    """Which recognitions may stand on some day from `first` to `last`: their term, with the longest grace."""
    return Q(valid_from__lte=last, valid_until__gte=first - timedelta(days=GRACE_DAYS))
