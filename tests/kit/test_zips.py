"""Archives that are sent while they are made."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from ocop.kit.zips import Entry, made, streamed

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def test_the_pieces_together_are_an_archive_with_every_file() -> None:
    parts = list(streamed([made("a/chữ.txt", lambda: b"sen" * 1000), made("a/anh.jpg", lambda: b"\xff" * 10)], AT))
    archive = zipfile.ZipFile(io.BytesIO(b"".join(parts)))
    assert archive.testzip() is None
    assert [(each.filename, each.file_size) for each in archive.infolist()] == [("a/chữ.txt", 3000), ("a/anh.jpg", 10)]
    assert archive.infolist()[0].date_time == (2026, 11, 24, 9, 0, 0)


def test_a_file_is_asked_for_only_when_its_turn_comes_and_is_never_held_whole() -> None:
    asked = []

    def long() -> Iterator[bytes]:
        for number in range(50):
            asked.append(number)
            yield bytes(100_000)

    pieces = streamed([Entry("dai.pdf", long), made("sau.pdf", lambda: b"")], AT)
    sizes = [len(next(pieces)) for _ in range(3)]
    assert asked == [0, 1, 2]
    assert max(sizes) < 300_000
