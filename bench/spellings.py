"""The same name as different people type it: with and without marks, tones placed the old and the new way, đ as d."""

import random
import unicodedata
from collections.abc import Callable

from ocop.kit.text.fold import fold

# Where the tone of an open syllable stands: "hoà, khoẻ, thuý" as schools wrote it, "hòa, khỏe, thúy" as people type it.
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_PAIRS = ("oa", "oe", "uy")


def moved_tones(name: str) -> str:
    """Every tone on the other vowel of "oa", "oe" and "uy"."""
    text = unicodedata.normalize("NFD", name)
    for first, second in _PAIRS:
        for tone in _TONES:
            new, old = f"{first}{tone}{second}", f"{first}{second}{tone}"
            text = text.replace(new, "\0").replace(old, new).replace("\0", old)
    return unicodedata.normalize("NFC", text)


WAYS: tuple[Callable[[str], str], ...] = (
    str,
    fold,
    str.upper,
    moved_tones,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: name.replace("đ", "d").replace("Đ", "D"),
    lambda name: f"  {name.replace(' ', '  ')} ",
    lambda name: " ".join(reversed(name.split())),
    lambda name: name[:-1] if len(name) > 3 and not name[-2].isspace() else name,
)


def respelled(name: str, chance: random.Random) -> str:
    """The name written by two of the ways people write it."""
    for way in chance.sample(WAYS, 2):
        name = way(name)
    return name
