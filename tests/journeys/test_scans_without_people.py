"""A thousand scans through the server's own application, and nobody's address or device is anywhere afterwards."""

import hashlib
import ipaddress
import logging
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.conf import settings as project
from django.core.management import call_command
from django.db import connection

from ocop.cycle.scans import actions as scans
from ocop.cycle.scans.models import Doubt, ScanEvent, ScannedStamp, Suspicion
from ocop.cycle.scans.salts import PERIOD_DAYS
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.models import StampRange
from ocop.kit import clock
from ocop.public.scans import counting, guessing, pages
from tests.public.scans.ways import asked, code, written
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("at_now", "one_connection"),
    pytest.mark.slow,
    pytest.mark.requirement("R164"),
]
STAMPS = 400
# Wide networks of an operator's file: a scan gets a province by them, and they name nobody.
NETWORKS = "198.18.0.0/16,79\n198.19.0.0/16,82\n2001:db8::/32,82\n"
# How every address and device below begins, or goes on; nothing else in the province looks like it.
MARKS = ("198.18.", "198.19.", "203.0.", "2001:db8", "2001:0db8", "khong-phai-dia-chi", "Kbqz-Phone", "Android 14")


class Visitor(NamedTuple):
    """Who scans: what the server is told, and the numbers and digests it could be written down by."""

    told: dict[str, str]
    numbers: frozenset[int]
    digests: frozenset[str]


@pytest.fixture
def issued(world: World) -> StampRange:
    """Four hundred stamps of chị Lan's dried fish; all but the last ten stand on a lot."""
    make_recognition(world.dried_fish, world.province_committee)
    lan = world.actor(world.chi_lan)
    found = actions.issue_stamps(world.dried_fish, count=STAMPS, by=lan, at=NOW)
    made = actions.make_batch(world.dried_fish, lot="L1", made_on=NOW.date(), quantity=STAMPS, by=lan, at=NOW)
    actions.activate(found, made, first=1, last=STAMPS - 10, by=lan, at=NOW)
    return found


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[Any]:
    """What Granian loads, behind one proxy of ours; only the thread that writes by itself stays away."""
    monkeypatch.setattr(connection, "close", lambda: None)  # its start would close the test's transaction
    monkeypatch.setattr(counting.scan_log, "start", lambda: None)
    from ocop.config.wsgi import application

    networks = tmp_path / "mang.csv"
    networks.write_text(NETWORKS)
    settings.OCOP_SCAN_NETWORKS, settings.OCOP_TRUSTED_PROXIES = str(networks), 1
    forgetting = (pages.forget, guessing.guesses.forget, counting.scan_log.forget)
    for forget in forgetting:
        forget()
    yield application
    for forget in forgetting:
        forget()


def address_of(number: int) -> str:
    """A different address for each number, every third of IPv6; below five hundred no two share a /24 or a /48."""
    if number % 3 == 0:
        return f"2001:db8:{number % 2 * 0x8000 + number:x}:7:a1b2:c3d4:e5f6:{0x1000 + number:x}"
    return f"198.{18 + number // 250 % 2}.{number % 250}.{101 + number // 500}"


def visitor(number: int) -> Visitor:
    """Behind the proxy, in front of it, and with something in the proxy's line that is no address."""
    address, device = address_of(number), f"Mozilla/5.0 (Linux; Android 14; Kbqz-Phone {number}) Chrome/130 Mobile"
    told, claimed = {"HTTP_USER_AGENT": device}, f"203.0.{number % 250}.{201 + number // 250}"
    if number % 4 == 0:
        told["REMOTE_ADDR"] = address
    elif number % 50 == 1:
        told |= {"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": f"khong-phai-dia-chi-{number}"}
    else:
        told |= {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": f"{claimed}, {address}"}
    parsed = [ipaddress.ip_address(each) for each in (address, claimed)]
    networks = [ipaddress.ip_network(f"{each}/{24 if each.version == 4 else 48}", strict=False) for each in parsed]
    numbers = [int(each) for each in parsed] + [int(each.network_address) for each in networks]
    said = (device, *map(str, (*parsed, *networks, *numbers)))
    digests = {hashlib.new(kind, each.encode()).hexdigest() for kind in ("md5", "sha1", "sha256") for each in said}
    return Visitor(told, frozenset(numbers), frozenset(digests))


def replay(server: Any, time_machine: Any) -> list[Visitor]:
    """A thousand visits, seconds apart: to stamps of all kinds, to codes of nobody, slips, doubts and the API."""
    visitors = [visitor(number) for number in range(1000)]
    for number, each in enumerate(visitors):
        time_machine.shift(7)
        path, more = f"/T/{code(1 + number * 7 % STAMPS)}", dict[str, Any](each.told)
        if number % 10 == 1:
            path = f"/T/{code(STAMPS + 1 + number)}"
        elif number % 10 == 2:
            path = f"/en{path}"
        elif number % 20 == 3:
            path = f"/T/{code(9)[:-1]}{(int(code(9)[-1]) + 1) % 10}"
        elif number % 20 == 4:
            path = f"/api/v1/tem/{code(9)}/"
        elif number % 20 == 5:
            said = b"kind=stuck&words=Tem+d%C3%A1n+%C4%91%C3%A8"
            path, form = f"{path}/bao-nghi-ngo/", "application/x-www-form-urlencoded"
            more |= {"CONTENT_TYPE": form, "CONTENT_LENGTH": str(len(said)), "wsgi.input": BytesIO(said)}
            more["method"] = "POST"
        assert asked(server, path, **more).status[:3] in {"200", "302", "404"}, path
    return visitors


def rows() -> Iterator[tuple[str, Any]]:
    """Every value of every table there is, a model's or not, with where it stands."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 — a name from the database
            columns = [each[0] for each in cursor.description]
            for row in cursor.fetchall():
                yield from zip((f"{table}.{column}" for column in columns), row, strict=True)


def stored() -> tuple[str, set[int]]:
    """All that the database holds as one text, bytes included, and its whole numbers."""
    values = [value for _, value in rows()]
    texts = [bytes(each).decode("latin-1") if isinstance(each, bytes | memoryview) else str(each) for each in values]
    if connection.vendor == "sqlite":  # the file itself, with what was deleted of it
        texts.append(connection.connection.serialize().decode("latin-1"))
    return "\n".join(texts), {value for value in values if isinstance(value, int)}


def written_since(start: float) -> str:
    """What was written to the folders of the server meanwhile: names and contents of files."""
    folders = {Path(project.VAR_DIR), Path(project.MEDIA_ROOT)}
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return "\n".join(f"{path} {path.read_bytes().decode('latin-1')}" for path in files if path.stat().st_mtime >= start)


@pytest.mark.usefixtures("issued")
def test_no_address_and_no_device_of_a_thousand_scans_is_anywhere(
    server: Any,
    time_machine: Any,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    start = (tmp_path / "mang.csv").stat().st_mtime
    visitors = replay(server, time_machine)
    written()
    seen = sum(row.count for row in ScannedStamp.objects.all())
    assert (seen, Doubt.objects.count()) == (750, 50)
    assert ScanEvent.objects.exclude(region="").count() > 500
    call_command("worker", once=True)
    scans.look_at_ranges(at=clock.now())
    assert Suspicion.objects.exists()
    kept, numbers = stored()
    time_machine.shift(timedelta(days=PERIOD_DAYS + 1))
    asked(server, f"/T/{code(1)}", **visitors[0].told)
    written()
    scans.forget(at=clock.now() + timedelta(days=89))
    assert not ScanEvent.objects.filter(at__lt=clock.now()).exists()
    later, more_numbers = stored()
    said = capfd.readouterr()
    everything = "\n".join([kept, later, said.out, said.err, caplog.text, written_since(start)])
    assert not [mark for mark in MARKS if mark in everything]
    numbers |= more_numbers | {int(each) for each in re.findall(r"(?<!\d)\d{9,40}(?!\d)", everything)}
    assert numbers.isdisjoint(number for each in visitors for number in each.numbers)
    digests = set(re.findall(r"[0-9a-f]{32,64}", everything))
    assert digests.isdisjoint(digest for each in visitors for digest in each.digests)


@pytest.mark.usefixtures("issued")
def test_the_same_visitor_on_two_stamps_cannot_be_linked(server: Any, time_machine: Any) -> None:
    """Two hundred visitors look at five stamps each, in any order, each scan at a second of its own."""
    chance = random.Random(11)
    visits = [(number, stamp) for number in range(2, 402, 2) for stamp in chance.sample(range(1, STAMPS - 9), 5)]
    chance.shuffle(visits)
    who_at = {}
    for number, stamp in visits:
        time_machine.shift(1)
        who_at[clock.now()] = number
        assert asked(server, f"/T/{code(stamp)}", **visitor(number).told).status == "200 OK"
    written()
    scans_of, sharing = defaultdict(list), defaultdict(set)
    for row in _joined():
        number = who_at[row["event at"]]
        scans_of[number].append(row)
        for column, value in row.items():
            sharing[column, value].add(number)
    assert sorted(map(len, scans_of.values())) == [5] * 200
    pairs = [pair for rows in scans_of.values() for pair in combinations(rows, 2)]
    assert all(one["event client"] != other["event client"] for one, other in pairs)
    alike = sum((one["event client"] ^ other["event client"]) & 0xFF == 0 for one, other in pairs)
    assert alike < 30, "of two thousand pairs eight are alike in eight bits by chance"
    equal = {(column, one[column]) for one, other in pairs for column in one if one[column] == other[column]}
    told_apart = {each: sharing[each] for each in equal if len(sharing[each]) < 20}
    assert not told_apart, "what two scans of one visitor share, many visitors share"


def _joined() -> Iterator[dict[str, Any]]:
    """Each scan with all that is stored of it and of its stamp."""
    for event in ScanEvent.objects.select_related("stamp"):
        of_event = {f"event {field.attname}": getattr(event, field.attname) for field in event._meta.concrete_fields}
        of_stamp = {
            f"stamp {field.attname}": getattr(event.stamp, field.attname) for field in event.stamp._meta.concrete_fields
        }
        yield of_event | of_stamp
