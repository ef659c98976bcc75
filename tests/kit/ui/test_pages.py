"""The gallery, the error pages, and the rules every template keeps."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from ocop.kit import views
from tests.world import make_user

PACKAGE = Path(settings.BASE_DIR) / "ocop"
STATIC = PACKAGE / "kit" / "static" / "kit"
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>|<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:|hx-on|hx-vals=[\"']js:"
)
ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//|url\(\s*["']?(?:https?:)?//|@import""")
COMPONENTS = [
    "govuk-error-summary", "govuk-tag--red", "ocop-deadline--late", "ocop-stars", "ocop-saved", "ocop-figure",
    "govuk-task-list", "ocop-empty", "govuk-summary-list", "ocop-timeline", "ocop-filter", "ocop-table--cards",
    "govuk-pagination", "govuk-warning-text", "govuk-inset-text", "govuk-notification-banner--success", "govuk-details",
    "ocop-section", "ocop-score", "govuk-panel", "govuk-radios--inline", "govuk-checkboxes", "govuk-select",
    "govuk-textarea", "govuk-button--warning", "ocop-refused", "ocop-file", "ocop-files__item--error", "ocop-chart",
    "ocop-total", "govuk-breadcrumbs", "govuk-back-link", "ocop-nav__count", "ocop-sample",
]  # fmt: skip


@pytest.fixture
def gallery(db: None, settings: Any) -> str:
    settings.DEBUG = True
    response = Client().get("/kit/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_account_menu_names_the_person_and_signs_out_by_a_form(db: None, settings: Any):
    settings.DEBUG = True
    client = Client()
    client.force_login(make_user("Nguyễn Thị Ẫm", "0912000111"), "allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/kit/").content.decode()
    menu = page.split('class="ocop-account"')[1].split("</details>")[0]
    assert "Nguyễn Thị Ẫm" in menu
    assert "Đổi mật khẩu" in menu
    assert re.search(r'<form method="post" action="[^"]+">\s*<input type="hidden" name="csrfmiddlewaretoken"', menu)
    assert "Đăng xuất" in menu


def test_the_gallery_shows_every_component(gallery: str):
    assert [component for component in COMPONENTS if component not in gallery] == []


def test_the_gallery_is_for_developers_only(db: None, settings: Any):
    settings.DEBUG = False
    for address in ("/kit/", "/kit/to-giay/", "/kit/trang-chung/"):
        assert Client().get(address).status_code == 404


def test_the_gallery_page_says_its_forms_are_wrong(gallery: str):
    assert "<title>Lỗi: Bộ thành phần – OCOP" in gallery


def templates() -> list[Path]:
    return sorted(PACKAGE.rglob("templates/**/*.html"))


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_template_needs_what_the_content_policy_forbids(path: Path):
    source = path.read_text(encoding="utf-8")
    assert not INLINE.findall(source)
    assert not ELSEWHERE.findall(source)


@pytest.mark.parametrize(
    ("name", "kilobytes"), [("base.css", 13), ("ocop.css", 8), ("print.css", 2), ("htmx.min.js", 18), ("ocop.js", 3)]
)
def test_what_a_telephone_downloads_stays_small(name: str, kilobytes: int):
    assert len(gzip.compress((STATIC / name).read_bytes(), 9)) <= kilobytes * 1024


def test_the_styles_carry_nothing_of_another_government_and_load_nothing():
    for name in ("base.css", "ocop.css", "print.css"):
        sheet = (STATIC / name).read_text(encoding="utf-8")
        assert "GDS Transport" not in sheet
        assert "crown" not in sheet.casefold()
        assert "url(" not in sheet


def test_stacked_capitals_have_room():
    """Ẫ Ễ Ộ need a line of 1.3 for text and 1.4 for headings."""
    sheet = (STATIC / "base.css").read_text(encoding="utf-8")
    for size, at_least in (("xl", 1.4), ("l", 1.4), ("m", 1.4), ("s", 1.3)):
        rule = re.search(rf"\.govuk-heading-{size}\{{[^}}]*line-height:([\d.]+)", sheet)
        assert rule, size
        assert float(rule[1]) >= at_least, size


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (views.bad_request, 400, "kiểm tra rồi gửi lại"),
        (views.permission_denied, 403, "Chỉ chủ tịch hội đồng"),
        (views.page_not_found, 404, "Kiểm tra lại địa chỉ"),
        (views.payload_too_large, 413, "25 MB"),
        (views.too_many_requests, 429, "đợi vài phút"),
    ],
)
def test_an_error_page_says_what_to_do_next(view: Any, status: int, words: str, rf: RequestFactory, db: None):
    response = view(rf.get("/ho-so/"), Exception("Chỉ chủ tịch hội đồng được chốt phiên."))
    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "<h1" in page
    assert 'lang="vi"' in page


def test_the_csrf_page_says_what_to_do(rf: RequestFactory, db: None):
    page = views.csrf_failure(rf.post("/ho-so/"), "no cookie").content.decode()
    assert "Tải lại trang" in page
    assert "no cookie" not in page


def test_our_own_failure_asks_the_database_nothing(rf: RequestFactory):
    response = views.server_error(rf.get("/ho-so/"))
    page = response.content.decode()
    assert response.status_code == 500
    assert "Lỗi này không phải do anh/chị" in page
    assert re.search(r"<strong>[0-9a-f]{8}</strong>", page)


def test_our_own_failure_shows_even_when_the_templates_are_broken(rf: RequestFactory, monkeypatch: pytest.MonkeyPatch):
    def broken(*args: Any, **kwargs: Any) -> str:
        raise RuntimeError("no templates")

    monkeypatch.setattr("django.template.loader.render_to_string", broken)
    response = views.server_error(rf.get("/ho-so/"))
    assert response.status_code == 500
    assert "tải lại trang" in response.content.decode()
