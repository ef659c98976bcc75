"""Published figures as each person may find them."""

from typing import Self

from django.db import models

from ocop.kit.ids import ALPHABET
from ocop.kit.scope import Actor


def code_in(text: str) -> str:
    """A code as it is kept, from how people type it: capitals, spaces and dashes do not matter."""
    return "".join(letter for letter in text.lower() if letter in ALPHABET)


class FigureQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Figures are read by whoever holds a post; the records behind them are another matter (`policies`)."""
        return self if actor.posts else self.none()

    def coded(self, text: str) -> Self:
        return self.filter(code=code_in(text))
