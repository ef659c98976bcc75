"""Secrets that leave the house: only their digests stay."""

import hashlib
import secrets

from django.utils.crypto import salted_hmac


def new_token() -> str:
    """A secret of 256 bits for an address or a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token; a copy of the database opens nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(kind: str, value: str) -> str:
    """What is kept of a guessable value, such as a network address; useless without the secret key."""
    return salted_hmac(f"ocop.accounts.{kind}", value, algorithm="sha256").hexdigest()
