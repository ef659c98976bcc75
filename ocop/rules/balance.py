"""Whether a product's stamps, goods and capacity of one year go together: what does not is shown, and stops nobody.

No law sets these limits. They are the programme office's own, kept here so that everybody reads the same ones: goods
and stamps are held against what the producer declared; stamps that lie unused for long are asked about only where they
are many. A flag is a question to a producer, never a verdict.
"""

from dataclasses import dataclass
from enum import StrEnum

# Stamps taken and not matched by goods: so many times the goods, at least so many stamps, for so many days.
UNMATCHED_TIMES, UNMATCHED_LEAST, UNMATCHED_DAYS = 3, 1000, 90


class Sign(StrEnum):
    """What does not go together."""

    MADE_OVER = "made_over"
    ISSUED_OVER = "issued_over"
    UNMATCHED = "unmatched"
    ACTIVE_OVER = "active_over"


@dataclass(frozen=True, slots=True)
class Year:
    """One product in one year, in packets, each of which takes one stamp.

    `capacity` is what its producer declared for a year, None where nobody did. `made` is what the batches say;
    `issued` the stamps of the year's ranges without those lost; `active` the stamps that stand on its batches.
    `days_since_issue` counts from the last range of the year.
    """

    capacity: int | None
    made: int
    issued: int
    active: int
    days_since_issue: int = 0


def signs_of(year: Year) -> tuple[Sign, ...]:
    """What does not go together in a year, the weightiest first; empty where everything does."""
    capacity = year.capacity
    unmatched = year.issued - year.made >= UNMATCHED_LEAST and year.issued > UNMATCHED_TIMES * year.made
    found = {
        Sign.ACTIVE_OVER: year.active > year.made,
        Sign.MADE_OVER: capacity is not None and year.made > capacity,
        Sign.ISSUED_OVER: capacity is not None and year.issued > capacity,
        Sign.UNMATCHED: unmatched and year.days_since_issue >= UNMATCHED_DAYS,
    }
    return tuple(sign for sign, is_so in found.items() if is_so)
