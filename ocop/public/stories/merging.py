"""Two people write one article: what one of them left alone keeps the other's words, what both changed is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The values to save, and for each box that both changed what now stands there."""

    values: dict[str, Any]
    clashes: dict[str, str]


def merge(seen: Mapping[str, str], now: Mapping[str, str], typed: Mapping[str, str]) -> Merged:
    """Put what was typed over `seen` on top of `now`, box by box."""
    values, clashes = {}, {}
    for name, words in typed.items():
        values[name] = words
        if words == seen[name]:
            values[name] = now[name]
        elif now[name] not in (seen[name], words):
            clashes[name] = now[name]
    return Merged(values, clashes)
