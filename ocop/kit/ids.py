"""Opaque identifiers for addresses and forms: an integer key never reaches a screen."""

import secrets

# Digits and lower-case letters without the look-alikes 0/o, 1/l/i.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_public_id() -> str:
    """Twelve random characters of `ALPHABET` (about 59 bits): short enough to read out, too many to guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))
