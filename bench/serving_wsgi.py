"""The platform's WSGI entry, and `/tran/<bytes>`: the least the server can do, a page of that size from memory.

It has the headers of a stamp's page, so that as many bytes go over the line.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ocop.config.wsgi import application as platform

_pages: dict[str, tuple[bytes, list[tuple[str, str]]]] = {}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if not path.startswith("/tran/"):
        return platform(environ, start_response)
    if path not in _pages:
        size = path.removeprefix("/tran/")
        _pages[path] = (b"x" * int(size), [*_headers_of_a_stamp(environ), ("Content-Length", size)])
    body, headers = _pages[path]
    start_response("200 OK", headers)
    return [body]


def _headers_of_a_stamp(environ: dict[str, Any]) -> list[tuple[str, str]]:
    said: list[Any] = []
    platform(environ | {"PATH_INFO": "/T/0"}, lambda status, headers, *_: said.extend(headers))
    return [(name, value) for name, value in said if name.lower() != "content-length"]
