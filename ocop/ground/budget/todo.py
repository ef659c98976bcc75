"""What the money of plans puts on people's "việc cần làm"."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from ocop.ground.budget.models import Allocation, Disbursement, Proposal
from ocop.ground.budget.policies import KEEPERS, PAYERS
from ocop.ground.budget.states import ProposalState
from ocop.ground.offices.states import Role
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo

SECTION = "Kinh phí"
# Allocations of which nothing was paid are told from this many days before the year ends.
NEAR_THE_END = timedelta(days=92)


def unspent(year: int) -> Any:
    """Running allocations of a year of whose line the payee neither paid nor got a đồng that year."""
    paid = Disbursement.objects.running().filter(line=OuterRef("line"), paid_on__year=year)
    by_payee = paid.filter(payer=OuterRef("payee")) | paid.filter(payee_office=OuterRef("payee"))
    return Allocation.objects.running().filter(~Exists(by_payee), year=year)


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Proposals to answer; near the end of the year allocations nothing was paid of; a query each."""
    return [*_to_answer(actor), *_unspent(actor, local_date(at))]


def _to_answer(actor: Actor) -> Iterator[Todo]:
    offices = actor.office_ids(Role.LEADER)
    if not offices:
        return
    waiting = Proposal.objects.filter(state=ProposalState.SENT, to_id__in=offices).select_related("office")
    for proposal in waiting.order_by("sent_on", "pk")[:5]:
        url = reverse("budget:proposal", args=[proposal.public_id])
        yield Todo(f"Trả lời: {proposal}", url, detail=f"Tờ trình số {proposal.number}", section=SECTION)


def _unspent(actor: Actor, today: date) -> list[Todo]:
    last_day = date(today.year, 12, 31)
    if last_day - today > NEAR_THE_END or not actor.has_role(*PAYERS):
        return []
    rows = unspent(today.year)
    if not actor.has_role(*KEEPERS):
        rows = rows.filter(payee_id__in=actor.office_ids(*PAYERS))
    count = rows.aggregate(count=Count("pk"))["count"]
    if not count:
        return []
    title = f"Xem {count} khoản phân bổ năm {today.year} chưa chi đồng nào"
    detail = "Ghi khoản chi đã có, hoặc báo lại để điều chuyển trước khi hết năm."
    url = f"{reverse('budget:allocations')}?nam={today.year}"
    return [Todo(title, url, due_on=last_day, count=count, detail=detail, section=SECTION)]
