"""The register of recognitions with what became of each star, so that a partner keeps its own copy right."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Field, Query, Router, Schema

from ocop.cycle.certification.models import Recognition
from ocop.kit import clock
from ocop.public.api.paging import PageOf, PageQuestion, page_of
from ocop.public.api.products import Star, star_told, whole_address
from ocop.public.api.service import COMMON, VERSION, told

router = Router(tags=["Sổ công nhận"])


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
    decision: str | None
    decided_on: str | None
    superseded_on: str | None
    changes: list[Change]


class Register(PageOf):
    recognitions: list[Recorded]


class RegisterQuestion(PageQuestion):
    tu: date | None = Field(None, description="Chỉ những công nhận có hiệu lực hoặc thay đổi từ ngày này.")


@router.get("/cong-nhan/", response={200: Register, **COMMON}, url_name="register", summary="Sổ công nhận")
def register(request: HttpRequest, asked: Query[RegisterQuestion]) -> HttpResponseBase:
    """Every recognition that began, with the changes of its standing; trials and rebuilt records are marked."""
    on = clock.today()
    rows: Any = Recognition.objects.with_standing(on).filter(valid_from__lte=on)
    if asked.tu is not None:
        changed = Q(standing_changes__effective_on__gte=asked.tu, standing_changes__effective_on__lte=on)
        ended = Q(valid_until__gte=asked.tu, valid_until__lte=on)
        rows = rows.filter(Q(valid_from__gte=asked.tu) | changed | ended).distinct()
    rows = rows.select_related("product__producer", "decision", "certificate", "superseded_by").order_by("pk")
    page = {"version": VERSION, "count": rows.count(), "page": asked.trang, "per_page": asked.moi_trang}
    found = page_of(rows.prefetch_related("standing_changes"), asked)
    return told(request, {**page, "recognitions": [_recorded(row, on) for row in found]})


def _recorded(row: Any, on: date) -> dict[str, Any]:
    decision = row.decision
    newer = row.superseded_by if hasattr(row, "superseded_by") else None
    changes = [change for change in row.standing_changes.all() if change.effective_on <= on]
    return {
        **star_told(row),
        "product": row.product.public_id,
        "product_name": row.product.name,
        "product_url": whole_address("portal:product", row.product.public_id),
        "producer": row.product.producer.name,
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
