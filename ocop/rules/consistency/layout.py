"""How a paragraph is built: its brackets and its sentences, so that a number is read with what it belongs to."""

import re
from dataclasses import dataclass, field
from functools import cached_property

_SENTENCE_END = re.compile(r"[.!?…](?=\s+(?P<next>\S))")
OUTSIDE = -1


@dataclass(frozen=True)
class Layout:
    """Brackets and sentences of one paragraph. A bracket is known by the place of its opening, `OUTSIDE` for none."""

    text: str
    closes: dict[int, int] = field(init=False, repr=False)
    parents: dict[int, int] = field(init=False, repr=False)
    inside: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        closes: dict[int, int] = {}
        parents: dict[int, int] = {}
        inside: list[int] = []
        open_ones: list[int] = []
        for at, letter in enumerate(self.text):
            if letter == "(":
                parents[at] = open_ones[-1] if open_ones else OUTSIDE
                open_ones.append(at)
            inside.append(open_ones[-1] if open_ones else OUTSIDE)
            if letter == ")" and open_ones:
                closes[open_ones.pop()] = at
        closes |= dict.fromkeys(open_ones, len(self.text))
        object.__setattr__(self, "closes", closes)
        object.__setattr__(self, "parents", parents)
        object.__setattr__(self, "inside", inside)

    @cached_property
    def ends(self) -> list[int]:
        """Where sentences end: a full stop outside brackets before a capital or a number, and the end of all."""
        stops = [
            match.start()
            for match in _SENTENCE_END.finditer(self.text)
            if self.inside[match.start()] == OUTSIDE and not match["next"].islower()
        ]
        return [*stops, len(self.text)]

    def bracket(self, at: int) -> int:
        """The innermost bracket a place lies in."""
        return self.inside[at] if at < len(self.inside) else OUTSIDE

    def sentence(self, at: int) -> int:
        """Which sentence of the paragraph a place lies in, from 0."""
        return sum(end < at for end in self.ends)

    def begins(self, sentence: int) -> int:
        """Where a sentence begins."""
        return self.ends[sentence - 1] + 1 if sentence else 0

    def end_of(self, at: int) -> int:
        """Where what a place belongs to ends: its bracket, or its sentence."""
        bracket = self.bracket(at)
        return self.ends[self.sentence(at)] if bracket == OUTSIDE else self.closes[bracket]

    def items(self, start: int, end: int, bracket: int) -> list[tuple[int, int]]:
        """The items of a list: between semicolons where there are any, else between commas and "và"."""
        for pattern in (r";", r",|\bvà\b"):
            cuts = [
                start + match.start()
                for match in re.finditer(pattern, self.text[start:end])
                if self.bracket(start + match.start()) == bracket
            ]
            if cuts:
                return list(zip([start, *cuts], [*cuts, end], strict=True))
        return [(start, end)]
