"""The register of recognitions with what became of each star, so that a partner keeps its own copy right."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_noop as _
from ninja import Field, Query, Router, Schema

from ocop.cycle.certification.models import Recognition
from ocop.kit import clock
from ocop.kit.clock import HO_CHI_MINH
from ocop.public.api.paging import PageOf, PageQuestion, page_of
from ocop.public.api.products import Star, star_told, whole_address
from ocop.public.api.service import COMMON, VERSION, told
from ocop.rules.calendar import GRACE_DAYS

router = Router(tags=[_("Sổ công nhận")])
# The programme began in 2018; the first years of the calendar have no day before them to reckon with.
LONG_BEFORE = date(2000, 1, 1)


class Change(Schema):
    """A star was suspended, given back or withdrawn."""

    to: str
    ground: str | None
    effective_on: str
    decision: str | None


class Recorded(Star):
    product: str
    product_name: str
    product_url: str
    producer: str
    is_sample: bool
    decision: str | None
    decided_on: str | None
    superseded_on: str | None
    changes: list[Change]


class Register(PageOf):
    recognitions: list[Recorded]


class RegisterQuestion(PageQuestion):
    tu: date | None = Field(None, description=_("Chỉ những công nhận có hiệu lực hoặc thay đổi từ ngày này."))


@router.get("/cong-nhan/", response={200: Register, **COMMON}, url_name="register", summary=_("Sổ công nhận"))
def register(request: HttpRequest, asked: Query[RegisterQuestion]) -> HttpResponseBase:
    """Every recognition that began, with the changes of its standing; trials and rebuilt records are marked."""
    on = clock.today()
    rows: Any = Recognition.objects.with_standing(on).filter(valid_from__lte=on)
    if asked.tu is not None:
        rows = rows.filter(_changed_since(max(asked.tu, LONG_BEFORE), on)).distinct()
    rows = rows.select_related("product__producer", "decision", "certificate", "superseded_by").order_by("pk")
    page = {"version": VERSION, "count": rows.count(), "page": asked.trang, "per_page": asked.moi_trang}
    found = page_of(rows.prefetch_related("standing_changes"), asked)
    return told(request, {**page, "recognitions": [_recorded(row, on) for row in found]})


def _changed_since(since: date, on: date) -> Q:
    """Whatever may have changed what is told of a recognition: written down or coming into force since a day."""
    moment = datetime.combine(since, time.min, HO_CHI_MINH)
    changed = Q(standing_changes__effective_on__range=(since, on)) | Q(standing_changes__recorded_at__gte=moment)
    begun = Q(valid_from__gte=since) | Q(decision__recorded_at__gte=moment)
    # A star kept while it is assessed anew may end on any day of its grace.
    ended = Q(valid_until__range=(since - timedelta(days=GRACE_DAYS), on))
    return begun | changed | ended | Q(superseded_by__valid_from__range=(since, on))


def _recorded(row: Any, on: date) -> dict[str, Any]:
    decision = row.decision if row.decision and not row.decision.is_reconstructed else None
    newer = row.superseded_by if hasattr(row, "superseded_by") and row.superseded_by.valid_from <= on else None
    changes = [change for change in row.standing_changes.all() if change.effective_on <= on]
    return {
        **star_told(row),
        "product": row.product.public_id,
        "product_name": row.product.name,
        "product_url": whole_address("portal:product", row.product.public_id),
        "producer": row.product.producer.name,
        "is_sample": row.product.is_sample,
        "decision": decision.number if decision else None,
        "decided_on": decision.signed_on.isoformat() if decision else None,
        "superseded_on": newer.valid_from.isoformat() if newer else None,
        "changes": [
            {
                "to": change.to_state,
                "ground": change.ground or None,
                "effective_on": change.effective_on.isoformat(),
                "decision": change.decision_number or None,
            }
            for change in sorted(changes, key=lambda each: (each.effective_on, each.pk))
        ],
    }
