"""Payments may be shown as the result of an assignment."""

from typing import Any

from django.db.models import Q
from django.urls import reverse

from ocop.ground.budget.models import Disbursement
from ocop.ground.budget.queries import reads_money
from ocop.ground.planning.proof_sources import ProofSource
from ocop.kit.scope import Actor
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_money


def _payments(actor: Actor) -> Any:
    rows = Disbursement.objects.visible_to(actor).running().select_related("payer")
    return rows if reads_money(actor) else rows.none()


SOURCES = (
    ProofSource(
        slug="khoan-chi",
        title="Khoản chi",
        rows=_payments,
        search=lambda rows, words: rows.search(words),  # type: ignore[attr-defined]
        own=lambda actor, office_id: Q(payer_id=office_id),
        url=lambda row: reverse("budget:disbursement", args=[row.public_id]),
        about=lambda row: f"{format_money(row.amount)}, {row.payer}, {format_date(row.paid_on)}",
        newest=("-paid_on", "-pk"),
        name=lambda row: str(row.purpose),
    ),
)
