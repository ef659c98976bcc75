"""A list that Excel goes out of and comes back into: one declaration of columns, and what a filled sheet would do.

A room writes a subclass of `SheetTable` for each of its lists; the columns are those its screen and its export print.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from ocop.kit.scope import YES, Actor, Answer, Refused
from ocop.kit.sheets.cells import CellProblem, In, NameIndex, is_same
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn, shown

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


class SheetTable:
    """One list, for one person and, where the list is of something, for that (`scope`)."""

    slug: ClassVar[str]
    title: ClassVar[str]
    noun: ClassVar[str]
    columns: ClassVar[Sequence[ListColumn]]
    about: ClassVar[str] = ""
    may_change: ClassVar[bool] = False
    kept: ClassVar[str] = "Bản ghi đã lưu không sửa bằng bảng. Giữ nguyên ô này, hoặc sửa trên trang của bản ghi."

    def __init__(self, actor: Actor, scope: Any = None) -> None:
        self.actor, self.scope = actor, scope
        self._indexes: dict[str, NameIndex] = {}

    # What a room says about its list

    @classmethod
    def scope_of(cls, actor: Actor, public_id: str) -> Any:
        """What the list is of, within the person's reach; raises LookupError. A list of its own has None."""
        if public_id:
            raise LookupError(public_id)
        return None

    def may(self) -> Answer:
        """Whether the person may bring sheets in."""
        return YES

    def home(self) -> str:
        """The address of the list."""
        raise NotImplementedError

    def export(self) -> str:
        """The address of the list as Excel."""
        raise NotImplementedError

    def records(self) -> Any:
        """What the person may read of the list, with everything a row prints."""
        raise NotImplementedError

    def shown(self, records: Iterable[Any]) -> Iterable[Any]:
        """Records as the columns take them."""
        return records

    def build_index(self, name: str) -> NameIndex:
        """Records a column may name; asked once for a sheet."""
        raise LookupError(name)

    def complete(self, facts: dict[str, Any]) -> None:
        """Work out what follows from several cells; raises `CellProblem`."""

    def current(self, record: Any) -> dict[str, Any]:
        """A record's values by the names its columns are read under, where sheets may change it."""
        raise NotImplementedError

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        """Raise `CellProblem` or `Refused` where the action would refuse the row."""

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        """What makes a row the same as a record on file; None where nothing does."""
        return None

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        """The keys of what is on record."""
        return ()

    def check_all(self, lines: Sequence[Line]) -> Iterable[tuple[Line, str, str]]:
        """What is wrong between rows: the row, the column's name inside, the remedy."""
        return ()

    def find_near(self, lines: Sequence[Line]) -> None:
        """Put into `near` of each new row the records it may be; a fixed number of queries."""

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        """Record the new rows in the caller's transaction. Raises `Refused`."""
        raise NotImplementedError

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        """Give a record its new values in the caller's transaction. Raises `Refused`."""
        raise NotImplementedError

    # What follows from it

    def index(self, name: str) -> NameIndex:
        if name not in self._indexes:
            self._indexes[name] = self.build_index(name)
        return self._indexes[name]

    @classmethod
    def read_columns(cls) -> list[tuple[ListColumn, In]]:
        return [(column, column.reads) for column in cls.columns if column.reads is not None]

    @classmethod
    def places(cls, header: Sequence[str]) -> tuple[dict[str, int], int | None, list[str]]:
        """Where each column stands by its name inside, where the code stands, and which needed headings are missing."""
        known = {_bare(column.heading): reads.key for column, reads in cls.read_columns()}
        found: dict[str, int] = {}
        code = None
        for place, heading in enumerate(header):
            bare = _bare(heading)
            if bare == _bare(CODE.heading):
                code = place
            elif bare in known:
                found.setdefault(known[bare], place)
        lacking = [
            column.heading
            for column, reads in cls.read_columns()
            if reads.needed and reads.key not in found and reads.code not in found
        ]
        return found, code, lacking

    def plan(
        self,
        header: Sequence[str],
        rows: Sequence[tuple[int, Sequence[str]]],
        choices: Mapping[str, str] | None = None,
    ) -> TablePlan:
        """What taking these rows would do today in this person's hands; a fixed number of queries."""
        return _Planner(self, header).work(rows, choices or {})


class _Planner:
    """Reads rows one by one and gathers what they would do."""

    def __init__(self, table: SheetTable, header: Sequence[str]) -> None:
        self.table, self.plan = table, TablePlan()
        self.places, self.code_place, _ = table.places(header)
        self.columns = [(column, reads) for column, reads in table.read_columns() if self._has(reads)]
        self.headings = {reads.key: column.heading for column, reads in table.read_columns()}

    def _has(self, reads: In) -> bool:
        return reads.key in self.places or reads.code in self.places

    def work(self, rows: Sequence[tuple[int, Sequence[str]]], choices: Mapping[str, str]) -> TablePlan:
        self.plan.rows = len(rows)
        records = self._records(rows)
        for number, texts in rows:
            code = self._code(texts)
            cells = {key: texts[place].strip() for key, place in self.places.items() if place < len(texts)}
            if code and code not in records:
                remedy = "Không có bản ghi mang mã này. Giữ nguyên mã như bảng tải về; dòng mới thì để trống."
                self.plan.errors.append(CellError(number, CODE.heading, code, remedy))
            elif code and not (edits := self._edits(number, cells, records[code])):
                self.plan.same += 1
            elif code:
                self._read_change(number, cells, records[code], edits)
            else:
                self._read_new(number, cells)
        self._compare(choices)
        self.plan.errors.sort(key=lambda each: each.row)
        return self.plan

    def _code(self, texts: Sequence[str]) -> str:
        place = self.code_place
        return texts[place].strip() if place is not None and place < len(texts) else ""

    def _records(self, rows: Sequence[tuple[int, Sequence[str]]]) -> dict[str, Any]:
        codes = {self._code(texts) for _, texts in rows} - {""}
        if not codes:
            return {}
        found = self.table.records().filter(public_id__in=codes)
        return {str(CODE.value(each)): each for each in self.table.shown(found)}

    def _edits(self, number: int, cells: Mapping[str, str], record: Any) -> list[Change]:
        """The cells that say something else than the record."""
        return [
            Change(number, str(record), column.heading, shown(column.value(record)), cells[reads.key])
            for column, reads in self.columns
            if reads.key in cells and not is_same(cells[reads.key], column.value(record))
        ]

    def _read_change(self, number: int, cells: Mapping[str, str], record: Any, edits: list[Change]) -> None:
        if not self.table.may_change:
            self.plan.errors += [CellError(number, each.column, each.after, self.table.kept) for each in edits]
            return
        edited = {each.column for each in edits}
        facts = self._facts(number, cells, record, edited)
        if facts is not None:
            self.plan.changes += edits
            self.plan.changed.append(Line(number, str(record), facts, record))

    def _read_new(self, number: int, cells: Mapping[str, str]) -> None:
        facts = self._facts(number, cells, None)
        if facts is not None:
            said = [cells[reads.key] for _, reads in self.columns if cells.get(reads.key) and not _is_code(reads)]
            self.plan.new.append(Line(number, " · ".join(said[:4]), facts))

    def _facts(
        self, number: int, cells: Mapping[str, str], record: Any, edited: Collection[str] = ()
    ) -> dict[str, Any] | None:
        """The row's values, or None when a cell of it is wrong; of a record only the edited columns are read."""
        facts: dict[str, Any] = {} if record is None else self.table.current(record)
        before = len(self.plan.errors)
        for column, reads in self.table.read_columns():
            if record is not None and column.heading not in edited:
                continue
            text = cells.get(reads.code, "") or cells.get(reads.key, "")
            try:
                if not text and reads.needed:
                    raise CellProblem(f"Ghi {column.heading[:1].lower()}{column.heading[1:]}.")
                facts[reads.key] = reads.read(text, self.table) if text else reads.empty
            except CellProblem as problem:
                self.plan.errors.append(CellError(number, column.heading, text, str(problem)))
        if len(self.plan.errors) == before:
            try:
                self.table.complete(facts)
                self.table.check(facts, record)
            except (CellProblem, Refused) as problem:
                self._refuse(number, cells, problem)
        return facts if len(self.plan.errors) == before else None

    def _refuse(self, number: int, cells: Mapping[str, str], problem: CellProblem | Refused) -> None:
        key = getattr(problem, "key", "")
        heading = self.headings.get(key) or "Cả dòng"
        self.plan.errors.append(CellError(number, heading, cells.get(key, ""), str(problem)))

    def _compare(self, choices: Mapping[str, str]) -> None:
        """Set aside new rows that are on file, refuse those said twice, ask about those that look alike."""
        on_file = set(self.table.keys_on_file(self.plan.new)) if self.plan.new else set()
        first: dict[Hashable, int] = {}
        kept = []
        for line in self.plan.new:
            key = self.table.key(line.facts)
            if key is not None and key in on_file:
                self.plan.same += 1
            elif key is not None and key in first:
                remedy = f"Giống dòng {first[key]}. Anh/chị bỏ một dòng, hoặc ghi rõ hơn để phân biệt hai dòng."
                self.plan.errors.append(CellError(line.row, "Cả dòng", line.name, remedy))
            else:
                first[key] = line.row
                kept.append(line)
        self.plan.new = kept
        for line, key_, remedy in self.table.check_all(kept):
            self.plan.errors.append(CellError(line.row, self.headings.get(key_, "Cả dòng"), line.name, remedy))
        if kept:
            self.table.find_near(kept)
        for line in self.plan.questions:
            answer = choices.get(str(line.row), choices.get("", ""))
            line.choice = answer if answer in (WRITE, SKIP) else ""


def _is_code(reads: In) -> bool:
    return reads.key.endswith("_code")


def _bare(heading: str) -> str:
    """A heading without what stands in brackets, marks and signs."""
    return squash(str(heading).split("(")[0])
