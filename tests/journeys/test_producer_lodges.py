"""Chị Lan takes her dried fish from sign-in to a lodged dossier on a telephone, with scripts and without."""

from typing import Any

import pytest

from ocop.cycle.dossiers import law
from ocop.cycle.dossiers.models import Dossier
from ocop.ground.programme.models import Round
from tests.journeys import producer_steps as lan
from tests.world import NOW, World

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def base(live_server: Any, world: World, time_machine: Any) -> str:
    time_machine.move_to(NOW, tick=True)
    assert Round.objects.open_on(NOW.date()).exists()
    return live_server.url


def lodge(page: Any, base: str, world: World, mark: str, by_touch: bool) -> None:
    lan.sign_in(page, base, world.chi_lan.login)
    lan.start_dossier(page, base, world.dried_fish.name)
    lan.look(page, f"{mark}-viec")
    lan.fits(page)
    page.get_by_role("link", name="Kiểm tra và nộp hồ sơ").click()
    lan.look(page, f"{mark}-chua-du")
    assert page.get_by_role("button", name="Nộp hồ sơ").count() == 0
    page.locator(".govuk-back-link").click()
    lan.fill_registration(page)
    lan.write_story(page)
    lan.file_evidence(page, "A.3.1 Loại hình tổ chức sản xuất - kinh doanh", "Giấy đăng ký kinh doanh")
    lan.look(page, f"{mark}-minh-chung")
    lan.fits(page)
    lan.open_task_list(page)
    lan.assess_all_sections(page, by_touch)
    lan.look(page, f"{mark}-viec-xong")
    lan.fits(page)
    page.get_by_role("link", name="Kiểm tra và nộp hồ sơ").click()
    lan.look(page, f"{mark}-kiem-tra")
    lan.fits(page)
    page.get_by_role("button", name="Nộp hồ sơ").click()
    page.get_by_text("01/PĐK-82-30076-2026").wait_for()
    lan.look(page, f"{mark}-da-nop")
    lan.fits(page)
    assert "UBND xã Phương Thịnh" in page.inner_text("main")
    assert "15/12/2026" in page.inner_text("main")
    assert Dossier.objects.get().state == "lodged"
    assert Dossier.objects.get().self_marks.count() == len(law.sheet_of(Dossier.objects.get()).criteria)


def test_with_scripts_every_touch_is_saved(phone: Any, base: str, world: World) -> None:
    lodge(phone, base, world, "js", by_touch=True)


def test_without_scripts_the_same_pages_do_the_same(phone_without_script: Any, base: str, world: World) -> None:
    lodge(phone_without_script, base, world, "no-js", by_touch=False)


def test_total_and_stars_follow_the_finger(phone: Any, base: str, world: World) -> None:
    lan.sign_in(phone, base, world.chi_lan.login)
    lan.start_dossier(phone, base, world.dried_fish.name)
    phone.locator("a[href*='/tu-danh-gia/a1/']").click()
    assert "0/100 điểm" in phone.inner_text("#tong")
    phone.get_by_text("từ 75% đến 100%").click()
    phone.get_by_text("3/100 điểm").wait_for()
    assert "Đã lưu" in phone.inner_text("[data-saved]")
    lan.look(phone, "js-tu-danh-gia")
    lan.fits(phone)
    assert Dossier.objects.get().self_marks.get().points == 3
