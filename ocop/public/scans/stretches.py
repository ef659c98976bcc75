"""How far the lines behind a stamp reach: which stamps before and after it have the same ones."""

from typing import Any

from django.db.models import Max, Min, Q, QuerySet, Subquery

from ocop.cycle.traceability.models import Activation, StampException, StampRange
from ocop.kit.question import Question
from ocop.public.scans.facts import range_before
from ocop.rules.stamps import Stamp

# Stand in the questions where each stamp puts its own.
_EPOCH, _INDEX = 32_001, 2_000_000_011
_MARKS = {"epoch": _EPOCH, "index": _INDEX}


def ends_of(stamp: Stamp) -> tuple[int, int]:
    """The first and last index around a stamp between which no range, lot or lost stamps begin or end.

    For stamps that were issued. Three questions.
    """
    rows = [row for question in _EDGES for row in question.rows(epoch=stamp.epoch, index=stamp.index)]
    begun, over, ends, begins = (set(edges) - {None} for edges in zip(*rows, strict=True))
    return max(begun | {last + 1 for last in over}), min(ends | {first - 1 for first in begins})


def _edges_of(of_range: QuerySet[Any, Any], key: str) -> QuerySet[Any, Any]:
    """The nearest edges of some intervals of the stamp's range: begun, over, still to end, still to begin."""
    return (
        of_range.order_by()
        .values(key)
        .annotate(
            begun=Max("first", filter=Q(first__lte=_INDEX)),
            over=Max("last", filter=Q(last__lt=_INDEX)),
            ends=Min("last", filter=Q(last__gte=_INDEX)),
            begins=Min("first", filter=Q(first__gt=_INDEX)),
        )
        .values_list("begun", "over", "ends", "begins")
    )


def _its_range() -> Subquery:
    return Subquery(range_before(_EPOCH, _INDEX))


_EDGES = (
    Question(lambda: _edges_of(StampRange.objects.filter(pk=_its_range()), "pk"), _MARKS),
    Question(lambda: _edges_of(Activation.objects.filter(range=_its_range(), ended_at=None), "range"), _MARKS),
    Question(lambda: _edges_of(StampException.objects.filter(range=_its_range()), "range"), _MARKS),
)
