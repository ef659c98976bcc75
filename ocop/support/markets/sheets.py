"""A register in the layout it is exported in: what a filled sheet would add and change, judged by its own form."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.db.models import Model

from ocop.kit.scope import Actor
from ocop.kit.sheets import Column as SheetColumn
from ocop.kit.text.dates import DateError, format_date, parse_date
from ocop.kit.text.fold import fold, squash
from ocop.support.markets import policies
from ocop.support.markets.finder import Finder
from ocop.support.markets.models import (
    Feedback,
    Listing,
    Outlet,
    OutletYear,
    Partner,
    PartnerName,
    Placement,
    SupplyContract,
)
from ocop.support.markets.registers import Register
from ocop.support.markets.registers.base import Column

CODE = "Mã"
MAX_ROWS = 3000


def headings(register: Register) -> list[SheetColumn]:
    """The columns of the sheet, the code first; what is only shown comes last."""
    columns = [*register.columns, *register.extra]
    return [SheetColumn(CODE), *[SheetColumn(each.heading, kind=each.kind) for each in columns]]


def cells(register: Register, record: Any) -> list[Any]:
    """One record as a row of the sheet."""
    return [record.public_id, *[each.value(record) for each in (*register.columns, *register.extra)]]


@dataclass(frozen=True, slots=True)
class CellError:
    row: int
    column: str
    value: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Change:
    row: int
    name: str
    column: str
    before: str
    after: str


@dataclass
class Plan:
    """Everything a preview shows and an acceptance does."""

    rows: int = 0
    errors: list[CellError] = field(default_factory=list)
    new: list[tuple[int, str, dict[str, Any]]] = field(default_factory=list)
    changed: list[tuple[Any, dict[str, Any]]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: int = 0

    @property
    def is_ready(self) -> bool:
        return not self.errors and bool(self.new or self.changed)

    @property
    def digest(self) -> str:
        """Names what would be written, so that accepting a stale preview is noticed."""
        what = [[number, name] for number, name, _ in self.new]
        what += [[each.row, f"{each.column}|{each.before}|{each.after}"] for each in self.changes]
        return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()[:16]


def places_of(register: Register, header: Sequence[str]) -> tuple[dict[int, Column], int | None, list[str]]:
    """Which column stands where, where the code stands, and which required headings are missing."""
    found: dict[int, Column] = {}
    code = None
    typed = {squash(each.heading): each for each in register.columns if each.typed}
    for place, heading in enumerate(header):
        key = squash(heading.split("(")[0])
        if key == squash(CODE):
            code = place
        elif key in typed:
            found[place] = typed[key]
    have = {each.key for each in found.values()}
    lacking = [
        each.heading
        for each in register.columns
        if register.form.base_fields[each.key].required and each.key not in have
        if each.typed
    ]
    return found, code, lacking


def plan_of(register: Register, header: Sequence[str], rows: Sequence[Sequence[Any]], actor: Actor) -> Plan:
    """What accepting these rows would do today in this person's hands; a constant number of queries."""
    return _Planner(register, header, actor).work(rows)


class _Planner:
    def __init__(self, register: Register, header: Sequence[str], actor: Actor) -> None:
        self.register, self.actor = register, actor
        self.places, self.code_place, _ = places_of(register, header)
        self.headings = {each.key: each.heading for each in self.places.values()}
        self.finder = Finder(actor)
        self.plan = Plan()
        self.seen: dict[Any, int] = {}
        self.on_file = keys_on_file(register.model)

    def work(self, rows: Sequence[Sequence[Any]]) -> Plan:
        self.plan.rows = len(rows)
        codes = {self._code(texts) for _, texts in rows} - {""}
        records = {
            each.public_id: each
            for each in (self.register.rows(self.actor).filter(public_id__in=codes) if codes else ())
        }
        for number, texts in rows:
            code = self._code(texts)
            if code and code not in records:
                self._refuse(number, CODE, code, "Không có bản ghi mang mã này. Anh/chị giữ nguyên mã như bảng tải về.")
            else:
                self._row(number, texts, records.get(code))
        return self.plan

    def _code(self, texts: Sequence[str]) -> str:
        return texts[self.code_place].strip() if self.code_place is not None else ""

    def _refuse(self, number: int, column: str, value: str, remedy: str) -> None:
        self.plan.errors.append(CellError(number, column, value, remedy))

    def _row(self, number: int, texts: Sequence[str], record: Any) -> None:
        typed = {column.key: texts[place] for place, column in self.places.items()}
        if record is not None and all(
            self._is_same(column, texts[place], record) for place, column in self.places.items()
        ):
            self.plan.same += 1
            return
        form = self._form(typed, record)
        if not form.is_valid():
            for name, problems in form.errors.items():
                heading = self.headings.get(name, str(form.fields[name].label) if name in form.fields else "")
                self._refuse(number, heading, typed.get(name, ""), " ".join(str(each) for each in problems))
            return
        facts = form.facts()
        if reason := self._forbidden(facts, record):
            self._refuse(number, next(iter(self.headings.values())), "", reason)
        elif record is not None:
            self._note_changes(number, texts, record, facts)
        else:
            self._note_new(number, texts, facts)

    def _is_same(self, column: Column, text: str, record: Any) -> bool:
        if column.kind == "date":
            return _day(text) == shown(column, record)
        return _flat(text) == _flat(shown(column, record))

    def _form(self, typed: Mapping[str, str], record: Any) -> Any:
        blank = self.register.form(
            actor=self.actor, finder=self.finder, initial=self.register.initial(record) if record else {}
        )
        data = {}
        for name, each in blank.fields.items():
            now = each.prepare_value(blank.initial.get(name)) if record is not None else None
            data[name] = _value(each, typed[name]) if name in typed else ("" if now is None else now)
        data["code"] = ""
        initial = self.register.initial(record) if record else {}
        return self.register.form(data, actor=self.actor, finder=self.finder, initial=initial)

    def _forbidden(self, facts: Mapping[str, Any], record: Any) -> str:
        if record is not None and not (answer := policies.may_change(self.actor, record)):
            return answer.reason
        producer = facts.get("producer") or getattr(facts.get("product"), "producer", None)
        if producer is not None and self.register.model in policies.OF_PRODUCERS:
            answer = policies.may_keep_for(self.actor, producer)
            return "" if answer else answer.reason
        return ""

    def _note_changes(self, number: int, texts: Sequence[str], record: Any, facts: dict[str, Any]) -> None:
        name = str(record)
        for place, column in self.places.items():
            if not self._is_same(column, texts[place], record):
                self.plan.changes.append(Change(number, name, column.heading, shown(column, record), texts[place]))
        self.plan.changed.append((record, facts))

    def _note_new(self, number: int, texts: Sequence[str], facts: dict[str, Any]) -> None:
        keys = keys_of(self.register.model, facts)
        if keys & self.on_file:
            self.plan.same += 1
            return
        if first := next((self.seen[key] for key in keys if key in self.seen), None):
            self._refuse(number, next(iter(self.headings.values())), "", f"Giống dòng {first}. Anh/chị bỏ một dòng.")
            return
        self.seen |= dict.fromkeys(keys, number)
        place = next(iter(self.places))
        name = " · ".join(text for text in [texts[place], *texts[place + 1 : place + 3]] if text)
        self.plan.new.append((number, name, facts))


def shown(column: Column, record: Any) -> str:
    """A cell as the exported sheet prints it."""
    value = column.value(record)
    if value is None:
        return ""
    return format_date(value) if isinstance(value, date) else str(value)


def _day(text: str) -> str:
    """A day in the one spelling the sheet prints; what is no day stays as it is."""
    try:
        return format_date(parse_date(text)) if text.strip() else ""
    except DateError:
        return text


def _flat(text: str) -> str:
    """What two spellings of one cell share: 1.200,00 and 1200 are one number."""
    bare = " ".join(str(text).split())
    number = bare.replace(".", "").replace(",", ".") if bare.replace(".", "").replace(",", "").isdigit() else ""
    if number and bare.count(",") <= 1 and ("," in bare or "." not in bare or len(bare.rsplit(".", 1)[-1]) == 3):
        return f"{float(number):g}"
    return f"{float(bare):g}" if bare.count(".") == 1 and bare.replace(".", "").isdigit() else bare


def _value(field: forms.Field, text: str) -> str:
    """A cell under a choice says the choice's words, or its value."""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        spelled = {fold(str(label)): str(value) for value, label in choices}
        return spelled.get(fold(text), text)
    return text


def keys_of(model: type[Model], facts: Mapping[str, Any]) -> set[Any]:
    """What makes a row the same record as another; empty where anything may be said twice."""
    if model is Partner:
        return set(Partner(name=facts["name"], aliases=facts.get("aliases", "")).spellings())
    if model is Placement:
        return {(facts["product"].pk, _pk(facts["outlet"]), _pk(facts["partner"]), facts["starts_on"])}
    if model is Listing:
        return {(facts["product"].pk, facts["partner"].pk, facts["starts_on"])}
    if model is SupplyContract:
        return {(facts["producer"].pk, facts["partner"].pk, facts["signed_on"], facts.get("number", ""))}
    if model is OutletYear:
        return {(facts["outlet"].pk, facts["year"])}
    if model is Outlet:
        return {(squash(facts["name"]), _pk(facts.get("unit")), facts.get("province_name", ""))}
    return set() if model is Feedback else {squash(facts["name"])}


def keys_on_file(model: type[Model]) -> set[Any]:
    """The same keys of what is on record, whoever may read it; one query."""
    rows: Any = model._default_manager.order_by()
    if model is Partner:
        return set(PartnerName.objects.values_list("squashed", flat=True))
    if model is Placement:
        return set(rows.values_list("product_id", "outlet_id", "partner_id", "starts_on"))
    if model is Listing:
        return set(rows.values_list("product_id", "partner_id", "starts_on"))
    if model is SupplyContract:
        return set(rows.values_list("producer_id", "partner_id", "signed_on", "number"))
    if model is OutletYear:
        return set(rows.values_list("outlet_id", "year"))
    if model is Outlet:
        return set(rows.values_list("squashed", "unit_id", "province_name"))
    return set() if model is Feedback else set(rows.values_list("squashed", flat=True))


def _pk(record: Any) -> int | None:
    return None if record is None else record.pk
