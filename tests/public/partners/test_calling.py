"""A call to a partner's machine ends in time whatever that machine does: here it is a server on this machine."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ocop.public.partners import calling
from ocop.public.partners.calling import NotReached

HOST = "kho.sieuthi.example"
URL = f"https://{HOST}/ocop"
# Far more than a call may take here, far less than anybody would wait.
PATIENCE = 20.0


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of the partner's name, signed by itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    begins = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8)
    file = tmp_path_factory.mktemp("tls") / "partner.pem"
    file.write_bytes(key.private_bytes(*form, plain) + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def partner(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any], None]]:
    """Starts the partner's machine with what it does to a caller; `post` finds it under its name."""
    listening = socket.create_server(("127.0.0.1", 0))
    trusting = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(calling, "PORT", listening.getsockname()[1])
    monkeypatch.setattr(calling, "_looked_up", lambda host, until: ["127.0.0.1"])
    monkeypatch.setattr(calling.ipaddress.IPv4Address, "is_global", True)
    monkeypatch.setattr(calling.ssl, "create_default_context", lambda: trusting)

    def start(behaves: Callable[[Any], None]) -> None:
        def serve() -> None:
            caller, _ = listening.accept()
            # The caller hangs up when its time is over.
            with caller, contextlib.suppress(OSError):
                behaves(caller)

        threading.Thread(target=serve, daemon=True).start()

    yield start
    listening.close()


def secured(caller: Any, certificate: Path) -> Any:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context.wrap_socket(caller, server_side=True)


def test_an_answer_in_time_is_taken(partner: Any, certificate: Path) -> None:
    asked: list[bytes] = []

    def answers(caller: Any) -> None:
        safe = secured(caller, certificate)
        while b"{}" not in b"".join(asked):
            asked.append(safe.recv(4096))
        safe.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")

    partner(answers)
    assert calling.post(URL, b"{}", {"webhook-id": "a"}) == 204
    assert b"POST /ocop HTTP/1.1" in b"".join(asked)
    assert b"webhook-id: a" in b"".join(asked)


def test_an_answer_that_drips_ends_with_the_time_of_the_whole_call(
    partner: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calling, "SECONDS", 0.6)
    dripped, hung_up = [], threading.Event()

    def drips(caller: Any) -> None:
        safe = secured(caller, certificate)
        safe.sendall(b"HTTP/1.1 200 OK\r\n")
        try:
            for number in range(int(PATIENCE * 10)):
                safe.sendall(b"X-%d: a\r\n" % number)
                dripped.append(number)
                hung_up.wait(0.1)
        finally:
            hung_up.set()

    partner(drips)
    begun = time.monotonic()
    with pytest.raises(NotReached, match="không trả lời xong"):
        calling.post(URL, b"{}", {})
    assert time.monotonic() - begun < PATIENCE / 4
    assert len(dripped) > 1  # each drop came in time; all of them together did not


def test_a_machine_that_says_nothing_in_the_handshake_ends_too(partner: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "SECONDS", 0.3)
    hung_up = threading.Event()
    partner(lambda caller: hung_up.wait(PATIENCE))
    begun = time.monotonic()
    with pytest.raises(NotReached, match="không trả lời xong"):
        calling.post(URL, b"{}", {})
    assert time.monotonic() - begun < PATIENCE / 4
    hung_up.set()


def test_a_name_nobody_looks_up_in_time_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling, "SECONDS", 0.3)
    asked = threading.Event()
    monkeypatch.setattr(calling.socket, "getaddrinfo", lambda *said, **more: asked.wait(PATIENCE) and [])
    with pytest.raises(NotReached, match="không trả lời xong"):
        calling.post(URL, b"{}", {})
    asked.set()
