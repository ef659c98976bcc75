"""What stamps and batches give each person to do today."""

from datetime import datetime

from django.urls import reverse

from ocop.cycle.traceability.models import Recall
from ocop.cycle.traceability.policies import may_keep_some
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo

SECTION = "Truy xuất"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """The recalls that run, for who runs them; one query."""
    if not may_keep_some(actor):
        return []
    running = list(Recall.objects.visible_to(actor).running().select_related("batch__product")[:51])
    if not running:
        return []
    if len(running) == 1:
        only = running[0]
        url = reverse("traceability:recall", args=[only.public_id])
        return [Todo(f"Thu hồi lô {only.batch.lot}: {only.batch.product.name}", url, section=SECTION)]
    count = len(running) if len(running) <= 50 else 50
    more = "" if count == len(running) else "hơn "
    url = f"{reverse('traceability:recalls')}?running=1"
    return [Todo(f"Làm tiếp việc thu hồi {more}{count} lô", url, count=count, section=SECTION)]
