"""The short way to a stamp's page: a WSGI callable before Django that answers scans and passes everything else on.

It says what Django's view says, from the same kept pages and over the same connection. The headers that the middleware
puts around a page (policy of content, transport, language) are asked of Django once for each host and language.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from django.db import DatabaseError, connection

from ocop.kit.languages import OWN
from ocop.public.scans.answering import answer
from ocop.public.scans.counting import scan_log
from ocop.public.scans.program import program

log = structlog.get_logger(__name__)

Headers = tuple[tuple[str, str], ...]

# Digits as they are printed, nothing else: what is odd goes to Django.
_ADDRESS = re.compile(r"(?:/(en))?/[Tt]/([0-9][0-9 .-]{18,40})/?")
# Its page needs no database; only the headers around it are wanted.
_SLIP = "0"
_QUERY_LENGTH = 500
_HOSTS_KNOWN = 64
_STATUS = {200: "200 OK", 404: "404 Not Found", 429: "429 Too Many Requests"}


class ScansFirst:
    """A WSGI application that answers what it can of `/T/…` itself."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        program()  # so that no shopper waits for it
        self._application = application
        self._headers: dict[tuple[Any, ...], Headers] = {}
        self._is_started = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._is_started:  # here and not where it is loaded: a server may fork in between
            self._is_started = True
            scan_log.start()
        if (asked := _ADDRESS.fullmatch(environ["PATH_INFO"])) and _is_plain(environ):
            language = asked[1] or OWN
            headers = self._headers_for(environ, language)
            if headers and (page := _answered(asked[2], language, environ)):
                sent = [*headers, ("Content-Length", str(len(page.body)))]
                start_response(_STATUS[page.status], sent)
                return [page.body]
        return self._application(environ, start_response)

    def _headers_for(self, environ: dict[str, Any], language: str) -> Headers | None:
        """The headers of a page here; None where Django answers this host or scheme with something else."""
        scheme, host = environ.get("wsgi.url_scheme"), environ.get("HTTP_HOST")
        key = (language, scheme, host, environ.get("HTTP_X_FORWARDED_PROTO"))
        found = self._headers.get(key)
        if found is None:
            found = self._asked_of_django(environ)
            if found is not None and len(self._headers) < _HOSTS_KNOWN:
                self._headers[key] = found
        return found

    def _asked_of_django(self, environ: dict[str, Any]) -> Headers | None:
        head = environ["PATH_INFO"][: environ["PATH_INFO"].lower().index("/t/")]
        asked = {name: value for name, value in environ.items() if name != "HTTP_COOKIE"}
        asked |= {"PATH_INFO": f"{head}/T/{_SLIP}", "QUERY_STRING": ""}
        said: list[Any] = []
        body = self._application(asked, lambda status, headers, *_: said.extend((status, headers)))
        if callable(close := getattr(body, "close", None)):
            close()
        status, headers = said
        plain = {name.lower(): value for name, value in headers}
        if not status.startswith("404") or plain.get("cache-control") != "no-store":
            return None
        return tuple((name, value) for name, value in headers if name.lower() != "content-length")


def _is_plain(environ: dict[str, Any]) -> bool:
    """Whether nothing about the request is Django's to judge: another method, a strange query string."""
    query = environ.get("QUERY_STRING", "")
    is_odd = len(query) > _QUERY_LENGTH or "%00" in query
    return environ["REQUEST_METHOD"] == "GET" and not is_odd and not environ.get("SCRIPT_NAME")


def _answered(typed: str, language: str, environ: dict[str, Any]) -> Any:
    """The page, or None when it cannot be had here. A connection that was lost is opened anew, once."""
    for _ in range(2):
        try:
            return answer(typed, language, environ)
        except _database_errors():
            connection.close()
        except Exception:
            log.exception("scan_left_to_django")
            return None
    return None


def _database_errors() -> tuple[type[Exception], ...]:
    """Django's, and the driver's own where Django does not translate it."""
    driver: Any = connection.Database  # type: ignore[attr-defined]
    return (DatabaseError, driver.Error)
