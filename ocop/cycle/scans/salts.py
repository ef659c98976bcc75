"""Who scanned, made unknowable: one salt for 30 days at most, bound to one stamp, gone for good afterwards.

The salt stands in the database, since all processes need the same one and it must be deletable; the application's
secret key goes into it too, so that a copy of the database alone gives nobody back. Once a later period began the salt
of an earlier one is deleted, and is never made again.
"""

import secrets
from datetime import date, datetime, time
from hashlib import blake2b

from django.utils.crypto import salted_hmac

from ocop.cycle.scans.models import ScanSalt
from ocop.kit.clock import HO_CHI_MINH, local_date

PERIOD_DAYS = 30
_SALT_BYTES = 32
_CLIENT_BYTES = 8


class Pseudonyms:
    """What a period's key makes of visitors."""

    def __init__(self, key: bytes) -> None:
        self._keyed = blake2b(digest_size=_CLIENT_BYTES, key=key)

    def of(self, number: int, client: bytes) -> int:
        """The visitor as one stamp knows them: 64 bits, without any tie to the same visitor at another stamp."""
        said = self._keyed.copy()
        said.update(number.to_bytes(8, "big") + client)
        return int.from_bytes(said.digest(), "big", signed=True)


def period_of(at: datetime) -> int:
    """The number of the 30 days a moment lies in."""
    return local_date(at).toordinal() // PERIOD_DAYS


def ends_at(at: datetime) -> datetime:
    """When a moment's period is over, in the province's time."""
    first_after = date.fromordinal((period_of(at) + 1) * PERIOD_DAYS)
    return datetime.combine(first_after, time.min, HO_CHI_MINH)


def salt_of(at: datetime) -> Pseudonyms:
    """The pseudonyms of a moment's period; the first to ask in a new one deletes the salts before it."""
    wanted = period_of(at)
    newest = ScanSalt.objects.order_by("-period").first()
    if newest is None or newest.period < wanted:
        made = {"secret": secrets.token_bytes(_SALT_BYTES)}
        newest, _ = ScanSalt.objects.get_or_create(period=wanted, defaults=made)
        forget_salts(at)
    key = salted_hmac("ocop.cycle.scans", bytes(newest.secret), algorithm="sha256").digest()
    return Pseudonyms(key)


def forget_salts(at: datetime) -> int:
    """Delete the salts of periods before a moment's; how many were deleted."""
    return ScanSalt.objects.filter(period__lt=period_of(at)).delete()[0]
