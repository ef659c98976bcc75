"""The drawn card of a shared link: 1200 by 630 pixels, the photo, the name, and the star with the day it ends."""

from functools import cache
from io import BytesIO
from math import cos, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, ImageOps

from ocop.public.portal.catalogue.pictures import opened

FONTS = Path(__file__).resolve().parents[3] / "kit" / "fonts"
WIDTH, HEIGHT, PHOTO = 1200, 630, 500
_GREEN, _INK, _GREY, _GOLD = "#0b5a3c", "#16201b", "#4a564f", "#b46a00"
_MARGIN = 48
_MOST_LINES = 4


def draw_card(name: str, producer: str, star: str, foot: str, *, stars: int, photo: str) -> bytes:
    """The card as JPEG. `stars` are drawn, 0 where no star may be shown; `photo` is a stored path or empty."""
    card = Image.new("RGB", (WIDTH, HEIGHT), "white")
    left = _put_photo(card, photo) + _MARGIN
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, HEIGHT - 14, WIDTH, HEIGHT), fill=_GREEN)
    room = WIDTH - left - _MARGIN
    y = _MARGIN
    y = _text(draw, (left, y), name, 58, room, bold=True, fill=_INK) + 14
    y = _text(draw, (left, y), producer, 32, room, fill=_GREY) + 26
    if stars:
        for number in range(stars):
            draw.polygon(_star(left + 26 + number * 62, y + 28, 27), fill=_GOLD)
        y += 74
    _text(draw, (left, y), star, 34, room, bold=True, fill=_GREEN if stars else _GREY)
    draw.text((left, HEIGHT - 72), foot, font=_font(28, bold=False), fill=_GREY)
    out = BytesIO()
    card.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _put_photo(card: Image.Image, path: str) -> int:
    """Put the photo on the left and say how wide it stands; a plain band where there is none."""
    image = opened(path) if path else None
    if image is None:
        ImageDraw.Draw(card).rectangle((0, 0, 36, HEIGHT), fill=_GREEN)
        return 36
    card.paste(ImageOps.fit(image, (PHOTO, HEIGHT), Image.Resampling.LANCZOS), (0, 0))
    return PHOTO


def _text(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], words: str, size: int, room: int, *, bold: bool = False, fill: str
) -> int:
    """Write words within a width, at most `_MOST_LINES` lines; gives where the next line would stand."""
    font = _font(size, bold=bold)
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and draw.textlength(longer, font) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]
    x, y = at
    for line in lines:
        draw.text((x, y), line, font=font, fill=fill)
        y += round(size * 1.2)
    return y


def _star(x: float, y: float, radius: float) -> list[tuple[float, float]]:
    """The ten corners of a five-pointed star around a point."""
    corners = []
    for number in range(10):
        reach = radius if number % 2 == 0 else radius * 0.4
        angle = pi * number / 5 - pi / 2
        corners.append((x + reach * cos(angle), y + reach * sin(angle)))
    return corners


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / ("Tinos-Bold.ttf" if bold else "Tinos-Regular.ttf")), size)
