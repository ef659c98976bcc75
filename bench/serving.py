"""One Granian worker on a free port, asked over kept connections.

Two things are measured: the server's own processor time, which is the same whoever asks; and requests per second by the
clock, asked by `wrk` over many connections, where client and server share the machine.
"""

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import Any

CONNECTIONS = 8
TURN_SECONDS = 1.0
TURNS = 6
# By the clock: connections at once, and how long.
CROWD, CROWD_SECONDS = 32, 2
# A server that used no more processor time than this in so many seconds has nothing left to do.
REST_CPU, REST_SECONDS = 0.01, 1.2
ROOT = Path(__file__).resolve().parent.parent


def environment(folder: Path) -> dict[str, str]:
    """Settings of a server that keeps everything in a folder, in SQLite."""
    outer = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return outer | {
        "OCOP_VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "bench.serving_settings",
        "PYTHONPATH": str(ROOT),
    }


def prepared(around: dict[str, str], module: str) -> dict[str, Any]:
    """Database and styles, then what `seed()` of a module prints as its last line.

    Each in a process of its own, so that settings are read afresh.
    """
    django = [sys.executable, "-m", "django"]
    for command in (["migrate", "--verbosity", "0"], ["collectstatic", "--no-input", "--verbosity", "0"]):
        subprocess.run([*django, *command], env=around, cwd=ROOT, check=True, capture_output=True)
    seed = f"import django; django.setup(); from {module} import seed; seed()"
    made = subprocess.run([sys.executable, "-c", seed], env=around, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return found


@contextmanager
def server(around: dict[str, str], application: str = "ocop.config.wsgi:application") -> Iterator[tuple[int, int]]:
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
        application,
    ]
    process = subprocess.Popen(command, env=around, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port, _worker_of(process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def worker(around: dict[str, str]) -> Iterator[int]:
    """The worker that runs beside every server; gives its process id."""
    command = [sys.executable, "-m", "ocop.config.cli", "worker", "--pause", "2"]
    process = subprocess.Popen(command, env=around, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait_for(port: int, patience: float = 180) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2) as line:
                ask(line, "/hang-so/")
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def _worker_of(parent: int) -> int:
    """Granian's worker is the child that serves; the parent only watches."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return max((int(child) for child in children), key=cpu, default=parent)


def cpu(pid: int) -> float:
    """Seconds of processor time a process has used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def in_turns(port: int, pid: int, kinds: Sequence[Sequence[str]]) -> list[float]:
    """Requests per second of server CPU for each kind of addresses, over all turns; each is asked once before."""
    return [rate for rate, _ in counted_in_turns(port, pid, kinds)]


def counted_in_turns(port: int, pid: int, kinds: Sequence[Sequence[str]]) -> list[tuple[float, int]]:
    """The same with how many answers were got; what the server still does after a turn is charged to that turn."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        for addresses in kinds:
            for address in addresses:
                ask(line, address)
    _rested(pid)
    served, spent = [0] * len(kinds), [0.0] * len(kinds)
    for _ in range(TURNS):
        for place, addresses in enumerate(kinds):
            before = cpu(pid)
            served[place] += _turn(port, addresses)
            _rested(pid)
            spent[place] += cpu(pid) - before
    rates = [count / seconds for count, seconds in zip(served, spent, strict=True)]
    warmed = [len(addresses) for addresses in kinds]
    return [(rate, count + first) for rate, count, first in zip(rates, served, warmed, strict=True)]


def by_the_clock(port: int, folder: Path, kinds: Sequence[Sequence[str]]) -> list[tuple[float, int]]:
    """The middle of the requests per second for each kind of addresses over all turns, and how many were answered.

    Asked by `wrk`; raises RuntimeError when an answer was not a page.
    """
    scripts = [folder / f"ask-{place}.lua" for place in range(len(kinds))]
    for script, addresses in zip(scripts, kinds, strict=True):
        listed = ", ".join(json.dumps(address) for address in addresses)
        script.write_text(f"local all = {{{listed}}}\nlocal at = 0\n{_NEXT_ADDRESS}")
    found: dict[Path, list[tuple[float, int]]] = {script: [] for script in scripts}
    for turn in range(TURNS):
        first = turn % len(scripts)
        # What one leaves for the worker to do falls on the next: each comes after each.
        for script in scripts[first:] + scripts[:first] if turn % 2 else reversed(scripts[first:] + scripts[:first]):
            found[script].append(_asked_by_wrk(port, script))
    return [(median(rate for rate, _ in said), sum(count for _, count in said)) for said in found.values()]


_NEXT_ADDRESS = """
request = function()
  at = at % #all + 1
  return wrk.format("GET", all[at])
end
"""


def _asked_by_wrk(port: int, script: Path) -> tuple[float, int]:
    ask = ["wrk", "-t1", f"-c{CROWD}", f"-d{CROWD_SECONDS}s", "-s", str(script), f"http://127.0.0.1:{port}"]
    said = subprocess.run(ask, check=True, capture_output=True, text=True).stdout
    rate, count = re.search(r"Requests/sec:\s+([\d.]+)", said), re.search(r"(\d+) requests in", said)
    if rate is None or count is None or "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    return float(rate[1]), int(count[1])


def once(port: int, pid: int, addresses: Sequence[str]) -> tuple[float, int]:
    """Requests per second of server CPU, each address asked once over one connection; and how many."""
    _rested(pid)
    before = cpu(pid)
    with socket.create_connection(("127.0.0.1", port)) as line:
        for address in addresses:
            ask(line, address)
    _rested(pid)
    return len(addresses) / (cpu(pid) - before), len(addresses)


def _rested(pid: int) -> None:
    """Wait until the server has written what it writes once a second."""
    seen = -1.0
    while (now := cpu(pid)) - seen > REST_CPU:
        seen = now
        time.sleep(REST_SECONDS)


def latencies(port: int, addresses: Sequence[str]) -> list[float]:
    """Seconds each answer took, one after another over one connection, the quickest first."""
    took = []
    with socket.create_connection(("127.0.0.1", port)) as line:
        for address in addresses:
            start = time.perf_counter()
            ask(line, address)
            took.append(time.perf_counter() - start)
    return sorted(took)


def _turn(port: int, addresses: Sequence[str]) -> int:
    """How many answers all connections got in one turn."""
    counts = [0] * CONNECTIONS
    until = time.monotonic() + TURN_SECONDS

    def visit(number: int) -> None:
        share = cycle(addresses[number::CONNECTIONS] or addresses)
        with socket.create_connection(("127.0.0.1", port)) as line:
            while time.monotonic() < until:
                ask(line, next(share))
                counts[number] += 1

    visitors = [threading.Thread(target=visit, args=(number,)) for number in range(CONNECTIONS)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return sum(counts)


def ask(line: socket.socket, address: str) -> None:
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
