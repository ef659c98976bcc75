"""A claim as the screen shows it: its numbers quoted with their places, what is wrong, what would be right."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ocop.kit.text.numbers import format_number
from ocop.oversight.checking.held import Held, Result, claims_of, numbers_of, results_of
from ocop.oversight.checking.kinds import KINDS, KindWords
from ocop.oversight.checking.models import Check
from ocop.rules.consistency import Kind, Printed


def value_words(number: Printed) -> str:
    """A number as the screen prints it, with the decimals it was printed with."""
    if number.value is None:
        return "không in"
    value = format_number(number.value, max(-int(number.value.as_tuple().exponent), 0))
    return f"{value} %" if number.unit == "%" else value


# Kinds whose numbers and what they come to say all there is to say.
_PLAIN = {Kind.TOTAL, Kind.CARRIED, Kind.SHARE, Kind.GROWTH, Kind.TIMES, Kind.WEEKLY}
# What a computed number is counted in: that of the subject, but for a base found from its shares.
_BASE = {Kind.SHARES: "mẫu số"}


@dataclass(frozen=True)
class Card:
    """One claim on the page: its numbers quoted with their places, what is wrong, what would be right."""

    result: Result
    numbers: Mapping[str, Printed]

    @property
    def held(self) -> Held:
        return self.result.held

    @property
    def kind(self) -> KindWords:
        return KINDS[self.held.claim.kind]

    @cached_property
    def subject(self) -> Printed:
        return self.numbers[self.held.claim.subject]

    @cached_property
    def others(self) -> list[Printed]:
        return [self.numbers[key] for key in self.held.claim.others]

    @property
    def quoted(self) -> list[tuple[str, list[tuple[Printed, str]]]]:
        """The numbers of the claim by what they are in it, each with its value in words."""
        if self.kind.is_list:
            groups = [(self.kind.others[0], self.others)]
        else:
            groups = [(role, [number]) for role, number in zip(self.kind.others, self.others, strict=True)]
        every = [(self.kind.subject, [self.subject]), *groups]
        return [(role, [(number, value_words(number)) for number in numbers]) for role, numbers in every]

    @property
    def words(self) -> str:
        return self.result.finding.words if self.result.finding else self.result.problem

    @property
    def why(self) -> str:
        """What is wrong, where the numbers and what they come to do not say it by themselves."""
        return "" if self.right and self.held.claim.kind in _PLAIN else self.words

    @property
    def computed(self) -> Decimal | None:
        return self.result.finding.computed if self.result.finding else None

    @property
    def right(self) -> str:
        """What would be right, with its unit; "" where arithmetic cannot tell."""
        if self.computed is None:
            return ""
        value = format_number(self.computed, max(-int(self.computed.as_tuple().exponent), 0))
        if words := _BASE.get(self.held.claim.kind):
            return f"{words} {value}"
        return f"{value} {self.subject.unit}".strip()

    @property
    def weight(self) -> str:
        if self.result.problem:
            return "Chưa tính được"
        if self.result.agrees:
            return "Khớp"
        return "Phải sửa" if self.result.blocks else "Cần giải trình"


def cards_of(record: Check) -> list[Card]:
    """The confirmed claims of a check as cards, in their order."""
    numbers = numbers_of(record)
    return [Card(each, numbers) for each in results_of(numbers, claims_of(record))]
