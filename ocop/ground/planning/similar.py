"""Obstacles like one being typed, so that an answer given once is found by the next who asks."""

from collections.abc import Iterable

from django.db.models import Q

from ocop.ground.planning.models import Obstacle
from ocop.kit.scope import Actor
from ocop.kit.text.fold import fold

MOST_SIMILAR = 5
# Words that say nothing of what a title is about.
EMPTY_WORDS = frozenset(
    {"cua", "cho", "va", "co", "la", "khong", "chua", "duoc", "cac", "nhung", "tu", "den", "de", "ve", "khi"}
)


def words_of(title: str) -> set[str]:
    """The words of a title that say what it is about."""
    return {word for word in fold(title).split() if len(word) > 1} - EMPTY_WORDS


def most_like(title: str, obstacles: Iterable[Obstacle]) -> list[Obstacle]:
    """Those that share at least half of the title's words, the most first."""
    words = words_of(title)
    scored = [(len(words & set(each.folded.split())), each) for each in obstacles] if words else []
    near = [(score, each) for score, each in scored if score * 2 >= len(words)]
    return [each for _, each in sorted(near, key=lambda pair: -pair[0])][:MOST_SIMILAR]


def similar_to(title: str, actor: Actor) -> list[Obstacle]:
    """Obstacles whose titles share words with one being typed, those that share most first; one query."""
    words = words_of(title)
    if not words:
        return []
    shared = Q()
    for word in sorted(words)[:12]:
        shared |= Q(folded__startswith=word) | Q(folded__contains=f" {word}")
    found = Obstacle.objects.visible_to(actor).filter(shared).select_related("office").order_by("-raised_at")[:200]
    return most_like(title, found)
