"""The gallery in a real browser: axe finds nothing, nothing is wider than the phone, nothing is refused."""

from typing import Any

import pytest
from django.test import Client

from tests.walks.axe import violations
from tests.world import make_user

pytestmark = pytest.mark.browser


@pytest.fixture
def gallery_url(live_server: Any, settings: Any) -> str:
    settings.DEBUG = True
    return f"{live_server.url}/kit/"


def sideways(page: Any) -> int:
    """By how many pixels the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def test_on_a_phone(phone: Any, gallery_url: str):
    said: list[str] = []
    asked: list[str] = []
    phone.on("console", lambda message: said.append(message.text))
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto(gallery_url)
    assert violations(phone) == []
    assert sideways(phone) == 0
    assert not [words for words in said if "Content Security Policy" in words or "Refused" in words]
    assert all(url.startswith(gallery_url.removesuffix("/kit/")) for url in asked)
    assert phone.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    small = phone.evaluate(
        "[...document.querySelectorAll('button, .govuk-radios__input, .govuk-checkboxes__input, summary')]"
        ".filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 24).map(e => e.outerHTML)"
    )
    assert small == []
    pad = phone.evaluate(
        "[...document.querySelectorAll('.ocop-score .govuk-radios__item')].map(e => e.getBoundingClientRect().height)"
    )
    assert pad
    assert min(pad) >= 48


def test_a_chosen_file_is_named_before_it_travels(phone: Any, gallery_url: str):
    phone.goto(gallery_url)
    box = phone.locator("[data-upload]").first
    box.locator("input").set_input_files({"name": "giấy.jpg", "mimeType": "image/jpeg", "buffer": b"x" * 2048})
    assert box.locator("[data-upload-state]").inner_text() == "Đã chọn giấy.jpg (2 KB)."


def test_on_a_desktop(desktop: Any, gallery_url: str):
    desktop.goto(gallery_url)
    assert violations(desktop) == []
    assert sideways(desktop) == 0


@pytest.mark.parametrize("address", ["to-giay/", "trang-chung/"])
def test_the_other_shells_on_a_phone(phone: Any, gallery_url: str, address: str):
    phone.goto(gallery_url + address)
    assert violations(phone) == []
    assert sideways(phone) == 0


def test_a_public_page_runs_no_script_and_asks_no_session(phone: Any, gallery_url: str):
    phone.goto(gallery_url + "trang-chung/")
    assert phone.locator("script").count() == 0
    assert phone.context.cookies() == []


def test_the_account_menu_opens_inside_the_phone_whatever_the_name(phone: Any, live_server: Any, gallery_url: str):
    client = Client()
    user = make_user("Nguyễn Thị Ẫm Đặng Trần Phương Uyên", "0912000111")
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    phone.context.add_cookies([cookie])
    phone.goto(gallery_url)
    phone.locator(".ocop-account summary").click()
    box = phone.locator(".ocop-account__menu").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    phone.keyboard.press("Escape")
    assert not phone.locator(".ocop-account__menu").is_visible()


def test_without_javascript(phone_without_script: Any, gallery_url: str):
    phone_without_script.goto(gallery_url)
    menu = phone_without_script.locator(".ocop-nav__menu")
    assert not menu.get_by_text("Đơn vị").is_visible()
    menu.locator("summary").click()
    assert menu.get_by_text("Đơn vị").is_visible()
    assert phone_without_script.locator("input[type=file]").is_visible()
