"""The one question a verification page asks of the database: everything about a code in one row.

The ORM writes the question once; each visit only fills in code and day. That keeps the page as readable as any other
and spares each shopper at a shelf the third of a millisecond that building the same query again would take.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import CharField, Exists, F, OuterRef, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce
from django.utils.translation import gettext

from ocop.cycle.certification.models import Certificate, StandingChange
from ocop.cycle.certification.queries import RENEWAL_RUNNING
from ocop.cycle.certification.standing import Span, standing_of
from ocop.cycle.certification.states import Standing, WithdrawalGround
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.offices.models import in_words

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


Row = tuple[Any, ...]


def row_of(code: str, on: date) -> Row | None:
    """The row behind a code in its stored form, or None when no certificate bears it; one query.

    Rows compare equal as long as nothing a page prints has changed, so a page can be kept under its row.
    """
    sql, params = _question(connection.vendor)
    asked = params | {"code": code, "day": connection.ops.adapt_datefield_value(on)}
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        row: Row | None = cursor.fetchone()
    return row


def facts_in(row: Row) -> Facts:
    """The facts a row holds, as values with names."""
    return Facts(*[read(value) for read, value in zip(_READERS, row, strict=True)])


@cache
def _question(vendor: str) -> tuple[str, dict[str, Any]]:
    """SQL with named places, `code` and `day` among them, and the values of all others."""
    changes = StandingChange.objects.filter(recognition=OuterRef("recognition"), effective_on__lte=_DAY)
    last = changes.order_by("-effective_on", "-pk")
    renewal = Dossier.objects.filter(RENEWAL_RUNNING, product=OuterRef("recognition__product"))
    rows = (
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
    sql, params = rows.query.sql_with_params()
    named = {_CODE: "code", connection.ops.adapt_datefield_value(_DAY): "day"}
    names = [named.get(param, f"p{place}") for place, param in enumerate(params)]
    return sql % tuple(f"%({name})s" for name in names), dict(zip(names, params, strict=True))


def _printed(fact: str, otherwise: str) -> Coalesce:
    """What the certificate prints of a fact; the present name where an old one has no face."""
    return Coalesce(KT(f"face__{fact}"), otherwise, output_field=CharField())


def _day(value: Any) -> date | None:
    """SQLite gives dates of subqueries as ISO text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _same(value: Any) -> Any:
    return value


_DATES = {"valid_from", "valid_until", "decision_on", "changed_on", "newer_on"}
_FLAGS = {"is_trial", "is_reconstructed", "is_sample", "renewal_running"}
_READERS: tuple[Callable[[Any], Any], ...] = tuple(
    _day if name in _DATES else bool if name in _FLAGS else _same for name in Facts.__dataclass_fields__
)
