"""Which visits to a stamp's page are scans by people, and their way into the log, many in one transaction.

Who scanned is a coarse network, made unknowable before the scan waits to be written; neither address nor device is
written anywhere. What waits is bounded: scans beyond it, or of a process that is killed, are lost, and the log says
how many.
"""

import re
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from multiprocessing.util import Finalize
from typing import Any

import structlog
from django.conf import settings
from django.db import Error, close_old_connections

from ocop.cycle.scans.actions import put_down
from ocop.cycle.scans.arrivals import Door, counted
from ocop.cycle.scans.regions import region_of
from ocop.cycle.scans.scan import Guess, Scan
from ocop.kit import clock
from ocop.kit.networks import neighbourhood_of, network_of
from ocop.public.scans.pages import Page

log = structlog.get_logger(__name__)

# A code that is none of ours: when, and from which province.
Told = tuple[int, str]
AT_ONCE = 10_000
# Some seconds of the most that one process answers, seven megabytes.
WAITING_AT_MOST = 100_000
SECONDS_BETWEEN = 1.0

# What fetches a page nobody looks at yet: previews of chats, search engines, programs. CUBOT is a telephone.
_MACHINES = re.compile(
    r"(?<!cu)bot\b|crawler|spider|preview|facebookexternalhit|facebookcatalog|whatsapp/|slurp|headless"
    r"|^(?:curl|wget|python|java|go-http|okhttp|axios|node|libwww)",
    re.IGNORECASE,
)
# How browsers say that they fetch a page in advance.
_IN_ADVANCE = frozenset({"HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ"})


def is_by_a_person(meta: Mapping[str, Any]) -> bool:
    """Whether a visit counts: opened to be looked at, by no program that says it is one. `meta` as `network_of`'s."""
    if meta.get("REQUEST_METHOD") != "GET" or not meta.keys().isdisjoint(_IN_ADVANCE):
        return False
    return not _is_a_machine(meta.get("HTTP_USER_AGENT", ""))


@lru_cache(maxsize=4096)
def _is_a_machine(agent: str) -> bool:
    return _MACHINES.search(agent) is not None


class ScanLog:
    """Scans on their way to the database. Nothing is written until `start`, or `flush`, is called."""

    def __init__(self, keep: Callable[[Sequence[bytes], Sequence[Told]], None], most: int = WAITING_AT_MOST) -> None:
        self._keep, self._most = keep, most
        self._waiting: deque[bytes | Told] = deque()
        self._door: Door | None = None
        self._lost = 0
        self._is_due, self._flushing = threading.Event(), threading.Lock()
        self._thread: threading.Thread | None = None

    def note_scan(self, scan: Scan) -> None:
        """Take a scan in, its visitor unknowable from here on. The first of a salt's period reads the salt."""
        door = self._door
        if door is None or scan.at >= door.until:
            try:
                door = self._door = Door(scan.at)
            except Error:
                self._lost += 1
                return
        self._note(door.arrival(scan))

    def note_guess(self, guess: Guess) -> None:
        """Take in a code that is none of ours."""
        self._note(counted(guess))

    def _note(self, one: bytes | Told) -> None:
        if len(self._waiting) >= self._most:
            self._lost += 1
            return
        self._waiting.append(one)
        if len(self._waiting) % AT_ONCE == 0:
            self._is_due.set()

    def start(self) -> None:
        """Write what waits every second from now on, and once more when the process ends in good order."""
        self._thread = threading.Thread(target=self._run, name="scan-log", daemon=True)
        self._thread.start()
        Finalize(None, self.flush, exitpriority=1)

    def forget(self) -> None:
        """Drop what waits unwritten, and the salt: for tests."""
        self._waiting.clear()
        self._lost, self._door = 0, None

    def flush(self, at_least: int = 1) -> None:
        """Write what waits now, in batches while it is as many; what the database does not take waits on."""
        with self._flushing:
            left = len(self._waiting)
            while left >= at_least:
                batch = [self._waiting.popleft() for _ in range(min(AT_ONCE, left))]
                left -= len(batch)
                if not self._written(batch):
                    break
            if self._lost:
                log.warning("scans_lost", count=self._lost)
                self._lost = 0

    def _written(self, batch: list[bytes | Told]) -> bool:
        scans = [one for one in batch if isinstance(one, bytes)]
        try:
            self._keep(scans, [one for one in batch if not isinstance(one, bytes)])
        except Error as error:
            log.warning("scans_wait", count=len(batch), why=type(error).__name__)
            room = max(0, self._most - len(self._waiting))
            self._waiting.extendleft(reversed(batch[:room]))
            self._lost += max(0, len(batch) - room)
            return False
        return True

    def _run(self) -> None:
        while True:
            is_much = self._is_due.wait(SECONDS_BETWEEN)
            self._is_due.clear()
            close_old_connections()
            if (door := self._door) and clock.now() >= door.until:
                self._door = None  # nobody need come again for a salt that is over to be forgotten
            try:
                # While many come, a batch is never a few: each costs as much as some hundred scans.
                self.flush(AT_ONCE if is_much else 1)
            except Exception:
                log.exception("scan_log_failed")


scan_log = ScanLog(put_down)


def note_visit(page: Page, meta: Mapping[str, Any], at: datetime) -> None:
    """Count a visit to the page of a stamp of ours, if a person opened it."""
    if page.stamp is not None and is_by_a_person(meta):
        stamp = page.stamp
        client, region = _from_where(network_of(meta), settings.OCOP_SCAN_NETWORKS)
        scan_log.note_scan(Scan(stamp.epoch, stamp.index, at, client, region, page.verdict))


def note_guess(network: str, at: datetime) -> None:
    """Count a code that is none of ours and no slip."""
    scan_log.note_guess(Guess(at, _region(network)))


@lru_cache(maxsize=4096)
def _from_where(network: str, table: str) -> tuple[bytes, str]:
    """The visitor's neighbourhood and province, as a table of networks has them."""
    return neighbourhood_of(network), _region(network)


def _region(network: str) -> str:
    return region_of(network.partition("/")[0])
