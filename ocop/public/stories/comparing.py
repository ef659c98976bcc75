"""What changed between two versions of an article, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ocop.public.stories.models import Version

# The boxes of a version, in the order of its form.
BOXES = ("title", "summary", "text", "clip_url", "title_en", "summary_en", "text_en")
SAME, GONE, NEW = "same", "gone", "new"
# A longer passage is compared as a whole: word by word would keep the page waiting.
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went, or came."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A box and its pieces in order."""

    label: str
    pieces: tuple[Piece, ...]


def changes(old: Version, new: Version) -> list[Changed]:
    """The boxes that differ."""
    boxes = [name for name in BOXES if getattr(old, name) != getattr(new, name)]
    field = Version._meta.get_field
    return [
        Changed(str(field(name).verbose_name), tuple(_by_lines(getattr(old, name), getattr(new, name))))  # type: ignore[union-attr]
        for name in boxes
    ]


def _by_lines(old: str, new: str) -> Iterator[Piece]:
    """Lines that stayed as they are, the others word by word."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i:j]), "".join(after[k:m])
        if what == "equal":
            yield Piece(SAME, gone)
        elif len(gone) + len(come) > LONGEST:
            yield from _replaced(gone, come)
        else:
            yield from _by_words(gone, come)


def _by_words(old: str, new: str) -> Iterator[Piece]:
    before, after = re.findall(r"\s+|\S+", old), re.findall(r"\s+|\S+", new)
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i:j]), "".join(after[k:m])
        if what == "equal":
            yield Piece(SAME, gone)
        else:
            yield from _replaced(gone, come)


def _replaced(gone: str, come: str) -> Iterator[Piece]:
    yield from (Piece(kind, words) for kind, words in ((GONE, gone), (NEW, come)) if words)
