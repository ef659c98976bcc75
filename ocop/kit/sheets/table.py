"""A list that Excel goes out of and comes back into: one declaration of columns, and what a filled sheet would do.

A room writes a subclass of `SheetTable` for each of its lists; the columns are those its screen and its export print.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from ocop.kit.scope import YES, Actor, Answer, Refused
from ocop.kit.sheets.cells import In, NameIndex
from ocop.kit.sheets.plan import MOST_NEAR, Line, Near, TablePlan, note_near
from ocop.kit.sheets.planning import Planner
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn

__all__ = ["MOST_NEAR", "Line", "Near", "SheetTable", "TablePlan", "note_near"]


class SheetTable(ABC):
    """One list, for one person and, where the list is of something, for that (`scope`)."""

    slug: ClassVar[str]
    title: str
    noun: str
    columns: Sequence[ListColumn]
    about: ClassVar[str] = ""
    may_change: ClassVar[bool] = False
    # Columns that are no facts of a record: which one a row is about, why it is changed.
    aside: ClassVar[frozenset[str]] = frozenset()
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

    def of(self) -> str:
        """What the list is of, in words; empty for a list of its own."""
        return str(self.scope) if self.scope is not None else ""

    def may(self) -> Answer:
        """Whether the person may bring sheets in."""
        return YES

    @abstractmethod
    def home(self) -> str:
        """The address of the list."""

    @abstractmethod
    def export(self) -> str:
        """The address of the list as Excel."""

    @abstractmethod
    def records(self) -> Any:
        """What the person may read of the list, with everything a row prints."""

    def shown(self, records: Iterable[Any]) -> Iterable[Any]:
        """Records as the columns take them."""
        return records

    def build_index(self, name: str) -> NameIndex:
        """Records a column may name; asked once for a sheet."""
        raise LookupError(name)

    def complete(self, facts: dict[str, Any]) -> None:  # noqa: B027 — most lists need none
        """Work out what follows from several cells; raises `CellProblem`."""

    def find_record(self, cells: Mapping[str, str]) -> Any:
        """The record a row without a code is about, where its cells say so; None for a new one. Asks no query a row."""
        return None

    def current(self, record: Any) -> dict[str, Any]:
        """A record's values by the names its columns are read under, where sheets may change it."""
        return {}

    def check(self, facts: Mapping[str, Any], record: Any) -> None:  # noqa: B027 — most lists need none
        """Raise `CellProblem` or `Refused` where the action would refuse the row."""

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        """What makes a row the same as a record on file; None where nothing does."""
        return None

    def keys(self, facts: Mapping[str, Any]) -> set[Hashable]:
        """All that makes a row the same as a record: one key, or none, or several where one thing has many names."""
        key = self.key(facts)
        return set() if key is None else {key}

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        """The keys of what is on record."""
        return ()

    def check_all(self, lines: Sequence[Line]) -> Iterable[tuple[Line, str, str]]:
        """What is wrong between rows: the row, the column's name inside, the remedy."""
        return ()

    def find_near(self, lines: Sequence[Line]) -> None:  # noqa: B027 — most lists need none
        """Put into `near` of each new row the records it may be; a fixed number of queries."""

    @abstractmethod
    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        """Record the new rows in the caller's transaction. Raises `Refused`."""

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        """Give a record its new values in the caller's transaction. Raises `Refused`."""
        raise Refused(self.kept)

    # What follows from it

    def index(self, name: str) -> NameIndex:
        if name not in self._indexes:
            self._indexes[name] = self.build_index(name)
        return self._indexes[name]

    def read_columns(self) -> list[tuple[ListColumn, In]]:
        return [(column, column.reads) for column in self.columns if column.reads is not None]

    def places(self, header: Sequence[str]) -> tuple[dict[str, int], int | None, list[str]]:
        """Where each column stands by its name inside, where the code stands, and which needed headings are missing.

        A heading the list does not have is not read: a code, too, only where records of the list have one.
        """
        known = {_bare(column.heading): reads.key for column, reads in self.read_columns()}
        found: dict[str, int] = {}
        code = None
        for place, heading in enumerate(header):
            bare = _bare(heading)
            if bare == _bare(CODE.heading) and CODE in self.columns:
                code = place
            elif bare in known:
                found.setdefault(known[bare], place)
        lacking = [
            column.heading
            for column, reads in self.read_columns()
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
        return Planner(self, header).work(rows, choices or {})


def _bare(heading: str) -> str:
    """A heading without what stands in brackets, marks and signs."""
    return squash(str(heading).split("(")[0])
