"""Support that may be paid twice: one producer, one purpose, the same days, another policy or budget.

The plan says of the policies that help OCOP products that there is "nhiều sự chồng chéo" (Kế hoạch 124/KH-UBND, II.2)
and asks to review them (III.3.9). What counts as an overlap is this project's reading, kept here and nowhere else.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

# A purpose and the wider purpose it belongs to; a purpose that belongs to none is not a key.
Purposes = Mapping[str, str]


class Relation(StrEnum):
    """How the purpose of the other support stands to the first one's."""

    SAME = "same"
    WIDER = "wider"
    NARROWER = "narrower"


@dataclass(frozen=True, slots=True)
class Given:
    """One support as the rule sees it: `budget` names the policy or the budget that pays; both days are included."""

    id: Hashable
    producer: Hashable
    purpose: str
    starts_on: date
    ends_on: date
    budget: Hashable
    amount: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """`other` helps with the same thing as `one` from `first_day` to `last_day`.

    `at_stake` is the most that can have been paid twice: the smaller of the two sums, in đồng.
    """

    one: Given
    other: Given
    relation: Relation
    first_day: date
    last_day: date

    @property
    def days(self) -> int:
        return (self.last_day - self.first_day).days + 1

    @property
    def at_stake(self) -> int:
        return min(self.one.amount, self.other.amount)


def lineage(purpose: str, purposes: Purposes) -> tuple[str, ...]:
    """A purpose and all wider ones, the narrowest first. Raises ValueError for a purpose wider than itself."""
    line = [purpose]
    while (wider := purposes.get(line[-1])) is not None:
        if wider in line:
            raise ValueError(f"purpose {wider} is wider than itself")
        line.append(wider)
    return tuple(line)


def relation(one: str, other: str, purposes: Purposes) -> Relation | None:
    """How `other` stands to `one`; None when neither holds the other."""
    if one == other:
        return Relation.SAME
    if other in lineage(one, purposes):
        return Relation.WIDER
    if one in lineage(other, purposes):
        return Relation.NARROWER
    return None


def overlap(one: Given, other: Given, purposes: Purposes) -> Overlap | None:
    """What two supports share, or None. A support never overlaps itself, nor another part of the same budget."""
    if one.id == other.id or one.producer != other.producer or one.budget == other.budget:
        return None
    first, last = max(one.starts_on, other.starts_on), min(one.ends_on, other.ends_on)
    if first > last:
        return None
    how = relation(one.purpose, other.purpose, purposes)
    return Overlap(one, other, how, first, last) if how is not None else None


def overlaps_of(one: Given, others: Iterable[Given], purposes: Purposes) -> list[Overlap]:
    """Everything a support overlaps, the earliest shared day first."""
    found = [each for other in others if (each := overlap(one, other, purposes)) is not None]
    return sorted(found, key=lambda each: (each.first_day, str(each.other.id)))


def all_overlaps(given: Iterable[Given], purposes: Purposes) -> list[Overlap]:
    """Every overlapping pair once, the support that begins first as `one`.

    Supports are sorted by producer and first day, so that each is compared only with those that begin before it ends.
    """
    producer: Callable[[Given], str] = lambda each: str(each.producer)  # noqa: E731 — one key for sort and group
    found: list[Overlap] = []
    for _, group in groupby(sorted(given, key=producer), key=producer):
        row = sorted(group, key=attrgetter("starts_on"))
        for place, one in enumerate(row):
            for other in row[place + 1 :]:
                if other.starts_on > one.ends_on:
                    break
                pair = overlap(one, other, purposes)
                if pair is not None:
                    found.append(pair)
    return found
