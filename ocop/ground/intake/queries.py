"""Sheets as each person may see them."""

from typing import Self

from django.db import models

from ocop.kit.scope import Actor


class SheetQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """A sheet is its sender's alone until it is written; then the list itself shows it."""
        return self.filter(uploaded_by_id=actor.user_id) if actor.user_id else self.none()
