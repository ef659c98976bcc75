"""Pictures of products in the sizes pages need, made once from the filed photo and kept while it is asked for."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from PIL import Image, ImageOps

from ocop.ground.registry.models import Document

YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Size:
    """The box of a picture in pixels, filled by cropping or only fitted into, how hard it is pressed and as what."""

    width: int
    height: int
    is_cropped: bool
    quality: int
    format: str = "WEBP"

    @property
    def kind(self) -> str:
        """The media type it is sent as."""
        return f"image/{self.format.lower()}"


# Twice what the page shows, for the dense screens of telephones.
SIZES = {"nho": Size(176, 176, True, 40), "vua": Size(800, 640, False, 62)}
# For the preview of a link that is sent on: sites that show it pass over WebP and over what weighs much.
SHARED = Size(960, 960, False, 75, "JPEG")


@lru_cache(maxsize=256)
def reduced(path: str, size: Size) -> bytes | None:
    """The photo stored at a path in a size; None where the storage has lost it or it cannot be read."""
    image = opened(path)
    if image is None:
        return None
    box = _fitted(image.width, image.height, size)
    if size.is_cropped:
        image = ImageOps.fit(image, box, Image.Resampling.LANCZOS)
    elif image.size != box:
        image = image.resize(box, Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = BytesIO()
    image.save(out, size.format, quality=size.quality, method=4)
    return out.getvalue()


def opened(path: str) -> Image.Image | None:
    """The photo's pixels on white; None where the storage has lost it or it cannot be read."""
    try:
        with default_storage.open(path) as file, Image.open(file) as image:
            image.load()
            plain = image.convert("RGBA")
    except (OSError, ValueError):
        return None
    white = Image.new("RGB", plain.size, "white")
    white.paste(plain, mask=plain)
    return white


def measures(document: Document, size: Size) -> tuple[int, int]:
    """Width and height a page gives the picture in, so that nothing moves when it arrives."""
    if not document.width or not document.height:
        return size.width, size.height
    return _fitted(document.width, document.height, size)


def _fitted(width: int, height: int, size: Size) -> tuple[int, int]:
    """The pixels of a picture once it is in a size; never enlarged but to fill a box."""
    if size.is_cropped:
        return size.width, size.height
    scale = min(size.width / width, size.height / height, 1)
    return max(1, round(width * scale)), max(1, round(height * scale))


def version(document: Document) -> str:
    """What stands in the address of a picture, so that a browser keeps it until another photo takes its place."""
    return document.sha256[:12]


def answer(document: Document | None, request: HttpRequest, size: str = "vua") -> HttpResponse:
    """A filed photo as light as a page needs it; 404 where there is none, it cannot be read, or no such size."""
    if size not in SIZES:
        raise Http404
    return _answer(document, request, SIZES[size], size)


def answer_shared(document: Document | None, request: HttpRequest) -> HttpResponse:
    """A filed photo as the preview of a link shows it, `measures(document, SHARED)` pixels; 404 as above."""
    return _answer(document, request, SHARED, "shared")


def _answer(document: Document | None, request: HttpRequest, size: Size, name: str) -> HttpResponse:
    content = reduced(document.path, size) if document is not None else None
    if document is None or content is None:
        raise Http404
    named = version(document)
    is_kept = request.GET.get("v") == named
    return sent(content, request, kind=size.kind, tag=f"{named}-{name}", is_kept=is_kept)


def sent(content: bytes, request: HttpRequest, *, kind: str, tag: str, is_kept: bool) -> HttpResponse:
    """A picture everybody may keep: for a year where its address names its version, else asked for again."""
    response = HttpResponse(content, content_type=kind)
    response["ETag"] = f'"{tag}"'
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if is_kept else "public, no-cache"
    fresh = get_conditional_response(request, etag=response["ETag"], response=response)
    return fresh if isinstance(fresh, HttpResponse) else response
