"""What is counted of a visit and how it reaches the log; `tests/journeys` shows what is written nowhere."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from django.core.management import call_command
from django.db import OperationalError

from ocop.cycle.scans.arrivals import opened
from ocop.cycle.scans.models import ScanEvent, ScannedStamp, ScanTally
from ocop.cycle.scans.salts import PERIOD_DAYS
from ocop.cycle.scans.scan import Guess, Scan
from ocop.cycle.traceability.models import StampRange
from ocop.public.scans import counting
from ocop.public.scans.counting import AT_ONCE, ScanLog, Told, scan_log
from tests.public.scans.ways import Counted, asked, code, written
from tests.world import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A057F) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"
ZALO_ON_A_PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Zalo iOS/634"
CUBOT = "Mozilla/5.0 (Linux; Android 12; CUBOT P50) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36"
MACHINES = (
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "TelegramBot (like TwitterBot)",
    "WhatsApp/2.23.20.0",
    "Mozilla/5.0 (compatible; SkypeUriPreview)",
    "curl/8.5.0",
    "python-requests/2.32",
)


def counted(short: Any, number: int = 1, **more: str) -> int:
    """How many scans of a stamp are known after one more visit."""
    asked(short, f"/T/{code(number)}", **({"HTTP_USER_AGENT": PHONE} | more))
    written()
    return sum(row.count for row in ScannedStamp.objects.all())


@pytest.mark.parametrize("agent", [PHONE, ZALO_ON_A_PHONE, CUBOT])
def test_a_person_s_visit_is_a_scan_whichever_way_it_came(issued: StampRange, short: Any, agent: str) -> None:
    assert counted(short, HTTP_USER_AGENT=agent) == 1
    asked(Counted(), f"/T/{code(1)}", HTTP_USER_AGENT=agent)
    assert counted(short, HTTP_USER_AGENT=agent) == 3
    event = ScanEvent.objects.first()
    assert event is not None
    assert (event.stamp_id, event.verdict, event.at) == (0, "valid", NOW)


@pytest.mark.parametrize("agent", MACHINES)
def test_what_no_person_looks_at_is_no_scan(issued: StampRange, short: Any, agent: str) -> None:
    assert counted(short, HTTP_USER_AGENT=agent) == 0


@pytest.mark.parametrize("said", [{"HTTP_SEC_PURPOSE": "prefetch;prerender"}, {"HTTP_PURPOSE": "prefetch"}])
def test_what_is_fetched_in_advance_is_no_scan(issued: StampRange, short: Any, said: dict[str, str]) -> None:
    assert counted(short, **said) == 0
    assert counted(short, method="HEAD") == 0


def test_slips_are_not_counted_and_codes_of_nobody_only_by_day(issued: StampRange, short: Any) -> None:
    asked(short, f"/T/{code(101)}", HTTP_USER_AGENT=PHONE)
    asked(short, "/T/00000000000000000001", HTTP_USER_AGENT=PHONE)
    written()
    assert not ScannedStamp.objects.exists()
    tally = ScanTally.objects.get()
    assert (tally.scans, tally.guesses) == (0, 1)


def test_what_waits_is_written_in_batches_and_kept_while_the_database_is_away() -> None:
    kept: list[int] = []
    is_away = [True]

    def keep(scans: Sequence[bytes], guesses: Sequence[Told]) -> None:
        if is_away[0]:
            raise OperationalError
        kept.append(len(scans))

    waiting = ScanLog(keep, most=2 * AT_ONCE + 200)
    for index in range(2 * AT_ONCE + 200):
        waiting.note_scan(Scan(0, index, NOW, None, "", "valid"))
    waiting.flush()
    assert kept == []
    is_away[0] = False
    waiting.flush()
    assert kept == [AT_ONCE, AT_ONCE, 200]


def test_while_many_come_a_batch_is_never_a_few() -> None:
    kept: list[int] = []
    waiting = ScanLog(lambda scans, guesses: kept.append(len(scans)))
    for index in range(AT_ONCE + 3):
        waiting.note_scan(Scan(0, index, NOW, None, "", "valid"))
    waiting.flush(AT_ONCE)
    assert kept == [AT_ONCE]
    waiting.flush()
    assert kept == [AT_ONCE, 3]


def test_the_next_period_has_another_salt_in_a_server_that_runs_on() -> None:
    kept: list[bytes] = []
    waiting = ScanLog(lambda scans, guesses: kept.extend(scans))
    for days in (0, 0, PERIOD_DAYS):
        waiting.note_scan(Scan(0, 7, NOW + timedelta(days=days), b"lan", "82", "valid"))
    waiting.flush()
    same, again, later = (scan.client for scan in opened(b"".join(kept)))
    assert same == again != later


def test_what_is_too_much_is_lost_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    waiting = ScanLog(lambda scans, guesses: None, most=10)
    for index in range(25):
        waiting.note_scan(Scan(0, index, NOW, None, "", "valid"))
    waiting.flush()
    said = capsys.readouterr()
    assert "scans_lost" in said.out + said.err
    assert "15" in said.out + said.err


def test_a_scan_whose_salt_cannot_be_read_is_lost_and_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(counting, "Door", Mock(side_effect=OperationalError))
    waiting = ScanLog(lambda scans, guesses: None)
    waiting.note_scan(Scan(0, 7, NOW, b"lan", "82", "valid"))
    waiting.flush()
    said = capsys.readouterr()
    assert "scans_lost" in said.out + said.err


def test_the_thread_writes_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    from threading import Event

    is_written = Event()
    monkeypatch.setattr(counting, "close_old_connections", lambda: None)
    waiting = ScanLog(lambda scans, guesses: is_written.set())
    waiting.start()
    waiting.note_guess(Guess(NOW, ""))
    assert is_written.wait(10)


def test_nothing_is_counted_by_a_command(issued: StampRange) -> None:
    """A command loads the room without serving: no thread of it writes to the database."""
    call_command("check")
    assert scan_log._thread is None
