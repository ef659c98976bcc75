"""A reader abroad opens the same pages under /en/; nothing but the address decides which language a page speaks."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from ocop.kit.languages import address_in, language_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "language"),
    [("/", "vi"), ("/san-pham/", "vi"), ("/en/", "en"), ("/en/san-pham/?tim=tra", "en"), ("/english/", "vi")],
)
def test_the_address_names_the_language(address: str, language: str) -> None:
    assert language_of(address) == language


def test_the_same_page_in_another_language_keeps_its_questions() -> None:
    assert address_in("en", "/san-pham/?tim=tra&sao=4") == "/en/san-pham/?tim=tra&sao=4"
    assert address_in("vi", "/en/san-pham/?tim=tra") == "/san-pham/?tim=tra"
    assert address_in("en", "/en/") == "/en/"
    assert address_in("vi", "/") == "/"


def test_neither_the_browser_nor_a_cookie_decides(client: Client) -> None:
    client.cookies["django_language"] = "en"
    page = client.get("/", headers={"accept-language": "en"})
    assert page["Content-Language"] == "vi"
    assert '<html lang="vi"' in page.content.decode()
    assert "Accept-Language" not in page.get("Vary", "")


def test_an_english_page_says_so_and_leads_back(client: Client) -> None:
    page = client.get("/en/san-pham/", {"sao": "4", "trang": "1"}, headers={"accept-language": "vi"})
    html = page.content.decode()
    assert page["Content-Language"] == "en"
    assert '<html lang="en"' in html
    assert 'href="/san-pham/?sao=4&amp;trang=1" lang="vi" hreflang="vi">Tiếng Việt</a>' in html
    assert '<link rel="canonical" href="http://127.0.0.1:8000/en/san-pham/?trang=1">' in html
    for code, address in (("vi", "/san-pham/"), ("en", "/en/san-pham/"), ("x-default", "/san-pham/")):
        assert f'<link rel="alternate" hreflang="{code}" href="http://127.0.0.1:8000{address}?trang=1">' in html


def test_officers_pages_speak_vietnamese_only(client: Client) -> None:
    assert client.get("/en/viec-can-lam/").status_code == 404
    assert client.get("/en/tai-khoan/dang-nhap/").status_code == 404


def test_what_goes_wrong_is_told_in_the_pages_language(client: Client) -> None:
    html = client.get("/en/khong-co-trang-nay/").content.decode()
    assert '<html lang="en"' in html
    assert "Page not found" in html
    assert "Không tìm thấy trang này" in client.get("/khong-co-trang-nay/").content.decode()


def test_the_next_request_is_vietnamese_again(client: Client) -> None:
    client.get("/en/")
    assert translation.get_language() == "vi"


def test_numbers_dates_and_names() -> None:
    told = Template("{{ n|so }} {{ m|tien }} {{ name|as_stored }} {% stars 1 %}")
    context = Context({"n": Decimal("1234.5"), "m": 1250000, "name": "Trà <sen>"})
    with translation.override("en"):
        english = told.render(context)
        with translation.override("vi"):
            assert "1.234,5 1.250.000 đồng Trà &lt;sen&gt;" in told.render(context)
    assert '1,234.5 1,250,000 VND <span lang="vi">Trà &lt;sen&gt;</span>' in english
    assert "1 star<" in english
