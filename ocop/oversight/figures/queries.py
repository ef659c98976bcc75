"""Published figures as each person may find them."""

from typing import Self

from django.db import models
from django.db.models import Q

from ocop.ground.offices.queries import words_in
from ocop.kit.ids import ALPHABET
from ocop.kit.scope import Actor


def code_in(text: str) -> str:
    """A code as it is kept, from how people type it: capitals, spaces and dashes do not matter."""
    return "".join(letter for letter in text.lower() if letter in ALPHABET)


class FigureQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Figures are read by whoever holds a post; the records behind them are another matter (`policies`)."""
        return self if actor.posts else self.none()

    def search(self, text: str) -> Self:
        """The figure of a code, or figures in whose name every word begins a word, whatever marks were typed."""
        return self.filter(Q(code=code_in(text)) | words_in("folded", text))
