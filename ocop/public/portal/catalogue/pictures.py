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
    """The box of a picture in pixels, filled by cropping or only fitted into, and how hard it is pressed."""

    width: int
    height: int
    is_cropped: bool
    quality: int


# Twice what the page shows, for the dense screens of telephones.
SIZES = {"nho": Size(176, 176, True, 40), "vua": Size(800, 640, False, 62)}


@lru_cache(maxsize=256)
def reduced(path: str, size: Size) -> bytes | None:
    """The photo stored at a path as WebP in a size; None where the storage has lost it or it cannot be read."""
    image = opened(path)
    if image is None:
        return None
    box = (size.width, size.height)
    if size.is_cropped:
        image = ImageOps.fit(image, box, Image.Resampling.LANCZOS)
    else:
        image.thumbnail(box, Image.Resampling.LANCZOS)
    out = BytesIO()
    image.save(out, "WEBP", quality=size.quality, method=4)
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
    if size.is_cropped or not document.width or not document.height:
        return size.width, size.height
    scale = min(size.width / document.width, size.height / document.height, 1)
    return max(1, round(document.width * scale)), max(1, round(document.height * scale))


def version(document: Document) -> str:
    """What stands in the address of a picture, so that a browser keeps it until another photo takes its place."""
    return document.sha256[:12]


def answer(document: Document | None, request: HttpRequest, size: str = "vua") -> HttpResponse:
    """A filed photo as light as a page needs it; 404 where there is none, it cannot be read, or no such size."""
    content = reduced(document.path, SIZES[size]) if document is not None and size in SIZES else None
    if document is None or content is None:
        raise Http404
    named = version(document)
    is_kept = request.GET.get("v") == named
    return sent(content, request, kind="image/webp", tag=f"{named}-{size}", is_kept=is_kept)


def sent(content: bytes, request: HttpRequest, *, kind: str, tag: str, is_kept: bool) -> HttpResponse:
    """A picture everybody may keep: for a year where its address names its version, else asked for again."""
    response = HttpResponse(content, content_type=kind)
    response["ETag"] = f'"{tag}"'
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if is_kept else "public, no-cache"
    fresh = get_conditional_response(request, etag=response["ETag"], response=response)
    return fresh if isinstance(fresh, HttpResponse) else response
