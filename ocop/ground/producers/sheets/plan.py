"""What accepting a sheet would do: new records, changed cells, questions a person must answer, cells to mend."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ocop.ground.producers.sheets.columns import COLUMNS, Setting
from ocop.ground.producers.sheets.matching import Suggestion
from ocop.ground.producers.sheets.reading import CellError, Line
from ocop.ground.producers.sheets.register import OnFile, shown

NEW = "new"
SKIP_PREFIX = "row:"


@dataclass(frozen=True, slots=True)
class Question:
    """A row that may be a record on file or an earlier row; `answer` is "" until somebody chooses."""

    key: str
    row: int
    name: str
    about: str
    suggestions: list[Suggestion]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of one record on file that would become something else."""

    row: int
    record: OnFile
    key: str
    column: str
    before: str
    after: str
    value: Any


@dataclass(frozen=True, slots=True)
class NewRecord:
    """One record to be made; `producer` is the public id of one on file, or the key of a new one in the same plan."""

    row: int
    values: Mapping[str, Any]
    producer: str = ""


@dataclass
class Plan:
    """Everything a preview shows and an acceptance does."""

    kind: str
    rows: int = 0
    errors: list[CellError] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    new: list[NewRecord] = field(default_factory=list)
    new_producers: dict[str, NewRecord] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0
    skipped: int = 0

    def is_twice(self, row: int, name: str) -> str:
        """Why a second row for one record cannot be taken."""
        return f"Dòng {row} và dòng này cùng là {name}. Anh/chị bỏ một dòng."

    @property
    def unanswered(self) -> list[Question]:
        return [question for question in self.questions if not question.answer]

    @property
    def changed_records(self) -> int:
        return len({change.record.pk for change in self.changes})

    @property
    def does_anything(self) -> bool:
        return bool(self.new or self.new_producers or self.changes)

    @property
    def is_ready(self) -> bool:
        """No cell to mend and no question open: all of it can be accepted."""
        return not self.errors and not self.unanswered and self.does_anything

    @property
    def digest(self) -> str:
        """Names exactly what would be written, so that accepting a stale preview is noticed."""
        what = [
            [(new.row, sorted(new.values.items()), new.producer) for new in (*self.new_producers.values(), *self.new)],
            [(change.record.public_id, change.key, change.before, change.after) for change in self.changes],
        ]
        return hashlib.sha256(json.dumps(what, ensure_ascii=False, default=str).encode()).hexdigest()[:16]


@dataclass
class Comparison:
    """Compares rows with records on file and notes what differs, or why it may not."""

    plan: Plan
    setting: Setting

    def __post_init__(self) -> None:
        self.columns = {column.key: column for column in COLUMNS[self.plan.kind]}
        self.units = {place.pk: place.full_name for place in self.setting.places}

    def refuse(self, line: Line, key: str, remedy: str) -> None:
        self.plan.errors.append(CellError(line.row, self.columns[key].heading, line.cells.get(key, ""), remedy))

    def update(self, line: Line, record: OnFile, fixed: Mapping[str, str]) -> None:
        """Note each differing cell; without a code an empty one says nothing. `fixed`: why a cell may not differ."""
        before = len(self.plan.changes)
        for key, value in line.values.items():
            if key in {"code", "producer_code"} or value == record.values.get(key):
                continue
            if value == "" and (not line.cells.get("code") or key in fixed):
                continue
            if key in fixed:
                self.refuse(line, key, fixed[key])
            elif not record.kept:
                self.refuse(line, "name", "Bản ghi này thuộc địa bàn do đơn vị khác phụ trách nên không sửa được.")
                return
            else:
                self._note(line, record, key, value)
        if len(self.plan.changes) == before:
            self.plan.unchanged += 1

    def _note(self, line: Line, record: OnFile, key: str, value: Any) -> None:
        after = shown(key, value, self.units)
        change = Change(line.row, record, key, self.columns[key].heading, record.cells.get(key, ""), after, value)
        self.plan.changes.append(change)
