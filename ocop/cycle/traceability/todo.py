"""What stamps and batches give each person to do today."""

from datetime import date, datetime

from django.urls import reverse

from ocop.cycle.traceability import policies
from ocop.cycle.traceability.balance import balances, seen_by, years_looked_at
from ocop.cycle.traceability.models import Recall
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo

SECTION = "Tem truy xuất"
MOST = 50


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """The recalls that run, for who runs them, and what does not go together, for who looks at it; nine queries."""
    return [*_recalls(actor, local_date(at)), *_balances(actor, at)]


def _recalls(actor: Actor, on: date) -> list[Todo]:
    """Due today, every day until they end: nothing else a person has to do is as urgent."""
    if not policies.may_keep_some(actor):
        return []
    running = list(Recall.objects.visible_to(actor).running().select_related("batch__product")[: MOST + 1])
    if not running:
        return []
    if len(running) == 1:
        only = running[0]
        url = reverse("traceability:recall", args=[only.public_id])
        return [
            Todo(f"Thu hồi lô {only.batch.lot}: {only.batch.product.name}", url, on, section=SECTION, is_daily=True)
        ]
    count = min(len(running), MOST)
    more = "" if count == len(running) else "hơn "
    url = f"{reverse('traceability:recalls')}?running=1"
    return [Todo(f"Làm tiếp việc thu hồi {more}{count} lô", url, on, count=count, section=SECTION, is_daily=True)]


def _balances(actor: Actor, at: datetime) -> list[Todo]:
    """Products whose stamps and goods of the last years do not go together and that nobody looked at."""
    if not policies.may_review_balances(actor):
        return []
    on = local_date(at)
    waiting = [found for found in balances(seen_by(actor), years_looked_at(on), on) if not found.is_reviewed]
    if not waiting:
        return []
    count = len({found.product.pk for found in waiting})
    title = f"Xem xét {count} sản phẩm có tem và hàng không khớp"
    return [Todo(title, reverse("traceability:balance"), count=count, section=SECTION)]
