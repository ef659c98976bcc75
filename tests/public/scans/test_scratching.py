"""A shopper scratches a stamp, types the number, and is told whether somebody did so before."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from ocop.cycle.traceability import actions
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import ScratchedStamp, StampEpoch
from ocop.public.scans import guessing
from ocop.rules.stamps import PIN_TRIES, Stamp, code_of, pin_of
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def code(world: World) -> str:
    """A stamp with a scratch on a lot of 20 November; a second range of ten has none."""
    make_recognition(world.dried_fish, world.province_committee)
    lan = world.actor(world.chi_lan)
    issued = actions.issue_stamps(world.dried_fish, count=10, has_pin=True, by=lan, at=NOW)
    actions.issue_stamps(world.dried_fish, count=10, by=lan, at=NOW)
    made = actions.make_batch(world.dried_fish, lot="L1", made_on=date(2026, 11, 20), quantity=10, by=lan, at=NOW)
    actions.activate(issued, made, first=1, last=10, by=lan, at=NOW)
    return code_of(keys_of(0), Stamp(0, 4))


def give(code: str, number: str, language: str = "") -> str:
    answer = Client(enforce_csrf_checks=True).post(f"{language}/T/{code}/so-cao/", {"so_cao": number})
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    return answer.content.decode()


def test_the_stamp_s_page_leads_to_the_box_and_the_first_right_number_is_told(code: str, time_machine: Any) -> None:
    number = pin_of(keys_of(0), Stamp(0, 4))
    page = Client().get(f"/T/{code}").content.decode()
    assert f"/T/{code}/so-cao/" in page
    assert 'name="so_cao"' in Client().get(f"/T/{code}/so-cao/").content.decode()
    assert not ScratchedStamp.objects.exists()
    assert "lần đầu được nhập" in give(code, number)
    time_machine.move_to(NOW + timedelta(days=2))
    again = give(code, number)
    assert "đã được nhập trước" in again
    assert "lần đầu lúc 09:00 ngày 24/11/2026" in again
    assert "entered before" in give(code, number, "/en")


def test_the_same_form_pressed_twice_is_the_first_entry_both_times(code: str, time_machine: Any) -> None:
    number, client = pin_of(keys_of(0), Stamp(0, 4)), Client()
    said = {"so_cao": number, "mau": client.get(f"/T/{code}/so-cao/").context["form"]}
    for _ in range(2):
        assert "Số cào đúng, lần đầu được nhập" in client.post(f"/T/{code}/so-cao/", said).content.decode()
    assert "đã được nhập trước" in give(code, number)  # another form
    time_machine.move_to(NOW + timedelta(minutes=11))
    assert "đã được nhập trước" in client.post(f"/T/{code}/so-cao/", said).content.decode()


def test_a_wrong_number_and_an_odd_id_of_the_form_keep_the_box(code: str) -> None:
    wrong = f"{(int(pin_of(keys_of(0), Stamp(0, 4))) + 1) % 10**6:06d}"
    page = Client().post(f"/T/{code}/so-cao/", {"so_cao": wrong, "mau": "<b>" * 99})
    assert "<b>" not in page.content.decode()
    assert len(page.context["form"]) == 12


def test_wrong_and_empty_numbers_leave_the_box_until_there_were_too_many(code: str) -> None:
    wrong = f"{(int(pin_of(keys_of(0), Stamp(0, 4))) + 1) % 10**6:06d}"
    assert "Nhập sáu chữ số." in give(code, " ")
    for _ in range(PIN_TRIES):
        page = give(code, wrong)
        assert "Số cào không đúng" in page
        assert 'name="so_cao"' in page
    page = give(code, wrong)
    assert "thử lại vào ngày mai" in page
    assert 'name="so_cao"' not in page


def test_stamps_without_a_scratch_and_slips_lead_to_the_stamp_s_page(code: str) -> None:
    bare = code_of(keys_of(0), Stamp(0, 10))
    assert "so-cao" not in Client().get(f"/T/{bare}").content.decode()
    for other in (bare, "12"):
        for answer in (Client().post(f"/T/{other}/so-cao/", {"so_cao": "123456"}), Client().get(f"/T/{other}/so-cao/")):
            assert (answer.status_code, answer["Location"].rstrip("/")) == (302, f"/T/{other}")


def test_codes_that_are_none_of_ours_are_answered_and_counted_as_on_the_stamp_s_page(code: str) -> None:
    nobodys = (code_of(keys_of(0), Stamp(0, 20)), code_of(keys_of(5), Stamp(5, 0)), "0" * 20)
    for other in nobodys:
        for answer in (Client().post(f"/T/{other}/so-cao/", {"so_cao": "123456"}), Client().get(f"/T/{other}/so-cao/")):
            assert answer.status_code == 404
            assert "Không có trong hệ thống" in answer.content.decode()
            assert 'name="so_cao"' not in answer.content.decode()
    for _ in range(guessing.TRIES_OF_A_NETWORK - 2 * len(nobodys)):
        assert Client().get(f"/T/{nobodys[0]}/so-cao/").status_code == 404
    held = Client().get(f"/en/T/{nobodys[0]}/so-cao/")
    assert (held.status_code, held["Cache-Control"]) == (429, "no-store")
    assert 'name="tong"' in held.content.decode()
    assert Client().get(f"/T/{code}/so-cao/").status_code == 200  # a stamp of ours is never held back


def test_a_stamp_made_with_keys_others_may_know_is_not_green(code: str) -> None:
    assert "portal-verdict--good" in Client().get(f"/T/{code}").content.decode()
    StampEpoch.objects.update(is_doubtful=True, closed_at=NOW)
    page = Client().get(f"/T/{code}").content.decode()
    assert "portal-verdict--good" not in page
    assert "khóa làm ra loạt tem này có thể đã lộ" in page
    assert "others may know the keys" in Client().get(f"/en/T/{code}").content.decode()
