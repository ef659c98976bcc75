"""The one question a scan asks of the database: everything the first screen says of a stamp, its goods and its star.

A line of the answer is one change of one recognition of the product; most products have a single one. Lines compare
equal as long as nothing they hold has changed, so that a page can be kept under them. They say nothing of the single
stamp, so that all stamps of a lot share one page: how often it was scanned is given apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from ocop.cycle.certification.queries import RENEWAL_RUNNING
from ocop.cycle.certification.standing import Span, standing_of
from ocop.cycle.certification.states import STANDS, Standing
from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.scans.models import ScannedStamp
from ocop.cycle.traceability.models import Recall, StampException, StampRange
from ocop.ground.offices.models import in_words
from ocop.kit.clock import local_date
from ocop.kit.question import Question, Row
from ocop.rules.stamps import PER_EPOCH, Stamp

Lines = tuple[Row, ...]

# Stand in the question where each scan puts its own: an epoch, an index, both in one, that no other value equals.
_EPOCH, _INDEX, _NUMBER = 32_001, 2_000_000_011, 9_000_000_000_011


@dataclass(frozen=True, slots=True)
class Star:
    """One recognition of the product, and what decides how it stands on a day."""

    stars: int
    valid_from: date
    valid_until: date
    is_reconstructed: bool
    decision_number: str | None
    decision_on: date | None
    span: Span
    changes: tuple[tuple[date, str], ...]
    renewal_running: bool

    def standing(self, on: date) -> Standing:
        return standing_of(self.span, self.changes, on, renewal_running=self.renewal_running)


@dataclass(frozen=True, slots=True)
class StampFacts:
    """What is known of a stamp that was issued; no lot until it is activated, no recall while there is none.

    `is_doubtful`: others may know the keys its code was made with. `has_pin`: it has a number under a scratch.
    `gtins`: the numbers labels of its range were printed under, with spaces between.
    """

    product_pk: int
    product_id: str
    product: str
    gtin: str
    is_sample: bool
    producer: str
    unit_kind: str
    unit_name: str
    is_void: bool
    is_doubtful: bool
    has_pin: bool
    gtins: str
    batch_pk: int | None
    lot: str | None
    made_on: date | None
    expires_on: date | None
    recalled_at: datetime | None
    recall_reason: str | None
    recall_danger: str | None
    recall_advice: str | None
    stars: tuple[Star, ...]

    @property
    def place(self) -> str:
        return in_words(self.unit_kind, self.unit_name)

    def newest(self, on: date) -> Star | None:
        """The recognition the product bears or last bore on a day; a trial only where there is no real one."""
        begun = [star for star in self.stars if star.valid_from <= on]
        return min(begun, key=lambda star: star.span.is_trial, default=None)

    def star_of_goods(self) -> Star | None:
        """The recognition that stood on the day the goods were made, even if it has since ended."""
        made_on = self.made_on
        if made_on is None:
            return None
        return next((star for star in self.stars if star.standing(made_on) in STANDS), None)


class Seen(NamedTuple):
    """How often a stamp was scanned before; `clients` estimates by how many, `first_region` is a province's code."""

    scans: int
    clients: int
    first_on: date
    first_region: str


def lines_of(stamp: Stamp) -> tuple[Lines, Seen | None]:
    """The lines behind a stamp, none for one that was never issued, and its earlier scans; one query."""
    number = stamp.epoch * PER_EPOCH + stamp.index
    rows = _QUESTION.rows(epoch=stamp.epoch, index=stamp.index, number=number)
    return tuple(row[:_SEEN_FROM] for row in rows), seen_in(rows[0][_SEEN_FROM:]) if rows else None


def seen_in(values: Sequence[Any]) -> Seen | None:
    """The earlier scans that some columns (`_OF_SCANS`) hold; None before the first."""
    count, clients, first_at, first_region = values
    return None if count is None else Seen(count, clients, _local_day(first_at), first_region)


def range_before(epoch: int, index: int) -> QuerySet[Any, Any]:
    """The key of the last range that begins at or before a stamp: the only one that can hold it."""
    return StampRange.objects.filter(epoch_id=epoch, first__lte=index).order_by("-first").values("pk")[:1]


def facts_in(lines: Lines) -> StampFacts:
    """The facts lines hold, as values with names; recognitions the newest first."""
    head = lines[0]
    values = dict(zip(_OF_STAMP, head, strict=False))
    stars = sorted(_stars_in(lines), key=lambda found: (found[1].valid_from, found[0]), reverse=True)
    dates = {name: _day(values[name]) for name in ("made_on", "expires_on")}
    dates["recalled_at"] = _moment(values["recalled_at"])
    flags = {name: bool(values[name]) for name in ("is_sample", "is_void", "is_doubtful", "has_pin")}
    del values["renewal_running"]
    return StampFacts(**values | dates | flags, stars=tuple(star for _, star in stars))


def _stars_in(lines: Lines) -> Iterator[tuple[int, Star]]:
    renewal_running = bool(lines[0][_OF_STAMP.index("renewal_running")])
    width = len(_OF_STAMP)
    tails = sorted((line[width:] for line in lines if line[width] is not None), key=itemgetter(0))
    for pk, group in groupby(tails, key=itemgetter(0)):
        parts = list(group)
        _, stars, valid_from, valid_until, is_trial, is_reconstructed, newer_on, number, signed_on, *_ = parts[0]
        changes = sorted((_day(part[-2]), part[-3], part[-1]) for part in parts if part[-3] is not None)
        span = Span(_day(valid_from), _day(valid_until), _day(newer_on), bool(is_trial))
        yield (
            pk,
            Star(
                stars,
                span.valid_from,
                span.valid_until,
                bool(is_reconstructed),
                number,
                _day(signed_on),
                span,
                tuple((day, state) for day, _, state in changes),
                renewal_running,
            ),
        )


def _asked() -> QuerySet[Any, Any]:
    held = {"first__lte": _INDEX, "last__gte": _INDEX}
    in_force = {"ended_at__isnull": True, **held}
    of_this = Q(**{f"activations__{name}": at for name, at in in_force.items()})
    bound = FilteredRelation("activations", condition=of_this)
    void = StampException.objects.filter(range=OuterRef("pk"), **held)
    recalls = Recall.objects.binding().filter(batch=OuterRef("bound__batch")).order_by("-declared_at", "-pk")
    renewal = Dossier.objects.filter(RENEWAL_RUNNING, product=OuterRef("product"))
    before = Subquery(range_before(_EPOCH, _INDEX))
    rows = StampRange.objects.filter(pk=before, last__gte=_INDEX).order_by().alias(bound=bound)
    star = "product__recognitions"
    seen = ScannedStamp.objects.filter(number=_NUMBER)
    return rows.values_list(
        "product_id",
        *(f"product__{name}" for name in ("public_id", "name", "gtin", "is_sample", "producer__name")),
        *(f"product__producer__unit__{name}" for name in ("kind", "name")),
        Exists(void),
        *("epoch__is_doubtful", "has_pin", "gtins"),
        *(f"bound__batch__{name}" for name in ("pk", "lot", "made_on", "expires_on")),
        *(Subquery(recalls.values(name)[:1]) for name in ("declared_at", "reason", "danger", "advice")),
        Exists(renewal),
        *(f"{star}__{name}" for name in ("pk", "stars", "valid_from", "valid_until", "is_trial", "is_reconstructed")),
        f"{star}__superseded_by__valid_from",
        *(f"{star}__decision__{name}" for name in ("number", "signed_on")),
        *(f"{star}__standing_changes__{name}" for name in ("pk", "effective_on", "to_state")),
        *(Subquery(seen.values(name)) for name in _OF_SCANS),
    )


_OF_STAMP = (
    *("product_pk", "product_id", "product", "gtin", "is_sample", "producer", "unit_kind", "unit_name", "is_void"),
    *("is_doubtful", "has_pin", "gtins", "batch_pk", "lot", "made_on", "expires_on"),
    *("recalled_at", "recall_reason", "recall_danger", "recall_advice", "renewal_running"),
)
_OF_SCANS = ("count", "clients", "first_at", "first_region")
_SEEN_FROM = -len(_OF_SCANS)
_QUESTION = Question(_asked, {"epoch": _EPOCH, "index": _INDEX, "number": _NUMBER})


def _day(value: Any) -> Any:
    """SQLite gives dates of some columns as ISO text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _local_day(value: Any) -> date:
    return local_date(_moment(value))


def _moment(value: Any) -> Any:
    """SQLite gives moments as text or without their zone, which is UTC."""
    found: datetime | None = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found
