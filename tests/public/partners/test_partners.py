"""Keys of partners' programs and what they are told: anh Dũng of the coordination office gives and takes them back."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from ocop.cycle.certification.actions import withdraw_recognition
from ocop.cycle.certification.states import WithdrawalGround
from ocop.ground.registry.models import Delivery, JournalEntry
from ocop.ground.registry.outbox import run_due
from ocop.kit.clock import local_date
from ocop.kit.scope import Refused
from ocop.public.partners import actions, calling, reactions
from ocop.public.partners.calling import NotReached
from ocop.public.partners.keys import WrongKey, key_in
from ocop.public.partners.models import ApiKey, Hook, Message
from ocop.public.partners.pausing import Pauses
from ocop.public.partners.signing import secret_of
from ocop.public.partners.states import MessageState, Scope, Subject
from tests.world import NOW, World
from tests.world_certification import make_recognition

TODAY = local_date(NOW)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

URL = "https://kho.sieuthi.example/ocop"
BOTH = [Subject.RECOGNISED, Subject.STANDING]


@pytest.fixture(autouse=True)
def _nobody_is_left_alone() -> Iterator[None]:
    reactions.pauses.forget()
    yield
    reactions.pauses.forget()


@pytest.fixture
def given(world: World) -> actions.Given:
    """The supermarket's key."""
    return actions.give_key(
        "Siêu thị Cao Lãnh",
        scopes=[Scope.READ, Scope.HOOKS],
        per_minute=300,
        expires_on=TODAY + timedelta(days=30),
        by=world.actor(world.anh_dung),
        at=NOW,
    )


@pytest.fixture
def hook(given: actions.Given, world: World) -> Hook:
    return actions.set_up_hook(given.key, URL, subjects=BOTH, by=world.actor(world.anh_dung), at=NOW)


def asking(secret: str) -> Any:
    return RequestFactory().get("/api/v1/san-pham/", headers={"Authorization": f"Bearer {secret}"})


def test_a_key_opens_until_its_last_day_and_only_its_digest_is_kept(given: actions.Given, at_now: Any) -> None:
    assert key_in(asking(given.secret)) == given.key
    assert ApiKey.objects.get().last_used_on == TODAY
    assert given.secret not in json.dumps(list(ApiKey.objects.values()), default=str)
    assert given.secret not in json.dumps(list(JournalEntry.objects.values()), default=str)
    at_now.shift(given.key.expires_on - TODAY)
    assert key_in(asking(given.secret)) == given.key
    at_now.shift(timedelta(days=1))
    with pytest.raises(WrongKey):
        key_in(asking(given.secret))


def test_a_key_taken_back_or_made_up_opens_nothing(given: actions.Given, world: World) -> None:
    actions.revoke_key(given.key, why="Lộ trên mạng", by=world.actor(world.anh_dung), at=NOW)
    again = actions.revoke_key(given.key, why="Bấm lại", by=world.actor(world.anh_dung), at=NOW)
    assert again.revoked_why == "Lộ trên mạng"
    for secret in (given.secret, "ocop_x", ""):
        with pytest.raises(WrongKey):
            key_in(asking(secret))
    assert key_in(RequestFactory().get("/")) is None


def test_only_the_coordination_office_and_the_administrator_give_keys(world: World) -> None:
    with pytest.raises(Refused):
        actions.give_key(
            "Của tôi", scopes=[Scope.READ], per_minute=1, expires_on=TODAY, by=world.actor(world.chi_lan), at=NOW
        )


def test_the_page_shows_the_secret_once(world: World, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    typed = {"name": "Sàn Postmart", "scopes": ["doc"], "per_minute": "120", "expires_on": "31/12/2026", "producer": ""}
    page = client.post(reverse("partners:give"), typed)
    secret = page.content.decode().split("ocop_", 1)[1].split("<", 1)[0]
    assert page["Cache-Control"] == "no-store"
    assert key_in(asking(f"ocop_{secret}")).name == "Sàn Postmart"  # type: ignore[union-attr]
    key = ApiKey.objects.get()
    assert secret not in client.get(reverse("partners:key", args=[key.public_id])).content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("expires_on", "01/01/2020", "đã qua"),
        ("per_minute", "0", "1"),
        ("producer", "khong-co", "Không có chủ thể"),
        ("scopes", "khac", "khac"),
    ],
)
def test_wrong_input_is_told_and_what_was_typed_stays(
    world: World, sign_in: Any, field: str, typed: str, says: str
) -> None:
    said = {"name": "Sàn Postmart", "scopes": ["doc"], "per_minute": "120", "expires_on": "31/12/2026", "producer": ""}
    page = sign_in(world.anh_dung).post(reverse("partners:give"), said | {field: typed}).content.decode()
    assert says in page
    assert "Sàn Postmart" in page
    assert not ApiKey.objects.exists()


def test_a_message_bears_the_signature_the_partner_can_check(
    hook: Hook, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, bytes, dict[str, str]]] = []
    monkeypatch.setattr(reactions, "post", lambda *call: sent.append(call) or 204)
    recognition = make_recognition(world.dried_fish, world.province_committee, stars=4)
    withdraw_recognition(
        recognition, ground=WithdrawalGround.BREACH, reason="Vi phạm", decision_number="9/QĐ-UBND",
        effective_on=TODAY, by=world.actor(world.anh_dung), at=NOW,
    )  # fmt: skip
    while run_due(NOW).total:
        pass
    (url, body, headers) = sent[-1]
    assert url == URL
    told = json.loads(body)
    assert told["type"] == "recognition.standing_changed"
    assert told["data"]["product"]["id"] == world.dried_fish.public_id
    assert told["data"]["change"]["to"] == "withdrawn"
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(secret_of(hook).removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert Message.objects.filter(state=MessageState.SENT).count() == len(sent)


def test_a_machine_that_is_away_is_tried_for_a_day_then_given_up(
    hook: Hook, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*call: Any) -> int:
        raise NotReached("Máy nhận trả lời 503.")

    monkeypatch.setattr(reactions, "post", away)
    message = actions.send_ping(hook, by=world.actor(world.anh_dung), at=NOW)
    tries, at = 0, NOW
    for wait in (timedelta(0), *reactions.WAITS):
        at += wait
        tries += run_due(at).total
    message.refresh_from_db()
    assert tries == len(reactions.WAITS) + 1
    assert (message.state, message.settled_at) == (MessageState.FAILED, at)
    assert sum(reactions.WAITS, timedelta(0)) < timedelta(hours=24)


def test_a_machine_that_fails_again_and_again_is_left_alone_and_holds_no_message_to_others(
    hook: Hook, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, called = world.actor(world.anh_dung), []
    other = actions.set_up_hook(hook.key, "https://khac.example/", subjects=BOTH, by=office, at=NOW)
    is_away = True

    def call(url: str, *more: Any) -> int:
        called.append(url)
        if is_away and url == URL:
            raise NotReached("Máy nhận không trả lời xong trong 10 giây.")
        return 204

    monkeypatch.setattr(reactions, "post", call)
    for _ in range(20):
        actions.send_ping(hook, by=office, at=NOW)
    to_other = actions.send_ping(other, by=office, at=NOW)
    run_due(NOW)
    assert called == [URL, URL, "https://khac.example/"]
    to_other.refresh_from_db()
    assert to_other.state == MessageState.SENT
    waiting = Delivery.objects.filter(state="waiting", reaction="partners.call")
    assert "nghỉ gọi đến 09:01" in waiting.latest("pk").last_error
    run_due(NOW + timedelta(minutes=1))
    assert called.count(URL) == 3  # one look whether it is back
    run_due(NOW + timedelta(minutes=6))
    assert called.count(URL) == 4
    is_away = False
    run_due(NOW + timedelta(minutes=36))
    assert Message.objects.filter(state=MessageState.SENT).count() == 21


def test_pauses_grow_to_an_hour_and_end_with_an_answer() -> None:
    pauses, at, grown = Pauses(), NOW, []
    for _ in range(9):
        pauses.failed("kho.example", at)
        until = pauses.until("kho.example", at)
        grown.append((until - at).total_seconds() / 60 if until else 0)
        at = until or at
    assert grown == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert pauses.until("khac.example", at) is None
    pauses.failed("kho.example", at)
    pauses.answered("kho.example")
    assert pauses.until("kho.example", at) is None
    assert max(timedelta(minutes=minutes) for minutes in grown) < reactions.WAITS[-1]


def test_nobody_is_called_for_a_key_taken_back(hook: Hook, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reactions, "post", lambda *call: pytest.fail("called"))
    message = actions.send_ping(hook, by=world.actor(world.anh_dung), at=NOW)
    actions.revoke_key(hook.key, why="Thôi hợp tác", by=world.actor(world.anh_dung), at=NOW)
    run_due(NOW)
    message.refresh_from_db()
    assert message.state == MessageState.FAILED
    with pytest.raises(Refused):
        actions.send_ping(hook, by=world.actor(world.anh_dung), at=NOW)


def test_a_trial_star_is_told_to_nobody(hook: Hook, world: World) -> None:
    recognition = make_recognition(world.dried_fish, world.province_committee, stars=4)
    recognition.is_trial = True
    recognition.save()
    assert reactions._facts(recognition.pk) == {}


@pytest.mark.parametrize(
    "url",
    ["http://a.example/", "https://a.example:8443/", "https://ai@a.example/", "ftp://a.example", "https://", "a",
     "https://a.example:x/", "https://[", "https://[a]/", "https://a.example/báo", "https://a.example/a b",
     "https://a.example/?q=báo"],
)  # fmt: skip
def test_an_address_we_would_not_call_is_refused(given: actions.Given, world: World, url: str) -> None:
    with pytest.raises(Refused, match="https"):
        actions.set_up_hook(given.key, url, subjects=BOTH, by=world.actor(world.anh_dung), at=NOW)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1"])
def test_a_name_that_leads_into_our_own_network_is_not_called(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", ("203.0.113.9", 443)), (2, 1, 6, "", (address, 443))]
    monkeypatch.setattr(calling.socket, "getaddrinfo", lambda *said, **more: found)
    with pytest.raises(NotReached, match="nội bộ"):
        calling.post(URL, b"{}", {})


def test_a_name_of_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*said: Any, **more: Any) -> None:
        raise OSError

    monkeypatch.setattr(calling.socket, "getaddrinfo", nobody)
    with pytest.raises(NotReached, match="Không có máy"):
        calling.post(URL, b"{}", {})


def test_one_address_is_told_once_and_a_second_press_makes_nothing(hook: Hook, world: World, sign_in: Any) -> None:
    client: Client = sign_in(world.anh_dung)
    address = reverse("partners:set_up_hook", args=[hook.key.public_id])
    typed = {"url": "https://khac.example/", "subjects": BOTH, "key": "a1b2c3d4e5f6"}
    pages = [client.post(address, typed) for _ in range(2)]
    assert [page.status_code for page in pages] == [302, 302]
    assert Hook.objects.count() == 2
    again = client.post(address, typed | {"url": URL, "key": "a1b2c3d4e5f7"}).content.decode()
    assert "đã nhận báo" in again


def test_the_pages_of_keys_are_of_the_office_only(hook: Hook, world: World, sign_in: Any) -> None:
    here = [
        reverse("partners:keys"),
        reverse("partners:key", args=[hook.key.public_id]),
        reverse("partners:hook", args=[hook.public_id]),
    ]
    for user, status in ((world.anh_dung, 200), (world.chi_lan, 404)):
        assert {sign_in(user).get(address).status_code for address in here} == {status}


def test_a_key_for_lots_names_the_producer_it_speaks_for(world: World, sign_in: Any) -> None:
    """Without the code the form says so at its field and keeps what was typed; with it the page names the producer."""
    client: Client = sign_in(world.anh_dung)
    typed: dict[str, Any] = {"name": "Phần mềm kho", "scopes": [Scope.CAPTURE, Scope.QUERY], "per_minute": 60}
    typed["expires_on"] = "1/12/2026"
    for code, words in (("", "Ghi mã chủ thể ấy"), ("khongcolonay", "Không có chủ thể mang mã này")):
        page = client.post(reverse("partners:give"), typed | {"producer": code}).content.decode()
        assert words in page
        assert "Phần mềm kho" in page
    assert not ApiKey.objects.exists()
    page = client.post(reverse("partners:give"), typed | {"producer": world.fish_maker.public_id}).content.decode()
    assert "Authorization: Bearer" in page
    key = ApiKey.objects.get()
    assert (key.producer, key.scopes) == (world.fish_maker, [Scope.QUERY, Scope.CAPTURE])
    page = client.get(reverse("partners:key", args=[key.public_id])).content.decode()
    assert "Gửi việc đã làm với lô thay một chủ thể (EPCIS)" in page
    assert world.fish_maker.name in page
    by = world.actor(world.anh_dung)
    with pytest.raises(Refused, match="Ghi mã chủ thể"):
        actions.give_key("X", scopes=[Scope.QUERY], per_minute=1, expires_on=TODAY, by=by, at=NOW)


def test_the_last_day_may_not_be_past(world: World) -> None:
    with pytest.raises(Refused, match="đã qua"):
        actions.give_key(
            "X", scopes=["doc"], per_minute=1, expires_on=date(2020, 1, 1), by=world.actor(world.anh_dung), at=NOW
        )
