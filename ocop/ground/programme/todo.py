"""What the programme's rooms put on a person's list of things to do."""

from datetime import date, datetime

from django.urls import reverse

from ocop.ground.programme.models import DocumentReceipt, Round
from ocop.ground.programme.policies import KEEPERS
from ocop.ground.programme.states import RoundState
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo

SECTION = "Đợt đánh giá"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Documents an office has not read; for the provincial office rounds to open, to stop and to end; two queries."""
    todos = _unread(actor) if actor.posts else []
    if not actor.has_role(*KEEPERS):
        return todos
    today = local_date(at)
    rounds = Round.objects.exclude(state=RoundState.CLOSED).filter(opens_on__lte=today, is_reconstructed=False)
    return [*todos, *(todo for each in rounds if (todo := _todo(each, today)))]


def _unread(actor: Actor) -> list[Todo]:
    """What was sent to the person's offices and nobody there has read."""
    waiting = DocumentReceipt.objects.unread().filter(office_id__in=actor.office_ids())
    return [
        Todo(
            f"Đọc {each.document}",
            reverse("programme:document", args=[each.document.public_id]),
            detail=each.document.title,
            section="Văn bản",
        )
        for each in waiting.select_related("document").order_by("sent_at", "pk")[:20]
    ]


def _todo(round_: Round, today: date) -> Todo | None:
    url = reverse("programme:round", args=[round_.public_id])
    if round_.state == RoundState.PLANNED:
        return Todo(f"Mở nhận hồ sơ {round_.name}", url, due_on=round_.opens_on, section=SECTION)
    if round_.state == RoundState.OPEN and round_.proposal_due < today:
        title = f"Ngừng nhận hồ sơ {round_.name}, chuyển sang đánh giá"
        url = reverse("programme:stop_intake", args=[round_.public_id])
        return Todo(title, url, due_on=round_.proposal_due, section=SECTION)
    return None
