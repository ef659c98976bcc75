"""What only separate processes can show: writers side by side, and a worker that is killed."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

START = """
import sys, time
from dataclasses import dataclass
from datetime import timedelta
import django
django.setup()
from django.db import transaction
from ocop.ground.registry import outbox
from ocop.ground.registry.actions import notify, record
from ocop.ground.registry.models import Notice
from ocop.kit import clock
from ocop.kit.events import Event, event
from ocop.kit.scope import Actor

@event("test.bell_rung")
@dataclass(frozen=True)
class BellRung(Event):
    times: int

by = Actor(user_id=None, name="Hệ thống: thử", on=clock.today())
"""
WRITE = (
    START
    + """
for times in range(15):
    with transaction.atomic():
        record(by=by, at=clock.now(), event=BellRung(times))
"""
)
OWE_THEN_HANG = (
    START
    + """
def hang(event, *, at):
    notify(title="Chuông reo", office_id=1, at=at)
    print("running", flush=True)
    time.sleep(600)

outbox.register(BellRung, "test.ring", hang)
with transaction.atomic():
    record(by=by, at=clock.now(), event=BellRung(1))
outbox.run_due(clock.now())
"""
)
TAKE_OVER = (
    START
    + """
outbox.register(BellRung, "test.ring", lambda event, *, at: notify(title="Chuông reo", office_id=1, at=at))
print("early", outbox.run_due(clock.now()).total)
print("done", outbox.run_due(clock.now() + outbox.LEASE + timedelta(minutes=1)).done)
print("notices", Notice.objects.count())
"""
)

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start Python in a process of its own on the test's PostgreSQL, or on an SQLite file of its own."""
    environment = os.environ | {
        "OCOP_VAR_DIR": str(tmp_path),
        "DATABASE_URL": _database_url(tmp_path),
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "ocop.config.settings"),
    }

    def run(*arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, *arguments]
        return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    if connection.vendor == "sqlite":
        assert finish(run("-m", "django", "migrate", "registry", "-v0"))[0] == 0
    return run


def _database_url(folder: Path) -> str:
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / 'ocop.sqlite3'}"
    server, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    return f"{server}/{connection.settings_dict['NAME']}"


def finish(process: "subprocess.Popen[str]") -> tuple[int, str]:
    out, err = process.communicate(timeout=120)
    return process.returncode, out + err


def test_processes_that_write_side_by_side_make_one_chain(start: Start) -> None:
    writers = [start("-c", WRITE) for _ in range(3)]
    ended = [finish(each) for each in writers]
    assert [code for code, _ in ended] == [0, 0, 0], ended
    code, out = finish(start("-m", "django", "journal", "verify"))
    assert (code, "Số dòng: 45" in out) == (0, True), out


def test_what_a_killed_worker_left_half_done_is_undone_and_done_again_once(start: Start) -> None:
    worker = start("-c", OWE_THEN_HANG)
    assert worker.stdout is not None
    assert worker.stdout.readline() == "running\n"
    worker.kill()
    worker.communicate()
    code, out = finish(start("-c", TAKE_OVER))
    assert code == 0, out
    assert out.split("\n")[:3] == ["early 0", "done 1", "notices 1"]
