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
    def quoted(self) -> list[tuple[str, Printed, str]]:
        """Every number of the claim: what it is in it, the number, its value in words."""
        names = self.kind.others
        roles = [names[min(place, len(names) - 1)] for place in range(len(self.others))]
        pairs = zip([self.kind.subject, *roles], [self.subject, *self.others], strict=True)
        return [(role, number, value_words(number)) for role, number in pairs]

    @property
    def words(self) -> str:
        return self.result.finding.words if self.result.finding else self.result.problem

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
