"""Shares in per cent and the whole numbers they are shares of, each rounded as it was printed."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from ocop.rules.indicators import printed

MOST_BASE = 1000  # the largest base that shares printed without one are tried against


def rounded(exact: Fraction, like: Decimal) -> Decimal:
    """A fraction with as many decimals as a printed number has, half up."""
    return printed(exact, places_of(like))


def places_of(value: Decimal) -> int:
    """How many decimals a number was printed with."""
    return max(-int(value.as_tuple().exponent), 0)


def base_of(shares: Sequence[Decimal], most: int = MOST_BASE) -> int | None:
    """The smallest whole base that all shares are shares of, their parts making it up; None when no base fits."""
    return next((base for base in range(1, most + 1) if parts_of(shares, base)), None)


def nearest_base(shares: Sequence[Decimal], most: int = MOST_BASE) -> tuple[int, int]:
    """The smallest base that most of the shares fit, and how many of them fit it."""
    best = max(range(1, most + 1), key=lambda base: (sum(part_of(share, base) is not None for share in shares), -base))
    return best, sum(part_of(share, best) is not None for share in shares)


def part_of(share: Decimal, base: int) -> int | None:
    """The whole number that is so many per cent of a base once rounded as printed; None when there is none."""
    part = round(Fraction(share) * base / 100)
    return part if rounded(Fraction(100 * part, base), share) == share else None


def parts_of(shares: Sequence[Decimal], base: int) -> list[int] | None:
    """The whole numbers the shares stand for, when each is one and together they make up the base."""
    parts = [part_of(share, base) for share in shares]
    whole = [each for each in parts if each is not None]
    return whole if len(whole) == len(parts) and sum(whole) == base else None
