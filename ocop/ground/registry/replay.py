"""From a journal row back to the event it announced."""

import dataclasses
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ocop.ground.registry.models import JournalEntry
from ocop.kit.events import Event, known_events


def event_of(entry: JournalEntry) -> Event:
    """The event a journal row announced, its values in the types the event declares.

    A field added to the event since the row was written takes its default; one dropped since is left out.
    Raises KeyError when the act announces no event.
    """
    cls = known_events()[entry.act]
    payload = entry.payload()
    hints = typing.get_type_hints(cls)
    names = [field.name for field in dataclasses.fields(cls) if field.name in payload]
    return cls(**{name: _revive(payload[name], hints[name]) for name in names})


def _revive(value: Any, hint: Any) -> Any:
    """A value read from JSON in its declared type: days, decimals and tuples are text or lists there."""
    if value is None:
        return None
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        hint = next(each for each in typing.get_args(hint) if each is not types.NoneType)
    kind = typing.get_origin(hint) or hint
    if kind in (tuple, frozenset, list):
        inner = next(iter(typing.get_args(hint)), Any)
        return kind(_revive(each, inner) for each in value)
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value
