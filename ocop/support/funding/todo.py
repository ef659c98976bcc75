"""What support and credit put on people's "việc cần làm"."""

from datetime import datetime

from django.urls import reverse

from ocop.kit.scope import Actor
from ocop.kit.todo import Todo
from ocop.support.funding.models import CreditApplication, Support
from ocop.support.funding.policies import AGENCIES
from ocop.support.funding.states import CreditState

SECTION = "Hỗ trợ, tín dụng"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Proposals that wait for a decision; wishes for loans in the person's charge. At most two queries."""
    if not actor.has_role(*AGENCIES):
        return []
    todos = []
    if count := Support.objects.to_decide(actor).count():
        url = f"{reverse('funding:supports')}?trang_thai=proposed"
        title = f"Xem {count} đề xuất hỗ trợ đang chờ duyệt"
        detail = "Mỗi đề xuất cho biết có trùng với hỗ trợ khác không."
        todos.append(Todo(title, url, count=count, detail=detail, section=SECTION))
    if wishes := CreditApplication.objects.visible_to(actor).filter(state=CreditState.WISHED).count():
        url = f"{reverse('funding:applications')}?trang_thai=wished"
        todos.append(Todo(f"Theo dõi {wishes} nhu cầu vay mới", url, count=wishes, section=SECTION))
    return todos
