"""The platform's WSGI entry, and `/tran/<bytes>`: the least the server can do, a page of that size from memory."""

from collections.abc import Callable, Iterable
from typing import Any

from ocop.config.wsgi import application as platform

_HEAD = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "no-store")]
_pages: dict[str, tuple[bytes, list[tuple[str, str]]]] = {}


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    path = environ["PATH_INFO"]
    if not path.startswith("/tran/"):
        return platform(environ, start_response)
    if path not in _pages:
        size = path.removeprefix("/tran/")
        _pages[path] = (b"x" * int(size), [*_HEAD, ("Content-Length", size)])
    body, headers = _pages[path]
    start_response("200 OK", headers)
    return [body]
