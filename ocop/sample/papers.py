"""Stand-in papers for sample dossiers: a small picture that says plainly it is a sample."""

import io
from functools import lru_cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

WIDTH, HEIGHT = 640, 452


@lru_cache(maxsize=64)
def _picture(number: int) -> bytes:
    """A plain sheet with a border and a number of bars, so that two samples differ at a glance."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "#fdf7f9")
    draw = ImageDraw.Draw(image)
    draw.rectangle((12, 12, WIDTH - 12, HEIGHT - 12), outline="#a3195b", width=4)
    draw.text((36, 30), f"MAU / SAMPLE {number:03d}", fill="#1d3b2a", font_size=34)
    for line in range(7):
        top = 110 + line * 42
        draw.rectangle((36, top, 36 + 60 + (number * 37 + line * 83) % 480, top + 18), fill="#d9e5dc")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()


def sample_upload(name: str, number: int) -> SimpleUploadedFile:
    """A file as a phone would send it; `number` makes the content differ from other samples."""
    return SimpleUploadedFile(f"{name}.jpg", _picture(number), content_type="image/jpeg")
