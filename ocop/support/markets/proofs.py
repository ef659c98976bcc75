"""Contracts and points of sale may be shown as the result of an assignment; one's own are those one entered."""

from typing import Any

from django.db.models import Q

from ocop.ground.planning.proof_sources import ProofSource
from ocop.kit.scope import Actor
from ocop.kit.text.dates import format_date
from ocop.support.markets.models import Outlet, SupplyContract
from ocop.support.markets.registers.links import record_url


def _entered_by(actor: Actor, office_id: int) -> Q:
    return Q(created_by_id=actor.user_id)


def _search(rows: Any, words: str) -> Any:
    return rows.search(words)


SOURCES = (
    ProofSource(
        slug="hop-dong",
        title="Hợp đồng cung ứng",
        rows=lambda actor: SupplyContract.objects.visible_to(actor).confirmed().select_related("producer", "partner"),
        search=_search,
        own=_entered_by,
        url=lambda row: record_url("hop-dong", row),
        about=lambda row: f"từ {format_date(row.starts_on)}",
        newest=("-starts_on", "-pk"),
    ),
    ProofSource(
        slug="diem-ban",
        title="Điểm bán",
        rows=lambda actor: Outlet.objects.visible_to(actor).select_related("unit"),
        search=_search,
        own=_entered_by,
        url=lambda row: record_url("diem-ban", row),
        about=lambda row: f"{row.place}, mở cửa từ {format_date(row.opened_on)}",
        newest=("-opened_on", "-pk"),
    ),
)
