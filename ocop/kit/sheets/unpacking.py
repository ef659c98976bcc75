"""What a workbook would cost to open, found out before anything opens it."""

import io
import re
import time
import zipfile
import zlib
from xml.parsers import expat

from ocop.kit.sheets.errors import TOO_SLOW, Limits, SheetError, too_many_columns, too_many_rows

MEGABYTE = 1024 * 1024
MAX_PARTS = 2000

_DAMAGED = "Tệp Excel bị hỏng. Hãy mở bằng Excel, lưu lại thành .xlsx rồi gửi."
_OPEN_DOCUMENT = "Tệp .ods chưa đọc được ở đây. Hãy lưu lại thành .xlsx hoặc CSV rồi gửi."
_BINARY = "Tệp .xlsb chưa đọc được ở đây. Hãy mở bằng Excel, lưu lại thành .xlsx hoặc CSV rồi gửi."
_NO_WORKBOOK = "Tệp này không phải là sổ Excel (.xlsx). Hãy lưu lại thành .xlsx hoặc CSV rồi gửi."
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ROW = re.compile(r"[0-9]{1,7}")
# Macros stand beside the book of an .xlsm and are never opened; printers' settings stand in a folder below.
_BINARY_PART = re.compile(r"xl/(?!vbaproject)[^/]*\.bin")


def checked_workbook(content: bytes, limits: Limits) -> bytes:
    """The workbook with exactly the parts that were looked at; refused when it is no .xlsx or would cost too much.

    The sizes an archive announces may be lies, so it is unpacked and counted. A reader that keeps a sheet as one
    rectangle needs memory up to its farthest filled cell, so one cell in the last corner would be enough; which part
    is a sheet its content says, not its name. Packed anew, the reader cannot find parts that were not seen here.
    """
    left, deadline = limits.max_unpacked, time.monotonic() + limits.max_seconds
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w") as kept:
            _check_names([part.filename for part in archive.infolist()])
            for part in archive.infolist():
                unpacked = unpack(archive, part, left)
                if unpacked is None:
                    raise SheetError(
                        f"Tệp Excel sau khi mở ra lớn hơn {limits.max_unpacked // MEGABYTE} MB. Hãy chép riêng phần"
                        " bảng cần gửi sang một tệp mới."
                    )
                left -= len(unpacked)
                if b"sheetData" in unpacked or b"uniqueCount" in unpacked:
                    _Reach(limits, len(unpacked), deadline).check(unpacked)
                kept.writestr(part.filename, unpacked)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, SheetError):
            raise
        raise SheetError(_DAMAGED) from error
    return out.getvalue()


def _check_names(parts: list[str]) -> None:
    """Refuse what is no .xlsx, and what could be taken for one and for something else besides."""
    names = {part.replace("\\", "/").lower() for part in parts}
    if len(parts) > MAX_PARTS:
        raise SheetError("Tệp Excel có quá nhiều phần. Hãy chép bảng sang một tệp mới rồi gửi.")
    if "content.xml" in names or "mimetype" in names:
        raise SheetError(_OPEN_DOCUMENT)
    if any(_BINARY_PART.fullmatch(name) for name in names):
        raise SheetError(_BINARY)
    if "xl/workbook.xml" not in names:
        raise SheetError(_NO_WORKBOOK)
    if len(names) != len(parts):
        raise SheetError(_DAMAGED)


def unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes | None:
    """A part's content, or None as soon as it is more than `most` bytes."""
    blocks: list[bytes] = []
    with archive.open(part) as stream:
        while block := stream.read(MEGABYTE):
            most -= len(block)
            if most < 0:
                return None
            blocks.append(block)
    return b"".join(blocks)


class _Reach:
    """How far the filled cells of a sheet reach; cells without a place of their own follow the one before.

    A list of texts may not announce more of them than its part has bytes: a reader makes room for what is announced.
    """

    def __init__(self, limits: Limits, size: int, deadline: float) -> None:
        self.limits, self.size, self.deadline = limits, size, deadline
        self.seen = self.row = self.column = self.last_filled = 0
        self.open_cell: tuple[int, int] | None = None

    def check(self, sheet: bytes) -> None:
        # Bytes are taken as the reader takes them, whatever encoding the part says it has.
        parser = expat.ParserCreate("utf-8")
        if b"sheetData" in sheet:
            parser.StartElementHandler = self._start
            parser.EndElementHandler = self._end
        else:
            parser.StartElementHandler = self._tag
        parser.StartDoctypeDeclHandler = self._refuse
        try:
            parser.Parse(sheet, True)
        except expat.ExpatError as error:
            raise SheetError(_DAMAGED) from error

    def _refuse(self, *declared: object) -> None:
        raise SheetError(_DAMAGED)

    def _tag(self, name: str, attributes: dict[str, str]) -> None:
        self.seen += 1
        if not self.seen % 10_000 and time.monotonic() > self.deadline:
            raise SheetError(TOO_SLOW)
        if "uniqueCount" in attributes:
            self._announced(attributes["uniqueCount"])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._tag(name, attributes)
        if self.open_cell is not None:
            self._filled(*self.open_cell)
            self.open_cell = None
        kind = _local(name)
        if kind == "row":
            place = attributes.get("r")
            if place is not None and not _ROW.fullmatch(place):
                raise SheetError(_DAMAGED)
            self.row, self.column = int(place) if place is not None else self.row + 1, 0
        elif kind == "c":
            self.open_cell = self._place(attributes.get("r"))
            self.column = self.open_cell[1]

    def _end(self, name: str) -> None:
        if self.open_cell is not None and _local(name) == "c":
            self.open_cell = None

    def _announced(self, count: str) -> None:
        if count.isdecimal() and int(count.lstrip("0")[:20] or 0) > self.size:
            raise SheetError(_DAMAGED)

    def _place(self, place: str | None) -> tuple[int, int]:
        if place is None:
            return max(self.row, 1), self.column + 1
        found = _PLACE.fullmatch(place)
        if found is None:
            raise SheetError(_DAMAGED)
        return int(found[2]), column_number(found[1])

    def _filled(self, row: int, column: int) -> None:
        if row > self.limits.max_rows * 2 + 100:
            raise SheetError(too_many_rows(self.limits))
        if column > self.limits.max_columns * 4:
            raise SheetError(too_many_columns(self.limits))
        # A reader takes the last cell for the lowest; rows that go back up would make it count below nought.
        if row < self.last_filled:
            raise SheetError(_DAMAGED)
        self.last_filled = row


def _local(name: str) -> str:
    """A name without its prefix; a reader might cut one with two colons elsewhere."""
    prefix, colon, rest = name.partition(":")
    if ":" in rest:
        raise SheetError(_DAMAGED)
    return rest if colon else prefix


def column_number(letters: str) -> int:
    """1 for A, 27 for AA; 0 for none."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
