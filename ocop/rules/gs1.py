"""GS1's keys as this platform meets them: check digits, and lots and logistic units as Digital Link addresses."""

import re
from itertools import pairwise

GTIN_DIGITS = 14
GTIN_LENGTHS = (8, 12, 13, 14)
# Keys with a check digit at their end, and how long they are: shipping container, trade item, places and parties.
_CHECKED = {"00": 18, "01": GTIN_DIGITS, "414": 13, "417": 13}
# The 82 signs that lots (AI 10), serials (21) and variants (22) are made of: General Specifications, figure 7.11-1.
CSET_82 = frozenset("!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
# Bytes written as a percent sign and two hexadecimal digits.
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_PLAIN_DIGITS = re.compile(r"[0-9]+")
_TRADE_ITEM = re.compile(r"^https?://[^?#]*?/01/([0-9]{14})(?:[/?#]|\Z)")
_URN = re.compile(
    r"urn:epc:(?P<kind>id:sgtin|class:lgtin|idpat:sgtin):(?P<company>[0-9]{6,12})\.(?P<item>[0-9]{1,7})\.(?P<rest>\S+)"
)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_CONTAINER = re.compile(r"/00/([0-9]{18})(?:/.*)?\Z|urn:epc:id:sscc:([0-9]{6,12})\.([0-9]{5,11})\Z")
_LOT = re.compile(r"/01/([0-9]{14})/10/([^/?#]+)/?(?:[?#].*)?\Z")


def check_digit(body: str) -> str:
    """The last digit of a GS1 key whose other digits are `body`: weights three and one from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def has_gtin_shape(text: str) -> bool:
    """Whether a text has as many digits as a trade item number may have."""
    return len(text) in GTIN_LENGTHS and _PLAIN_DIGITS.fullmatch(text) is not None


def is_gtin(text: str) -> bool:
    """Whether a text is a trade item number of 8, 12, 13 or 14 digits with its right check digit."""
    return len(text) in GTIN_LENGTHS and _has_right_digit(text)


def gtin14(gtin: str) -> str:
    """A trade item number with leading zeros, as addresses write it. Raises `ValueError` for what is none."""
    if not is_gtin(gtin):
        raise ValueError("not a GTIN")
    return gtin.zfill(GTIN_DIGITS)


def written_forms(gtin: str) -> list[str]:
    """How a trade item number of fourteen digits may have been written down: also without its leading zeros."""
    bare = gtin.lstrip("0")
    return [gtin[-length:] for length in sorted(GTIN_LENGTHS, reverse=True) if len(bare) <= length]


def lot_address(site: str, gtin: str, lot: str) -> str:
    """The Digital Link address of a lot of a trade item; `site` without a slash at its end."""
    return f"{site}/01/{gtin14(gtin)}/10/{lot}"


def lot_in(address: str) -> tuple[str, str] | None:
    """The fourteen digits and the lot of a lot's address, Digital Link or URN; None for any other address."""
    if has_hidden_signs(address):
        return None
    if (urn := _URN.fullmatch(address)) and urn["kind"] == "class:lgtin" and (gtin := gtin_in(address)):
        return gtin, _unescaped(urn["rest"])
    found = _LOT.search(address)
    return (found[1], _unescaped(found[2])) if found else None


def _unescaped(text: str) -> str:
    """Signs of a lot number as they are printed; those an address or URN may not carry are escaped there."""
    return _ESCAPE.sub(lambda sign: chr(int(sign[1], 16)), text)


def gtin_in(address: str) -> str:
    """The fourteen digits of the trade item an address speaks of, Digital Link or URN; empty for any other address.

    In a URN the indicator digit leads the item reference and there is no check digit (EPC Tag Data Standard 2.0, 7.2).
    """
    if urn := _URN.fullmatch(address):
        item = urn["item"]
        body = item[0] + urn["company"] + item[1:]
        return body + check_digit(body) if len(body) == GTIN_DIGITS - 1 else ""
    found = _TRADE_ITEM.search(address)
    return found[1] if found else ""


def container_in(address: str) -> str:
    """The eighteen digits (SSCC) of a logistic unit's address, Digital Link or URN; empty for any other address.

    In a URN the extension digit leads the serial reference and there is no check digit (Tag Data Standard 2.0, 7.3).
    """
    found = _CONTAINER.search(address.split("?")[0].split("#")[0])
    if found is None or found[1]:
        return found[1] if found else ""
    body = found[3][0] + found[2] + found[3][1:]
    return body + check_digit(body) if len(body) == _CHECKED["00"] - 1 else ""


def has_hidden_signs(address: str) -> bool:
    """Whether an address holds signs that nobody sees, also escaped: a zero byte, the end of a line."""
    plain = _ESCAPED.sub(lambda found: bytes.fromhex(found[0].replace("%", "")).decode(errors="replace"), address)
    return not (address.isprintable() and plain.isprintable())


def wrong_key_in(address: str) -> str:
    """The first key of an address whose length or check digit is wrong, as `01/08935…`; empty when none is."""
    parts = address.split("?")[0].split("#")[0].split("/")[3:]
    for name, value in pairwise(parts):
        if name in _CHECKED and _PLAIN_DIGITS.fullmatch(value):
            length = _CHECKED[name]
            if len(value) != length or not _has_right_digit(value):
                return f"{name}/{value}"
    return ""


def _has_right_digit(digits: str) -> bool:
    return _PLAIN_DIGITS.fullmatch(digits) is not None and check_digit(digits[:-1]) == digits[-1]
