"""The verification page of a certificate: how many questions it asks, and what it costs the server.

Both pages are served by one Granian worker over the same connections, in turns. What is compared is how many requests
one second of the server's own processor time answers: the wall clock would also measure the client, which shares the
machine. Each request asks for another of 1,000 certificates; what is printed is read from the database every time, the
page made from unchanged facts is kept.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from bench.result import Result

CERTIFICATES = 1000
CONNECTIONS = 8
TURN_SECONDS = 1.0
TURNS = 5
QUERIES_AT_MOST = 3
SHARE_AT_LEAST = 0.5
ROOT = Path(__file__).resolve().parent.parent


def run() -> list[Result]:
    """Measure on a fresh SQLite database in a temporary folder; nothing of it stays."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        seeded = _prepare(environment)
        with _server(environment) as (port, pid):
            page, constant = _in_turns(port, pid, seeded["codes"])
    return [
        Result(
            "Trang xác thực: số câu hỏi cơ sở dữ liệu",
            seeded["queries"],
            "câu",
            goal=f"≤ {QUERIES_AT_MOST}",
            ok=seeded["queries"] <= QUERIES_AT_MOST,
        ),
        Result(
            "Trang xác thực: lượt phục vụ mỗi giây CPU máy chủ",
            round(page),
            "lượt/giây CPU",
            peer="trang hằng số của Django, cùng máy chủ và middleware",
            peer_value=round(constant),
            ratio=page / constant,
            goal=f"≥ {SHARE_AT_LEAST:g} lần".replace(".", ","),
            ok=page / constant >= SHARE_AT_LEAST,
        ),
    ]


def _environment(folder: Path) -> dict[str, str]:
    outer = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return outer | {
        "OCOP_VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "bench.serving_settings",
        "PYTHONPATH": str(ROOT),
    }


def _prepare(environment: dict[str, str]) -> dict[str, object]:
    """Database, styles and certificates, made by a process of its own so that settings are read afresh."""
    django = [sys.executable, "-m", "django"]
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--no-input", "--verbosity", "0"]):
        subprocess.run([*django, *command], env=environment, cwd=ROOT, check=True, capture_output=True)
    seed = "import django; django.setup(); from bench.bench_verification import seed; seed()"
    made = subprocess.run([sys.executable, "-c", seed], env=environment, cwd=ROOT, check=True, capture_output=True)
    return json.loads(made.stdout.splitlines()[-1])


def seed() -> None:
    """Write certificates and print their codes and the number of queries one page asks."""
    from datetime import date

    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from ocop.cycle.certification.actions import issue_certificate
    from ocop.cycle.certification.models import Recognition, RecognitionDecision
    from ocop.ground.offices.models import Office, Unit
    from ocop.ground.producers.models import Producer, Product
    from ocop.kit import clock

    now, since = clock.now(), date(2025, 7, 1)
    with transaction.atomic():
        unit = Unit.objects.create(code="30076", name="Phương Thịnh", kind="commune", tier="commune", valid_from=since)
        office = Office.objects.create(
            name="UBND tỉnh Đồng Tháp", kind="peoples_committee", tier="province", valid_from=since
        )
        decision = RecognitionDecision.objects.create(number="1/QĐ", signed_on=since, office=office, recorded_at=now)
        producer = Producer.objects.create(name="Cơ sở Khô Bà Lan", unit=unit, created_at=now)
        codes = []
        for number in range(CERTIFICATES):
            product = Product.objects.create(name=f"Khô cá sặc rằn {number}", producer=producer, created_at=now)
            recognition = Recognition.objects.create(
                product=product,
                decision=decision,
                stars=3 + number % 2,
                year=since.year,
                valid_from=since,
                valid_until=date(2099, 1, 1),
                basis={},
            )
            codes.append(issue_certificate(recognition).code)
    browser = Client(HTTP_HOST="127.0.0.1")
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(f"/xac-thuc/{codes[0]}/").status_code == 200
    print(json.dumps({"codes": codes, "queries": len(queries)}))


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Granian with one worker on a free port; gives the port and the worker's process id."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    granian = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--workers",
        "1",
        "--blocking-threads",
        "1",  # several threads of one process spend a third of their time waiting for each other
        "--no-ws",
    ]
    command = [
        *granian,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--log-level",
        "warning",
        "ocop.config.wsgi:application",
    ]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port, _worker_of(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int, patience: float = 40) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
                _ask(line, "/hang-so/")
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def _worker_of(parent: int) -> int:
    """Granian's worker is the child that serves; the parent only watches."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return max((int(child) for child in children), key=_cpu, default=parent)


def _cpu(pid: int) -> float:
    """Seconds of processor time a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _in_turns(port: int, pid: int, codes: object) -> tuple[float, float]:
    """Requests per second of server CPU for the page and for the constant, over all turns."""
    addresses = ([f"/xac-thuc/{code}/" for code in codes], ["/hang-so/"])  # type: ignore[attr-defined]
    with socket.create_connection(("127.0.0.1", port)) as line:
        for address in (*addresses[0], *addresses[1]):
            _ask(line, address)
    served, spent = [0, 0], [0.0, 0.0]
    for _ in range(TURNS):
        for place, kind in enumerate(addresses):
            before = _cpu(pid)
            served[place] += _turn(port, kind)
            spent[place] += _cpu(pid) - before
    return served[0] / spent[0], served[1] / spent[1]


def _turn(port: int, addresses: list[str]) -> int:
    """How many answers all connections got in one turn."""
    counts = [0] * CONNECTIONS
    until = time.monotonic() + TURN_SECONDS

    def visit(number: int) -> None:
        share = cycle(addresses[number::CONNECTIONS] or addresses)
        with socket.create_connection(("127.0.0.1", port)) as line:
            while time.monotonic() < until:
                _ask(line, next(share))
                counts[number] += 1

    visitors = [threading.Thread(target=visit, args=(number,)) for number in range(CONNECTIONS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return sum(counts)


def _ask(line: socket.socket, address: str) -> None:
    """One request on a kept connection; reads the whole answer. Raises OSError unless it is a 200."""
    line.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    answer = line.recv(65536)
    while b"\r\n\r\n" not in answer:
        answer += line.recv(65536)
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise OSError(f"{address}: {head[:40]!r}")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    while length > len(body):
        body += line.recv(65536)
