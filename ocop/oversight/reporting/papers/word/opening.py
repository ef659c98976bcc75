"""A Word file from outside: refused when it is none, costs too much to open, runs something or reaches out."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

from ocop.kit.sheets.unpacking import MAX_PARTS, unpack

MEGABYTE = 1024 * 1024
MAX_BYTES, MAX_UNPACKED, MAX_XML = 20 * MEGABYTE, 80 * MEGABYTE, 20 * MEGABYTE

_DAMAGED = "Tệp Word bị hỏng. Hãy mở bằng Word, lưu lại thành .docx rồi gửi."
_NO_DOCUMENT = "Tệp này không phải là văn bản Word (.docx). Hãy mở bằng Word, lưu lại thành .docx rồi gửi."
_OLD_OR_LOCKED = "Tệp này là .doc cũ hoặc có mật khẩu. Hãy mở bằng Word, gỡ mật khẩu, lưu lại thành .docx rồi gửi."
_TOO_LARGE = f"Tệp Word lớn hơn {MAX_BYTES // MEGABYTE} MB. Hãy giảm cỡ các ảnh trong tệp rồi gửi lại."
_BOMB = f"Tệp Word sau khi mở ra lớn hơn {MAX_UNPACKED // MEGABYTE} MB. Hãy bỏ bớt ảnh và phần dán từ nơi khác rồi gửi."
_MACROS = "Tệp Word có macro hoặc tệp nhúng. Hãy lưu lại dạng “Word Document (.docx)”, bỏ các phần nhúng rồi gửi."
_REACHES_OUT = (
    "Tệp Word lấy nội dung từ nơi khác (mẫu gắn kèm, ảnh hoặc trường dữ liệu liên kết). Hãy ngắt mọi liên kết "
    "(Tệp → Thông tin → Sửa liên kết tới tệp), gỡ mẫu gắn kèm, hoặc chép lời đã sửa sang tệp tải từ hệ thống rồi gửi."
)
_STRICT = "Tệp lưu ở dạng “Strict Open XML”. Hãy lưu lại dạng “Word Document (.docx)” rồi gửi."
_HYPERLINK, _FOREIGN = "/hyperlink", "/afchunk"
_SAFE_ADDRESSES = ("http://", "https://", "mailto:")
_FETCHING_FIELD = re.compile(
    r"(?:^|\s)(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|LINK|DATABASE|RD)\s", re.IGNORECASE
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What is printed of a file, by the outermost element of its parts: they may have any name.
_PRINTED = {f"{_W}{name}" for name in ("document", "hdr", "ftr", "footnotes", "endnotes")}
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)
_RUNS = ("vbaproject.bin", "/embeddings/", "/activex/", "vbadata.xml")


class PaperError(ValueError):
    """The file cannot be taken; the message is a Vietnamese sentence that names the remedy."""


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a .docx by name, every one unpacked and looked at. Raises `PaperError`."""
    if len(content) > MAX_BYTES:
        raise PaperError(_TOO_LARGE)
    if content.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise PaperError(_OLD_OR_LOCKED)
    try:
        parts = _unpacked(content)
    except PaperError:
        raise
    except _UNREADABLE as error:
        raise PaperError(_DAMAGED if content.startswith(b"PK") else _NO_DOCUMENT) from error
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        raise PaperError(_NO_DOCUMENT)
    if b"macroEnabled" in parts["[Content_Types].xml"]:
        raise PaperError(_MACROS)
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels")):
            _look_at(name, part)
    _look_at_document(parsed(parts["word/document.xml"]))
    return parts


def printed_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, etree._Element]]:
    """The text, headers, footers and notes of a file by name, as trees."""
    for name, part in parts.items():
        if name.lower().endswith(".xml"):
            root = parsed(part)
            if root.tag in _PRINTED:
                yield name, root


def parsed(part: bytes) -> etree._Element:
    """A part as a tree that fetches nothing and declares nothing. Raises `PaperError`."""
    if len(part) > MAX_XML:
        raise PaperError(_BOMB)
    try:
        root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PaperError(_DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PaperError(_DAMAGED)
    return root


def _unpacked(content: bytes) -> dict[str, bytes]:
    left, parts = MAX_UNPACKED, dict[str, bytes]()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_PARTS or len({info.filename.lower() for info in infos}) != len(infos):
            raise PaperError(_DAMAGED)
        for info in infos:
            if any(each in f"/{info.filename.lower()}" for each in _RUNS):
                raise PaperError(_MACROS)
            part = unpack(archive, info, left)
            if part is None:
                raise PaperError(_BOMB)
            left -= len(part)
            parts[info.filename] = part
    return parts


def _look_at_document(root: etree._Element) -> None:
    """Refuse a file without a text, and one whose elements have other names than Word gives them by default."""
    if root.tag.startswith("{http://purl.oclc.org/ooxml/"):
        raise PaperError(_STRICT)
    if root.tag != f"{_W}document" or root.find(f"{_W}body") is None:
        raise PaperError(_NO_DOCUMENT)


def _look_at(name: str, part: bytes) -> None:
    """Refuse a part that would fetch something when the file is opened; an address to click fetches nothing."""
    root = parsed(part)
    if name.lower().endswith(".rels"):
        for relation in root.iter("{*}Relationship"):
            address = relation.get("Target", "").strip().lower()
            is_address = relation.get("Type", "").endswith(_HYPERLINK) and address.startswith(_SAFE_ADDRESSES)
            is_foreign = relation.get("Type", "").lower().endswith(_FOREIGN)
            if is_foreign or (relation.get("TargetMode") == "External" and not is_address):
                raise PaperError(_REACHES_OUT)
    for paragraph in root.iter("{*}p"):
        told = "".join(each.text or "" for each in paragraph.iter("{*}instrText"))
        told += "".join(f" {value}" for each in paragraph.iter("{*}fldSimple") for value in each.attrib.values())
        if _FETCHING_FIELD.search(told):
            raise PaperError(_REACHES_OUT)
