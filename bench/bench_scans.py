"""The page a stamp opens: what it costs the server with its scan logged, beside a page of equal size from memory.

One Granian worker serves all of them in turns, with the platform's worker beside it: requests per second by the clock
over many connections, which is what the goal speaks of; and how many requests one second of the server's processor time
answers, its thread that writes scans down included. The server keeps no page in memory: each scan reads it from the
database, where the worker stored it beforehand. What a scan costs where no worker did is told apart, as is what the
worker spends on summing scans up. Then the same with ten million stamps already scanned, and the time of each answer
over one connection.
"""

import json
import random
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from bench.result import Result
from bench.serving import (
    CROWD,
    TURNS,
    by_the_clock,
    counted_in_turns,
    cpu,
    environment,
    in_turns,
    latencies,
    once,
    prepared,
    server,
    worker,
)

SERVED = "bench.serving_wsgi:application"
SHARE_AT_LEAST = 0.4
P99_AT_MOST = 5
GROWTH_AT_MOST = 1.5
# All; scanned in turn; scanned where no worker made their pages before. The rest are scanned once.
LOTS, TURN_LOTS, UNMADE_LOTS = 2500, 2000, 100
STAMPS = 12_000_000
VISITED = 2000
# Products changed in a second, while all of them are scanned: a hundred times what a province does.
CHANGES = 1
FEW, MANY = 10_000, 10_000_000
ANSWERS_TIMED = 4000
CHUNK = 500_000


def run() -> list[Result]:
    """Measure on a fresh SQLite database in a temporary folder; nothing of it stays."""
    with tempfile.TemporaryDirectory() as folder:
        around = environment(Path(folder))
        seeded = prepared(around, "bench.bench_scans")
        database = Path(folder) / "ocop.sqlite3"
        one_lot, every_lot = ([f"/T/{code}" for code in seeded[name]] for name in ("one_lot", "every_lot"))
        plain = [f"/tran/{seeded['bytes']}"]
        lots, new = every_lot[:TURN_LOTS], every_lot[TURN_LOTS:]
        _scanned(database, 0, FEW)
        with server(around, SERVED) as (port, pid):
            unmade, answered = once(port, pid, new[:UNMADE_LOTS])
        with server(around, SERVED) as (port, pid), worker(around) as summing:
            storing = _stored(database, summing)
            (made, scanned), (constant, _), (django, _) = counted_in_turns(port, pid, (one_lot, plain, ["/hang-so/"]))
            (many, scanned_too), (beside_many, _) = counted_in_turns(port, pid, (lots, plain))
            first, answered_once = once(port, pid, new[UNMADE_LOTS:])
            beside_first, _ = once(port, pid, plain * len(new[UNMADE_LOTS:]))
            (quick, quickly), (limit, _), (quick_many, also) = by_the_clock(port, Path(folder), (one_lot, plain, lots))
            with _changing(database):
                ((changing, anew),) = by_the_clock(port, Path(folder), (lots,))
            _summed_up(database)  # what the crowd left behind is not what a single visitor meets
            times = latencies(port, [*one_lot, *one_lot][:ANSWERS_TIMED])
            answered += scanned + scanned_too + answered_once + quickly + also + anew + len(times)
            written = _summed_up(database)
            each = (cpu(summing) - storing) / max(1, written)
        _scanned(database, FEW, MANY)
        with server(around, SERVED) as (port, pid), worker(around):
            grown, still = in_turns(port, pid, (one_lot, plain))
    return [
        _logged(written, answered),
        _share("Trang của tem, lượt quét ghi sổ, 32 kết nối", quick, limit),
        _share(f"như trên, {TURN_LOTS} lô quét xen kẽ", quick_many, limit),
        _share("như trên, mỗi giây một sản phẩm trong số ấy thay đổi", changing, limit),
        _per_cpu("Trang của tem, lượt quét ghi sổ", made, constant),
        _per_cpu(f"như trên, {TURN_LOTS} lô quét xen kẽ", many, beside_many),
        _per_cpu("như trên, lần quét đầu của mỗi lô, một kết nối", first, beside_first),
        _per_cpu("như trên, tính cả tiến trình nền gộp sổ", 1 / (1 / made + each), constant),
        _per_cpu("như trên, tiến trình nền chưa kịp dựng trang: dựng trong lượt quét", unmade, constant),
        _beside_django(made, django),
        _tail(times),
        _growth(constant / made, still / grown),
    ]


def seed() -> None:
    """One lot with ten million stamps and many small ones; prints codes of both, and how long a page is."""
    from django.db import transaction
    from django.test import Client

    from ocop.cycle.scans.models import ScannedStamp
    from ocop.cycle.traceability.keys import keys_of
    from ocop.kit import clock
    from ocop.rules.stamps import Stamp, code_of

    with transaction.atomic():
        ranges = _ranges()
        ScannedStamp.objects.create(number=0, first_at=clock.now(), last_at=clock.now(), count=1)
    keys = keys_of(0)
    drawn = random.Random(26).sample(range(STAMPS), VISITED)
    one_lot = [code_of(keys, Stamp(0, index)) for index in drawn]
    every_lot = [code_of(keys, Stamp(0, first)) for first in ranges]
    page = Client(HTTP_HOST="127.0.0.1").get(f"/T/{one_lot[0]}")
    assert page.status_code == 200
    print(json.dumps({"one_lot": one_lot, "every_lot": every_lot, "bytes": len(page.content)}))


def _ranges() -> list[int]:
    """A range of `STAMPS` and one of a hundred for each of `LOTS` products; the first index of each small one."""
    from datetime import date

    from ocop.cycle.certification.models import Recognition, RecognitionDecision
    from ocop.cycle.traceability.keys import key_check
    from ocop.cycle.traceability.models import Activation, Batch, StampEpoch, StampRange
    from ocop.ground.offices.models import Office, Unit
    from ocop.ground.producers.models import Producer, Product
    from ocop.kit import clock

    now, since = clock.now(), date(2025, 7, 1)
    unit = Unit.objects.create(code="30076", name="Phương Thịnh", kind="commune", tier="commune", valid_from=since)
    committee = {"kind": "peoples_committee", "tier": "province", "valid_from": since}
    office = Office.objects.create(name="UBND tỉnh Đồng Tháp", **committee)
    signed = RecognitionDecision.objects.create(number="1/QĐ", signed_on=since, office=office, recorded_at=now)
    producer = Producer.objects.create(name="Cơ sở Khô Bà Lan", unit=unit, created_at=now)
    story = "Cá sặc bắt ở đồng mùa nước nổi, ướp muối hột và phơi hai nắng. " * 6
    many = [Product(name=f"Khô cá sặc rằn {n}", producer=producer, story=story, created_at=now) for n in range(LOTS)]
    for product in many:
        product.fill_search_columns()
    products = Product.objects.bulk_create(many)
    runs = {"valid_from": since, "valid_until": date(2099, 1, 1), "basis": {}, "year": 2025, "decision": signed}
    Recognition.objects.bulk_create(Recognition(product=product, stars=4, **runs) for product in products)
    epoch = StampEpoch.objects.create(number=0, next_index=STAMPS + 100 * LOTS, key_check=key_check(0), opened_at=now)
    spans = [(0, STAMPS - 1)] + [(STAMPS + 100 * n, STAMPS + 100 * n + 99) for n in range(1, LOTS)]
    pairs = list(zip(products, spans, strict=True))
    made = {"lot": "L1", "made_on": date(2026, 11, 1), "expires_on": date(2098, 1, 1), "quantity": 100}
    ranges = StampRange.objects.bulk_create(
        StampRange(epoch=epoch, product=product, first=first, last=last, issued_at=now)
        for product, (first, last) in pairs
    )
    lots = Batch.objects.bulk_create(Batch(product=product, recorded_at=now, **made) for product in products)
    Activation.objects.bulk_create(
        Activation(range=issued, batch=lot, first=issued.first, last=issued.last, activated_at=now)
        for issued, lot in zip(ranges, lots, strict=True)
    )
    return [first for first, _ in spans[1:]]


def _scanned(database: Path, start: int, stop: int) -> None:
    """Stamps with these numbers were each scanned once before, as the one that `seed` wrote down."""
    with closing(sqlite3.connect(database, isolation_level=None)) as file:
        like = file.execute("SELECT * FROM scans_scannedstamp WHERE number = 0").fetchone()[1:]
        row = f"INSERT OR IGNORE INTO scans_scannedstamp VALUES (?{', ?' * len(like)})"  # noqa: S608 — only places
        for first in range(start, stop, CHUNK):
            file.execute("BEGIN")
            file.executemany(row, ((number, *like) for number in range(first, min(stop, first + CHUNK))))
            file.execute("COMMIT")


def _stored(database: Path, summing: int, patience: float = 240) -> float:
    """Wait until the worker has stored the pages of every lot (in the evening those of the next day too); the seconds
    of processor time it took.
    """
    until, before, stored = time.monotonic() + patience, -1, 0
    with closing(sqlite3.connect(database)) as file:
        while stored < 2 * LOTS or stored > before:
            if time.monotonic() > until:
                raise RuntimeError("the worker stored no page of every lot")
            before = stored
            time.sleep(5)
            stored = file.execute("SELECT count(*) FROM public_scans_storedpage").fetchone()[0]
    return cpu(summing)


def _summed_up(database: Path, patience: float = 120) -> int:
    """How many scans stand in the log, once the worker is through with them or does not get on."""
    until = time.monotonic() + patience
    with closing(sqlite3.connect(database)) as file:
        while time.monotonic() < until:
            time.sleep(2)  # longer than the server waits before it writes
            if file.execute("SELECT count(*) FROM scans_scanarrivals").fetchone() == (0,):
                break
        count: int = file.execute("SELECT count(*) FROM scans_scanevent").fetchone()[0]
    return count


@contextmanager
def _changing(database: Path) -> Iterator[None]:
    """Meanwhile somebody changes one product after another, so that its page is done away with."""
    is_over, begun, done = threading.Event(), time.monotonic(), 0

    def change() -> None:
        nonlocal done
        with closing(sqlite3.connect(database, timeout=30, isolation_level=None)) as file:
            while not is_over.wait(1 / CHANGES):
                done += 1
                file.execute("UPDATE producers_product SET story = story || '.' WHERE id = ?", (done % TURN_LOTS + 2,))

    writer = threading.Thread(target=change)
    writer.start()
    try:
        yield
    finally:
        is_over.set()
        writer.join()
        if done < (time.monotonic() - begun) * CHANGES / 2:
            raise RuntimeError(f"only {done} changes")


def _logged(written: int, answered: int) -> Result:
    """The figures below are worth something only if every scan they count was written.

    A few more were answered than counted: those on their way when a turn of the crowd was over.
    """
    thing, goal, most = "Lượt quét ghi được vào sổ", "mọi lượt đã trả lời", answered + 3 * TURNS * CROWD
    ok = answered <= written <= most
    return Result(thing, written, "lượt", "lượt đã trả lời", answered, written / answered, goal, ok)


def _share(thing: str, ours: float, constant: float) -> Result:
    return Result(
        thing,
        round(ours),
        "lượt/giây",
        peer="trang hằng số cùng cỡ, cùng máy chủ, không qua Django",
        peer_value=round(constant),
        ratio=ours / constant,
        goal=f"≥ {SHARE_AT_LEAST:g} lần".replace(".", ","),
        ok=ours / constant >= SHARE_AT_LEAST,
    )


def _per_cpu(thing: str, ours: float, constant: float) -> Result:
    """Told beside the goal, which is by the clock."""
    return Result(thing, round(ours), "lượt/giây CPU", "trang hằng số cùng cỡ", round(constant), ours / constant)


def _beside_django(ours: float, django: float) -> Result:
    thing, peer = "Trang của tem, so với Django", "trang hằng số của Django, cùng middleware"
    return Result(thing, round(ours), "lượt/giây CPU", peer, round(django), ours / django)


def _tail(times: list[float]) -> Result:
    middle, slow = times[len(times) // 2], times[len(times) * 99 // 100]
    return Result(
        "Thời gian một trang của tem, p99",
        round(slow * 1e6),
        "µs",
        peer="p50 của cùng các lượt",
        peer_value=round(middle * 1e6),
        ratio=slow / middle,
        goal=f"≤ {P99_AT_MOST} lần",
        ok=slow <= P99_AT_MOST * middle,
    )


def _growth(few: float, many: float) -> Result:
    """Costs of a scan in pages from memory, so that two runs of the server can be compared."""
    return Result(
        "Giá một lượt quét khi 10 triệu tem đã được quét",
        round(many, 2),
        "trang hằng số",
        peer="khi 10 nghìn tem đã được quét",
        peer_value=round(few, 2),
        ratio=many / few,
        goal=f"≤ {GROWTH_AT_MOST:g} lần".replace(".", ","),
        ok=many <= GROWTH_AT_MOST * few,
    )
