"""The codes of a range as a file for the printer, in pieces, so that ten million need no more memory than ten."""

from collections.abc import Iterator

import numpy as np
from django.conf import settings

from ocop.cycle.traceability.bulk import codes
from ocop.cycle.traceability.keys import raw_keys
from ocop.cycle.traceability.models import StampRange
from ocop.rules.stamps import DIGITS, GROUP, printed_stamp

HEADER = b"so_thu_tu,ma_tem,dia_chi_ma_vuong\r\n"
_ORDER = 8  # digits of the running number: ranges are shorter than 10⁸


def address_of(code: str) -> str:
    """What the square code of a stamp holds: in capitals, so that it takes as few modules as can be."""
    return f"{settings.SITE_URL.upper()}/T/{code}"


def lines_of(issued: StampRange) -> Iterator[bytes]:
    """A line for each stamp: its number on the roll from 1 on, its code as it is printed, what its square code holds.

    The code stands in groups of four, which is how people read it and what keeps a spreadsheet from rounding it.
    """
    number, code, address = f"{0:0{_ORDER}d}", printed_stamp("0" * DIGITS), address_of("0" * DIGITS)
    template = np.frombuffer(f"{number},{code},{address}\r\n".encode(), dtype=np.uint8)
    at_code = _ORDER + 1
    in_groups = [at_code + place + place // GROUP for place in range(DIGITS)]
    at_address = len(template) - len("\r\n") - DIGITS
    yield HEADER
    order_from = 1
    for signs in codes(raw_keys(issued.epoch_id), issued.epoch_id, issued.first, issued.count):
        lines = np.tile(template, (len(signs), 1))
        lines[:, in_groups] = signs
        lines[:, at_address : at_address + DIGITS] = signs
        order = np.arange(order_from, order_from + len(signs), dtype=np.uint32)
        for place in range(_ORDER - 1, -1, -1):
            order, digit = order // np.uint32(10), order % np.uint32(10)
            lines[:, place] += digit.astype(np.uint8)
        order_from += len(signs)
        yield lines.tobytes()
