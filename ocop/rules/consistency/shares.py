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
    return next((base for base in range(1, most + 1) if make_up(shares, base)), None)


def nearest_base(shares: Sequence[Decimal], most: int = MOST_BASE) -> tuple[int, int]:
    """The smallest base that most of the shares fit, and how many of them fit it."""

    def fitting(base: int) -> int:
        return sum(parts_of(share, base) is not None for share in shares)

    best = max(range(1, most + 1), key=lambda base: (fitting(base), -base))
    return best, fitting(best)


def parts_of(share: Decimal, base: int) -> tuple[int, int] | None:
    """The least and the largest whole number that is so many per cent of a base once rounded as printed.

    None when there is none. A share printed without decimals stands for several parts of a large base.
    """
    # In halves of the last place, so that whole numbers alone are reckoned with: a thousand bases are tried.
    scale = 10 ** places_of(share)
    halves = 2 * int(share * scale)
    least = _up((halves - 1) * base, 200 * scale)
    largest = _up((halves + 1) * base, 200 * scale) - 1
    return (least, largest) if least <= largest else None


def make_up(shares: Sequence[Decimal], base: int) -> bool:
    """Whether the shares can stand for whole numbers that together make up the base."""
    least = largest = 0
    for share in shares:
        found = parts_of(share, base)
        if found is None:
            return False
        least, largest = least + found[0], largest + found[1]
    return least <= base <= largest


def _up(part: int, of: int) -> int:
    """The smallest whole number not below a fraction."""
    return -(-part // of)
