"""Papers of lines, of what was asked, allocated, paid and given: estimates, decisions, vouchers, records of giving."""

from typing import Any

from django.urls import reverse

from ocop.ground.budget import policies
from ocop.ground.budget.models import Allocation, BudgetLine, Contribution, Disbursement, Proposal
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
    Holder(
        "dong-du-toan",
        BudgetLine,
        _rows(BudgetLine, "plan__office"),
        lambda actor, line: policies.may_keep_lines(actor, line.plan),
        lambda line: reverse("budget:line", args=[line.public_id]),
        title_hint="Ví dụ: thuyết minh dự toán, báo giá, định mức.",
    ),
    Holder(
        "de-nghi-von",
        Proposal,
        _rows(Proposal, "office", "to"),
        policies.may_attach_to_proposal,
        lambda row: reverse("budget:proposal", args=[row.public_id]),
        title_hint="Ví dụ: tờ trình đã ký, dự toán chi tiết, văn bản trả lời.",
    ),
)
