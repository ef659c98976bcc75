"""`ocop worker`: sums up what was scanned and looks at it, carries out the reactions that acts owe, keeps stamps' pages
ready.
"""

import os
import signal
import threading
from argparse import ArgumentParser
from datetime import date
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from ocop.cycle.ideas.actions import forget_authors
from ocop.cycle.scans.actions import forget, look, look_at_ranges, sum_up
from ocop.ground.planning.actions import remind
from ocop.ground.registry.outbox import Counts, run_due
from ocop.kit import clock
from ocop.oversight.reporting.actions import remind_of_returns
from ocop.public.scans.keeping import Keeper

log = structlog.get_logger(__name__)

# On one small machine pages come first: the worker takes what processor time they leave.
GIVES_WAY = 10
# Of each pass at most, for pages nobody waits for.
KEEPING_SECONDS = 0.1
BATCH = 1  # each delivery is done as of its own moment: the one before may have taken minutes


class Command(BaseCommand):
    help = "Thực hiện các việc nền mà mỗi hành động để lại; chạy mãi cho đến khi được yêu cầu dừng."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi thôi")
        parser.add_argument("--pause", type=float, default=2.0, help="số giây nghỉ khi không có việc")

    reminded_on: date | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.keeper = Keeper()

    def handle(self, *args: Any, once: bool, pause: float, **options: Any) -> None:
        if once:
            counts = run_until_idle()
            self.stdout.write(f"Xong {counts.done}, sẽ thử lại {counts.retried}, hỏng {counts.failed}.")
            return
        os.nice(GIVES_WAY)
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            if not self._pass():
                stop.wait(pause)

    def _pass(self) -> int:
        """One batch; a database that is away for a moment is waited for."""
        close_old_connections()
        try:
            self._once_a_day()
            done = _summed_up() + run_due(clock.now(), BATCH).total or look(at=clock.now())
            return done + self._kept()
        except OperationalError as error:
            self.stderr.write(f"Cơ sở dữ liệu chưa sẵn sàng: {type(error).__name__}")
            return 0

    def _kept(self) -> int:
        """Some pages of stamps made ready; what is wrong with one of them holds nothing else up."""
        try:
            return self.keeper.keep(KEEPING_SECONDS)
        except OperationalError:
            raise
        except Exception:
            log.exception("pages_not_kept")
            return 0

    def _once_a_day(self) -> None:
        """When the first worker of the day gets to it: offices are reminded, what was sent is not sent again; scans
        are read range by range, and those whose term is over are deleted; authors of ideas answered long ago are
        forgotten.
        """
        at = clock.now()
        if self.reminded_on != clock.local_date(at):
            remind(at=at)
            remind_of_returns(at=at)
            look_at_ranges(at=at)
            forget(at=at)
            forget_authors(at=at)
            self.reminded_on = clock.local_date(at)


def _summed_up() -> int:
    """A part of the scans that wait; what is wrong with them holds nothing else up."""
    try:
        return sum_up()
    except OperationalError:
        raise
    except Exception:
        log.exception("scans_not_summed_up")
        return 0


def run_until_idle() -> Counts:
    """Carry out what is due, and what that makes due, until nothing is; then read the scans that are worth a look."""
    total = Counts()
    while (counts := run_due(clock.now(), BATCH)).total:
        total += counts
    while sum_up() or look(at=clock.now()):
        pass
    return total
