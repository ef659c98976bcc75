"""Checks as each person may find them."""

from typing import Self

from django.db import models

from ocop.ground.offices.queries import words_in
from ocop.kit.scope import Actor
from ocop.oversight.checking.policies import READERS


class CheckQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """All checks for the coordination office; else a person's own. Nobody without a post has any."""
        if actor.has_role(*READERS):
            return self
        return self.filter(made_by_id=actor.user_id) if actor.posts else self.none()

    def search(self, text: str) -> Self:
        """Checks in whose name every word begins a word, whatever marks were typed."""
        return self.filter(words_in("folded", text))
