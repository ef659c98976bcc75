"""Photos: decoded, turned upright, made smaller, encoded again without metadata."""

from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

pillow_heif.register_heif_opener()

LONG_SIDE = 2400
# The largest sensor of a telephone is let in; a file of a few kilobytes that claims 10,000 megapixels is not.
MAX_PIXELS = 110_000_000
Image.MAX_IMAGE_PIXELS = MAX_PIXELS
JPEG_QUALITY = 86

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "HEIF")
# Only plain JPEG can be decoded straight to a smaller size; the others need memory for every pixel.
_MAX_PIXELS_IN_MEMORY = 60_000_000
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_DAMAGED = "bị hỏng hoặc chưa tải xong nên không đọc được. Hãy chụp lại hoặc chọn ảnh khác rồi gửi."
_TOO_MANY = "có quá nhiều điểm ảnh. Hãy chụp hoặc quét lại ở độ phân giải thấp hơn rồi gửi."


class PhotoError(ValueError):
    """The photo cannot be taken; the message continues a Vietnamese sentence begun with the file's name."""


@dataclass(frozen=True)
class Photo:
    content: bytes
    is_png: bool
    width: int
    height: int


def clean_photo(file: BytesIO) -> Photo:
    """Decode a photo and encode it anew: PNG for drawings (PNG, GIF), JPEG for everything else.

    Raises `PhotoError` for damaged files and for those that would unpack to an unreasonable size.
    """
    try:
        with Image.open(file, formats=_FORMATS) as image:
            return _encode(_upright(image), is_png=image.format in ("PNG", "GIF"))
    except _BOMBS as bomb:
        raise PhotoError(_TOO_MANY) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError) as error:
        if isinstance(error, PhotoError):
            raise
        raise PhotoError(_DAMAGED) from error


def reduced_photo(file: BytesIO, *, long_side: int, quality: int) -> Photo:
    """A photo that `clean_photo` made, smaller for a page that many read on a phone: always JPEG, never enlarged."""
    with Image.open(file, formats=("JPEG", "PNG")) as image:
        small = image.convert("RGBA" if image.has_transparency_data else "RGB")
    small.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    return _encode(small, is_png=False, quality=quality)


def _upright(image: Image.Image) -> Image.Image:
    """The first frame, at most `LONG_SIDE` on its long side, as the photographer saw it, in sRGB."""
    shrinks = image.format in ("JPEG", "MPO") and not image.info.get("progressive")
    if image.width * image.height > (MAX_PIXELS if shrinks else _MAX_PIXELS_IN_MEMORY):
        raise PhotoError(_TOO_MANY)
    image.draft("RGB", (LONG_SIDE, LONG_SIDE))
    image.load()
    profile = image.info.get("icc_profile")
    turned = ImageOps.exif_transpose(image)
    plain = turned.convert("RGBA" if turned.has_transparency_data else "RGB")
    plain.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return _in_srgb(plain, profile) if turned.mode == "RGB" else plain


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as every screen shows them; a profile that makes no sense is ignored."""
    if not profile:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted or image


def _encode(image: Image.Image, *, is_png: bool, quality: int = JPEG_QUALITY) -> Photo:
    """The pixels alone: a fresh image carries over no comment, thumbnail, place or profile."""
    mode = image.mode if is_png else "RGB"
    bare = Image.new(mode, image.size, "white" if mode == "RGB" else (255, 255, 255, 0))
    bare.paste(image, mask=image if image.mode == "RGBA" and mode == "RGB" else None)
    out = BytesIO()
    if is_png:
        bare.save(out, "PNG", optimize=True)
    else:
        bare.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return Photo(out.getvalue(), is_png, bare.width, bare.height)
