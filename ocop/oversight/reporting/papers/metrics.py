"""How long a line of words is in the kit's fonts, which have the widths of Times New Roman."""

from functools import cache

from PIL import ImageFont

from ocop.oversight.reporting.papers.drawing import FONTS

_MM_PER_POINT = 25.4 / 72
_FINE = 100


@cache
def _font(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"Tinos-{name}.ttf", _FINE)


def length_mm(text: str, size: float, *, bold: bool = False) -> float:
    """The length in mm of words set on one line at a size in points."""
    return _font("Bold" if bold else "Regular").getlength(text) / _FINE * size * _MM_PER_POINT
