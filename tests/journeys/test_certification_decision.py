"""From the council's conclusion to the paper in the hand, and ninety points and over to the ministry and back."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from ocop.cycle.certification.models import Certificate, Recognition
from ocop.ground.accounts.models import User
from ocop.kit import clock
from ocop.kit.text.dates import format_date
from tests.world import World
from tests.world_certification import make_concluded, official_round

pytestmark = pytest.mark.browser


def enter(page: Any, sign_in: Any, server: Any, person: User) -> None:
    """Open the browser as this person, already signed in."""
    page.context.clear_cookies()
    key = sign_in(person).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server.url}])


def decide_in_the_browser(world: World, page: Any, server: Any, sign_in: Any) -> str:
    """The officer records the signed decision on the dried fish and fetches its certificate; gives its check code."""
    dossier = make_concluded(world, world.dried_fish, stars=4, total="78.25")
    dossier.concluded_at = clock.now() - timedelta(days=2)
    dossier.save()
    enter(page, sign_in, server, world.anh_dung)

    page.goto(f"{server.url}/cong-nhan/cho-quyet-dinh/")
    page.get_by_label("Có trong quyết định: Khô cá sặc rằn").check()
    page.get_by_label("Số quyết định").fill("1580/QĐ-UBND")
    page.get_by_label("Ngày ký").fill(format_date(clock.today()))
    page.get_by_label("Họ và tên người ký").fill("Đặng Minh Khánh")
    page.get_by_role("button", name="Xem trước quyết định").click()
    assert "Xem trước quyết định số 1580/QĐ-UBND" in page.locator("h1").inner_text()
    assert not Recognition.objects.exists()
    page.get_by_role("button", name="Ghi quyết định").click()
    assert "Quyết định số 1580/QĐ-UBND" in page.locator("h1").inner_text()

    link = page.get_by_role("link", name="Tải giấy chứng nhận (PDF) Khô cá sặc rằn").get_attribute("href")
    paper = page.request.get(f"{server.url}{link}")
    assert paper.body()[:5] == b"%PDF-"
    return str(Certificate.objects.get().code)


def test_a_decision_becomes_a_certificate_a_stranger_can_check(
    live_world: World, desktop: Any, live_server: Any, sign_in: Any
) -> None:
    page = desktop
    official_round(live_world)
    code = decide_in_the_browser(live_world, page, live_server, sign_in)
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/xac-thuc/{code}/")
    assert "Còn hiệu lực" in page.locator("h1").inner_text()
    assert "Bản thử" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Xem trang sản phẩm").click()
    assert "Cơ sở Khô Bà Lan" in page.locator("main").inner_text()
    assert "Còn hiệu lực" in page.locator("main").inner_text()


def test_a_decision_of_a_trial_round_tells_a_stranger_that_it_is_worth_nothing(
    live_world: World, desktop: Any, live_server: Any, sign_in: Any
) -> None:
    page = desktop
    code = decide_in_the_browser(live_world, page, live_server, sign_in)
    assert "Bản thử, không có giá trị" in page.locator("main").inner_text()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/xac-thuc/{code}/")
    assert "Bản thử, không có giá trị" in page.locator("h1").inner_text()
    assert page.title().startswith("Bản thử, không có giá trị")
    page.get_by_role("link", name="Xem trang sản phẩm").click()
    shown = page.locator("main").inner_text()
    assert "Bản thử, không có giá trị" in shown
    assert "Còn hiệu lực" not in shown


def test_ninety_points_go_to_the_ministry_which_recognises_five_stars(
    live_world: World, desktop: Any, live_server: Any, sign_in: Any
) -> None:
    world, page, today = live_world, desktop, clock.today()
    dossier = make_concluded(world, world.lotus_seed, stars=5, total="92.5")
    dossier.concluded_at = clock.now() - timedelta(days=2)
    dossier.save()
    enter(page, sign_in, live_server, world.ong_khanh)
    page.goto(f"{live_server.url}/cong-nhan/cho-quyet-dinh/")
    assert page.get_by_role("checkbox").count() == 0
    page.get_by_role("link", name="Trình Trung ương Hạt sen sấy").click()
    page.get_by_label("Số văn bản trình").fill("312/UBND-KT")
    page.get_by_role("button", name="Ghi đã trình Trung ương").click()
    assert "Chờ Trung ương trả lời" in page.locator("main").inner_text()

    enter(page, sign_in, live_server, world.ba_nga)
    page.goto(f"{live_server.url}/cong-nhan/trung-uong/?cho=1")
    page.get_by_role("link", name="Hạt sen sấy").click()
    page.get_by_label("Công nhận 5 sao").check()
    page.get_by_label("Điểm Trung ương").fill("91,5")
    page.get_by_label("Ngày ký quyết định hoặc văn bản trả lời").fill(format_date(today))
    page.get_by_label("Số quyết định công nhận").fill("88/QĐ-BNNMT")
    page.get_by_role("button", name="Ghi trả lời").click()
    assert "Trung ương công nhận 5 sao" in page.locator("main").inner_text()
    assert Recognition.objects.get().stars == 5
