"""The letters of labels: the few signs a file needs, each as a picture fine enough for a printing plate.

A font of pictures (Type 3) needs no other program to draw Vietnamese letters, and a print shop has nothing to install.
"""

import zlib
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from ocop.cycle.traceability.printing.pdf import stream
from ocop.kit.text.lengths import FONTS

# Dots to the height of a line: 2,400 dots per inch at six points.
_EM = 200
_FIRST_CODE = 128


@lru_cache(maxsize=1)
def _drawn_by() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "Tinos-Regular.ttf", _EM)


def width_of(text: str) -> float:
    """How wide a text is, in heights of its own size."""
    return _drawn_by().getlength(text) / _EM


class Typeface:
    """A font with the signs of `text`. Signs of ASCII keep their codes; at most 127 others get their own."""

    def __init__(self, text: str) -> None:
        signs = sorted(set(text))
        plain = [sign for sign in signs if sign.isascii()]
        others = [sign for sign in signs if not sign.isascii()][:_FIRST_CODE]
        self._codes = {sign: ord(sign) for sign in plain} | {
            sign: _FIRST_CODE + place for place, sign in enumerate(others)
        }

    def written(self, text: str) -> bytes:
        """A text as a page shows it."""
        return b"<%b>" % bytes(self._codes.get(sign, ord(" ")) for sign in text).hex().encode()

    def objects(self, first: int) -> list[bytes]:
        """The font as bodies of objects numbered from `first` on; the first of them is the font itself."""
        codes = sorted(self._codes.items(), key=lambda known: known[1])
        names = [b"/uni%04X" % ord(sign) for sign, _ in codes]
        listed = b" ".join(b"%d %b" % (code, name) for (_, code), name in zip(codes, names, strict=True))
        drawn = b"".join(b"%b %d 0 R" % (name, first + 1 + place) for place, name in enumerate(names))
        widths = dict.fromkeys(range(256), 0) | {code: round(width_of(sign) * _EM) for sign, code in codes}
        font = (
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[%.6f 0 0 %.6f 0 0]/FirstChar 0/LastChar 255"
            b"/Widths[%b]/CharProcs<<%b>>/Encoding<</Type/Encoding/Differences[%b]>>/Resources<<>>>>"
        ) % (1 / _EM, 1 / _EM, b" ".join(b"%d" % each for each in widths.values()), drawn, listed)
        return [font, *(_picture(sign) for sign, _ in codes)]


def _picture(sign: str) -> bytes:
    """What draws one sign: its dots, laid where they stand beside the base line."""
    font = _drawn_by()
    left, top, right, bottom = map(round, font.getbbox(sign, anchor="ls"))
    width, height = right - left, bottom - top
    advance = round(width_of(sign) * _EM)
    if width <= 0 or height <= 0:
        return stream(b"%d 0 0 0 0 0 d1" % advance)
    picture = Image.new("1", (width, height))
    ImageDraw.Draw(picture).text((-left, -top), sign, fill=1, font=font, anchor="ls")
    drawn = b"%d 0 %d %d %d %d d1 %d 0 0 %d %d %d cm %b" % (
        *(advance, left, -bottom, right, -top),
        *(width, height, left, -bottom),
        inline_image(width, height, picture.tobytes().hex().encode()),
    )
    return stream(zlib.compress(drawn), b"/Filter/FlateDecode")


def inline_image(width: int, height: int, hexadecimal: bytes) -> bytes:
    """Dots that paint where they are 1, on a square of one by one."""
    return b"BI/W %d/H %d/IM true/D[1 0]/F/AHx ID %b> EI" % (width, height, hexadecimal)
