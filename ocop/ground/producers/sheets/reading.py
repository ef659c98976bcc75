"""From cells to values: which column is which, and what each cell says or fails to say."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ocop.ground.producers.sheets.columns import COLUMNS, CellProblem, Column, Place, Setting
from ocop.ground.producers.sheets.register import OnFile
from ocop.kit.text.fold import fold

MAX_ROWS = 20_000
# One row as a batch keeps it: the number Excel shows beside it, and its cells.
NumberedRow = tuple[int, Sequence[str]]


@dataclass(frozen=True)
class CellError:
    """One cell that cannot be taken: where it is, what it says, and how to mend it."""

    row: int
    column: str
    value: str
    remedy: str


@dataclass
class Line:
    """One row: `cells` as typed, `values` as understood; a key is missing where its column or reading is."""

    row: int
    cells: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.cells.get("name", "")


def headings(kind: str, header: Sequence[str]) -> tuple[dict[int, Column], list[str], list[str]]:
    """Which position carries which column, the headings not known, and the required columns that are missing."""
    spellings: dict[str, Column] = {}
    for column in COLUMNS[kind]:
        for spelling in (column.heading, *column.also):
            spellings.setdefault(_bare(spelling), column)
    places: dict[int, Column] = {}
    unknown = []
    for place, heading in enumerate(header):
        found = spellings.get(_bare(heading))
        if found is not None and found not in places.values():
            places[place] = found
        elif heading.strip() and _bare(heading) not in {"stt", "tt"}:
            unknown.append(heading)
    missing = [column.heading for column in COLUMNS[kind] if column.required and column not in places.values()]
    return places, unknown, missing


def read_lines(
    kind: str,
    header: Sequence[str],
    rows: Iterable[NumberedRow],
    setting: Setting,
    filed: Mapping[str, OnFile],
) -> tuple[list[Line], list[CellError]]:
    """Every row that says anything, and every cell that cannot be taken.

    `filed` are the records on file by their code: a cell left as it was exported is taken as it stands, even where it
    names a commune that no longer exists or holds several paragraphs (cells come in as one line).
    """
    places, _, _ = headings(kind, header)
    reader = _Reader(setting)
    lines = []
    for row, cells in rows:
        typed = {column.key: " ".join(cells[place].split()) for place, column in places.items() if place < len(cells)}
        if any(typed.values()):
            line = Line(row, typed)
            reader.read(line, places.values(), filed.get(typed.get("code", "")))
            lines.append(line)
    return lines, reader.errors


class _Reader:
    """Reads cells, each spelling once."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.errors: list[CellError] = []
        self.remembered: dict[tuple[str, str], Any] = {}

    def read(self, line: Line, columns: Iterable[Column], before: OnFile | None) -> None:
        for column in columns:
            cell = line.cells.get(column.key, "")
            if before is not None and cell == " ".join(before.cells.get(column.key, "\0").split()):
                line.values[column.key] = before.values[column.key]
            elif not cell and column.required:
                self.errors.append(CellError(line.row, column.heading, "", f"Hãy ghi {column.heading.lower()}."))
            elif not cell:
                line.values[column.key] = ""
            else:
                self._keep(line, column, cell)

    def _keep(self, line: Line, column: Column, cell: str) -> None:
        value = self._value(column, cell)
        if isinstance(value, CellProblem):
            self.errors.append(CellError(line.row, column.heading, cell, str(value)))
        else:
            line.values[column.key] = value.pk if isinstance(value, Place) else value

    def _value(self, column: Column, cell: str) -> Any:
        known = (column.key, cell)
        if known not in self.remembered:
            try:
                self.remembered[known] = column.read(cell, self.setting)
            except CellProblem as problem:
                self.remembered[known] = problem
        return self.remembered[known]


def _bare(heading: str) -> str:
    """A heading without marks, signs and what stands in brackets: "Tên chủ thể (*)" is "ten chu the"."""
    return " ".join("".join(char if char.isalnum() else " " for char in fold(heading).split("(")[0]).split())
