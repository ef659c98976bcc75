"""What the programme's rooms put on a person's list of things to do."""

from datetime import date, datetime

from django.urls import reverse

from ocop.ground.programme.models import Round
from ocop.ground.programme.policies import KEEPERS
from ocop.ground.programme.states import RoundState
from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo

SECTION = "Đợt đánh giá"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """For the provincial office: rounds to open, to stop and to end; one query."""
    if not actor.has_role(*KEEPERS):
        return []
    today = local_date(at)
    rounds = Round.objects.exclude(state=RoundState.CLOSED).filter(opens_on__lte=today, is_reconstructed=False)
    return [todo for each in rounds if (todo := _todo(each, today))]


def _todo(round_: Round, today: date) -> Todo | None:
    url = reverse("programme:round", args=[round_.public_id])
    if round_.state == RoundState.PLANNED:
        return Todo(f"Mở nhận hồ sơ {round_.name}", url, due_on=round_.opens_on, section=SECTION)
    if round_.state == RoundState.OPEN and round_.proposal_due < today:
        title = f"Ngừng nhận hồ sơ {round_.name}, chuyển sang đánh giá"
        url = reverse("programme:stop_intake", args=[round_.public_id])
        return Todo(title, url, due_on=round_.proposal_due, section=SECTION)
    return None
