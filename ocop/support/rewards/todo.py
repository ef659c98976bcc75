"""What reward rounds put on a person's list of things to do."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from ocop.kit.clock import local_date
from ocop.kit.scope import Actor
from ocop.kit.todo import Todo
from ocop.support.rewards.models import Nomination, Review, RewardRound
from ocop.support.rewards.policies import decides
from ocop.support.rewards.queries import COORDINATORS, WORKERS
from ocop.support.rewards.states import NominationState, RoundState

SECTION = "Khen thưởng"


def todos_for(actor: Actor, *, at: datetime) -> list[Todo]:
    """Drafts to send, rounds to review, decisions to record; at most three queries."""
    offices = actor.office_ids(*WORKERS)
    todos: list[Todo] = []
    if offices:
        todos += _drafts(offices, at)
    if actor.has_role(*COORDINATORS) or offices:
        todos += _to_run(actor, offices, at)
    if decides(actor):
        todos += _to_decide()
    return todos


def _drafts(offices: frozenset[int], at: datetime) -> Iterator[Todo]:
    rows = Nomination.objects.filter(
        nominated_by_id__in=offices,
        state=NominationState.DRAFT,
        round__state=RoundState.OPEN,
        round__closes_on__gte=local_date(at),
    )
    for each in rows.select_related("round", "producer", "office").order_by("pk")[:20]:
        url = reverse("rewards:nomination", args=[each.public_id])
        yield Todo(
            f"Gửi đề nghị khen thưởng {each.nominee}",
            url,
            each.round.closes_on,
            detail=each.round.name,
            section=SECTION,
        )


def _to_run(actor: Actor, offices: frozenset[int], at: datetime) -> Iterator[Todo]:
    rounds = RewardRound.objects.exclude(state=RoundState.DECIDED)
    if not actor.has_role(*COORDINATORS):
        rounds = rounds.filter(office_id__in=offices)
    reviews = Review.objects.filter(nomination=OuterRef("nominations__pk"))
    waiting = Q(nominations__state=NominationState.SENT) & ~Q(Exists(reviews))
    for each in rounds.annotate(unread=Count("nominations", filter=waiting)).order_by("pk"):
        url = reverse("rewards:round", args=[each.public_id])
        if each.state == RoundState.REVIEWING and each.unread:
            yield Todo(f"Nhận xét đề nghị của {each.name}", url, count=each.unread, section=SECTION)
        if each.state == RoundState.OPEN and each.closes_on < local_date(at):
            yield Todo(f"Ngừng nhận đề nghị của {each.name}", url, each.closes_on, section=SECTION)


def _to_decide() -> Iterator[Todo]:
    last = Review.objects.filter(nomination=OuterRef("nominations__pk"), recommends=True)
    ready = Q(nominations__state=NominationState.SENT) & Q(Exists(last))
    rounds = RewardRound.objects.filter(state=RoundState.REVIEWING).annotate(ready=Count("nominations", filter=ready))
    for each in rounds.filter(ready__gt=0).order_by("pk"):
        url = reverse("rewards:decide", args=[each.public_id])
        yield Todo(f"Ghi quyết định khen thưởng của {each.name}", url, count=each.ready, section=SECTION)
