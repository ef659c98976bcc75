"""Who should get a document: rooms above know who has work to do and say so here."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet

from ocop.ground.offices.models import Office

Source = Callable[[date], QuerySet[Office]]
_sources: list[Source] = []


def register_recipient_source(source: Source) -> None:
    """Let a room name offices that documents concern on a day; registering twice changes nothing."""
    if source not in _sources:
        _sources.append(source)


def suggested_recipients(on: date) -> set[int]:
    """The offices that some room names for a day."""
    return {pk for source in _sources for pk in source(on).values_list("pk", flat=True)}
