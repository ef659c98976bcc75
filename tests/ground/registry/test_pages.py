"""The registry's pages: notices of a person, the journal for those who answer for it, failed work."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from ocop.ground.accounts.models import User
from ocop.ground.registry import outbox, wording
from ocop.ground.registry.actions import notify, record
from ocop.ground.registry.models import Delivery, JournalEntry, Notice
from ocop.ground.registry.queries import notices_for, unread_count
from ocop.ground.registry.states import DeliveryState
from ocop.kit.scope import Actor
from tests.world import NOW, World

from .conftest import DossierLodged

SignIn = Callable[[User], Client]


def tell(title: str, **reader: Any) -> Notice:
    return notify(title=title, at=NOW, **reader)


def happen(world: World, **values: Any) -> JournalEntry:
    with transaction.atomic():
        return record(by=world.actor(world.anh_dung), at=NOW, **values)


def test_a_person_reads_what_they_and_their_offices_were_told_and_nothing_else(world: World, sign_in: SignIn) -> None:
    tell("Hồ sơ của chị cần bổ sung", user_id=world.chi_lan.pk)
    tell("Có hồ sơ mới chờ kiểm tra", office_id=world.phuong_thinh_committee.pk)
    page = sign_in(world.chi_lan).get("/thong-bao/").content.decode()
    assert "Hồ sơ của chị cần bổ sung" in page
    assert "Có hồ sơ mới" not in page
    page = sign_in(world.co_hien).get("/thong-bao/").content.decode()
    assert "Có hồ sơ mới chờ kiểm tra" in page
    assert "Hồ sơ của chị" not in page
    assert "Anh/chị chưa có thông báo nào." in sign_in(world.chu_tam).get("/thong-bao/").content.decode()


def test_what_is_sent_to_an_office_is_not_its_administrators_nor_the_secretarys(world: World) -> None:
    """Anh Quân and chị Thảo sit at the coordination office, whose work anh Dũng does."""
    tell("Xã gửi báo cáo", office_id=world.coordination_office.pk)
    tell("Việc của anh Quân", user_id=world.anh_quan.pk)
    told = {
        name: [each.title for each in notices_for(world.actor(getattr(world, name)))]
        for name in ("anh_dung", "anh_quan", "chi_thao")
    }
    assert told == {"anh_dung": ["Xã gửi báo cáo"], "anh_quan": ["Việc của anh Quân"], "chi_thao": []}


def test_a_notice_is_opened_once_and_leads_to_what_it_is_about(world: World, sign_in: SignIn) -> None:
    notice = tell("Hồ sơ cần bổ sung", user_id=world.chi_lan.pk, url="/chu-the/", due_on=date(2026, 12, 1))
    client = sign_in(world.chi_lan)
    answer = client.post(f"/thong-bao/{notice.public_id}/xem/")
    assert (answer.status_code, answer["Location"]) == (302, "/chu-the/")
    notice.refresh_from_db()
    first_seen = notice.read_at
    assert first_seen is not None
    client.post(f"/thong-bao/{notice.public_id}/xem/")
    notice.refresh_from_db()
    assert notice.read_at == first_seen


def test_a_notice_of_somebody_else_is_not_found(world: World, sign_in: SignIn) -> None:
    notice = tell("Việc riêng", user_id=world.chi_lan.pk)
    assert sign_in(world.anh_phuc).post(f"/thong-bao/{notice.public_id}/xem/").status_code == 404
    assert sign_in(world.chi_lan).get(f"/thong-bao/{notice.public_id}/xem/").status_code == 405


@pytest.mark.usefixtures("at_now")
def test_all_notices_are_seen_at_one_stroke_and_only_ones_own(world: World, sign_in: SignIn) -> None:
    for number in range(3):
        tell(f"Tin {number}", user_id=world.chi_lan.pk)
    tell("Tin của anh Phúc", user_id=world.anh_phuc.pk)
    sign_in(world.chi_lan).post("/thong-bao/da-xem-het/")
    assert unread_count(world.actor(world.chi_lan)) == 0
    assert unread_count(world.actor(world.anh_phuc)) == 1


def test_a_stranger_has_no_notices(world: World) -> None:
    tell("Tin", office_id=world.ministry.pk)
    assert not notices_for(Actor(user_id=None, name="Khách", on=NOW.date())).exists()


@pytest.mark.parametrize("url", ["https://la.example/", "//la.example/", "/\\la.example", "javascript:alert(1)"])
def test_a_notice_leads_to_no_other_site(world: World, url: str) -> None:
    with pytest.raises(ValueError, match="this site"):
        tell("Tin", user_id=world.chi_lan.pk, url=url)


def test_the_journal_shows_who_did_what_and_why(world: World, sign_in: SignIn) -> None:
    happen(world, act="test.returned", subject=world.dried_fish, why="Thiếu giấy kiểm nghiệm", data={"field": "<b>"})
    page = sign_in(world.anh_dung).get("/nhat-ky/").content.decode()
    for words in ("test.returned", "Võ Quốc Dũng", "Thiếu giấy kiểm nghiệm", world.dried_fish.public_id):
        assert words in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def test_the_journal_is_filtered_by_act_thing_and_days(world: World, sign_in: SignIn) -> None:
    happen(world, act="test.first", subject=world.dried_fish)
    happen(world, act="test.second", subject=world.lotus_seed)
    client = sign_in(world.anh_quan)

    def shown(query: str) -> set[str]:
        lines = client.get(f"/nhat-ky/?{query}").context["lines"]
        return {line["entry"].act for line in lines} & {"test.first", "test.second"}

    assert shown("act=test.first") == {"test.first"}
    assert shown(f"subject_id={world.lotus_seed.public_id}") == {"test.second"}
    assert shown("until=23/11/2026") == set()
    assert shown("since=24/11/2026&until=24/11/2026") == {"test.first", "test.second"}
    wrong = client.get("/nhat-ky/?since=31/2/2026")
    assert "Lỗi:" in wrong.content.decode()
    assert "Không có ngày 31/02/2026" in wrong.content.decode()


@pytest.mark.parametrize("person", ["chi_lan", "co_hien", "ong_khanh", "ba_nga"])
def test_others_are_told_why_the_journal_is_closed_to_them(world: World, sign_in: SignIn, person: str) -> None:
    client = sign_in(getattr(world, person))
    for address in ("/nhat-ky/", "/nhat-ky/viec-nen/"):
        answer = client.get(address)
        assert answer.status_code == 403
        assert "Chỉ " in answer.content.decode()


@pytest.mark.parametrize("address", ["/thong-bao/", "/nhat-ky/", "/nhat-ky/viec-nen/"])
@pytest.mark.django_db
def test_a_stranger_is_asked_to_sign_in(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302


@pytest.fixture
def failed(world: World) -> Any:
    outbox.register(DossierLodged, "test.remind", lambda event, *, at: None)
    happen(world, event=DossierLodged(dossier_id=1))
    outbox.unregister(DossierLodged, "test.remind")
    Delivery.objects.update(state=DeliveryState.FAILED, attempts=6, last_error="TimeoutError (zalo.py:12): hết giờ")
    return Delivery.objects.get()


def test_the_administrator_sees_failed_work_and_starts_it_anew(
    world: World, sign_in: SignIn, failed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in(world.anh_quan)
    assert ">test.remind<" in client.get("/nhat-ky/viec-nen/").content.decode()
    monkeypatch.setitem(wording._reactions, "test.remind", "Nhắc chủ thể")
    page = client.get("/nhat-ky/viec-nen/").content.decode()
    assert ">Nhắc chủ thể<" in page
    assert ">test.remind<" not in page
    assert "TimeoutError (zalo.py:12): hết giờ" in page
    address = f"/nhat-ky/viec-nen/{failed.entry.hash}/test.remind/chay-lai/"
    assert address in page
    assert "Việc sẽ được thực hiện lại" in client.post(address, follow=True).content.decode()
    failed.refresh_from_db()
    assert failed.state == DeliveryState.WAITING
    assert "không còn ở trạng thái hỏng" in client.post(address, follow=True).content.decode()


def test_nobody_else_starts_work_anew(world: World, sign_in: SignIn, failed: Any) -> None:
    address = f"/nhat-ky/viec-nen/{failed.entry.hash}/test.remind/chay-lai/"
    assert sign_in(world.anh_dung).post(address).status_code == 403
    failed.refresh_from_db()
    assert failed.state == DeliveryState.FAILED


def test_lists_cost_the_same_however_long(world: World, sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    for number in range(40):
        happen(world, act=f"test.act{number % 3}", subject=world.dried_fish)
        tell(f"Tin {number}", user_id=world.anh_quan.pk)
    client = sign_in(world.anh_quan)
    for address in ("/nhat-ky/", "/thong-bao/", "/nhat-ky/viec-nen/"):
        with django_assert_max_num_queries(16):
            assert client.get(address).status_code == 200
