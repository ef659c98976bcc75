"""What stamps must never do: pass though nobody issued them, blame a slip, be given out twice, speak with wrong keys.

A million random codes go through the real keys in `tests/cycle/traceability/test_keys.py`; here the pages answer.
"""

import json
import os
import random
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from ocop.cycle.traceability import actions
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import StampRange
from ocop.public.portal.verdict import TYPO
from ocop.public.scans.judging import judged
from ocop.rules.stamps import EPOCHS, PER_EPOCH, Stamp, check_digit, code_of
from tests.journeys.test_two_at_once import world  # noqa: F401 — the fixture: a database several processes may open
from tests.public.scans.ways import Counted, ScansFirst, asked
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.usefixtures("at_now"), pytest.mark.slow, pytest.mark.requirement("R163")]
SECRET = "mot-bi-mat-chi-dung-de-thu-mot-may-chu-that-khoi-dong-lai"
OTHER = "mot-bi-mat-khac-chi-dung-de-thu-mot-may-chu-that-tu-choi"
PATIENCE = 120  # seconds, on a machine that does much else; a quiet one needs ten


@pytest.fixture
def issued(world: World) -> StampRange:  # noqa: F811
    """A hundred stamps of chị Lan's dried fish, on a lot of 20 November."""
    make_recognition(world.dried_fish, world.province_committee, stars=4)
    lan = world.actor(world.chi_lan)
    found = actions.issue_stamps(world.dried_fish, count=100, by=lan, at=NOW)
    made = actions.make_batch(world.dried_fish, lot="L1", made_on=date(2026, 11, 20), quantity=100, by=lan, at=NOW)
    actions.activate(found, made, first=1, last=100, by=lan, at=NOW)
    return found


def slips_of(code: str) -> set[str]:
    """Every wrong digit in one place, and every two neighbours that changed places."""
    wrong = {code[:place] + digit + code[place + 1 :] for place in range(20) for digit in "0123456789"}
    swapped = {code[:place] + code[place + 1] + code[place] + code[place + 2 :] for place in range(19)}
    return (wrong | swapped) - {code}


@pytest.mark.django_db
def test_every_slip_of_a_thousand_codes_is_answered_as_a_slip() -> None:
    for index in range(1000):
        epoch = index % EPOCHS
        code = code_of(keys_of(epoch), Stamp(epoch, index * 999_983 % PER_EPOCH))
        taken_otherwise = {slip for slip in slips_of(code) if judged(slip, NOW.date()).verdict.key != TYPO}
        assert not taken_otherwise, code


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
def test_the_page_says_a_slip_is_a_slip_and_refuses_what_nobody_issued(monkeypatch: pytest.MonkeyPatch) -> None:
    from ocop.public.scans.counting import scan_log

    monkeypatch.setattr(scan_log, "start", lambda: None)
    way, chance = ScansFirst(Counted()), random.Random(5)
    for slip in slips_of(code_of(keys_of(0), Stamp(0, 7))):
        answer = asked(way, f"/T/{slip}")
        assert (answer.status, "Có thể gõ nhầm" in answer.words) == ("404 Not Found", True), slip
        assert "có thể là tem giả" not in answer.words
    for number in range(1000):
        body = f"{chance.randrange(10**19):019d}"
        network = f"198.18.{number // 250}.{number % 250}"
        answer = asked(way, f"/T/{body}{check_digit(body)}", REMOTE_ADDR=network)
        assert (answer.status, "Không có trong hệ thống" in answer.words) == ("404 Not Found", True), body
    scan_log.forget()


ISSUE = """
import json, sys
from datetime import datetime
import django
django.setup()
from ocop.config.people import actor_for
from ocop.cycle.traceability.actions import issue_stamps
from ocop.ground.accounts.models import User
from ocop.ground.producers.models import Product
from ocop.kit import clock

at = datetime.fromisoformat(sys.argv[3])
by = actor_for(User.objects.get(login=sys.argv[1]), clock.local_date(at))
product = Product.objects.get(public_id=sys.argv[2])
print("ready", flush=True)
for _ in sys.stdin:
    made = issue_stamps(product, count=7, by=by, at=at)
    print(json.dumps([made.epoch_id, made.first, made.last]), flush=True)
"""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start a process of its own on the test's database, its files in a folder of its own."""
    running = []

    def run(*command: str, secret: str = SECRET) -> "subprocess.Popen[str]":
        around = os.environ | {
            "OCOP_VAR_DIR": str(tmp_path),
            "OCOP_STAMP_SECRET": secret,
            "DATABASE_URL": _database_url(),
            "DJANGO_SETTINGS_MODULE": "ocop.config.settings",
        }
        pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout"), subprocess.PIPE) | {"stderr": subprocess.STDOUT}
        running.append(subprocess.Popen([sys.executable, *command], env=around, text=True, **pipes))
        return running[-1]

    yield run
    for each in running:
        each.kill()
        each.communicate()


def _database_url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_issue_at_once_never_overlap(world: World, start: Any) -> None:  # noqa: F811
    make_recognition(world.dried_fish, world.province_committee)
    people = (world.chi_lan, world.anh_dung)
    issuers = [start("-c", ISSUE, person.login, world.dried_fish.public_id, NOW.isoformat()) for person in people]
    assert [each.stdout.readline() for each in issuers] == ["ready\n", "ready\n"]
    made = []
    for _ in range(25):
        for each in issuers:
            each.stdin.write("\n")
            each.stdin.flush()
        made += [tuple(json.loads(each.stdout.readline())) for each in issuers]
    assert sorted(made) == [(0, first, first + 6) for first in range(0, 350, 7)]


@pytest.fixture
def up_to_date(world: World, tmp_path: Path) -> Iterator[None]:  # noqa: F811
    """The test's tables count as brought up to date and the styles as gathered, so that serving begins at once."""
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    with override_settings(MIGRATION_MODULES={}):
        for app, name in MigrationLoader(None, ignore_no_migrations=True).graph.nodes:
            recorder.record_applied(app, name)
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    yield
    recorder.flush()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def answer_of(server: "subprocess.Popen[str]", address: str) -> dict[str, Any]:
    """What a server says once it serves; it is waited for as long as it runs, at most `PATIENCE`."""
    for _ in range(PATIENCE * 4):
        try:
            with urlopen(address, timeout=10) as answer:  # noqa: S310 — our own machine
                found: dict[str, Any] = json.load(answer)
                return found
        except HTTPError:
            raise
        except OSError:
            pass
        try:
            server.wait(0.25)
        except subprocess.TimeoutExpired:
            continue
        raise AssertionError(server.communicate()[0])
    raise AssertionError("the server never answered")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("up_to_date")
def test_a_server_started_again_with_a_wrong_key_refuses_to_serve(
    settings: Any, request: pytest.FixtureRequest, start: Any
) -> None:
    settings.STAMP_SECRET = SECRET
    request.getfixturevalue("issued")
    port = free_port()
    serve = ("-m", "ocop.config.cli", "serve", "--no-sample", "--port", str(port))
    granian = ("-m", "granian", "--interface", "wsgi", "--port", str(port), "ocop.config.wsgi:application")
    address = f"http://127.0.0.1:{port}/api/v1/tem/{code_of(keys_of(0), Stamp(0, 0))}/"
    right = start(*serve)
    found = answer_of(right, address)
    assert found["product_name"] == "Khô cá sặc rằn"
    right.terminate()
    assert right.wait(PATIENCE) == 0
    for wrong in [start(*command, secret=OTHER) for command in (serve, granian)]:
        said = wrong.communicate(timeout=PATIENCE)[0]
        assert wrong.returncode != 0
        assert "OCOP_STAMP_SECRET" in said
    with pytest.raises(OSError, match="refused"):
        urlopen(address, timeout=10)
