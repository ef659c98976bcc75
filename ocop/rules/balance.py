"""Whether a product's stamps, goods and capacity of one year go together: what does not is shown, and stops nobody.

No law sets these limits. They are the programme office's own, kept here so that everybody reads the same ones: goods
and stamps are held against what the producer declared; stamps that lie unused for long are asked about only where they
are many. A flag is a question to a producer, never a verdict.
"""

from collections.abc import Mapping
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


def excesses_of(year: Year) -> dict[Sign, int]:
    """What does not go together in a year, the weightiest first, and by how many packets or stamps it goes over."""
    over = {Sign.ACTIVE_OVER: year.active - year.made}
    if year.capacity is not None:
        over |= {Sign.MADE_OVER: year.made - year.capacity, Sign.ISSUED_OVER: year.issued - year.capacity}
    unused = year.issued - year.made
    is_old = year.days_since_issue >= UNMATCHED_DAYS
    if is_old and unused >= UNMATCHED_LEAST and year.issued > UNMATCHED_TIMES * year.made:
        over[Sign.UNMATCHED] = unused
    return {sign: count for sign, count in over.items() if count > 0}


def signs_of(year: Year) -> tuple[Sign, ...]:
    """What does not go together in a year, the weightiest first; empty where everything does."""
    return tuple(excesses_of(year))


def is_settled(year: Year, looked_at: Mapping[str, int]) -> bool:
    """Whether people looked at all that does not go together; `looked_at` says how far each sign went over then.

    A sign that went further since is not settled any more: what was found good of some packets is not of others.
    """
    return all(count <= looked_at.get(sign, 0) for sign, count in excesses_of(year).items())
