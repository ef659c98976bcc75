"""A text while it is read: its numbers where they stand, and the claims proposed so far."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ocop.rules.consistency.claims import Claim, Kind, Printed
from ocop.rules.consistency.finding_numbers import Found
from ocop.rules.consistency.layout import Layout
from ocop.rules.consistency.paragraphs import Paragraph


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim, the words of the text that suggest it, and whether it is more than a guess."""

    claim: Claim
    because: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: numbers by id, in order, and claims about them."""

    numbers: dict[str, Printed]
    proposals: list[Proposal]

    @property
    def unclaimed(self) -> list[Printed]:
        """Numbers that no proposal speaks of: what was not understood."""
        spoken = {key for each in self.proposals for key in (each.claim.subject, *each.claim.others)}
        return [number for key, number in self.numbers.items() if key not in spoken]


@dataclass
class Text:
    """A text while it is read: numbers, layouts, and what was found so far."""

    paragraphs: Sequence[Paragraph]
    found: Sequence[Found]
    layouts: Sequence[Layout] = field(init=False)
    invented: dict[str, Printed] = field(default_factory=dict)
    proposals: list[Proposal] = field(default_factory=list)
    part_of: dict[str, str] = field(default_factory=dict)  # part → whole, both ids
    parts: dict[str, list[list[Found]]] = field(default_factory=dict)  # whole → each way it is split

    def __post_init__(self) -> None:
        self.layouts = [Layout(each.text) for each in self.paragraphs]
        self.known: set[tuple[Kind, str, tuple[str, ...]]] = set()
        self.by_id = {each.id: each for each in self.found}
        self.by_paragraph: dict[int, list[Found]] = {}
        for each in self.found:
            self.by_paragraph.setdefault(each.paragraph, []).append(each)

    def of(self, paragraph: int) -> list[Found]:
        """The numbers of a paragraph."""
        return self.by_paragraph.get(paragraph, [])

    def bracket(self, number: Found) -> int:
        return self.layouts[number.paragraph].bracket(number.start)

    def sentence(self, number: Found) -> int:
        return self.layouts[number.paragraph].sentence(number.start)

    def between(self, one: Found, other: Found) -> str:
        """The words between two numbers of a paragraph."""
        return self.paragraphs[one.paragraph].text[one.end : other.start].lower()

    def around(self, number: Found) -> str:
        """The words a number stands in, short enough for a line."""
        text = self.paragraphs[number.paragraph].text
        start, end = max(0, number.start - 60), min(len(text), number.end + 80)
        if start:
            start = text.find(" ", start, number.start) + 1 or start
        if end < len(text):
            end = max(text.rfind(" ", number.end, end), number.end)
        return f"{'…' if start else ''}{text[start:end].strip()}{'…' if end < len(text) else ''}"

    def propose(self, kind: Kind, subject: str, others: Iterable[str], because: str, *, is_sure: bool = True) -> None:
        """Add a claim unless it stands already."""
        claim = Claim(f"k{len(self.proposals) + 1}", kind, subject, tuple(others))
        if (kind, subject, claim.others) not in self.known:
            self.known.add((kind, subject, claim.others))
            self.proposals.append(Proposal(claim, because, is_sure))

    def invent(self, label: str, where: str) -> str:
        """A number the text speaks of and does not print; its id."""
        key = f"n{len(self.invented) + 1}"
        self.invented[key] = Printed(key, label, where=where)
        return key


def words_of(text: str) -> set[str]:
    """Words to compare contexts by, without marks."""
    return {word.strip(".,;:()“”").lower() for word in text.split()} - {""}


def alike(numbers: Sequence[Found], words: set[str], said: Callable[[Found], str]) -> Iterator[tuple[int, Found]]:
    """Numbers with how many of the words stand with them, the most first, then as they come."""
    scored = [(len(words & words_of(said(each))), each) for each in numbers]
    yield from sorted(scored, key=lambda pair: -pair[0])
