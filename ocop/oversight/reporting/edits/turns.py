"""Numbers typed in prose in the very words that stand around a figure of ours, with another value."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from ocop.oversight.reporting.papers.document import Bound
from ocop.oversight.reporting.papers.word import Line

# As papers print it, and as hands type it besides: "1 300", "62.5".
_IN_THOUSANDS = r"\d{1,3}(?:[. \u00a0]\d{3})+(?:,\d+)?"
NUMBER = re.compile(rf"(?<![\w.,/\]])({_IN_THOUSANDS}|\d+(?:[.,]\d+)?)(?![\w/]|[.,]\d)")
# What may stand right behind a number and is no word about it: its sign of a share, its base.
_SHARE = re.compile(r"\s*%?\s*(?:\(\d[\d.,]*/\d[\d.,]*\))?")
_HELD = "\ufffc"  # stands for a figure in its control
_SOME = "…"  # stands for the number between the words around it
_NEAR = 160  # letters on either side in which the words around a number are looked for

Turn = tuple[str, ...]


def said_otherwise(edited: Iterable[Line], ours: Iterable[Line], figures: Mapping[str, Bound]) -> Iterator[str]:
    """One sentence for each such number.

    Two or three words say little: they count only where the figure itself stands in them no more.
    """
    edited = list(edited)
    kept = {turn for turn in _turns(edited) if _SOME in turn}
    turns = {turn: keys for turn, keys in _turns(ours).items() if turn not in kept}
    typed_by_us = {(turn, text) for turn, text, _ in _typed(ours)}
    for turn, text, words in _typed(edited):
        for figure in (figures[key] for key in turns.get(turn, ()) if key in figures):
            if (turn, text) not in typed_by_us and value_of(text) != value_of(figure.value_text):
                yield f"Lời văn gõ tay “{words}”, khác con số đã chốt {figure.told}."


def value_of(text: str) -> Decimal | None:
    """The first number of a printed text."""
    found = NUMBER.search(text) or re.search(r"(\d[\d.]*(?:,\d+)?)", text)
    if found is None:
        return None
    if re.fullmatch(_IN_THOUSANDS, found[1]):
        return Decimal(re.sub(r"[. \u00a0]", "", found[1]).replace(",", "."))
    return Decimal(found[1].replace(",", "."))


def _turns(lines: Iterable[Line]) -> Mapping[Turn, Collection[str]]:
    """The words around each figure of some prose, and which figures they may stand around."""
    found: dict[Turn, dict[str, None]] = {}
    for line in lines:
        text, place = _text(line), 0
        for piece in line:
            if piece.tag and (turn := _around(text, place, place + 1)):
                found.setdefault(turn, {})[piece.tag] = None
            place += 1 if piece.tag else len(piece.text)
    return found


def _typed(lines: Iterable[Line]) -> Iterator[tuple[Turn, str, str]]:
    """Numbers typed in prose: the words around each, the number, and both as they stand there."""
    for line in lines:
        text = _text(line)
        for number in NUMBER.finditer(text):
            if turn := _around(text, *number.span()):
                after = " ".join(text[number.end() : number.end() + _NEAR].split()[:4]).strip(".,;:()")
                yield turn, number[1], f"{number[1]} {after}".replace(_HELD, _SOME)


def _text(line: Line) -> str:
    return "".join(_HELD if piece.tag else piece.text for piece in line)


def _around(text: str, start: int, end: int) -> Turn:
    """The words a number stands in: three or four behind it, or fewer with the one before; none when alone."""
    share = _SHARE.match(text, end)
    end = share.end() if share else end
    after, before = text[end : end + _NEAR], text[max(start - _NEAR, 0) : start]
    behind = re.split(rf"[.,;:(){_HELD}\d]", after, maxsplit=1)[0].lower().split()[:4]
    if len(behind) > 2:
        return tuple(behind)
    ahead = re.split(rf"[.,;:(){_HELD}\d]", before)[-1].lower().split()[-1:]
    return (*ahead, _SOME, *behind) if ahead and behind else ()
