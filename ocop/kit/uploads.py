"""Files from outside: let in only after being taken apart and written anew.

Nothing of the sender's bytes is kept as it came. A photo is decoded, turned upright, made at most
`LONG_SIDE` wide and encoded again without metadata (a telephone writes the place into it); the pages of a
PDF are copied into a new one, which leaves scripts, attached files, actions and forms behind. The first
bytes decide what a file is, its name never does.
"""

import hashlib
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Protocol

from ocop.kit.photos import PhotoError, clean_photo, reduced_photo
from ocop.kit.portable import PdfProblem, clean_pdf

MEGABYTE = 1024 * 1024

_HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


class Upload(Protocol):
    """What Django's uploaded files offer and nothing more."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def read(self, size: int = ..., /) -> bytes: ...


# A workbook's own words may stand far inside the packed file; its name tells it too.
_OFFICE = (".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm", ".odt", ".ods", ".odp")


@dataclass(frozen=True)
class CleanFile:
    """A file written anew: its bytes, what they are, what its sender called it, and what a list shows about it."""

    content: bytes
    content_type: str
    extension: str
    sha256: str
    name: str = ""
    pages: int | None = None
    width: int | None = None
    height: int | None = None

    @property
    def size(self) -> int:
        return len(self.content)

    @property
    def is_photo(self) -> bool:
        return self.content_type.startswith("image/")


class UploadError(ValueError):
    """The file cannot be taken; the message is a Vietnamese sentence that names the remedy."""


def clean_upload(file: Upload, *, max_bytes: int) -> CleanFile:
    """Take a PDF or a photo (JPEG, PNG, HEIC, WebP, GIF) apart and write it anew.

    A file over `max_bytes` is refused by its announced size, before a byte of it is read. Raises
    `UploadError`.
    """
    content = _read(file, max_bytes)
    kind = kind_of(content)
    try:
        if kind in ("pdf", "photo"):
            return replace(_pdf(content) if kind == "pdf" else _photo(content), name=file.name or "")
    except (PdfProblem, PhotoError) as problem:
        raise UploadError(f"Tệp “{_name(file)}” {problem}") from problem
    raise UploadError(f"Tệp “{_name(file)}” {_remedy(kind, _name(file))}")


def reduced(photo: CleanFile, *, long_side: int, quality: int) -> CleanFile:
    """A clean photo as a smaller JPEG, for pages that everybody opens."""
    small = reduced_photo(BytesIO(photo.content), long_side=long_side, quality=quality)
    digest = hashlib.sha256(small.content).hexdigest()
    return CleanFile(small.content, "image/jpeg", "jpg", digest, photo.name, width=small.width, height=small.height)


def kind_of(content: bytes) -> str:
    """`pdf`, `photo`, `office`, `video`, `archive` or `unknown`, from the first bytes."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")):
        return "photo"
    if content[:4] == b"RIFF":
        return "photo" if content[8:12] == b"WEBP" else "video"
    if content[4:8] == b"ftyp":
        return "photo" if content[8:12] in _HEIF_BRANDS else "video"
    if content.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return "office"
    if content.startswith(b"PK\x03\x04"):
        is_office = any(name in content[:4096] for name in (b"word/", b"xl/", b"ppt/", b"[Content_Types]"))
        return "office" if is_office else "archive"
    if content.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return "archive"
    return "unknown"


def _read(file: Upload, max_bytes: int) -> bytes:
    too_large = (
        f"Tệp “{_name(file)}” lớn hơn {max_bytes // MEGABYTE} MB. Hãy chụp hoặc quét ở độ phân giải thấp hơn,"
        " hoặc tách thành nhiều tệp nhỏ rồi gửi từng tệp."
    )
    if file.size is not None and file.size > max_bytes:
        raise UploadError(too_large)
    content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise UploadError(too_large)
    if not content.strip(b"\x00 \r\n\t"):
        raise UploadError(f"Tệp “{_name(file)}” không có nội dung. Hãy chọn lại tệp rồi gửi.")
    return content


def _name(file: Upload) -> str:
    return (file.name or "không tên").replace("\\", "/").rsplit("/", 1)[-1][:100]


def _remedy(kind: str, name: str) -> str:
    if kind == "office" or (kind == "archive" and name.lower().endswith(_OFFICE)):
        return "là tệp Word, Excel hoặc PowerPoint. Hãy lưu thành PDF (Lưu dưới dạng → PDF) rồi gửi tệp PDF."
    if kind == "video":
        return "là phim. Hãy gửi ảnh chụp hoặc PDF; với phim, hãy ghi đường dẫn vào phần mô tả."
    if kind == "archive":
        return "là tệp nén. Hãy giải nén rồi gửi từng ảnh hoặc từng tệp PDF."
    if name.lower().endswith(".pdf"):
        return "không phải là PDF thật hoặc đã hỏng. Hãy mở lại bản gốc, lưu hoặc quét thành PDF rồi gửi."
    if name.lower().endswith((".jpg", ".jpeg", ".png", ".heic", ".webp", ".gif")):
        return "không phải là ảnh thật hoặc đã hỏng. Hãy chụp lại rồi gửi."
    return "không phải là PDF hay ảnh. Hãy gửi tệp PDF, hoặc ảnh JPG, PNG, HEIC."


def _pdf(content: bytes) -> CleanFile:
    clean, pages = clean_pdf(BytesIO(content))
    return CleanFile(clean, "application/pdf", "pdf", hashlib.sha256(clean).hexdigest(), pages=pages)


def _photo(content: bytes) -> CleanFile:
    photo = clean_photo(BytesIO(content))
    digest = hashlib.sha256(photo.content).hexdigest()
    kind, extension = ("image/png", "png") if photo.is_png else ("image/jpeg", "jpg")
    return CleanFile(photo.content, kind, extension, digest, width=photo.width, height=photo.height)
