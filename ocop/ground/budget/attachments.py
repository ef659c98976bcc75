"""Papers of what was allocated, paid and given: decisions, vouchers, records of handing over."""

from typing import Any

from django.urls import reverse

from ocop.ground.budget import policies
from ocop.ground.budget.models import Allocation, Contribution, Disbursement
from ocop.ground.budget.queries import reads_money
from ocop.ground.registry.holders import Holder
from ocop.kit.scope import Actor


def _rows(model: Any, *related: str) -> Any:
    """What `visible_to` gives to those who have a use for pages of money."""

    def rows(actor: Actor) -> Any:
        found = model.objects.visible_to(actor).select_related(*related)
        return found if reads_money(actor) else found.none()

    return rows


HOLDERS = (
    Holder(
        "khoan-chi",
        Disbursement,
        _rows(Disbursement, "payer"),
        policies.may_attach,
        lambda row: reverse("budget:disbursement", args=[row.public_id]),
        title_hint="Ví dụ: hóa đơn, phiếu chi, biên bản nghiệm thu.",
    ),
    Holder(
        "phan-bo",
        Allocation,
        _rows(Allocation, "payer", "line"),
        policies.may_attach_to_allocation,
        lambda row: reverse("budget:allocation", args=[row.public_id]),
        title_hint="Ví dụ: quyết định phân bổ, thông báo dự toán.",
    ),
    Holder(
        "dong-gop",
        Contribution,
        _rows(Contribution, "unit"),
        policies.may_attach_to_contribution,
        lambda row: reverse("budget:contribution", args=[row.public_id]),
        title_hint="Ví dụ: biên bản hiến đất, danh sách góp công.",
    ),
)
