"""What scans give each person to do today."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from ocop.cycle.scans import policies
from ocop.cycle.scans.models import Doubt, Suspicion
from ocop.cycle.scans.states import AWAITING_OFFICER, DoubtState, SuspicionState
from ocop.ground.offices.states import Role
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo

SECTION = "Tem truy xuất"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Suspicions nobody looked at, doubts nobody answered, questions the office asked; at most three queries."""
    todos: list[Todo] = []
    if actor.has_role(*policies.DECIDERS):
        todos += _suspicions()
    if actor.has_role(*policies.DECIDERS, Role.COMMUNE_OFFICER):
        todos += _doubts(actor)
    if actor.producer_ids:
        todos += _questions(actor)
    return todos


def _suspicions() -> Iterator[Todo]:
    if count := Suspicion.objects.filter(state__in=AWAITING_OFFICER).count():
        url = f"{reverse('scans:suspicions')}?trang_thai=moi"
        yield Todo(f"Xem {count} nghi vấn tem bị chép", url, count=count, section=SECTION)


def _doubts(actor: Actor) -> Iterator[Todo]:
    if count := Doubt.objects.visible_to(actor).filter(state=DoubtState.SENT).count():
        url = f"{reverse('scans:doubts')}?trang_thai={DoubtState.SENT}"
        yield Todo(f"Trả lời {count} phản ánh của người mua", url, count=count, section=SECTION)


def _questions(actor: Actor) -> Iterator[Todo]:
    asked = Suspicion.objects.filter(range__product__producer_id__in=actor.producer_ids, state=SuspicionState.ASKED)
    for each in asked.select_related("range__product").order_by("changed_at", "pk")[:5]:
        url = reverse("scans:suspicion", args=[each.public_id])
        yield Todo(f"Trả lời Văn phòng Điều phối về tem của {each.range.product.name}", url, section=SECTION)
