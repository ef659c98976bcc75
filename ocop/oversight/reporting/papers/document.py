"""A report as plain data: what Word, PDF and Excel are made from alike.

A figure stands in a report only as a `Bound`: its value, its base and the short code that opens the records it counted.
What contradicts itself is no report: a key with two values, a total that is not the sum it says it is, a row with cells
missing raise ValueError when the data is put together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from ocop.kit.text.dates import date_in_words
from ocop.oversight.reporting.papers.shares import letters_needed

AROUND = 3  # characters that the margins of a table's cell take
LONGEST_KEY = 60  # Word keeps at most 64 letters on a content control


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are printed."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure bound into a report.

    `key` is its stable name in the form or template; `value_text` what is printed ("63", "75,71%"); `code` the printed
    short code (XXXX-XXXX) that opens its rows, empty for a figure typed by hand; `base_text` what a share is of, in
    words. `name` says what is counted, `on` the day it was counted, `number` the value as Excel and charts take it
    (`value_text` without a number is words), `made_of` the codes of the figures that a sum adds up.
    """

    key: str
    value_text: str
    code: str = ""
    unit: str = ""
    base_text: str = ""
    name: str = ""
    on: date | None = None
    number: int | Decimal | None = None
    made_of: str = ""

    def __post_init__(self) -> None:
        if not 0 < len(self.key) <= LONGEST_KEY or "|" in self.key:
            raise ValueError(f"“{self.key}” cannot be a figure's name: 1 to {LONGEST_KEY} letters, no upright stroke")

    @property
    def told(self) -> str:
        """The figure in words, with its value and the code that opens it."""
        code = f", mã {self.code}" if self.code else ""
        return f"“{self.name or self.key}” ({self.value_text}{code})"


Part = Text | Bound
Parts = tuple[Part, ...]


def words(*parts: "str | Part") -> Parts:
    """Parts of a paragraph, plain strings taken as words: `words("Có ", figure, " chủ thể.")`."""
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4, with its number as printed: "I.", "1.", "a)"; "" for none."""

    level: int
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text."""

    parts: Parts


@dataclass(frozen=True, slots=True)
class List:
    """Items, each on a line of its own behind a dash."""

    items: tuple[Parts, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in small italics: how something was counted, what is not known."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its heading, what it holds, and how wide it is beside the others.

    Neighbours of the same `group` stand under one upper heading. `sums` promises that the total is the sum of the rows.
    """

    heading: str
    kind: Literal["text", "number"] = "text"
    group: str = ""
    sums: bool = False
    width: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures; `totals` is its last row, empty for none; `unit` holds for the whole table."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Part, ...], ...]
    totals: tuple[Part, ...] = ()
    note: str = ""
    source: str = ""
    unit: str = ""

    def __post_init__(self) -> None:
        for row in (*self.rows, *((self.totals,) if self.totals else ())):
            if len(row) != len(self.columns):
                raise ValueError(f"{self.title}: a row has {len(row)} cells for {len(self.columns)} columns")
        for place, column in enumerate(self.columns):
            if column.sums and self.totals and number_of(self.totals[place]) != self.sum_of(place):
                raise ValueError(f"{self.title}: the total of “{column.heading}” is not the sum of its rows")

    def sum_of(self, place: int) -> int | Decimal:
        """What the rows of a column add up to."""
        return sum((number_of(row[place]) or 0 for row in self.rows), start=Decimal(0))

    @property
    def relative_widths(self) -> list[int]:
        """Widths of the columns beside each other, in characters: as told, or as the words and the room around them
        need, 4 to 40.
        """
        return [column.width or self._needed(place, column) for place, column in enumerate(self.columns)]

    def _needed(self, place: int, column: Column) -> int:
        cells = [plain((row[place],)) for row in (*self.rows, *((self.totals,) if self.totals else ()))]
        longest = max(map(letters_needed, cells), default=0)
        word = max((len(word) for word in column.heading.split()), default=0)
        whole = column.kind == "number" or longest < 12
        return min(max(longest if whole else longest // 2, word) + AROUND, 40)


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of a table's own numbers: `labels` is the column of names, `values` the columns drawn.

    `bar` takes one column of values, `stack` and `line` up to five. A table that stands nowhere else in the report is
    printed under its drawing.
    """

    title: str
    table: Table
    labels: int = 0
    values: tuple[int, ...] = (1,)
    kind: Literal["bar", "stack", "line"] = "bar"


Block = Heading | Paragraph | List | Table | Chart | Note


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of an official paper. `number` as printed behind "Số:" ("125/BC-UBND", or "/BC-UBND" until it has one);
    `on` None leaves the day for the clerk's pen.
    """

    parent: str
    organ: str
    number: str
    place: str
    on: date | None

    @property
    def place_and_date(self) -> str:
        return f"{self.place}, {date_in_words(self.on) if self.on else 'ngày       tháng       năm          '}"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: `authority` "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH" or "" ; `title` the post; `name` "" until known."""

    authority: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex after the signature, on pages of its own; `is_wide` lays its paper on the side."""

    number: str
    title: str
    blocks: tuple[Block, ...]
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `open_at` is the address where a figure's code is typed.

    By `mark` a file made of it is known when it comes back, and by `version` which of the report's figures it holds.
    """

    heading: Letterhead
    kind: str
    subject: str
    recipients: tuple[str, ...]
    blocks: tuple[Block, ...]
    signature: Signature
    copies: tuple[str, ...]
    annexes: tuple[Annex, ...] = ()
    open_at: str = ""
    mark: str = ""
    version: str = ""

    def __post_init__(self) -> None:
        self.figures()

    @property
    def title(self) -> str:
        """Kind and subject in one line."""
        return f"{self.kind.capitalize()} {self.subject}"

    def figures(self) -> list[Bound]:
        """Every figure once, in the order of first mention. Raises ValueError for a key with two values or codes."""
        found: dict[str, Bound] = {}
        for part in self._parts():
            if isinstance(part, Bound):
                first = found.setdefault(part.key, part)
                if (first.value_text, first.code) != (part.value_text, part.code):
                    raise ValueError(
                        f"{part.key} is both {first.value_text} ({first.code}) and {part.value_text} ({part.code})"
                    )
        return list(found.values())

    def charts(self) -> list[Chart]:
        """Every chart in the order of the report."""
        return [block for block in self.every_block() if isinstance(block, Chart)]

    def tables(self) -> list[Table]:
        """Every table once, those drawn only as charts too, in the order of the report."""
        found: dict[int, Table] = {}
        for block in self.every_block():
            table = block.table if isinstance(block, Chart) else block
            if isinstance(table, Table):
                found.setdefault(id(table), table)
        return list(found.values())

    def stands_alone(self, table: Table) -> bool:
        """Whether a table is printed as a block of its own, so that its chart need not bring it."""
        return any(block is table for block in self.every_block())

    def every_block(self) -> Iterator[Block]:
        """Blocks of the text and then of the annexes."""
        yield from self.blocks
        for annex in self.annexes:
            yield from annex.blocks

    def _parts(self) -> Iterable[Part]:
        for block in self.every_block():
            yield from parts_of(block)


def parts_of(block: Block) -> Iterator[Part]:
    """The words and figures of a block in reading order."""
    if isinstance(block, Paragraph):
        yield from block.parts
    elif isinstance(block, List):
        for item in block.items:
            yield from item
    elif isinstance(block, Chart):
        yield from parts_of(block.table)
    elif isinstance(block, Table):
        for row in block.rows:
            yield from row
        yield from block.totals


def plain(parts: Iterable[Part]) -> str:
    """Parts as one line of words."""
    return "".join(part.text if isinstance(part, Text) else part.value_text for part in parts)


def number_of(part: Part) -> int | Decimal | None:
    """The number of a cell, None for words."""
    return part.number if isinstance(part, Bound) else None
