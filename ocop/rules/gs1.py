"""Numbers and signs of the GS1 General Specifications that the platform reads: GTINs and the characters of a lot."""

import re

# The 82 signs that lots (AI 10), serials (21) and variants (22) are made of: General Specifications, figure 7.11-1.
CSET_82 = frozenset("!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz")
_GTIN = re.compile(r"[0-9]{8}|[0-9]{12,14}")


def check_digit(body: str) -> str:
    """The last digit of a GS1 key whose other digits are `body`: weights 3 and 1 from the right, up to the next ten."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return str(-total % 10)


def has_gtin_shape(text: str) -> bool:
    """Whether the text has as many digits as a GTIN may have: 8, 12, 13 or 14."""
    return _GTIN.fullmatch(text) is not None


def is_gtin(text: str) -> bool:
    """Whether the text is a GTIN of any length with the right last digit."""
    return has_gtin_shape(text) and check_digit(text[:-1]) == text[-1]


def gtin_14(gtin: str) -> str:
    """A GTIN of any length in the fourteen digits an address bears."""
    return gtin.zfill(14)


def written_forms(gtin: str) -> list[str]:
    """How a GTIN of fourteen digits may have been written down: also without its leading zeros."""
    bare = gtin.lstrip("0")
    return [gtin[-length:] for length in (14, 13, 12, 8) if len(bare) <= length]
