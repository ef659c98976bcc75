"""Calling a partner's address: only https, only addresses of the open network, no redirects, not for long."""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import SplitResult, urlsplit

# For a whole call: the name, the connection, what is sent, the answer.
SECONDS = 10
TOO_SLOW = f"Máy nhận không trả lời xong trong {SECONDS} giây."
PORT = 443
_READ_AT_MOST = 1024
# What no request line may hold: all but the visible signs of ASCII.
_TO_ESCAPE = re.compile(r"[^!-~]")


class NotReached(Exception):
    """The address did not take the message; the message says in Vietnamese why."""


def parts_of(url: str) -> SplitResult:
    """The parts of an address we would call.

    Raises `NotReached` for what is not https, has a user or another port, or a sign behind the name that must be
    escaped.
    """
    wrong = NotReached("Địa chỉ phải bắt đầu bằng https://, cổng 443, không kèm tên đăng nhập.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise wrong from error
    if parts.scheme != "https" or not parts.hostname or parts.username or port not in (None, PORT):
        raise wrong
    if _TO_ESCAPE.search(parts.path + parts.query):
        raise NotReached("Sau tên máy, địa chỉ https:// có chữ có dấu hoặc khoảng trắng. Viết các chữ ấy dạng %XX.")
    return parts


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Send the body and give the status of the answer, 2xx; raises `NotReached` for everything else.

    The name is looked up once and the connection made to that very address, so that a name cannot lead to a machine of
    ours between the look and the call.
    """
    until = time.monotonic() + SECONDS
    parts = parts_of(url)
    host, path = str(parts.hostname), (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Pinned(host, _open_address(host, until), until)
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        answer.read(_READ_AT_MOST)
    except TimeoutError as error:
        raise NotReached(TOO_SLOW) from error
    except (OSError, http.client.HTTPException) as error:
        raise NotReached(f"Không nối được: {type(error).__name__}.") from error
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise NotReached(f"Máy nhận trả lời {answer.status}.")
    return answer.status


def _left(until: float) -> float:
    """The seconds left of a call; raises `TimeoutError` when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _open_address(host: str, until: float) -> str:
    """The network address of a name, when all of its addresses lie in the open network."""
    addresses = _looked_up(host, until)
    if not addresses or not all(ipaddress.ip_address(each).is_global for each in addresses):
        raise NotReached("Tên này dẫn vào mạng nội bộ, không gọi.")
    return addresses[0]


def _looked_up(host: str, until: float) -> list[str]:
    """The addresses of a name. Asked beside the worker, since the system's own look-up knows no end."""
    told: SimpleQueue[list[Any] | None] = SimpleQueue()

    def ask() -> None:
        try:
            told.put(socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            told.put(None)

    threading.Thread(target=ask, name="look-up", daemon=True).start()
    try:
        found = told.get(timeout=_left(until))
    except (Empty, TimeoutError) as error:
        raise NotReached(TOO_SLOW) from error
    if found is None:
        raise NotReached("Không có máy nào mang tên này.")
    return [str(each[4][0]) for each in found]


class _Hurried(ssl.SSLSocket):
    """A connection whose every wait ends when the time of the whole call is over, however much drips in between."""

    until = float("inf")

    def do_handshake(self, block: bool = False) -> None:
        self.settimeout(_left(self.until))
        super().do_handshake(block)

    def send(self, *said: Any) -> int:
        self.settimeout(_left(self.until))
        return super().send(*said)

    def recv_into(self, *said: Any) -> int:
        self.settimeout(_left(self.until))
        return super().recv_into(*said)


class _Pinned(http.client.HTTPSConnection):
    """A connection to one network address that shows and checks the certificate of the name."""

    def __init__(self, host: str, address: str, until: float) -> None:
        self._context_of_name = ssl.create_default_context()
        self._context_of_name.sslsocket_class = _Hurried
        super().__init__(host, PORT, timeout=SECONDS, context=self._context_of_name)
        self._address, self._until = address, until

    def connect(self) -> None:
        plain = socket.create_connection((self._address, PORT), _left(self._until))
        try:
            made = self._context_of_name.wrap_socket(plain, server_hostname=self.host, do_handshake_on_connect=False)
        except BaseException:
            plain.close()
            raise
        self.sock = made
        made.until = self._until  # type: ignore[attr-defined]
        made.do_handshake()
