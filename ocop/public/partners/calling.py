"""Calling a partner's address: only https, only addresses of the open network, no redirects, not for long."""

import http.client
import ipaddress
import socket
import ssl
from typing import Any
from urllib.parse import SplitResult, urlsplit

SECONDS = 10
PORT = 443
_READ_AT_MOST = 1024


class NotReached(Exception):
    """The address did not take the message; the message says in Vietnamese why."""


def parts_of(url: str) -> SplitResult:
    """The parts of an address we would call. Raises `NotReached` for what is not https, has a user or another port."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if parts.scheme != "https" or not parts.hostname or parts.username or port not in (None, PORT):
        raise NotReached("Địa chỉ phải bắt đầu bằng https://, cổng 443, không kèm tên đăng nhập.")
    return parts


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Send the body and give the status of the answer, 2xx; raises `NotReached` for everything else.

    The name is looked up once and the connection made to that very address, so that a name cannot lead to a machine of
    ours between the look and the call.
    """
    parts = parts_of(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Pinned(str(parts.hostname), _open_address(str(parts.hostname)))
    try:
        connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
        answer = connection.getresponse()
        answer.read(_READ_AT_MOST)
    except (OSError, http.client.HTTPException) as error:
        raise NotReached(f"Không nối được: {type(error).__name__}.") from error
    finally:
        connection.close()
    if not 200 <= answer.status < 300:
        raise NotReached(f"Máy nhận trả lời {answer.status}.")
    return answer.status


def _open_address(host: str) -> str:
    """The network address of a name, when all of its addresses lie in the open network."""
    try:
        found: list[Any] = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotReached("Không có máy nào mang tên này.") from error
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(ipaddress.ip_address(each).is_global for each in addresses):
        raise NotReached("Tên này dẫn vào mạng nội bộ, không gọi.")
    return addresses[0]


class _Pinned(http.client.HTTPSConnection):
    """A connection to one network address that shows and checks the certificate of the name."""

    def __init__(self, host: str, address: str) -> None:
        self._context_of_name = ssl.create_default_context()
        super().__init__(host, PORT, timeout=SECONDS, context=self._context_of_name)
        self._address = address

    def connect(self) -> None:
        plain = socket.create_connection((self._address, PORT), SECONDS)
        self.sock = self._context_of_name.wrap_socket(plain, server_hostname=self.host)
