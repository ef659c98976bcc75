"""What taking a filled sheet would do: cells to mend, new rows, changes, rows that may be on file already."""

import hashlib
import json
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

WRITE, SKIP = "ghi", "bo"
MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class CellError:
    """One cell to mend: the row Excel shows, the column's heading, what stands there, and the remedy."""

    row: int
    column: str
    value: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a record that would get another value."""

    row: int
    name: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Near:
    """A record on file that a new row may be: in words, why it is thought so, and its page."""

    words: str
    url: str = ""


@dataclass(slots=True)
class Line:
    """A readable row: a new record, or one on file with other values. `near` are records it may be already."""

    row: int
    name: str
    facts: dict[str, Any]
    record: Any = None
    near: list[Near] = field(default_factory=list)
    choice: str = ""


@dataclass
class TablePlan:
    """Everything a preview shows and an acceptance does."""

    rows: int = 0
    errors: list[CellError] = field(default_factory=list)
    new: list[Line] = field(default_factory=list)
    changed: list[Line] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: int = 0

    @property
    def questions(self) -> list[Line]:
        """New rows that may be on file already."""
        return [line for line in self.new if line.near]

    @property
    def to_write(self) -> list[Line]:
        return [line for line in self.new if line.choice != SKIP]

    @property
    def unanswered(self) -> list[Line]:
        return [line for line in self.questions if not line.choice]

    @property
    def is_ready(self) -> bool:
        return not self.errors and bool(self.new or self.changed)

    @property
    def digest(self) -> str:
        """Names what would be written, so that accepting a stale preview is noticed."""
        what: list[Any] = [[line.row, line.name, len(line.near)] for line in self.new]
        what += [[each.row, each.column, each.before, each.after] for each in self.changes]
        return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()[:16]


def note_near(
    lines: Sequence[Line],
    rows: Iterable[Any],
    *,
    of_line: Callable[[dict[str, Any]], Hashable],
    of_row: Callable[[Any], Hashable],
    near: Callable[[Any], Near],
) -> None:
    """Put each record on file beside the new rows that share a key with it."""
    by_key: dict[Hashable, list[Line]] = {}
    for line in lines:
        by_key.setdefault(of_line(line.facts), []).append(line)
    for row in rows:
        for line in by_key.get(of_row(row), ()):
            if len(line.near) < MOST_NEAR:
                line.near.append(near(row))
