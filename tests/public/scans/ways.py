"""Both ways to a stamp's page: Django alone, and the short way before it."""

from io import BytesIO
from typing import Any, NamedTuple

from django.core.handlers.wsgi import WSGIHandler

from ocop.cycle.scans.actions import sum_up
from ocop.kit import clock
from ocop.public.scans.counting import scan_log
from ocop.public.scans.keeping import Keeper
from ocop.public.scans.mount import ScansFirst
from ocop.public.scans.stored import stored_page
from ocop.rules.stamps import Stamp, code_of


def written() -> None:
    """What was counted of visits, all the way into the log: the server puts it down, the worker sums it up."""
    scan_log.flush()
    while sum_up():
        pass


class Answer(NamedTuple):
    status: str
    headers: dict[str, str]
    body: bytes

    @property
    def words(self) -> str:
        return self.body.decode()


class Counted:
    """Django, and how often it was asked."""

    def __init__(self) -> None:
        self.django, self.times = WSGIHandler(), 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.times += 1
        return self.django(environ, start_response)


def asked(application: Any, path: str, query: str = "", method: str = "GET", **more: str) -> Answer:
    """What a WSGI application answers."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.7",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
    } | more
    said: list[Any] = []
    body = application(environ, lambda status, headers, *_: said.extend((status, headers)))
    whole = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    return Answer(said[0], dict(said[1]), whole)


def code(number: int, epoch: int = 0) -> str:
    """The code of a stamp counted from 1."""
    from ocop.cycle.traceability.keys import keys_of

    return code_of(keys_of(epoch), Stamp(epoch, number - 1))


def kept(keeper: Keeper) -> None:
    """Everything there is to do, done."""
    for _ in range(2):  # what one pass deletes the next one makes
        keeper._next_pass = 0.0
        keeper.keep(60)


def is_stored(index: int = 0, epoch: int = 0) -> bool:
    now, second = clock.moment()
    return stored_page(Stamp(epoch, index), "vi", now.date(), second) is not None


def words(short: Any, number: int = 1, language: str = "") -> str:
    return str(asked(short, f"{language}/T/{code(number)}").words)


__all__ = ["Answer", "Counted", "ScansFirst", "asked", "code", "is_stored", "kept", "words"]
