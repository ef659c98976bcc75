"""From the cells of a list to what it means today."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from ocop.ground.offices.models import Unit
from ocop.kit.scope import Actor
from ocop.kit.text.fold import fold, squash
from ocop.kit.text.numbers import year_in
from ocop.kit.text.phone import PhoneError, normalise_phone
from ocop.support.activities.kinds import Part
from ocop.support.activities.models import Activity, ListBatch
from ocop.support.activities.sheets import register
from ocop.support.activities.sheets.columns import ListColumn, columns_of, match_columns
from ocop.support.activities.sheets.plan import CellError, CellProblem, Line, ListPlan, settle_people
from ocop.support.activities.states import PersonGroup, Who
from ocop.support.activities.values import read_cell

MAX_ROWS = 2000
_GROUPS = {fold(label): value for value, label in PersonGroup.choices} | {
    "can bo tinh": PersonGroup.PROVINCE,
    "can bo huyen": PersonGroup.DISTRICT,
    "can bo xa": PersonGroup.COMMUNE,
    "can bo": PersonGroup.COMMUNE,
    "chu the": PersonGroup.LEADER,
    "lanh dao": PersonGroup.LEADER,
    "giam doc": PersonGroup.LEADER,
    "chu co so": PersonGroup.LEADER,
    "chu ho": PersonGroup.LEADER,
    "thanh vien": PersonGroup.MEMBER,
    "lao dong": PersonGroup.MEMBER,
    "nguoi dan": PersonGroup.CITIZEN,
    "khac": PersonGroup.CITIZEN,
}
Cells = Mapping[str, str]


def plan_of(batch: ListBatch, by: Actor) -> ListPlan:
    """What accepting this list would do today, compared with the people this person may be told of.

    A fixed number of queries, whatever its length.
    """
    activity = batch.activity
    part = activity.shape.part(batch.who)
    if part is None:
        raise CellProblem("Loại hoạt động này không còn thành phần tham gia đó.")
    columns = columns_of(part)
    places, _, ignored = match_columns(columns, batch.header)
    rows = [(number, {key: cells[place] for key, place in places.items()}) for number, cells in batch.rows]
    reader = _Reader(activity, part, columns, rows)
    lines = [line for line in (reader.read(number, cells) for number, cells in rows) if line is not None]
    _refuse_twins(lines, reader.errors, Who(batch.who))
    people, others = register.already_listed(activity)
    if batch.who == Who.PERSON:
        pairs = [(line.values["full_name"], line.values.get("phone", "")) for line in lines]
        known = register.people_like(pairs, by)
        plan = settle_people(lines, known, people, batch.choices)
    else:
        plan = ListPlan()
        for line in lines:
            (plan.already if line.values["key"] in others else plan.new).append(line)
    plan.rows, plan.errors, plan.ignored = len(rows), sorted(reader.errors, key=lambda one: one.row), ignored
    return plan


def _refuse_twins(lines: list[Line], errors: list[CellError], who: Who) -> None:
    """Two rows that cannot be told apart are an error of the second."""
    seen: dict[Any, int] = {}
    for line in lines:
        if who == Who.PERSON:
            values = line.values
            where = values.get("phone") or (values.get("office"), values.get("producer"), values.get("unit"))
            key: Any = (values["folded"], str(where), values.get("birth_year"))
        else:
            key = line.values["key"]
        first = seen.setdefault(key, line.row)
        if first != line.row:
            remedy = f"Giống dòng {first}. Bỏ bớt một dòng" + (
                ", hoặc ghi số điện thoại, năm sinh để phân biệt hai người." if who == Who.PERSON else "."
            )
            errors.append(CellError(line.row, "Họ và tên" if who == Who.PERSON else "Tên", line.name, remedy))


class _Reader:
    """Reads rows one by one and gathers what is wrong with them."""

    def __init__(
        self, activity: Activity, part: Part, columns: Sequence[ListColumn], rows: Sequence[tuple[int, Cells]]
    ) -> None:
        self.part, self.columns, self.errors = part, columns, list[CellError]()
        day = activity.starts_on
        texts = [cells.get(key, "") for _, cells in rows for key in ("producer", "name", "code")]
        self.known = register.Known()
        if part.who in (Who.PERSON, Who.OFFICE):
            self.known.offices = register.offices_on(day)
        if part.who == Who.PERSON:
            self.known.places = register.places_on(day)
        if part.who in (Who.PERSON, Who.PRODUCER):
            self.known.producers = register.producers_named(texts)
        if part.who == Who.PRODUCT:
            self.known.products = register.products_named(texts)
        self.readers: dict[str, Callable[[str], Any]] = {
            "full_name": _full_name,
            "name": _name,
            "code": str,
            "group": _group,
            "birth_year": lambda cell: _birth_year(cell, day),
            "phone": _phone,
            "office": self._office,
            "producer": self._producer,
            "unit": self._unit,
            "role": self._role,
        }

    def read(self, row: int, cells: Cells) -> Line | None:
        """The row's values, or None when a cell of it is wrong."""
        values: dict[str, Any] = {"details": {}}
        before = len(self.errors)
        for column in self.columns:
            cell = cells.get(column.key, "").strip()
            try:
                if not cell:
                    if column.required:
                        raise CellProblem(f"Ghi {column.heading.lower()}.")
                    continue
                if column.declared is not None:
                    values["details"][column.declared.id] = read_cell(column.declared, cell)
                else:
                    values[column.key] = self.readers[column.key](cell)
            except CellProblem as problem:
                self.errors.append(CellError(row, column.heading, cell, str(problem)))
            except ValidationError as problem:
                self.errors.append(CellError(row, column.heading, cell, " ".join(problem.messages)))
        if len(self.errors) > before:
            return None
        values.setdefault("role", next(iter(self.part.roles)))
        try:
            return Line(row, self._resolved(values))
        except CellProblem as problem:
            self.errors.append(CellError(row, self.columns[0].heading, str(values.get("name", "")), str(problem)))
            return None

    def _resolved(self, values: dict[str, Any]) -> dict[str, Any]:
        """Names turned into records; for people the place of work that is on no register stays as text."""
        if self.part.who == Who.PERSON:
            values["folded"] = fold(values["full_name"])
            words = [values[key] for key in ("office", "producer") if isinstance(values.get(key), str)]
            values["workplace"] = ", ".join(words)[:200]
            return {
                key: value for key, value in values.items() if not (key in ("office", "producer") and value in words)
            }
        name, code = values["name"], values.get("code", "")
        if self.part.who == Who.PARTNER:
            return values | {"who": Who.PARTNER, "key": (Who.PARTNER.value, squash(name))}
        kinds: dict[str, dict[str, list[Any]]] = {
            Who.PRODUCER: self.known.producers,
            Who.PRODUCT: self.known.products,
            Who.OFFICE: self.known.offices,
        }
        found = kinds[self.part.who].get(code, []) if code else kinds[self.part.who].get(squash(name), [])
        if len(found) == 1:
            return values | {"who": self.part.who, "record": found[0], "key": (str(self.part.who), found[0].pk)}
        if len(found) > 1:
            raise CellProblem(f"Có {len(found)} bản ghi cùng tên. Ghi thêm mã ở cột mã để chỉ rõ.")
        if code:
            raise CellProblem(f"Không có mã “{code}” trong hệ thống. Xem lại mã, hoặc bỏ trống cột mã.")
        if self.part.outsiders:
            return values | {"who": Who.PARTNER, "key": (Who.PARTNER.value, squash(name))}
        raise CellProblem("Không có tên này trong hệ thống. Ghi đúng tên đã đăng ký hoặc ghi mã.")

    def _office(self, cell: str) -> Any:
        found = self.known.offices.get(squash(cell), [])
        return found[0] if len(found) == 1 else cell[:200]

    def _producer(self, cell: str) -> Any:
        found = self.known.producers.get(cell) or self.known.producers.get(squash(cell), [])
        if len(found) > 1:
            raise CellProblem(f"Có {len(found)} chủ thể cùng tên. Ghi mã chủ thể thay cho tên.")
        return found[0] if found else cell[:200]

    def _unit(self, cell: str) -> Unit:
        found = self.known.places.get(fold(cell), [])
        exact = [
            unit
            for unit in found
            if " ".join(cell.casefold().split()) in {unit.full_name.casefold(), unit.name.casefold()}
        ]
        found = exact or found
        if not found:
            raise CellProblem("Không có xã, phường này vào ngày tổ chức. Ghi như “Xã Tháp Mười”.")
        if len(found) > 1:
            raise CellProblem(f"Có {len(found)} nơi cùng tên. Ghi đủ “Xã…” hoặc “Phường…”.")
        return found[0]

    def _role(self, cell: str) -> str:
        spellings = {fold(words): name for name, words in self.part.roles.items()}
        if found := spellings.get(fold(cell)) or (cell if cell in self.part.roles else None):
            return found
        raise CellProblem(f"Ghi một trong: {', '.join(self.part.roles.values())}.")


def _full_name(cell: str) -> str:
    if len(cell) > 120 or not any(char.isalpha() for char in cell):
        raise CellProblem("Ghi họ và tên bằng chữ, nhiều nhất 120 ký tự.")
    return cell


def _name(cell: str) -> str:
    if len(cell) > 250:
        raise CellProblem(f"Dài {len(cell)} ký tự, nhiều nhất là 250. Viết gọn lại.")
    return cell


def _group(cell: str) -> str:
    if found := _GROUPS.get(fold(cell)):
        return str(found)
    raise CellProblem(f"Ghi một trong: {', '.join(PersonGroup.labels)}.")


def _birth_year(cell: str, day: date) -> int:
    year = year_in(cell[-4:])
    if year is None or year > day.year:
        raise CellProblem("Ghi năm sinh bốn chữ số, ví dụ 1975.")
    return year


def _phone(cell: str) -> str:
    try:
        return phone_in(cell)
    except PhoneError as error:
        raise CellProblem(str(error)) from None


def phone_in(cell: str) -> str:
    """The telephone of a cell, which Excel may have robbed of its first nought. Raises `PhoneError`."""
    return normalise_phone(f"0{cell}" if len(cell) == 9 and cell.isdigit() and cell[0] in "35789" else cell)
