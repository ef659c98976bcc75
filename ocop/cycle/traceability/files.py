"""The codes of a range as a file for the printer, in pieces, so that ten million need no more memory than ten."""

from collections.abc import Iterator

import numpy as np
from django.conf import settings

from ocop.cycle.traceability.bulk import codes
from ocop.cycle.traceability.keys import raw_keys
from ocop.cycle.traceability.models import StampRange
from ocop.rules.stamps import DIGITS

HEADER = b"so_thu_tu,ma_tem,dia_chi_ma_vuong\r\n"
_ORDER = 8  # digits of the running number: ranges are shorter than 10⁸


def address_of(code: str) -> str:
    """What the square code of a stamp holds: in capitals, so that it takes as few modules as can be."""
    return f"{settings.SITE_URL.upper()}/T/{code}"


def lines_of(issued: StampRange) -> Iterator[bytes]:
    """A line for each stamp: its number on the roll from 1 on, its code, and what its square code holds."""
    before_address = address_of("").encode()
    row = b"0" * _ORDER + b"," + b"0" * DIGITS + b"," + before_address + b"0" * DIGITS + b"\r\n"
    template = np.frombuffer(row, dtype=np.uint8)
    at_code, at_address = _ORDER + 1, _ORDER + 1 + DIGITS + 1 + len(before_address)
    yield HEADER
    number = 1
    for signs in codes(raw_keys(issued.epoch_id), issued.epoch_id, issued.first, issued.count):
        lines = np.tile(template, (len(signs), 1))
        lines[:, at_code : at_code + DIGITS] = signs
        lines[:, at_address : at_address + DIGITS] = signs
        order = np.arange(number, number + len(signs), dtype=np.uint32)
        for place in range(_ORDER - 1, -1, -1):
            order, digit = order // np.uint32(10), order % np.uint32(10)
            lines[:, place] += digit.astype(np.uint8)
        number += len(signs)
        yield lines.tobytes()
