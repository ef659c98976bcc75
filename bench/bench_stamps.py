"""Stamps: ten million issued, their codes made and written for the printer, labels laid out, one of them verified.

What is promised is absolute: less than 1 MB of database, five million codes a second and core, a file of ten million
within ten seconds, fifty thousand labels a second, twenty microseconds to know a stamp again. Beside the codes stand
rows inserted one each; beside the labels a square code each, made and written as a PDF by segno.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from bench import ready
from bench.result import Result, seconds

STAMPS = 10_000_000
CODES_AT_LEAST = 5_000_000
FILE_SECONDS = 10
GROWTH_MB = 1
VERIFIED = 20_000
VERIFY_MICROSECONDS = 20
ROWS = 500_000
LABELS = 1_000_000
LABELS_AT_LEAST = 50_000
LABELS_MB = 64
PEER_LABELS = 300


def run() -> list[Result]:
    """Measure on the bench's own database."""
    ready.set_up_with_tables()
    issued, grown = _issue()
    labels = _labels(issued)  # first: the most memory ever in use is all that can be asked for
    return [_growth(grown), _codes(), _file(issued), *labels, _verify()]


def _issue() -> tuple[Any, float]:
    from datetime import timedelta

    from django.db import connection

    from ocop.cycle.traceability.actions import issue_stamps
    from ocop.ground.offices.models import Office
    from ocop.ground.producers.models import Product
    from ocop.kit import clock
    from ocop.kit.scope import Actor
    from tests.world import build_world
    from tests.world_certification import make_recognition

    product = Product.objects.first() or build_world().dried_fish
    today = clock.today()
    committee = {"name": "UBND tỉnh Đồng Tháp", "kind": "peoples_committee", "tier": "province"}
    office = Office.objects.first() or Office.objects.create(valid_from=today, **committee)
    make_recognition(product, office, valid_from=today - timedelta(days=1), number="bench")
    producer = Actor(None, "bench", today, producer_ids=frozenset({product.producer_id}))
    before = _size(connection)
    issued = issue_stamps(product, count=STAMPS, by=producer, at=clock.now())
    return issued, (_size(connection) - before) / 1_000_000


def _size(connection: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        size: int = cursor.fetchone()[0]
    return size


def _growth(grown: float) -> Result:
    thing = "Cơ sở dữ liệu lớn thêm khi cấp 10 triệu tem"
    return Result(thing, round(grown, 3), "MB", goal=f"≤ {GROWTH_MB} MB", ok=grown <= GROWTH_MB)


def _codes() -> Result:
    from ocop.cycle.traceability.bulk import codes
    from ocop.cycle.traceability.keys import raw_keys

    raw = raw_keys(0)
    ours = STAMPS / seconds(lambda: _drained(lambda: codes(raw, 0, 0, STAMPS)), repeat=3)
    rows = ROWS / seconds(_inserted_rows, repeat=2)
    return Result(
        "Tính mã tem, một lõi",
        round(ours / 1e6, 1),
        "triệu mã/giây",
        peer="ghi mỗi mã một dòng vào SQLite (sqlite3, một giao dịch)",
        peer_value=round(rows / 1e6, 2),
        ratio=ours / rows,
        goal="≥ 5 triệu mã/giây",
        ok=ours >= CODES_AT_LEAST,
    )


def _drained(made: Callable[[], Iterable[object]]) -> None:
    for _ in made():
        pass


def _inserted_rows() -> None:
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "rows.sqlite3")) as file:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("CREATE TABLE stamp (code INTEGER PRIMARY KEY, range INTEGER)")
        file.executemany("INSERT INTO stamp VALUES (?, 1)", ((each * 7_919 % 10**15,) for each in range(ROWS)))
        file.commit()


def _file(issued: Any) -> Result:
    from ocop.cycle.traceability.files import lines_of

    def written() -> None:
        with tempfile.NamedTemporaryFile() as file:
            for piece in lines_of(issued):
                file.write(piece)

    took = seconds(written, repeat=1)
    return Result(
        "Tệp CSV của 10 triệu tem cho nhà in",
        round(took, 2),
        "giây",
        goal=f"≤ {FILE_SECONDS} giây",
        ok=took <= FILE_SECONDS,
    )


def _labels(issued: Any) -> list[Result]:
    """A million labels of a roll, one a page, which is the larger of the two files; and what memory that takes."""
    import resource

    from ocop.cycle.traceability.printing.labels import labels_of
    from ocop.cycle.traceability.printing.sheets import COMMON

    roll = COMMON["cuon-50-30"]
    _drained(lambda: labels_of(issued, roll, 1, 1000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ours = LABELS / seconds(lambda: _drained(lambda: labels_of(issued, roll, 1, LABELS)), repeat=1)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    peer = PEER_LABELS / seconds(_segno_labels, repeat=1)
    speed = Result(
        "Tem đã dàn trang (PDF, cuộn 1 triệu tem), một lõi",
        round(ours / 1000, 1),
        "nghìn tem/giây",
        peer="segno: mỗi tem một mã vuông, một tệp PDF",
        peer_value=round(peer / 1000, 3),
        ratio=ours / peer,
        goal=f"≥ {LABELS_AT_LEAST // 1000} nghìn tem/giây",
        ok=ours >= LABELS_AT_LEAST,
    )
    thing = "Bộ nhớ thêm khi làm tệp 1 triệu tem"
    return [speed, Result(thing, round(grown, 1), "MB", goal=f"≤ {LABELS_MB} MB", ok=grown <= LABELS_MB)]


def _segno_labels() -> None:
    from io import BytesIO

    import segno

    segments: Any
    for number in range(PEER_LABELS):
        segments = ["HTTPS://OCOP.DONGTHAP.GOV.VN/T/", f"{number * 7_919_919_919_919:020d}"]
        segno.make_qr(segments, error="m").save(BytesIO(), kind="pdf")


def _verify() -> Result:
    from ocop.cycle.traceability.keys import keys_of
    from ocop.rules.stamps import Stamp, code_of, read_stamp, stamp_of

    typed = [code_of(keys_of(0), Stamp(0, number)) for number in range(VERIFIED)]

    def known() -> None:
        for each in typed:
            stamp_of(read_stamp(each), keys_of)

    took = seconds(known) / VERIFIED * 1e6
    return Result(
        "Nhận lại một mã tem đã gõ (đọc, kiểm, giải)",
        round(took, 1),
        "µs",
        goal=f"≤ {VERIFY_MICROSECONDS} µs",
        ok=took <= VERIFY_MICROSECONDS,
    )
