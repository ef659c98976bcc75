"""What reward rounds put on a person's list of things to do."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Exists, OuterRef
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
    if offices or decides(actor):
        todos += _rounds(actor, offices, at)
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


def _rounds(actor: Actor, offices: frozenset[int], at: datetime) -> Iterator[Todo]:
    """What rounds that are not decided yet ask of those who run them and of those who decide."""
    rounds = list(RewardRound.objects.exclude(state=RoundState.DECIDED).order_by("pk"))
    counts = _counts([each.pk for each in rounds if each.state == RoundState.REVIEWING])
    for each in rounds:
        unread, ready = counts.get(each.pk, (0, 0))
        if actor.has_role(*COORDINATORS) or each.office_id in offices:
            yield from _to_run(each, unread, at)
        if decides(actor) and ready:
            url = reverse("rewards:decide", args=[each.public_id])
            yield Todo(f"Ghi quyết định khen thưởng của {each.name}", url, count=ready, section=SECTION)


def _counts(reviewing: list[int]) -> dict[int, tuple[int, int]]:
    """Of rounds under review, by their key: nominations nobody looked at yet, and those ready to be decided."""
    if not reviewing:
        return {}
    reviews = Review.objects.filter(nomination=OuterRef("pk"))
    sent = Nomination.objects.filter(round__in=reviewing, state=NominationState.SENT).values("round").order_by()
    found = sent.annotate(
        unread=Count("pk", filter=~Exists(reviews)), ready=Count("pk", filter=Exists(reviews.filter(recommends=True)))
    )
    return {key: (unread, ready) for key, unread, ready in found.values_list("round", "unread", "ready")}


def _to_run(round_: RewardRound, unread: int, at: datetime) -> Iterator[Todo]:
    url = reverse("rewards:round", args=[round_.public_id])
    if round_.state == RoundState.REVIEWING and unread:
        yield Todo(f"Nhận xét đề nghị của {round_.name}", url, count=unread, section=SECTION)
    if round_.state == RoundState.OPEN and round_.closes_on < local_date(at):
        yield Todo(f"Ngừng nhận đề nghị của {round_.name}", url, round_.closes_on, section=SECTION)
