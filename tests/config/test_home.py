"""The home page: each person sees their own work, nearest deadline first, and nothing of others."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from ocop.config.home import in_sections
from ocop.config.navigation import GROUPS
from ocop.cycle.certification.models import Recognition
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.accounts.models import User
from ocop.kit.todo import Todo
from tests.world import World
from tests.world_certification import make_recognition

SignIn = Callable[[User], Client]


@pytest.fixture
def a_draft(world: World) -> Dossier:
    from ocop.cycle.dossiers.actions import start_dossier
    from tests.world import NOW

    return start_dossier(world.dried_fish, round=world.round, kind="first", by=world.actor(world.chi_lan), at=NOW)


def test_a_producer_is_told_to_go_on_with_the_draft(
    world: World, sign_in: SignIn, at_now: object, a_draft: Dossier
) -> None:
    page = sign_in(world.chi_lan).get("/viec-can-lam/").content.decode()
    assert "Khô cá sặc rằn" in page
    assert f"/ho-so/{a_draft.public_id}/" in page


def test_another_producer_sees_nothing_of_it(world: World, sign_in: SignIn, at_now: object, a_draft: Dossier) -> None:
    page = sign_in(world.anh_phuc).get("/viec-can-lam/").content.decode()
    assert "Khô cá sặc rằn" not in page


def test_dated_work_comes_first_by_day_and_sections_follow_their_nearest_deadline() -> None:
    lines = [
        Todo("Ghi quyết định", "/a/", section="Công nhận"),
        Todo("Đóng chấm", "/b/", date(2026, 12, 9), section="Hội đồng"),
        Todo("Kiểm tra hồ sơ", "/c/", date(2026, 12, 1), section="Kiểm tra"),
        Todo("Mở chấm", "/d/", section="Hội đồng"),
        Todo("Trả lời", "/e/", date(2026, 12, 20), section="Kiểm tra"),
    ]
    shown = [(name, [todo.title for todo in todos]) for name, todos in in_sections(lines)]
    assert shown == [
        ("Kiểm tra", ["Kiểm tra hồ sơ", "Trả lời"]),
        ("Hội đồng", ["Đóng chấm", "Mở chấm"]),
        ("Công nhận", ["Ghi quyết định"]),
    ]


def test_a_deadline_that_is_only_estimated_says_so(world: World, sign_in: SignIn, at_now: object) -> None:
    star = make_recognition(
        world.dried_fish, world.province_committee, valid_from=date(2023, 12, 31), valid_until=date(2026, 12, 30)
    )
    home = sign_in(world.anh_dung)
    assert "ước" not in home.get("/viec-can-lam/").content.decode().lower()
    Recognition.objects.filter(pk=star.pk).update(dates_are_estimated=True, source_url="https://bao.example/2023")
    page = home.get("/viec-can-lam/").content.decode()
    assert "Nhắc chủ thể: 1 giấy chứng nhận" in page
    assert "(hạn ước 30/12/2026)" in page
    assert "Ngày hết hạn là ước" in page
    assert "(hạn ước" in sign_in(world.chi_lan).get("/viec-can-lam/").content.decode()


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    answer = client.get("/viec-can-lam/")
    assert answer.status_code == 302
    assert "dang-nhap" in answer["Location"]


def test_the_menu_holds_only_what_the_role_uses(world: World, sign_in: SignIn, at_now: object) -> None:
    menus = {}
    labels = [label for _, entries in GROUPS for label, _, _ in entries]
    for name, user in {"producer": world.chi_lan, "commune": world.co_hien, "admin": world.anh_quan}.items():
        page = sign_in(user).get("/viec-can-lam/").content.decode()
        menus[name] = {label for label in labels if f">{label}<" in page or f"{label}\n" in page}
    assert "Hồ sơ của tôi" in menus["producer"]
    assert "Kiểm tra hồ sơ" not in menus["producer"]
    assert "Kiểm tra hồ sơ" in menus["commune"]
    assert "Nhật ký" in menus["admin"]
    assert "Nhật ký" not in menus["commune"]


def test_home_asks_a_bounded_number_of_questions(
    world: World,
    sign_in: SignIn,
    at_now: object,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for user in (world.chi_lan, world.co_hien, world.anh_dung, world.chi_thao, world.ong_khanh):
        client = sign_in(user)
        with django_assert_max_num_queries(48):
            assert client.get("/viec-can-lam/").status_code == 200
