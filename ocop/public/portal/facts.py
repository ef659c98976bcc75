"""The one question a verification page asks of the database: everything about a code in one row.

The ORM writes it once (`kit.question`); each visit only fills in code and day. That keeps the page as readable as any
other and spares each shopper at a shelf the third of a millisecond that building the same query again would take.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import CharField, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from ocop.cycle.certification.models import Certificate, StandingChange
from ocop.cycle.certification.queries import RENEWAL_RUNNING
from ocop.cycle.certification.standing import Span, standing_of
from ocop.cycle.certification.states import Standing, WithdrawalGround
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.offices.models import in_words
from ocop.kit.question import Question, Row

_CODE, _DAY = "\x00code", date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a certificate on a day; plain values, so that a page made from them can be kept.

    Product and producer bear the names printed on the paper in the shopper's hand, whatever they are called since.
    """

    code: str
    stars: int
    valid_from: date
    valid_until: date
    is_trial: bool
    is_reconstructed: bool
    product: str
    product_now: str
    product_id: str
    is_sample: bool
    producer: str
    unit_kind: str
    unit_name: str
    product_code: str
    decision_number: str | None
    decision_on: date | None
    decision_office: str | None
    changed_to: str | None
    changed_on: date | None
    changed_by: str | None
    ground: str | None
    newer_on: date | None
    newer_stars: int | None
    newer_code: str | None
    renewal_running: bool

    @property
    def place(self) -> str:
        return in_words(self.unit_kind, self.unit_name)

    @property
    def ground_in_words(self) -> str:
        return gettext(WithdrawalGround(self.ground).label) if self.ground else ""

    def standing(self, on: date) -> Standing:
        span = Span(self.valid_from, self.valid_until, self.newer_on, self.is_trial)
        changes = [(self.changed_on, self.changed_to)] if self.changed_on and self.changed_to else []
        return standing_of(span, changes, on, renewal_running=self.renewal_running)


def row_of(code: str, on: date) -> Row | None:
    """The row behind a code in its stored form, or None when no certificate bears it; one query.

    Rows compare equal as long as nothing a page prints has changed, so a page can be kept under its row.
    """
    rows = _QUESTION.rows(code=code, day=connection.ops.adapt_datefield_value(on))
    return rows[0] if rows else None


def facts_in(row: Row) -> Facts:
    """The facts a row holds, as values with names."""
    return Facts(*[read(value) for read, value in zip(_READERS, row, strict=True)])


def _asked() -> QuerySet[Any, Any]:
    changes = StandingChange.objects.filter(recognition=OuterRef("recognition"), effective_on__lte=_DAY)
    last = changes.order_by("-effective_on", "-pk")
    renewal = Dossier.objects.filter(RENEWAL_RUNNING, product=OuterRef("recognition__product"))
    return (
        Certificate.objects.filter(code=_CODE)
        .order_by()
        .values_list(
            "code",
            *(
                f"recognition__{name}"
                for name in ("stars", "valid_from", "valid_until", "is_trial", "is_reconstructed")
            ),
            _printed("product", "recognition__product__name"),
            *(f"recognition__product__{name}" for name in ("name", "public_id", "is_sample")),
            _printed("producer", "recognition__product__producer__name"),
            "recognition__product__producer__unit__kind",
            "recognition__product__producer__unit__name",
            "recognition__product_code",
            "recognition__decision__number",
            "recognition__decision__signed_on",
            "recognition__decision__office__name",
            Subquery(last.values("to_state")[:1]),
            Subquery(last.values("effective_on")[:1]),
            Subquery(last.values("decision_number")[:1]),
            Subquery(last.values("ground")[:1]),
            F("recognition__superseded_by__valid_from"),
            F("recognition__superseded_by__stars"),
            F("recognition__superseded_by__certificate__code"),
            Exists(renewal),
        )
    )


def _printed(fact: str, otherwise: str) -> Coalesce:
    """What the certificate prints of a fact; the present name where an old one has no face."""
    return Coalesce(KT(f"face__{fact}"), otherwise, output_field=CharField())


def _day(value: Any) -> date | None:
    """SQLite gives dates of subqueries as ISO text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


_QUESTION = Question(_asked, {"code": _CODE, "day": _DAY})


def _same(value: Any) -> Any:
    return value


_DATES = {"valid_from", "valid_until", "decision_on", "changed_on", "newer_on"}
_FLAGS = {"is_trial", "is_reconstructed", "is_sample", "renewal_running"}
_READERS: tuple[Callable[[Any], Any], ...] = tuple(
    _day if name in _DATES else bool if name in _FLAGS else _same for name in Facts.__dataclass_fields__
)
