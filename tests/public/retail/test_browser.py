"""Chị Lan on her telephone, without JavaScript, says how her fish is sold and takes the pack; so does a shop."""

import zipfile
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from ocop.public.retail.models import Offer
from tests.journeys.producer_steps import fits, look, sign_in
from tests.public.retail.shelf import stock
from tests.world import World

pytestmark = pytest.mark.one_database


def taken(page: Any, name: str) -> list[str]:
    """The files of the pack that a press brings."""
    with page.expect_download() as download:
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        return archive.namelist()


@pytest.mark.requirement("R170", "R195")
def test_a_producer_offers_and_a_shop_takes_the_pack(
    live_world: World, live_server: Any, phone_without_script: Any
) -> None:
    cache.clear()
    fish, page, base = stock(live_world), phone_without_script, live_server.url
    Offer.objects.all().delete()
    sign_in(page, base, live_world.chi_lan.login)
    page.goto(base + reverse("producers:product", args=[fish.public_id]))
    page.get_by_role("link", name="Chào hàng, gói cho nhà bán lẻ").click()
    page.get_by_role("button", name="Khai cách bán").or_(page.get_by_role("link", name="Khai cách bán")).first.click()
    fits(page)
    page.get_by_label("Bán theo").fill("hộp")
    page.get_by_label("Giá bán lẻ").fill("185.000")
    page.get_by_label("Điện thoại bán hàng").fill("0277 3838 383")
    page.get_by_role("button", name="Lưu").click()
    fits(page)
    look(page, "khai-cach-ban-loi")
    assert "đánh dấu đồng ý" in page.locator(".govuk-error-summary").inner_text()
    assert page.get_by_label("Giá bán lẻ").input_value() == "185.000"
    page.get_by_label("Tôi đồng ý cho mọi người thấy liên hệ này").check()
    page.get_by_role("button", name="Lưu").click()
    fits(page)
    look(page, "chao-hang")
    assert any("giay-to/01" in name for name in taken(page, "Tải gói cho nhà bán lẻ"))
    page.goto(f"{base}/san-pham/{fish.public_id}/")
    page.get_by_role("link", name="Gói thông tin cho nhà bán lẻ").click()
    fits(page)
    look(page, "goi-ban-le")
    assert "0277 3838 383" in page.locator("main").inner_text().replace("\xa0", " ")
    assert "185.000" not in page.locator("main").inner_text()
    assert not any("giay-to" in name for name in taken(page, "Tải gói (ZIP)"))
