"""A reader abroad follows every link under /en/: no page speaks Vietnamese but for names and what people wrote."""

import re
from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation

from ocop.ground.offices.models import Unit
from tests.walks.crawl import links
from tests.walks.public_pages import NO_PAGES, NOT_HERE, SAYS_NO, every_page, public_pages
from tests.walks.routes import PUBLIC, ROUTES
from tests.walks.walked import Walked

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("walk"), pytest.mark.one_database]
# Addresses no link leads to before something has happened, and pages that say something went wrong.
STARTS = (
    "/en/",
    "/en/xac-thuc/2345-6789-ABCD/",
    "/en/xac-thuc/?ma=",
    "/en/san-pham/?tim=khong+co",
    "/en/khong-co-trang/",
)
EACH = 4
# Doors of people with an account, and what is for the people of the province.
IN_VIETNAMESE_ONLY = {
    *("account_login", "account_reset_password", "accounts:invitation", "activities:sign_in", "rewards:rewarded")
}
MARKS = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
VOID = {"br", "hr", "img", "input", "link", "meta", "col", "source", "wbr"}
SPOKEN = {"placeholder", "alt", "aria-label", "data-label"}


class _English(HTMLParser):
    """The words of a page that it does not mark as Vietnamese."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, bool]] = []
        self.language = ""
        self.pieces: list[str] = []

    @property
    def _is_english(self) -> bool:
        return not any(foreign for _, foreign in self.stack)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        foreign = (tag != "html" and given.get("lang", "en") != "en") or tag in {"style", "script", "title"}
        if self._is_english and not foreign and tag != "img":
            self.pieces += [value for name, value in attrs if name in SPOKEN and value]
        if tag not in VOID:
            self.stack.append((tag, foreign))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._is_english:
            self.pieces.append(data)


def forgotten(html: str, names: re.Pattern[str]) -> list[str]:
    """Pieces of a page that are Vietnamese without being marked so and without being a place's name."""
    parser = _English()
    parser.feed(html)
    wrong = [] if parser.language == "en" else [f"lang={parser.language}"]
    return wrong + [piece.strip() for piece in parser.pieces if MARKS.search(names.sub(" ", piece))]


@pytest.fixture(scope="module")
def pages(walked: Walked, django_db_blocker: Any) -> Iterator[dict[str, tuple[int, str]]]:
    """Address → status and page: every public page, and a few more of every route."""
    with django_db_blocker.unblock(), walked.standing():
        yield dict(_walk([*STARTS, *(address for _, address in public_pages("en"))]))


def _walk(starts: list[str]) -> Iterator[tuple[str, tuple[int, str]]]:
    client, waiting, met = Client(), deque(starts), set(starts)
    times: dict[str, int] = {}
    while waiting:
        address = waiting.popleft()
        with translation.override("en"):
            try:
                route = resolve(urlsplit(address).path).view_name
            except Resolver404:
                route = "404"
        times[route] = times.get(route, 0) + 1
        if times[route] > EACH and address not in starts:
            continue
        response = client.get(address)
        if response.status_code in {301, 302}:
            waiting.append(response["Location"])
        elif response["Content-Type"].startswith("text/html"):
            html = response.content.decode()
            yield address, (response.status_code, html)
            fresh = [each for each in links(html, address) if each.startswith("/en/") and each not in met]
            met.update(fresh)
            waiting.extend(fresh)


def test_no_english_page_speaks_vietnamese(pages: dict[str, tuple[int, str]], db: None) -> None:
    names = sorted(set(Unit.objects.values_list("name", flat=True)) | {"Đồng Tháp"}, key=len, reverse=True)
    # Numbers of documents are written as they are, and so are the cities where points of sale stand.
    known = re.compile("|".join((r"\S*QĐ\S*", "Hà Nội", "Thành phố Hồ Chí Minh", *map(re.escape, names))))
    assert [f"{address}: {piece}" for address, (_, html) in pages.items() for piece in forgotten(html, known)] == []


def test_no_title_holds_a_mark_of_its_page(pages: dict[str, tuple[int, str]]) -> None:
    """Words marked as Vietnamese belong into the page: a browser's tab shows the mark itself."""
    titles = {address: re.search(r"<title>(.*?)</title>", html, re.DOTALL) for address, (_, html) in pages.items()}
    assert [address for address, title in titles.items() if title is None or "&lt;" in title[1]] == []


def test_the_table_of_public_pages_leaves_none_out(pages: dict[str, tuple[int, str]], db: None) -> None:
    """A new page for everybody is entered where it is looked at, or it is no page to look at."""
    entered = {address for _, address in public_pages("en")}
    with translation.override("en"):
        opened = {resolve(urlsplit(each).path).view_name for each in entered & set(pages)}
    looked_at = {route for _, route, _, _ in every_page()}
    assert {name for name, access in ROUTES.items() if access == PUBLIC} == looked_at | NO_PAGES | NOT_HERE
    assert looked_at - opened == IN_VIETNAMESE_ONLY


def test_every_english_link_leads_to_a_page(pages: dict[str, tuple[int, str]], db: None) -> None:
    no = {address: SAYS_NO.get(name, 200) for name, address in public_pages("en")}
    expected = no | {"/en/khong-co-trang/": 404, "/en/xac-thuc/?ma=": 422}
    assert [each for each, (status, _) in pages.items() if status != expected.get(each, 200)] == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<html lang="en"><p>Tháp Mười commune</p>', []),
        ('<html lang="en"><p>Star</p><b lang="vi">Trà sen<br>Ba Tư</b><p>Còn hiệu lực</p>', ["Còn hiệu lực"]),
        ('<html lang="en"><td data-label="Hạng sao">4</td>', ["Hạng sao"]),
        ('<html lang="vi"><p>Star</p>', ["lang=vi"]),
    ],
)
def test_what_counts_as_forgotten(html: str, found: list[str]) -> None:
    assert forgotten(html, re.compile("Tháp Mười")) == found
