"""Parameters that every list takes, and the link to the next page."""

from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Path

from ocop.public.epcis_api.problems import bad_query

# What stands in an address where a thing is named: an identifier with its own slashes and question mark.
Name = Annotated[str, Path(pattern=r"^[A-Za-z0-9][!#-;=?-\[\]_a-z~]*$", max_length=250)]
MOST, USUAL = 100, 30
PAGE = ("perPage", "nextPageToken")


def refuse_unknown(request: HttpRequest, known: Iterable[str], *, paged: bool = True) -> None:
    """Refuse a parameter nobody reads: whoever sent it would take the answer for another one."""
    names = [*known, *(PAGE if paged and request.method == "GET" else ())]
    for name in request.GET:
        if name not in names:
            said = f"Chọn trong: {', '.join(names)}." if names else "Địa chỉ này không có tham số."
            raise bad_query(name[:60], f"không có tham số này. {said}")


def one(request: HttpRequest, name: str) -> str:
    """The value of a parameter that may come once; empty where it did not."""
    values = request.GET.getlist(name)
    if len(values) > 1:
        raise bad_query(name, "chỉ gửi một lần.")
    return values[0] if values else ""


def page_asked(request: HttpRequest) -> tuple[int, str]:
    """How many things a page has at most, and where it begins."""
    text = one(request, "perPage") or str(USUAL)
    if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) > 0):
        raise bad_query("perPage", f"phải là số nguyên từ 1; mỗi trang nhiều nhất {MOST}.")
    return min(int(text), MOST), one(request, "nextPageToken")


def linked(request: HttpRequest, response: HttpResponse, token: str) -> HttpResponse:
    """The answer with the address of the next page; without one on the last."""
    if token:
        asked: Any = request.GET.copy()
        asked["nextPageToken"] = token
        response["Link"] = f'<{settings.SITE_URL}{quote(request.path, safe="/:")}?{asked.urlencode()}>; rel="next"'
    return response
