"""What stamps and batches ask people to do."""

from datetime import datetime

from django.urls import reverse

from ocop.cycle.traceability import policies
from ocop.cycle.traceability.balance import balances, seen_by
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo

SECTION = "Tem truy xuất"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Products of this year whose stamps and goods do not go together and that nobody looked at; eight queries."""
    if not policies.may_review_balances(actor):
        return []
    on = local_date(at)
    waiting = [found for found in balances(seen_by(actor), on.year, on) if not found.is_reviewed]
    if not waiting:
        return []
    title = f"Xem xét {len(waiting)} sản phẩm có tem và hàng không khớp"
    return [Todo(title, f"{reverse('traceability:balance')}?nam={on.year}", count=len(waiting), section=SECTION)]
