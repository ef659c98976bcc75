"""What a workbook would cost to open, found out before anything opens it."""

import io
import re
import zipfile
import zlib

from ocop.kit.sheets.errors import Limits, SheetError, too_many_columns, too_many_rows

MEGABYTE = 1024 * 1024
MAX_PARTS = 2000

_DAMAGED = "Tệp Excel bị hỏng. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi."
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_PLACE = re.compile(rb"(?:^|\s)r\s*=\s*[\"']([A-Z]{0,3})(\d{0,7})[\"']")


def check_workbook(content: bytes, limits: Limits) -> None:
    """Refuse an .xlsx that unpacks to too much, or that has a filled cell far out.

    The sizes an archive announces may be lies, so it is unpacked and counted. A reader that keeps a sheet as one
    rectangle needs memory up to its farthest filled cell, so one cell in the last corner would be enough.
    """
    left = limits.max_unpacked
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > MAX_PARTS:
                raise SheetError("Tệp Excel có quá nhiều phần. Hãy chép bảng sang một tệp mới rồi gửi.")
            for part in archive.infolist():
                unpacked = _unpack(archive, part, left)
                if unpacked is None:
                    raise SheetError(
                        f"Tệp Excel sau khi mở ra lớn hơn {limits.max_unpacked // MEGABYTE} MB. Hãy chép riêng phần"
                        " bảng cần gửi sang một tệp mới."
                    )
                left -= len(unpacked)
                if part.filename.lower().endswith(".xml") and b"sheetData" in unpacked:
                    _check_reach(unpacked, limits)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        raise SheetError(_DAMAGED) from error


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes | None:
    """A part's content, or None as soon as it is more than `most` bytes."""
    blocks: list[bytes] = []
    with archive.open(part) as stream:
        while block := stream.read(MEGABYTE):
            most -= len(block)
            if most < 0:
                return None
            blocks.append(block)
    return b"".join(blocks)


def _check_reach(sheet: bytes, limits: Limits) -> None:
    row = 0
    for tag in _ROW_OR_CELL.finditer(sheet):
        kind, attributes = tag.groups()
        place = _PLACE.search(attributes)
        letters, digits = place.groups() if place else (b"", b"")
        if kind == b"row":
            row = int(digits) if digits else row + 1
        elif not attributes.endswith(b"/"):
            if int(digits or row) > limits.max_rows * 2 + 100:
                raise SheetError(too_many_rows(limits))
            if column_number(letters) > limits.max_columns * 4:
                raise SheetError(too_many_columns(limits))


def column_number(letters: bytes) -> int:
    """1 for A, 27 for AA; 0 for none."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
