"""Everybody of the sample province walks the platform: from their first page along every link, some pages of each kind.

The walk reads pages with Django's test client, which is quick, and keeps what it saw; tests then judge the pages, or
open the same addresses in a real browser.
"""

from collections import deque
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from ocop.ground.accounts.models import User
from ocop.kit.languages import language_of
from tests.walks.varieties import varieties

# Who walks: one person of every role, and a producer at each stage of a dossier.
PEOPLE: dict[str, str | None] = {
    "khách": None,
    "chủ thể đang soạn": "0900000001",
    "chủ thể đã nộp": "0900000002",
    "chủ thể bị trả lại": "0900000003",
    "chủ thể đang được chấm": "0900000007",
    "chủ thể đã có kết luận": "0900000009",
    "chủ thể được công nhận": "0900000010",
    "chủ thể trình Trung ương": "0900000012",
    "cán bộ xã": "xa.thapmuoi@mau.example",
    "cán bộ xã khác": "xa.laivung@mau.example",
    "cán bộ tỉnh": "tinh@mau.example",
    "cán bộ sở": "so.nnmt@mau.example",
    "thư ký": "thuky@mau.example",
    "thành viên Hội đồng": "hd.yte@mau.example",
    "lãnh đạo": "lanhdao@mau.example",
    "cán bộ Sở Nội vụ": "so.noivu@mau.example",
    "cán bộ Trung ương": "bo@mau.example",
    "quản trị": "quantri@mau.example",
}
# Where a walk begins besides the first page: pages that no link leads to before something has happened.
STARTS = {
    "khách": [
        "/tai-khoan/dang-nhap/",
        "/tai-khoan/quen-mat-khau/",
        "/tai-khoan/loi-moi/khong-con-hieu-luc/",
        "/xac-thuc/2345-6789-ABCD/",
        "/san-pham/?q=khong+co+san+pham+nao",
        "/viec-can-lam/",
        "/khong-co-trang-nay/",
    ]
}
# Addresses that are no pages: files, prints to be downloaded, leaving, and switches of the outside world.
NOT_PAGES = {
    "account_logout",
    "mfa_download_recovery_codes",
    "portal:photo",
    "portal:product_code",
    "portal:robots",
    "healthz",
}
NOT_PAGE_WORDS = ("excel", "pdf", "tep", "tai-ve", "tai-bang", "ban-quet", "lien-thong")


@dataclass(frozen=True)
class Seen:
    """One page as one person saw it."""

    who: str
    route: str
    address: str
    status: int
    html: str
    variety: str = ""

    @property
    def kind(self) -> tuple[str, str]:
        """What looks alike."""
        return self.route, self.variety


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href") and "download" not in given:
            self.found.append(str(given["href"]))


def route_of(address: str) -> str | None:
    """The name of the address, or None where it is no page of the platform, or one in English (`test_english`)."""
    if language_of(urlsplit(address).path) != "vi":
        return None
    try:
        name = resolve(urlsplit(address).path).view_name
    except Resolver404:
        return "404"
    parts = urlsplit(address).path.strip("/").split("/")
    if name in NOT_PAGES or any(part.endswith(word) for part in parts for word in NOT_PAGE_WORDS):
        return None
    return name


def links(html: str, address: str) -> list[str]:
    """Addresses on the same site that a page leads to, without fragments."""
    parser = _Links()
    parser.feed(html)
    found = (urldefrag(urljoin(f"http://testserver{address}", href))[0] for href in parser.found)
    return [
        each.removeprefix("http://testserver") for each in dict.fromkeys(found) if each.startswith("http://testserver/")
    ]


def client_of(login: str | None) -> Client:
    """A browser of this person, already signed in."""
    client = Client()
    if login:
        client.force_login(User.objects.get(login=login), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@dataclass
class Walk:
    """One person's way through the platform, at most `each` pages of every route and what is of another variety."""

    who: str
    each: int = 3
    pages: list[Seen] = field(default_factory=list)

    def go(self) -> list[Seen]:
        client = client_of(PEOPLE[self.who])
        apart = varieties(self.who)
        home = ["/viec-can-lam/"] if PEOPLE[self.who] else []
        waiting = deque(["/", *home, *STARTS.get(self.who, []), *apart])
        met = set(waiting)
        times: dict[str, int] = {}
        views: dict[str, int] = {}
        while waiting:
            address = waiting.popleft()
            route = route_of(address)
            path = urlsplit(address).path
            # The same page under other filters is seen once more, and does not use up what other pages may take.
            views[path] = views.get(path, 0) + 1
            if address not in apart:
                if route is None or times.get(route, 0) >= self.each or views[path] > 2:
                    continue
                times[route] = times.get(route, 0) + (views[path] == 1)
            response = client.get(address)
            if response.status_code in {301, 302}:
                waiting.extend(_new([urljoin(address, response["Location"])], met))
                continue
            if not response["Content-Type"].startswith("text/html"):
                continue
            html = response.content.decode()
            self.pages.append(Seen(self.who, str(route), address, response.status_code, html, apart.get(address, "")))
            waiting.extend(_new(links(html, address), met))
        return self.pages


def _new(addresses: list[str], met: set[str]) -> list[str]:
    fresh = [address for address in addresses if address not in met]
    met.update(fresh)
    return fresh
