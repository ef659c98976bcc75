"""Working out what a filled sheet would do, row by row."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ocop.kit.scope import Refused
from ocop.kit.sheets.cells import CellProblem, In, is_same
from ocop.kit.sheets.plan import SKIP, WRITE, CellError, Change, Line, TablePlan
from ocop.kit.ui.listing import CODE, NUMERIC, ListColumn, shown

if TYPE_CHECKING:
    from ocop.kit.sheets.table import SheetTable


class Planner:
    """Reads rows one by one and gathers what they would do."""

    def __init__(self, table: "SheetTable", header: Sequence[str]) -> None:
        self.table, self.plan = table, TablePlan()
        self.places, self.code_place, _ = table.places(header)
        self.columns = [(column, reads) for column, reads in table.read_columns() if self._has(reads)]
        self.headings = {reads.key: column.heading for column, reads in table.read_columns()}
        self.changed_at: dict[Any, int] = {}

    def _has(self, reads: In) -> bool:
        return reads.key in self.places or reads.code in self.places

    def work(self, rows: Sequence[tuple[int, Sequence[str]]], choices: Mapping[str, str]) -> TablePlan:
        self.plan.rows = len(rows)
        records = self._records(rows)
        for number, texts in rows:
            code = self._code(texts)
            cells = {key: texts[place].strip() for key, place in self.places.items() if place < len(texts)}
            record = records.get(code) if code else self.table.find_record(cells)
            if code and record is None:
                remedy = "Không có bản ghi mang mã này. Giữ nguyên mã như bảng tải về; dòng mới thì để trống."
                self.plan.errors.append(CellError(number, CODE.heading, code, remedy))
            elif record is None:
                self._read_new(number, cells)
            elif edits := self._edits(number, cells, record):
                self._read_change(number, cells, record, edits)
            else:
                self.plan.same += 1
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
            if reads.key in cells.keys() - self.table.aside and not is_same(cells[reads.key], column.value(record))
        ]

    def _read_change(self, number: int, cells: Mapping[str, str], record: Any, edits: list[Change]) -> None:
        if not self.table.may_change:
            self.plan.errors += [CellError(number, each.column, each.after, self.table.kept) for each in edits]
            return
        edited = {each.column for each in edits}
        facts = self._facts(number, cells, record, edited)
        if facts is not None and self._is_as_before(facts, record, edited):
            self.plan.same += 1
        elif facts is not None and (first := self.changed_at.setdefault(record.pk, number)) != number:
            remedy = f"Dòng {first} đã sửa bản ghi này. Anh/chị bỏ một dòng."
            self.plan.errors.append(CellError(number, "Cả dòng", str(record), remedy))
        elif facts is not None:
            self.plan.changes += edits
            self.plan.changed.append(Line(number, str(record), facts, record))

    def _is_as_before(self, facts: Mapping[str, Any], record: Any, edited: Collection[str]) -> bool:
        """Whether other words say what the record has already."""
        before = self.table.current(record)
        keys = {reads.key for column, reads in self.columns if column.heading in edited}
        return keys <= before.keys() and all(facts[key] == before[key] for key in keys)

    def _read_new(self, number: int, cells: Mapping[str, str]) -> None:
        facts = self._facts(number, cells, None)
        if facts is not None:
            self.plan.new.append(Line(number, self._name(cells, facts), facts))

    def _name(self, cells: Mapping[str, str], facts: Mapping[str, Any]) -> str:
        """What a new row is called: its first words, with records by their own names, then its sums."""
        said = [
            (column, str(facts.get(reads.key) or "") if reads.index else cells.get(reads.key, ""))
            for column, reads in self.columns
        ]
        filled = [(column, text) for column, text in said if text]
        words = [text for column, text in filled if column.kind not in NUMERIC and not _is_code(column)]
        sums = [f"{column.heading.split(' (')[0]}: {text}" for column, text in filled if column.kind in NUMERIC]
        return " · ".join([*words[:4], *sums])

    def _facts(
        self, number: int, cells: Mapping[str, str], record: Any, edited: Collection[str] = ()
    ) -> dict[str, Any] | None:
        """The row's values, or None when a cell of it is wrong; of a record only the edited columns are read."""
        facts: dict[str, Any] = {} if record is None else dict(self.table.current(record))
        before = len(self.plan.errors)
        for column, reads in sorted(self.table.read_columns(), key=lambda each: bool(each[1].on)):
            meant = {column.heading, self.headings.get(reads.code)}
            if record is not None and not meant & set(edited) and reads.key not in self.table.aside:
                continue
            text = cells.get(reads.code, "") or cells.get(reads.key, "")
            try:
                if not text and reads.needed:
                    raise CellProblem(f"Ghi {column.heading[:1].lower()}{column.heading[1:]}.")
                facts[reads.key] = self._value(reads, text, facts)
                self._refuse_mismatch(number, reads, cells)
            except CellProblem as problem:
                self.plan.errors.append(CellError(number, column.heading, text, str(problem)))
        if len(self.plan.errors) == before:
            try:
                self.table.complete(facts)
                self.table.check(facts, record)
            except (CellProblem, Refused) as problem:
                self._refuse(number, cells, problem)
        return facts if len(self.plan.errors) == before else None

    def _value(self, reads: In, text: str, facts: Mapping[str, Any]) -> Any:
        if not text:
            return reads.empty
        return reads.read(text, self.table, facts.get(reads.on)) if reads.on else reads.read(text, self.table)

    def _refuse_mismatch(self, number: int, reads: In, cells: Mapping[str, str]) -> None:
        """Rows sorted without their codes name one record and mean another."""
        code, name = cells.get(reads.code, ""), cells.get(reads.key, "")
        if code and name and (remedy := self.table.index(reads.index).mismatch(code, name)):
            self.plan.errors.append(CellError(number, self.headings[reads.key], name, remedy))

    def _refuse(self, number: int, cells: Mapping[str, str], problem: CellProblem | Refused) -> None:
        for each in (problem, *getattr(problem, "also", ())):
            key = getattr(each, "key", "")
            heading = self.headings.get(key) or "Cả dòng"
            self.plan.errors.append(CellError(number, heading, cells.get(key, ""), str(each)))

    def _compare(self, choices: Mapping[str, str]) -> None:
        """Set aside new rows that are on file, refuse those said twice, ask about those that look alike."""
        on_file = set(self.table.keys_on_file(self.plan.new)) if self.plan.new else set()
        first: dict[Hashable, int] = {}
        kept = []
        for line in self.plan.new:
            keys = self.table.keys(line.facts)
            if keys & on_file:
                self.plan.same += 1
            elif found := [first[key] for key in keys if key in first]:
                remedy = f"Giống dòng {found[0]}. Anh/chị bỏ một dòng, hoặc ghi rõ hơn để phân biệt hai dòng."
                self.plan.errors.append(CellError(line.row, "Cả dòng", line.name, remedy))
            else:
                first |= dict.fromkeys(keys, line.row)
                kept.append(line)
        self.plan.new = kept
        for line, key_, remedy in self.table.check_all(kept):
            self.plan.errors.append(CellError(line.row, self.headings.get(key_, "Cả dòng"), line.name, remedy))
        if kept:
            self.table.find_near(kept)
        for line in self.plan.questions:
            answer = choices.get(str(line.row), choices.get("", ""))
            line.choice = answer if answer in (WRITE, SKIP) else ""


def _is_code(column: ListColumn) -> bool:
    return column.heading.startswith("Mã ")
