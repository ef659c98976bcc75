"""Opaque identifiers for addresses and forms: an integer key never reaches a screen."""

import re
import secrets
from collections.abc import Iterable

# Digits and lower-case letters without the look-alikes 0/o, 1/l/i.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_public_id() -> str:
    """Twelve random characters of `ALPHABET` (about 59 bits): short enough to read out, too many to guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


def looks_public(text: str) -> bool:
    """Whether a text sent to us could be the identifier of a record, so that a database may be asked about it.

    Anything else (a zero byte, which PostgreSQL refuses inside a query, or a page of prose) names no record.
    """
    return re.fullmatch(r"[0-9A-Za-z_-]{1,12}", text) is not None


def public_ids(texts: Iterable[str]) -> list[str]:
    """Those of the texts that could name a record, in their order."""
    return [text for text in texts if looks_public(text)]
