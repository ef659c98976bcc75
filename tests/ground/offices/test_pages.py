"""Appointing, ending and inviting officers on the pages, and what each person sees there."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from ocop.ground.accounts.models import Invitation, User
from ocop.ground.offices import actions
from ocop.ground.offices.models import Appointment
from ocop.ground.offices.states import Role
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from tests.world import NOW, World, appoint, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def give(world: World, by: User, **more: Any) -> Appointment:
    values: dict[str, Any] = {
        "office": world.phuong_thinh_committee,
        "role": Role.COMMUNE_OFFICER,
        "valid_from": NOW.date(),
        "by": world.actor(by),
        "at": NOW,
    }
    person = more.pop("person", None) or make_user("Trương Thị Thu", "0909111222")
    return actions.appoint(person, **{**values, **more})


def test_a_province_officer_gives_a_role_and_the_journal_says_so(world: World) -> None:
    given = give(world, world.anh_dung)
    assert world.actor(given.user).unit_ids(Role.COMMUNE_OFFICER) == {world.phuong_thinh.pk}
    entry = JournalEntry.objects.get(act="offices.appointed")
    assert (entry.actor_name, entry.subject_id) == ("Võ Quốc Dũng", given.public_id)


@pytest.mark.parametrize(
    ("giver", "change", "reason"),
    [
        ("co_hien", {}, "Chỉ quản trị hệ thống và cán bộ Văn phòng Điều phối"),
        ("anh_dung", {"role": Role.PROVINCE_OFFICER, "office": "coordination_office"}, "Chỉ quản trị hệ thống"),
        ("anh_dung", {"role": Role.ADMIN, "office": "coordination_office"}, "Chỉ quản trị hệ thống"),
        ("anh_quan", {"role": Role.COMMUNE_OFFICER, "office": "coordination_office"}, "không có ở cơ quan"),
        ("anh_dung", {"valid_from": date(2020, 1, 1)}, "trước ngày cơ quan được thành lập"),
    ],
)
def test_who_may_not_give_a_role_hears_why(world: World, giver: str, change: dict[str, Any], reason: str) -> None:
    if "office" in change:
        change = change | {"office": getattr(world, change["office"])}
    with pytest.raises(Refused, match=reason):
        give(world, getattr(world, giver), **change)


def test_nobody_gives_a_role_to_themselves_nor_the_same_role_twice(world: World) -> None:
    with pytest.raises(Refused, match="tự phân công"):
        give(world, world.anh_quan, person=world.anh_quan)
    given = give(world, world.anh_dung)
    with pytest.raises(Refused, match="đang giữ vai trò này"):
        give(world, world.anh_dung, person=given.user)


def test_a_role_ends_on_its_last_day_and_only_once(world: World) -> None:
    post = world.co_hien.appointments.get()
    by = world.actor(world.anh_dung)
    actions.end_appointment(post, valid_to=NOW.date(), by=by, at=NOW, why="Chuyển công tác")
    assert world.actor(world.co_hien).posts
    assert not world.actor(world.co_hien, date(2026, 11, 25)).posts
    with pytest.raises(Refused, match="đã có ngày kết thúc"):
        actions.end_appointment(post, valid_to=NOW.date(), by=by, at=NOW)


def test_a_province_officer_cannot_end_or_invite_an_administrator(world: World, sign_in: Any) -> None:
    post = world.anh_quan.appointments.get()
    with pytest.raises(Refused, match="Chỉ quản trị hệ thống"):
        actions.end_appointment(post, valid_to=NOW.date(), by=world.actor(world.anh_dung), at=NOW)
    sign_in(world.anh_dung).post(reverse("offices:invite", args=[world.anh_quan.public_id]))
    assert not Invitation.objects.exists()


def test_a_new_officer_is_appointed_and_invited_on_the_pages(world: World, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    page = reverse("offices:appoint", args=[world.phuong_thinh_committee.public_id])
    typed = {"login": "0909 111 222", "role": Role.COMMUNE_OFFICER, "valid_from": "24/11/2026", "title": "Công chức"}
    unnamed = client.post(page, typed).content.decode()
    assert "<title>Lỗi:" in unnamed
    assert "chưa có tài khoản" in unnamed
    assert not User.objects.filter(login="0909111222").exists()
    done = client.post(page, typed | {"full_name": "Trương Thị Thu"})
    thu = User.objects.get(login="0909111222")
    assert done.headers["Location"] == reverse("offices:officer", args=[thu.public_id])
    sheet = client.post(reverse("offices:invite", args=[thu.public_id]))
    assert "/tai-khoan/loi-moi/" in sheet.content.decode()
    assert "no-store" in sheet.headers["Cache-Control"]


def test_a_refused_appointment_makes_no_account(world: World, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    page = reverse("offices:appoint", args=[world.phuong_thinh_committee.public_id])
    typed = {"login": "0909 111 222", "full_name": "Thu", "role": Role.COMMUNE_OFFICER, "valid_from": "1/1/2020"}
    assert "trước ngày cơ quan được thành lập" in client.post(page, typed).content.decode()
    assert not User.objects.filter(login="0909111222").exists()


def test_officers_are_found_without_marks_and_as_of_a_day(world: World, sign_in: Any) -> None:
    client = sign_in(world.anh_dung)
    list_page = reverse("offices:officers")
    assert "Lê Thị Hiền" in client.get(list_page, {"q": "hien"}).content.decode()
    assert "Lê Thị Hiền" not in client.get(list_page, {"q": "hien", "ngay": "1/1/2024"}).content.decode()
    assert "Lê Thị Hiền" not in client.get(list_page, {"vai_tro": Role.LEADER}).content.decode()


def test_a_commune_officer_sees_the_own_office_and_none_of_the_neighbours(world: World, sign_in: Any) -> None:
    client = sign_in(world.co_hien)
    page = client.get(reverse("offices:offices")).content.decode()
    assert "UBND xã Phương Thịnh" in page
    assert "UBND xã Tháp Mười" not in page
    assert client.get(reverse("offices:office", args=[world.thap_muoi_committee.public_id])).status_code == 404
    assert client.get(reverse("offices:officer", args=[world.chu_tam.public_id])).status_code == 404
    assert client.post(reverse("offices:invite", args=[world.chu_tam.public_id])).status_code == 404


def test_a_producer_is_told_the_list_is_for_officers_and_a_stranger_signs_in(
    world: World, sign_in: Any, client: Any
) -> None:
    assert sign_in(world.chi_lan).get(reverse("offices:offices")).status_code == 403
    assert client.get(reverse("offices:offices")).status_code == 302


def test_the_lists_take_the_same_queries_for_few_and_many(
    world: World, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    client = sign_in(world.anh_dung)
    for number in range(30):
        appoint(make_user(f"Người Thứ {number}", f"09{number:08d}", None), world.agriculture, Role.ADVISER)
    for page in ("offices:offices", "offices:officers", "offices:units"):
        with django_assert_max_num_queries(12):
            client.get(reverse(page))


def test_the_unit_page_shows_what_it_came_from_and_who_receives_dossiers(world: World, sign_in: Any) -> None:
    page = sign_in(world.anh_dung).get(reverse("offices:unit", args=["30037"])).content.decode()
    assert "Xã Tháp Mười" in page
    assert "UBND xã Tháp Mười" in page
    assert sign_in(world.anh_dung).get(reverse("offices:unit", args=["99999"])).status_code == 404


def test_an_unreadable_day_in_the_address_breaks_nothing(world: World, sign_in: Any) -> None:
    page = sign_in(world.anh_dung).get(reverse("offices:offices"), {"ngay": "32/13/2026"})
    assert page.status_code == 200
    assert "<title>Lỗi:" in page.content.decode()
