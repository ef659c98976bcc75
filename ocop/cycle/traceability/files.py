"""The codes of a range as a file for the printer, in pieces, so that ten million need no more memory than ten."""

from collections.abc import Iterator

import numpy as np
from django.conf import settings
from django.urls import Resolver404, resolve

from ocop.cycle.traceability.bulk import codes, pins, write_numbers
from ocop.cycle.traceability.keys import raw_keys
from ocop.cycle.traceability.models import StampRange
from ocop.ground.producers.models import Product
from ocop.rules.stamps import DIGITS, GROUP, printed_stamp, serial_gtin

HEADER = b"so_thu_tu,ma_tem,dia_chi_ma_vuong\r\n"
HEADER_WITH_PIN = HEADER.replace(b"\r\n", b",so_cao\r\n")
_ORDER = 8  # digits of the running number: ranges are shorter than 10⁸
_PIN = b",000000"
_WITH_GTIN = "/01/{}/21/"


def prefix_of(product: Product) -> str:
    """What the square code of a product's stamps begins with, in capitals, so that it takes few modules.

    With a GTIN it is GS1's address of the article, as soon as the platform answers such addresses.
    """
    gtin = gtin_printed(product)
    return settings.SITE_URL.upper() + (_WITH_GTIN.format(gtin) if gtin else "/T/")


def gtin_printed(product: Product) -> str:
    """The fourteen digits that a product's stamps printed now name it by; "" where they name none."""
    gtin = serial_gtin(product.gtin)
    return gtin if gtin and _is_answered(_WITH_GTIN.format(gtin) + "0" * DIGITS) else ""


def _is_answered(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def lines_of(issued: StampRange) -> Iterator[bytes]:
    """A line for each stamp: its number on the roll from 1 on, its code as printed, what its square code holds.

    The code stands in groups of four, which is how people read it and what keeps a spreadsheet from rounding it. A
    range with numbers under a scratch has these at the end.
    """
    number, code, address = f"{0:0{_ORDER}d}", printed_stamp("0" * DIGITS), prefix_of(issued.product) + "0" * DIGITS
    template = f"{number},{code},{address}".encode() + (_PIN if issued.has_pin else b"") + b"\r\n"
    at_code, at_address = _ORDER + 1, _ORDER + len(code) + len(address) + 2 - DIGITS
    in_groups = [at_code + place + place // GROUP for place in range(DIGITS)]
    keys, of = raw_keys(issued.epoch_id), (issued.epoch_id, issued.first, issued.count)
    under_scratch = pins(keys, *of) if issued.has_pin else None
    yield HEADER_WITH_PIN if issued.has_pin else HEADER
    order_from = 1
    for signs in codes(keys, *of):
        lines = np.tile(np.frombuffer(template, dtype=np.uint8), (len(signs), 1))
        lines[:, in_groups] = signs
        lines[:, at_address : at_address + DIGITS] = signs
        write_numbers(lines, 0, _ORDER, np.arange(order_from, order_from + len(signs), dtype=np.uint32))
        if under_scratch is not None:
            lines[:, at_address + DIGITS + 1 : at_address + DIGITS + len(_PIN)] = next(under_scratch)
        order_from += len(signs)
        yield lines.tobytes()
