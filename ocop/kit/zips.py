"""Archives sent while they are made: a file at a time, never whole in memory."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage

from ocop.kit.clock import HO_CHI_MINH

_CHUNK = 256 * 1024
# What is pressed already gains nothing by being pressed again.
_PRESSED = (".pdf", ".png", ".jpg", ".jpeg", ".webp", ".xlsx")


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of an archive: its name there, and what gives its content when its turn comes, piece by piece."""

    name: str
    pieces: Callable[[], Iterable[bytes]]


def made(name: str, content: Callable[[], bytes]) -> Entry:
    """A file that is made when its turn comes."""
    return Entry(name, lambda: (content(),))


def stored(name: str, path: str) -> Entry:
    """A file that the storage keeps."""
    return Entry(name, lambda: _pieces_of(path))


def streamed(entries: Iterable[Entry], at: datetime) -> Iterator[bytes]:
    """The archive of some files, dated `at`, in pieces as they come."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w") as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, at.astimezone(HO_CHI_MINH).timetuple()[:6])
            pressed = entry.name.lower().endswith(_PRESSED)
            info.compress_type = zipfile.ZIP_STORED if pressed else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            with archive.open(info, "w") as file:
                for piece in entry.pieces():
                    file.write(piece)
                    yield sink.taken()
    yield sink.taken()


def _pieces_of(path: str) -> Iterator[bytes]:
    with default_storage.open(path) as file:
        while piece := file.read(_CHUNK):
            yield piece


class _Sink(io.RawIOBase):
    """What the archive is written to: keeps only what was not yet sent on, and cannot be read or wound back."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self._waiting += piece
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        piece = bytes(self._waiting)
        self._waiting.clear()
        return piece
