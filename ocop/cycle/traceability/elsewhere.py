"""What rooms above know of a batch and whom its recall concerns; wiring registers who knows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ocop.cycle.traceability.models import Batch, Recall
from ocop.kit.scope import Actor


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page of a batch: its template, and what that reads as `part`."""

    template: str
    content: Any


@dataclass(frozen=True, slots=True)
class ToTell:
    """One line of the list of a recall: who is told, or which batch made of this one is looked at.

    `key` tells it apart for good; `group` is the heading it stands under; `act` is a page that does something about it.
    """

    key: str
    group: str
    name: str
    contact: str = ""
    url: str = ""
    act: tuple[str, str] | None = None


Parts = Callable[[Batch, Actor], Iterable[Part]]
Concerned = Callable[[Recall, Actor], Iterable[ToTell]]

_parts: list[Parts] = []
_concerned: list[Concerned] = []


def register_batch_parts(source: Parts) -> None:
    """Add a room that has something to show on the page of a batch; registering twice changes nothing."""
    if source not in _parts:
        _parts.append(source)


def register_concerned(source: Concerned) -> None:
    """Add a room that knows whom a recall concerns; registering twice changes nothing."""
    if source not in _concerned:
        _concerned.append(source)


def parts_of(batch: Batch, actor: Actor) -> list[Part]:
    """What rooms above show on the page of a batch, in the order of wiring."""
    return [part for source in _parts for part in source(batch, actor)]


def concerned_by(recall: Recall, actor: Actor) -> list[ToTell]:
    """Everybody a recall concerns, each once, in the order of wiring."""
    found = [line for source in _concerned for line in source(recall, actor)]
    return list({line.key: line for line in found}.values())
