"""What returns ask of each person today."""

from datetime import datetime

from django.db.models import Count
from django.urls import reverse

from ocop.kit.scope import Actor
from ocop.kit.todo import Todo
from ocop.oversight.reporting.models import Period, PeriodicReturn
from ocop.oversight.reporting.queries import COLLECTORS, HEIRS, written_by
from ocop.oversight.reporting.states import ReturnState

SECTION = "Báo cáo"
MOST = 6


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Returns an office still has to send, for itself or for one it carries on; for the coordination office those that
    wait for checking as well; 3 queries.
    """
    todos = []
    if actor.has_role(*HEIRS):
        mine = PeriodicReturn.objects.asked_for().filter(written_by(actor, "obligation__"))
        joined = mine.select_related("obligation__period", "obligation__office").order_by("obligation__due_on", "pk")
        for row in joined[:MOST]:
            verb = "Sửa và gửi lại" if row.state == ReturnState.SENT_BACK else "Gửi"
            url = reverse("reporting:return", args=[row.public_id])
            title = f"{verb} báo cáo {row.period.name}"
            todos.append(Todo(title, url, row.obligation.due_on, detail=str(row.office), section=SECTION))
    if actor.has_role(*COLLECTORS):
        waiting = Period.objects.filter(obligations__sent__state=ReturnState.SUBMITTED)
        for period in waiting.annotate(waiting=Count("obligations")).order_by("due_on")[:MOST]:
            url = f"{reverse('reporting:period', args=[period.public_id])}?tinh_trang=cho"
            title = f"Kiểm tra {period.waiting} báo cáo {period.name}"
            todos.append(Todo(title, url, count=period.waiting, section=SECTION))
    return todos
