"""Bars of EAN-13 and EAN-8, drawn as SVG and PNG: GS1 General Specifications, chapter 5.2.

Drawn so that a reader of tills takes them: quiet zones at both sides, longer guard bars, black on white.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FONT = Path(__file__).parent / "fonts" / "Tinos-Regular.ttf"
# Widths of bars and spaces as bits, by digit: number set A; C is A turned over, B is C read backwards.
_A = ["0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011"]
_C = [code.translate(str.maketrans("01", "10")) for code in _A]
_B = [code[::-1] for code in _C]
# Which set each of the six left digits takes tells the first digit of an EAN-13.
_FIRST = ["AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA"]
_SIDE, _MIDDLE = "101", "01010"
_QUIET_LEFT, _QUIET_RIGHT = 11, 7
_TALL, _LONGER, _FOOT = 69, 5, 10
# Pixels to one module: 300 dots to the inch at about one and a half times the nominal size.
_SCALE = 6


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawn number: its digits below the bars, its modules as bits, and which of them belong to guards."""

    digits: str
    modules: str
    guards: frozenset[int]


def bars_of(digits: str) -> Bars | None:
    """The bars of a trade item number with its right check digit; None for one that tills read in another code.

    Twelve digits are an EAN-13 that begins with 0, and so are thirteen behind a leading 0; of fourteen digits otherwise
    there are no such bars.
    """
    if len(digits) == 14 and digits.startswith("0"):
        digits = digits[1:]
    if len(digits) == 12:
        digits = f"0{digits}"
    if len(digits) == 13:
        sets = _FIRST[int(digits[0])]
        left = "".join((_A if each == "A" else _B)[int(digit)] for each, digit in zip(sets, digits[1:7], strict=True))
        return _between_guards(digits, left, digits[7:])
    if len(digits) == 8:
        return _between_guards(digits, "".join(_A[int(digit)] for digit in digits[:4]), digits[4:])
    return None


def _between_guards(digits: str, left: str, right: str) -> Bars:
    modules = _SIDE + left + _MIDDLE + "".join(_C[int(digit)] for digit in right) + _SIDE
    middle = len(_SIDE) + len(left)
    ends = (*range(3), *range(middle, middle + 5), *range(len(modules) - 3, len(modules)))
    return Bars(digits, modules, frozenset(ends))


def bars_svg(bars: Bars) -> str:
    """The bars as SVG, a module to a unit; it may be printed in any size from 80 % on (26 mm wide)."""
    width, height = _width(bars), _TALL + _FOOT
    drawn = "".join(
        f"M{_QUIET_LEFT + place} 0h1v{_height(bars, place)}h-1z" for place, bit in enumerate(bars.modules) if bit == "1"
    )
    words = "".join(
        f'<text x="{x}" y="{height - 1}" textLength="{len(text) * 6}">{text}</text>' for text, x in _written(bars)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width * 0.33:.2f}mm"'
        f' height="{height * 0.33:.2f}mm"><title>{bars.digits}</title><path d="M0 0h{width}v{height}H0z" fill="#fff"/>'
        f'<path d="{drawn}"/><g font-family="sans-serif" font-size="10">{words}</g></svg>'
    )


def bars_png(bars: Bars) -> bytes:
    """The bars as PNG of 300 dots to the inch, for labels made in an office program."""
    width, height = _width(bars), _TALL + _FOOT
    image = Image.new("L", (width * _SCALE, height * _SCALE), 255)
    draw = ImageDraw.Draw(image)
    for place, bit in enumerate(bars.modules):
        if bit == "1":
            left = (_QUIET_LEFT + place) * _SCALE
            draw.rectangle((left, 0, left + _SCALE - 1, _height(bars, place) * _SCALE), fill=0)
    for text, x in _written(bars):
        draw.text((x * _SCALE, (_TALL + 1) * _SCALE), " ".join(text), font=_font(), fill=0)
    out = BytesIO()
    image.save(out, "PNG", optimize=True, dpi=(300, 300))
    return out.getvalue()


def _width(bars: Bars) -> int:
    return _QUIET_LEFT + len(bars.modules) + _QUIET_RIGHT


def _height(bars: Bars, place: int) -> int:
    return _TALL + (_LONGER if place in bars.guards else 0)


def _written(bars: Bars) -> list[tuple[str, int]]:
    """The digits in their groups, and where each group begins, in modules."""
    if len(bars.digits) == 8:
        return [(bars.digits[:4], _QUIET_LEFT + 5), (bars.digits[4:], _QUIET_LEFT + 36)]
    return [(bars.digits[0], 3), (bars.digits[1:7], _QUIET_LEFT + 5), (bars.digits[7:], _QUIET_LEFT + 52)]


@cache
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), 9 * _SCALE)
