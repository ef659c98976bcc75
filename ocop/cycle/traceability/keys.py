"""The keys of stamps: made from secrets outside the database, told from wrong ones before anything is served."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from ocop.rules.stamps import Block, Keys, secrets_by_epoch

_LABELS = ("tag", "mask", "pin")
_KEY_BYTES = 16
# What a key makes of this block is kept beside its epoch: enough to know the key again, nothing to find it by.
_KNOWN_BLOCK = b"OCOP key check.."
_CHECK_BYTES = 4


class WrongStampKey(ImproperlyConfigured):
    """The secret of the stamps is not the one they were issued with; every printed stamp would be refused."""

    def __init__(self) -> None:
        super().__init__("OCOP_STAMP_SECRET is not the secret this database's stamps were issued with.")


@dataclass(frozen=True, slots=True)
class RawKeys:
    """The three AES-128 keys of an epoch, for enciphering many blocks at once."""

    tag: bytes
    mask: bytes
    pin: bytes


def raw_keys(epoch: int, secret: str | None = None) -> RawKeys:
    """The keys of an epoch, derived from its secret in the settings unless another is given (HKDF, SHA-256)."""
    master = (_secret_of(epoch) if secret is None else secret).encode()
    return RawKeys(*(_derived(master, f"ocop stamps {label}|{epoch}") for label in _LABELS))


def keys_of(epoch: int) -> Keys:
    """The ciphers of an epoch; each thread has its own, since a cipher is not shared between threads."""
    known: dict[tuple[str, int], Keys] = _here.__dict__.setdefault("known", {})
    wanted = (settings.STAMP_SECRET, epoch)
    if wanted not in known:
        raw = raw_keys(epoch)
        known[wanted] = Keys(_block_of(raw.tag), _block_of(raw.mask), _block_of(raw.pin))
    return known[wanted]


def key_check(epoch: int) -> str:
    """Twenty-four hexadecimal digits by which the keys of an epoch are known again."""
    keys = keys_of(epoch)
    return "".join(cipher(_KNOWN_BLOCK)[:_CHECK_BYTES].hex() for cipher in (keys.tag, keys.mask, keys.pin))


def encipherer(key: bytes) -> Callable[[bytes], bytes]:
    """AES over any whole number of blocks, each by itself: here a block is never enciphered twice."""
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update  # noqa: S305 — a keyed function, not a cipher text


def has_own_secret(epoch: int) -> bool:
    """Whether an epoch's secret differs from the one before it."""
    return epoch > 0 and _secret_of(epoch) != _secret_of(epoch - 1)


def _secret_of(epoch: int) -> str:
    """The secret an epoch's keys are made from: that of the newest beginning up to it."""
    given = _secrets(settings.STAMP_SECRET)
    return given[max(first for first in given if first <= epoch)]


@lru_cache(maxsize=4)
def _secrets(text: str) -> dict[int, str]:
    return secrets_by_epoch(text)


def _block_of(key: bytes) -> Block:
    return encipherer(key)


def _derived(master: bytes, label: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=label.encode()).derive(master)


_here = threading.local()
