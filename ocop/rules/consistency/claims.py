"""What a text prints and what it claims of it, as data: numbers, claims about them, and what a check found."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Kind(StrEnum):
    """What is claimed of numbers. The first number is the subject, the others are what it must agree with."""

    TOTAL = "total"  # whole, then its parts
    CARRIED = "carried"  # now, then before, gained, lost: now = before + gained - lost
    SHARE = "share"  # share in per cent, then part and base
    SHARES = "shares"  # base, then shares of it that make up 100 per cent
    GROWTH = "growth"  # growth in per cent, then before and after
    TIMES = "times"  # how many times, then the value and the base
    SAME = "same"  # one thing printed in several places
    AT_MOST = "at_most"  # a part, then what it cannot exceed: persons and attendances
    NOT_LESS = "not_less"  # what only grows, then what it was before
    GROWN = "grown"  # what only grows, then what it was before and what was gained since: not more than both
    REPEATED = "repeated"  # different things that should not bear one number
    EVENTS = "events"  # things, then how often something happened to them
    WEEKLY = "weekly"  # issues that came out, with the days they came out in: one a week
    YEARS = "years"  # years of work, with the days it lasted
    WITHIN = "within"  # an event whose day must lie in its period
    NAMES = "names"  # how many, with the names it counted
    SHARED = "shared"  # lists of payers or places that may count one sum twice
    WORDS = "words"  # lists of names for the same classes


class Weight(StrEnum):
    """Whether a finding stops a return, or asks for a note."""

    BLOCKS = "blocks"
    NEEDS_NOTE = "needs_note"


NOTED = {
    Kind.NOT_LESS,
    Kind.GROWN,
    Kind.TIMES,
    Kind.REPEATED,
    Kind.EVENTS,
    Kind.WEEKLY,
    Kind.YEARS,
    Kind.SHARED,
    Kind.WORDS,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: `value` with the decimals it was printed with, in `unit`, at `where` in the text.

    `names` are the names behind it where they are listed; `since` and `until` the days it speaks of, `on` its own day.
    """

    id: str
    label: str
    value: Decimal | None = None
    unit: str = ""
    where: str = ""
    names: tuple[str, ...] = ()
    on: date | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What must hold between numbers, by their ids: `subject` against `others`, in the order its kind says."""

    id: str
    kind: Kind
    subject: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not agree: `about` are the ids of the numbers on both sides, `words` says so, `computed` what would."""

    claim: str
    kind: Kind
    weight: Weight
    about: tuple[str, ...]
    words: str
    computed: Decimal | None = None


def said(number: Printed) -> str:
    """A number with its words and place: 63 chủ thể có sản phẩm xếp hạng (I.5.2)."""
    value = "" if number.value is None else plain(number.value) + (" %" if number.unit == "%" else "")
    place = f" ({number.where})" if number.where else ""
    return f"{value} {number.label}{place}".strip()


def plain(value: Decimal) -> str:
    """A value as Vietnamese papers write it, with the decimals it has: 1.234,50."""
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))
