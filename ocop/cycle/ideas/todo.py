"""What ideas put on people's "việc cần làm"."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from ocop.cycle.ideas.actions.steps import page_of
from ocop.cycle.ideas.models import Idea
from ocop.cycle.ideas.queries import ANSWERERS
from ocop.cycle.ideas.states import IdeaState
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo

SECTION = "Ý tưởng sản phẩm"
MOST = 12


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """For who answers: ideas with their day, and accepted ones without a product; for authors questions. 3 queries."""
    todos: list[Todo] = []
    if actor.has_role(*ANSWERERS):
        todos += _to_answer(actor)
        todos += _to_make(actor)
    if actor.is_known:
        asked = Idea.objects.of_author(actor).filter(state=IdeaState.ASKED).order_by("sent_at")[:MOST]
        todos += [_question(idea) for idea in asked]
    return todos


def _to_answer(actor: Actor) -> Iterator[Todo]:
    held = Idea.objects.held_by(actor).filter(state=IdeaState.SENT).select_related("unit")
    waiting = list(held.order_by("due_on", "pk")[: MOST + 1])
    for idea in waiting[:MOST]:
        yield Todo(
            f"Trả lời ý tưởng “{idea.title}”", page_of(idea), idea.due_on, detail=idea.unit.full_name, section=SECTION
        )
    if waiting[MOST:]:
        url = f"{reverse('ideas:ideas')}?trang_thai=sent"
        yield Todo("Xem các ý tưởng khác đang chờ trả lời", url, waiting[MOST].due_on, section=SECTION)


def _to_make(actor: Actor) -> Iterator[Todo]:
    if count := Idea.objects.held_by(actor).filter(state=IdeaState.ACCEPTED).count():
        url = f"{reverse('ideas:ideas')}?trang_thai=accepted"
        detail = "Tìm chủ thể sẽ làm, rồi lập tiền sản phẩm để ý tưởng vào mùa OCOP."
        yield Todo(f"Lập tiền sản phẩm cho {count} ý tưởng đã nhận", url, count=count, detail=detail, section=SECTION)


def _question(idea: Idea) -> Todo:
    url = reverse("ideas:mine_one", args=[idea.public_id])
    return Todo(f"Trả lời câu hỏi về ý tưởng “{idea.title}”", url, section=SECTION)
