"""A shopper at a shelf, on a cheap phone with JavaScript off: search, open a product, check a code."""

from datetime import timedelta
from typing import Any

import pytest

from ocop.cycle.certification import actions
from ocop.cycle.certification.codes import new_code, printed
from ocop.cycle.certification.states import WithdrawalGround
from ocop.kit import clock
from tests.world import World, make_product
from tests.world_certification import make_recognition

pytestmark = pytest.mark.browser


def test_a_shopper_finds_a_product_and_checks_every_kind_of_code(
    live_world: World, phone_without_script: Any, live_server: Any
) -> None:
    world, page, today = live_world, phone_without_script, clock.today()
    office = world.province_committee
    star = make_recognition(world.dried_fish, office, valid_from=today - timedelta(days=30))
    expired = make_recognition(world.lotus_seed, office, valid_from=today - timedelta(days=1300), number="1/QĐ")
    withdrawn = make_recognition(
        make_product("Mắm cá linh", world.fish_maker), office, valid_from=today - timedelta(days=60), number="2/QĐ"
    )
    actions.withdraw_recognition(
        withdrawn,
        ground=WithdrawalGround.BREACH,
        reason="Nhãn sai",
        decision_number="900/QĐ-UBND",
        effective_on=today,
        by=world.actor(world.ong_khanh, today),
        at=clock.now(),
    )

    page.goto(live_server.url)
    page.get_by_label("Tên sản phẩm hoặc chủ thể").fill("ca sac ran")
    page.get_by_role("button", name="Tìm sản phẩm").click()
    page.get_by_role("link", name="Khô cá sặc rằn").click()
    assert "4 sao" in page.locator("main").inner_text()
    assert "Còn hiệu lực" in page.locator("main").inner_text()
    assert fits_the_screen(page)

    page.get_by_role("navigation", name="Danh mục").get_by_role("link", name="Kiểm tra sao").click()
    slipped = printed(star.certificate.code)
    slipped = slipped[:-1] + ("A" if slipped[-1] != "A" else "B")
    assert check(page, slipped) == "Có thể gõ nhầm"
    assert check(page, printed(star.certificate.code).lower()) == "Còn hiệu lực"
    assert in_first_screen(page)
    assert check(page, printed(new_code())) == "Không có trong hệ thống"
    assert check(page, printed(expired.certificate.code)) == "Hết hạn"
    assert in_first_screen(page)
    assert check(page, printed(withdrawn.certificate.code)) == "Đã bị thu hồi"
    assert "900/QĐ-UBND" in page.locator("main").inner_text()
    assert fits_the_screen(page)
    assert page.context.cookies() == []


def check(page: Any, code: str) -> str:
    """Type a code into the page's box; gives the words of the verdict."""
    page.get_by_role("textbox").fill(code)
    page.get_by_role("button", name="Kiểm tra sao").click()
    return str(page.locator("h1").inner_text()).split("\n")[-1].strip(" ✓✕?")


def in_first_screen(page: Any) -> bool:
    """Whether verdict, product and star are seen without scrolling."""
    box = page.locator(".portal-verdict").bounding_box()
    return bool(box["y"] + box["height"] <= page.viewport_size["height"])


def fits_the_screen(page: Any) -> bool:
    """Whether nothing asks for scrolling sideways."""
    width = page.locator("html").bounding_box()["width"]
    return bool(width <= page.viewport_size["width"])
