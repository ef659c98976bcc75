"""What each row of a sheet of yearly results means on today's records, and what it would change."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ocop.ground.producers.models import Producer
from ocop.kit.scope import Actor
from ocop.kit.sheets.near import CloseNames
from ocop.kit.text.fold import fold, squash
from ocop.kit.text.numbers import NumberError, format_number, parse_number
from ocop.support.contribution import policies
from ocop.support.contribution.actions import FACTS, YearFacts, facts_of, last_year, problem_of
from ocop.support.contribution.models import ResultSheet, YearlyResult
from ocop.support.contribution.queries import producers_of
from ocop.support.contribution.states import Source

HEADINGS: dict[str, str] = {
    "code": "Mã chủ thể",
    "name": "Tên chủ thể",
    "year": "Năm",
    "workers": "Lao động",
    "women": "Lao động nữ",
    "local_workers": "Lao động tại địa phương",
    "turnover": "Doanh thu (đồng)",
    "monthly_pay": "Thu nhập bình quân một tháng (đồng)",
    "investment": "Đầu tư máy móc, nhà xưởng (đồng)",
    "source": "Nguồn số liệu",
    "note": "Ghi chú",
    "why": "Lý do sửa",
}
REQUIRED = ("name", "year", "workers")
NUMBERS = ("workers", "women", "local_workers", "turnover", "monthly_pay", "investment")


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be taken: where, what it says, how to mend it."""

    row: int
    heading: str
    value: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of a year on file that a row changes."""

    row: int
    name: str
    year: int
    heading: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row that could be read; `before` is the year on file."""

    row: int
    producer: Producer
    year: int
    facts: YearFacts
    why: str = ""
    before: YearlyResult | None = None


@dataclass
class SheetPlan:
    """What accepting a sheet would do."""

    rows: int
    faults: list[Fault] = field(default_factory=list)
    new: list[Line] = field(default_factory=list)
    corrected: list[Line] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_ready(self) -> bool:
        return not self.faults and bool(self.new or self.corrected)


def _spelled(name: str) -> str:
    """A name whatever its case and spaces; marks decide, Lan is not Lân."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _bare(heading: str) -> str:
    return squash(str(heading).split("(")[0])


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Where each known heading stands, whatever its marks, case and unit in brackets."""
    known = {_bare(heading): key for key, heading in HEADINGS.items()}
    found: dict[str, int] = {}
    for place, heading in enumerate(header):
        key = known.get(_bare(heading))
        if key and key not in found:
            found[key] = place
    return found


def plan_of(sheet: ResultSheet, actor: Actor, at: datetime) -> SheetPlan:
    """What the sheet means on today's records; a fixed number of queries."""
    producers = [each for each in producers_of(actor).order_by("pk") if policies.keeps(actor, each)]
    on_file = {
        (row.producer_id, row.year): row
        for row in YearlyResult.objects.current().visible_to(actor).select_related("producer")
    }
    reader = _Reader(sheet.header, producers, on_file, last_year(at))
    for number, cells in sheet.rows:
        reader.read(number, cells)
    return reader.plan


class _CellFault(ValueError):
    """A cell cannot be read; says which column and the remedy."""

    def __init__(self, key: str, remedy: str) -> None:
        super().__init__(remedy)
        self.key, self.remedy = key, remedy


class _Reader:
    """Reads rows; every record they may mean was fetched before."""

    def __init__(
        self,
        header: Sequence[str],
        producers: list[Producer],
        on_file: Mapping[tuple[int, int], YearlyResult],
        last: int,
    ) -> None:
        self.where = columns_of(header)
        self.by_code = {each.public_id: each for each in producers}
        self.by_name: dict[str, list[Producer]] = {}
        self.near: dict[str, Producer] = {}
        for each in producers:
            self.by_name.setdefault(_spelled(each.name), []).append(each)
            self.near.setdefault(each.squashed, each)
        self.close = CloseNames(self.near, cutoff=0.75)
        self.on_file, self.last = on_file, last
        self.seen: dict[tuple[int, int], int] = {}
        self.plan = SheetPlan(rows=0)

    def read(self, number: int, cells: Sequence[str]) -> None:
        said = {key: " ".join(str(cells[at]).split()) for key, at in self.where.items() if at < len(cells)}
        if not any(said.values()):
            return
        self.plan.rows += 1
        try:
            line = self._line(number, said)
        except _CellFault as fault:
            self._fault(number, said, fault.key, fault.remedy)
        else:
            self._place(line, said)

    def _fault(self, row: int, said: Mapping[str, str], key: str, remedy: str) -> None:
        self.plan.faults.append(Fault(row, HEADINGS.get(key, ""), said.get(key, ""), remedy))

    def _line(self, number: int, said: Mapping[str, str]) -> Line:
        producer = self._producer(said)
        year = _number(said, "year")
        if year is None:
            raise _CellFault("year", "Hãy ghi năm.")
        before = self.on_file.get((producer.pk, year))
        facts = self._facts(said, before)
        if problem := problem_of(facts, year, self.last):
            raise _CellFault(*problem)
        return Line(number, producer, year, facts, said.get("why", "")[:300], before)

    def _producer(self, said: Mapping[str, str]) -> Producer:
        if code := said.get("code"):
            if code not in self.by_code:
                raise _CellFault("code", "Không có chủ thể mang mã này ở nơi anh/chị phụ trách.")
            return self.by_code[code]
        name = said.get("name", "")
        same = self.by_name.get(_spelled(name), [])
        if len(same) == 1:
            return same[0]
        if same:
            codes = ", ".join(each.public_id for each in same[:5])
            raise _CellFault("name", f"Có {len(same)} chủ thể cùng tên. Anh/chị ghi mã vào cột “Mã chủ thể”: {codes}.")
        near = [self.near[key] for key in self.close.to(squash(name))]
        hint = "; ".join(f"{each.name} (mã {each.public_id})" for each in near)
        remedy = "Không có chủ thể tên này ở nơi anh/chị phụ trách."
        raise _CellFault("name", f"{remedy} Có phải là: {hint}?" if hint else f"{remedy} Anh/chị kiểm tra tên.")

    def _facts(self, said: Mapping[str, str], before: YearlyResult | None) -> YearFacts:
        stated = facts_of(before).as_dict() if before else {}
        stated |= {key: _number(said, key) for key in NUMBERS if key in self.where}
        if "source" in self.where:
            stated["source"] = _source(said.get("source", ""))
        if "note" in self.where:
            stated["note"] = said.get("note", "")[:500]
        if stated.get("workers") is None:
            raise _CellFault("workers", "Hãy ghi số lao động; không có ai ngoài chủ hộ thì ghi 1.")
        return YearFacts(**stated)

    def _place(self, line: Line, said: Mapping[str, str]) -> None:
        key = (line.producer.pk, line.year)
        if first := self.seen.get(key):
            self._fault(line.row, said, "name", f"Dòng {first} đã ghi năm {line.year} của chủ thể này. Bỏ một dòng.")
            return
        self.seen[key] = line.row
        if line.before is None:
            self.plan.new.append(line)
        elif facts_of(line.before) == line.facts:
            self.plan.unchanged += 1
        elif not line.why:
            self._fault(line.row, said, "why", "Năm này đã có số liệu khác. Anh/chị ghi lý do vào cột “Lý do sửa”.")
        else:
            self.plan.corrected.append(line)
            self._note_changes(line, line.before)

    def _note_changes(self, line: Line, before: YearlyResult) -> None:
        for key in FACTS:
            old, new = getattr(before, key), getattr(line.facts, key)
            if old != new:
                change = Change(
                    line.row, line.producer.name, line.year, HEADINGS[key], shown(key, old), shown(key, new)
                )
                self.plan.changes.append(change)


def shown(key: str, value: Any) -> str:
    """A fact as a cell or a preview prints it."""
    if value in (None, ""):
        return "(chưa ghi)"
    return str(Source(value).label) if key == "source" else format_number(value) if key in NUMBERS else str(value)


def _number(said: Mapping[str, str], key: str) -> int | None:
    if not (cell := said.get(key, "")):
        return None
    try:
        number = parse_number(cell)
    except NumberError as wrong:
        raise _CellFault(key, str(wrong)) from None
    if number != int(number):
        raise _CellFault(key, "Ghi số nguyên, không có phần lẻ.")
    return int(number)


def _source(cell: str) -> str:
    if not cell:
        return Source.DECLARED
    known = {fold(str(label)): value for value, label in Source.choices}
    if (found := known.get(fold(cell))) is None:
        raise _CellFault("source", f"Ghi một trong: {', '.join(str(label) for label in Source.labels)}.")
    return found
