"""The short way before Django and Django itself say the same, headers and all, whatever there is to say."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, OperationalError, connections

from ocop.cycle.certification.actions import suspend_recognition, withdraw_recognition
from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.states import Standing, WithdrawalGround
from ocop.cycle.dossiers.states import DossierKind
from ocop.cycle.traceability import actions
from ocop.cycle.traceability.models import Batch, StampRange
from ocop.cycle.traceability.states import Mishap, StampState
from ocop.public.portal.verdict import RECONSTRUCTED, TYPO
from ocop.public.scans import answering, facts, mount
from ocop.rules.stamps import printed_stamp
from tests.public.scans.ways import Counted, ScansFirst, asked, code
from tests.world import NOW, World
from tests.world_certification import make_concluded, official_round

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SLIP = "00000000000000000001"


def _star(**facts: Any) -> None:
    Recognition.objects.update(**facts)


def _ended_long_ago(world: World) -> None:
    _star(valid_from=date(2020, 1, 1), valid_until=date(2023, 1, 1))


def _in_grace(world: World) -> None:
    _star(valid_from=date(2023, 11, 1), valid_until=NOW.date() - timedelta(days=1))
    official_round(world)
    make_concluded(world, world.dried_fish, stars=4, total="75", kind=DossierKind.RENEWAL)


def _ran_out(world: World) -> None:
    _star(valid_from=date(2023, 11, 1), valid_until=NOW.date() - timedelta(days=1))


def _decided(world: World) -> dict[str, Any]:
    leader = world.actor(world.ong_khanh)
    return {"reason": "Xem xét", "decision_number": "9/QĐ", "effective_on": NOW.date(), "by": leader, "at": NOW}


def _suspended(world: World) -> None:
    suspend_recognition(world.dried_fish.recognitions.get(), **_decided(world))


def _withdrawn(world: World) -> None:
    star = world.dried_fish.recognitions.get()
    withdraw_recognition(star, ground=WithdrawalGround.BREACH, **_decided(world))


def _lost(world: World) -> None:
    said: dict[str, Any] = {"first": 1, "last": 1, "mishap": Mishap.LOST, "reason": "Rơi mất"}
    actions.void_stamps(StampRange.objects.get(), **said, by=world.actor(world.chi_lan), at=NOW)


def _recalled(world: World) -> None:
    said = {"reason": "Nhiễm khuẩn.", "danger": "Có thể đau bụng.", "advice": "Mang trả nơi mua."}
    actions.declare_recall(Batch.objects.get(), **said, by=world.actor(world.anh_dung), at=NOW)


def _nothing(world: World) -> None:
    pass


CASES: dict[str, tuple[str, Callable[[World], None], int, str]] = {
    "stands": (Standing.VALID, _nothing, 1, "200"),
    "in grace": (Standing.GRACE, _in_grace, 1, "200"),
    "ended long ago": (Standing.EXPIRED, _ended_long_ago, 1, "200"),
    "ran out after the goods were made": (Standing.EXPIRED, _ran_out, 1, "200"),
    "suspended": (Standing.SUSPENDED, _suspended, 1, "200"),
    "withdrawn": (Standing.WITHDRAWN, _withdrawn, 1, "200"),
    "withdrawn and not active": (Standing.WITHDRAWN, _withdrawn, 51, "200"),
    "trial": (Standing.TRIAL, lambda world: _star(is_trial=True), 1, "200"),
    "reconstructed": (RECONSTRUCTED, lambda world: _star(is_reconstructed=True), 1, "200"),
    "never recognised": (Standing.UNKNOWN, lambda world: _star(valid_from=date(2027, 1, 1)), 1, "200"),
    "not active": (StampState.INERT, _nothing, 51, "200"),
    "lost": (StampState.VOID, _lost, 1, "200"),
    "recalled": (StampState.RECALLED, _recalled, 1, "200"),
    "past use": (StampState.PAST_USE, lambda world: Batch.objects.update(expires_on=date(2026, 11, 23)), 1, "200"),
    "too old": (StampState.TOO_OLD, lambda world: Batch.objects.update(made_on=date(2026, 6, 30)), 1, "200"),
    "never issued": (Standing.UNKNOWN, _nothing, 101, "404"),
}


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("case", CASES)
def test_both_ways_say_the_same(world: World, issued: StampRange, short: Any, case: str, language: str) -> None:
    verdict, happened, number, status = CASES[case]
    happened(world)
    address = f"{language}/T/{code(number)}"
    assert answering.page_of(code(number), NOW.date(), 0, "vi").verdict == verdict
    plain = asked(Counted(), address)
    quick, again = asked(short, address), asked(short, address)
    assert quick == again == plain
    assert plain.status.startswith(status)
    assert plain.headers["Cache-Control"] == "no-store"
    for header in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options"):
        assert header in quick.headers
    assert quick.headers["Content-Language"] == (language[1:] or "vi")
    assert not {"Set-Cookie", "Vary"}.intersection(quick.headers)
    assert short._application.times == 1, "Django was asked for its headers, once, and for nothing else"


def test_no_verdict_is_left_out(world: World) -> None:
    said = {verdict for verdict, *_ in CASES.values()} | {TYPO}
    every = {*Standing.values, *StampState.values, RECONSTRUCTED, TYPO}
    # A recognition that was replaced, or begins later, is never the product's last one.
    assert every - said == {Standing.SUPERSEDED, Standing.NOT_YET}


def test_slips_and_made_up_codes_are_the_same_both_ways(issued: StampRange, short: Any) -> None:
    for digits in (SLIP, "0" * 20, code(1)[:-2], printed_stamp(code(1)), code(1, epoch=5)):
        assert asked(short, f"/T/{digits}") == asked(Counted(), f"/T/{digits}")


@pytest.mark.parametrize(
    ("path", "query", "more"),
    [
        ("/t/{code}", "", {}),
        ("/T/{code}/", "", {}),
        ("/T/{code}", "fbclid=abc&utm_source=zalo", {}),
        ("/T/{code}", "17=271231", {}),
        ("/T/{code}", "a=" + "x" * 900, {}),
        ("/T/{code}", "a=%00", {}),
        ("/T/{code}", "%ff=%ff&&;==", {}),
        ("/T/{code}", "", {"method": "HEAD"}),
        ("/T/{code}", "", {"method": "POST"}),
        ("/T/{code}", "", {"method": "PUT"}),
        ("/T/{code}/x", "", {}),
        ("/T//{code}", "", {}),
        ("//T/{code}", "", {}),
        ("/T/ {code}", "", {}),
        ("/T/{code}\x00", "", {}),
        ("/T/", "", {}),
        ("/EN/T/{code}", "", {}),
        ("/T/{wide}", "", {}),
        ("/T/{code}", "", {"HTTP_HOST": "la.example"}),
        ("/T/{code}", "", {"HTTP_IF_NONE_MATCH": "*"}),
    ],
)
def test_odd_requests_are_answered_as_django_answers_them(
    issued: StampRange, short: Any, path: str, query: str, more: dict[str, str]
) -> None:
    wide = code(1).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    address = path.format(code=code(1), wide=wide)
    assert asked(short, address, query, **more) == asked(Counted(), address, query, **more)


def test_who_is_signed_in_makes_no_difference(issued: StampRange, short: Any) -> None:
    address, cookie = f"/T/{code(1)}", "sessionid=" + "a" * 32
    assert asked(short, address, HTTP_COOKIE=cookie) == asked(short, address)
    assert asked(Counted(), address, HTTP_COOKIE=cookie).body == asked(short, address).body


def test_other_addresses_are_django_s(issued: StampRange, short: Any) -> None:
    assert asked(short, "/xac-thuc/").status == "200 OK"
    assert asked(short, "/khong-co/").status == "404 Not Found"
    assert short._application.times == 2


def test_behind_https_the_short_way_sends_what_production_demands(
    issued: StampRange, short: Any, settings: Any
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 600
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    short, plain = ScansFirst(Counted()), Counted()
    address = f"/T/{code(1)}"
    assert asked(short, address).status.startswith("301")
    safe = asked(short, address, HTTP_X_FORWARDED_PROTO="https")
    assert "Strict-Transport-Security" in safe.headers
    assert safe == asked(plain, address, HTTP_X_FORWARDED_PROTO="https")


def test_a_lost_connection_is_opened_anew_and_trouble_is_left_to_django(
    issued: StampRange, short: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, tries = facts._QUESTION.rows, []

    def cut(**values: Any) -> Any:
        tries.append(values)
        if len(tries) == 1:
            raise OperationalError("server closed the connection unexpectedly")
        return whole(**values)

    monkeypatch.setattr(facts._QUESTION, "rows", cut)
    monkeypatch.setattr(connections[DEFAULT_DB_ALIAS], "close", lambda: None)
    assert "Còn hiệu lực" in asked(short, f"/T/{code(1)}").words
    assert (len(tries), short._application.times) == (2, 1)

    def broken(*args: Any) -> Any:
        raise RuntimeError

    monkeypatch.setattr(mount, "answer", broken)
    assert "Còn hiệu lực" in asked(short, f"/T/{code(1)}").words
    assert short._application.times == 2


def test_what_happens_shows_at_the_next_scan(world: World, issued: StampRange, short: Any, time_machine: Any) -> None:
    def scanned() -> str:
        return asked(short, f"/T/{code(1)}").words

    assert "Còn hiệu lực" in scanned()
    _suspended(world)
    assert "Tạm dừng" in scanned()
    _withdrawn(world)
    assert "Đã bị thu hồi" in scanned()
    world.dried_fish.recognitions.get().standing_changes.all().delete()
    assert "Còn hiệu lực" in scanned()
    world.dried_fish.name = "Khô cá lóc"
    world.dried_fish.save()
    assert "Khô cá lóc" in scanned()
    time_machine.move_to(NOW.replace(year=2029, month=9))
    assert "Hết hạn, làm khi còn hiệu lực" in scanned()
    _lost(world)
    assert "Tem không còn giá trị" in scanned()


def test_stamps_of_a_lot_share_a_page_and_each_shows_its_own_code(issued: StampRange, short: Any) -> None:
    for number in (1, 2, 50):
        words = asked(short, f"/T/{code(number)}").words
        assert printed_stamp(code(number)) in words
        assert f'href="/en/T/{code(number)}"' in words
        assert "9999 9999" not in words
    first, second = (asked(short, f"/T/{code(n)}").body for n in (1, 2))
    assert first.replace(code(1).encode(), b"").replace(printed_stamp(code(1)).encode(), b"") == second.replace(
        code(2).encode(), b""
    ).replace(printed_stamp(code(2)).encode(), b"")
