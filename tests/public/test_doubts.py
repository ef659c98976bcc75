"""A shopper says on a phone what is odd, without an account; officers answer; nothing of the phone is kept."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from ocop.cycle.scans import actions
from ocop.cycle.scans.models import Doubt
from ocop.cycle.traceability.keys import keys_of
from ocop.cycle.traceability.models import StampRange
from ocop.ground.registry.models import JournalEntry
from ocop.public.doubts.rate import PER_HOUR
from ocop.public.scans import guessing
from ocop.rules.stamps import Stamp, check_digit, code_of, printed_stamp
from tests.cycle.scans.test_looking import issued  # noqa: F401 — the fixture
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
PHONE = {"REMOTE_ADDR": "203.0.113.77", "HTTP_USER_AGENT": "Zalo on a Nokia 3310"}


@pytest.fixture(autouse=True)
def _nobody_guessed() -> Iterator[None]:
    guessing.guesses.forget()
    yield
    guessing.guesses.forget()


@pytest.fixture
def code(issued: StampRange) -> str:  # noqa: F811
    cache.clear()
    return code_of(keys_of(0), Stamp(0, 7))


def send(code: str, /, **said: Any) -> Any:
    phone = Client(enforce_csrf_checks=True, **PHONE)
    return phone.post(f"/T/{code}/bao-nghi-ngo/", {"kind": "stuck"} | said)


def picture() -> SimpleUploadedFile:
    """A photo whose telephone wrote its maker into it."""
    out, exif = BytesIO(), Image.Exif()
    exif[271] = "Nokia"
    Image.new("RGB", (40, 30), "green").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("chị Tư ở Cao Lãnh.jpg", out.getvalue())


@pytest.mark.requirement("R164")
def test_a_shopper_sends_a_doubt_and_reads_the_answer_under_its_number(code: str, world: World, sign_in: Any) -> None:
    answer = send(code, words="Tem dán đè", shop="Tạp hóa Cô Ba", contact="0900000000", photo=picture())
    doubt = Doubt.objects.get()
    assert answer.url == f"/bao-nghi-ngo/{doubt.public_id}/"
    assert not answer.cookies
    seen = Client().get(answer.url).content.decode()
    assert doubt.public_id.upper() in seen
    for told in ("0900000000", "Cô Ba", "dán đè"):
        assert told not in seen
    office = sign_in(world.anh_dung)
    page = office.get(reverse("scans:doubt", args=[doubt.public_id])).content.decode()
    assert "Tạp hóa Cô Ba" in page
    assert "0900000000" in page
    photo = b"".join(office.get(reverse("scans:doubt_photo", args=[doubt.public_id])).streaming_content)
    assert not Image.open(BytesIO(photo)).getexif()
    assert doubt.photo.original_name == "phan-anh"
    said = {"words": "Đã thu hàng ở cửa hàng đó.", "closes": "1"}
    assert office.post(reverse("scans:answer_doubt", args=[doubt.public_id]), said).status_code == 302
    assert "Đã thu hàng ở cửa hàng đó." in Client().get(answer.url).content.decode()
    doubt.refresh_from_db()
    assert (doubt.contact, doubt.contact_until, doubt.state) == ("", None, "closed")
    told = " ".join(entry.data + entry.why + entry.actor_name for entry in JournalEntry.objects.all())
    for secret in ("0900000000", "Cô Ba", "203.0.113", "Nokia", "Cao Lãnh"):
        assert secret not in told


def test_only_what_is_odd_must_be_said_and_nothing_typed_is_lost(code: str) -> None:
    page = send(code, kind="", words="Mùi lạ").content.decode()
    assert "Chọn điều anh/chị thấy lạ." in page
    assert "Mùi lạ" in page
    assert send(code).status_code == 302


def test_a_second_press_sends_one(code: str) -> None:
    first, second = send(code, key="abcdefghjkmn"), send(code, key="abcdefghjkmn")
    assert first.url == second.url
    assert Doubt.objects.count() == 1


def test_codes_that_are_none_of_ours_may_be_told_and_slips_are_said(code: str) -> None:
    body = "0" + "123456789" * 2
    assert send(body + check_digit(body)).status_code == 302
    assert Doubt.objects.get().range is None
    slip = send("1" + code[1:])
    assert slip.status_code == 404
    assert "gõ nhầm" in slip.content.decode()


def test_the_number_of_the_stamp_may_be_put_right_in_the_form(code: str) -> None:
    page = Client().get(f"/T/{code}/bao-nghi-ngo/").content.decode()
    (box,) = re.findall(r'<input[^>]*name="code"[^>]*>', page)
    assert 'inputmode="numeric"' in box
    assert f'value="{printed_stamp(code)}"' in box
    other = code_of(keys_of(0), Stamp(0, 8))
    assert send(code, code=printed_stamp(other)).status_code == 302
    assert Doubt.objects.get().code == other
    slip = send(code, code=other[:-1], words="Mùi lạ").content.decode()
    assert "Mã tem có 20 chữ số, anh/chị đã nhập 19 chữ số." in slip
    assert "Mùi lạ" in slip
    assert Doubt.objects.count() == 1
    assert "you typed 19" in Client().post(f"/en/T/{code}/bao-nghi-ngo/", {"code": other[:-1]}).content.decode()


def test_a_slip_in_the_address_is_put_right_in_a_box_of_its_own(code: str) -> None:
    page = Client().get(f"/T/1{code[1:]}/bao-nghi-ngo/")
    (box,) = re.findall(r'<input[^>]*name="ma"[^>]*>', page.content.decode())
    assert 'inputmode="numeric"' in box
    for typed in (printed_stamp(code), f"HTTP://127.0.0.1:8000/T/{code}"):
        led = Client().get(f"/T/1{code[1:]}/bao-nghi-ngo/", {"ma": typed}, follow=True)
        assert "Khô cá sặc rằn" in led.content.decode()
    assert Client().get(f"/T/1{code[1:]}/bao-nghi-ngo/", {"ma": "không nhớ"}).status_code == 404


def test_codes_that_are_none_of_ours_are_counted_as_guesses_here_too(code: str) -> None:
    phone = Client(**PHONE)
    body = "0" + "123456789" * 2
    nobodys = f"/T/{body + check_digit(body)}/bao-nghi-ngo/"
    for _ in range(guessing.TRIES_OF_A_NETWORK):
        assert phone.get(nobodys).status_code == 200
    held = phone.get(nobodys)
    assert held.status_code == 429
    asked = held.context["sum"]
    assert f'action="{nobodys}"' in held.content.decode()
    kept = phone.post(nobodys, {"words": "Tem giả"})
    assert kept.status_code == 429
    assert "Tem giả" in kept.content.decode()
    assert not Doubt.objects.exists()
    # Who holds a fake and has said all of it is heard.
    assert phone.post(nobodys, {"kind": "stuck", "words": "Tem giả"}).status_code == 302
    answered = {"phep": asked.token, "tong": asked.first + asked.second}
    assert phone.get(nobodys, answered).status_code == 200
    assert phone.post(f"{nobodys}?phep={asked.token}&tong={answered['tong']}", {"kind": "stuck"}).status_code == 302
    assert phone.get(f"/T/{code}/bao-nghi-ngo/").status_code == 200  # a stamp of ours is never held back


def test_one_network_sends_so_many_in_an_hour(code: str) -> None:
    for _ in range(PER_HOUR):
        assert send(code).status_code == 302
    refused = send(code, words="Lần nữa")
    assert refused.status_code == 429
    assert "Lần nữa" in refused.content.decode()
    assert Client(REMOTE_ADDR="198.51.100.1").post(f"/T/{code}/bao-nghi-ngo/", {"kind": "stuck"}).status_code == 302


def test_the_form_speaks_english_and_sets_no_cookie(code: str) -> None:
    page = Client().get(f"/en/T/{code}/bao-nghi-ngo/")
    assert "What seems odd?" in page.content.decode()
    assert not page.cookies
    assert page["Cache-Control"] == "no-store"


def test_a_contact_nobody_needed_is_deleted_in_time(code: str, settings: Any) -> None:
    send(code, contact="ba@mau.example")
    days = settings.OCOP_DOUBT_CONTACT_DAYS
    actions.forget(at=NOW + timedelta(days=days))
    assert Doubt.objects.get().contact
    actions.forget(at=NOW + timedelta(days=days + 1))
    assert not Doubt.objects.get().contact


def test_the_producer_does_not_read_who_doubts_them(code: str, world: World, sign_in: Any) -> None:
    send(code, unit=world.thap_muoi.code)
    doubt = Doubt.objects.get()
    address = reverse("scans:doubt", args=[doubt.public_id])
    for person, status in ((world.chi_lan, 404), (world.co_hien, 200), (world.chu_tam, 200), (world.anh_phuc, 404)):
        assert sign_in(person).get(address).status_code == status, person
    answer = reverse("scans:answer_doubt", args=[doubt.public_id])
    assert sign_in(world.chi_lan).post(answer, {"words": "Không"}).status_code == 404
    assert sign_in(world.co_hien).post(answer, {"words": "Xã đang xem"}).status_code == 302
