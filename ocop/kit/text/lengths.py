"""How long a line of words is in the kit's fonts, which have the widths of Times New Roman."""

from functools import cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parents[1] / "fonts"
_MM_PER_POINT = 25.4 / 72
_FINE = 100


@cache
def _font(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"Tinos-{name}.ttf", _FINE)


def length_mm(text: str, size: float, *, bold: bool = False) -> float:
    """The length in mm of words set on one line at a size in points."""
    return _font("Bold" if bold else "Regular").getlength(text) / _FINE * size * _MM_PER_POINT


def lines_in(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many lines words take in a width in mm, broken between words; a word wider than that is broken anywhere."""
    lines, used, space = 1, 0.0, length_mm(" ", size, bold=bold)
    for word in text.split():
        needed = length_mm(word, size, bold=bold)
        if used and used + space + needed > width:
            lines, used = lines + 1, 0.0
        used += needed + (space if used else 0.0)
        if used > width:
            more = int(used // width)
            lines, used = lines + more, used - more * width
    return lines
