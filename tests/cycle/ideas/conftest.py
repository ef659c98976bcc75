"""Ideas as the tests send them: one sentence says who, what and where."""

from collections.abc import Callable
from typing import Any

import pytest

from ocop.cycle.ideas import actions
from ocop.cycle.ideas.models import Idea
from ocop.ground.accounts.tokens import new_token
from ocop.kit.scope import Actor
from tests.world import NOW, World

STRANGER = Actor(user_id=None, name="Người góp ý tưởng", on=NOW.date())
Send = Callable[..., Idea]


def send(world: World, title: str = "Trà lá sen túi lọc", **more: Any) -> Idea:
    """An idea for Tháp Mười, whose officer is chú Tám, from somebody without an account."""
    said = {name: more.pop(name) for name in ("secret", "picture", "by", "at") if name in more}
    facts = {"text": "Lá sen già phơi héo rồi sao.", "unit": world.thap_muoi, "author_kind": "resident"} | more
    words = actions.IdeaWords(title=title, **facts)
    return actions.send_idea(words, **({"secret": new_token(), "by": STRANGER, "at": NOW} | said))


@pytest.fixture
def idea(world: World) -> Idea:
    return send(world, author_name="Nguyễn Thị Sen", phone="0912345678", email="sen@thu.example")
