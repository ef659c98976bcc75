"""The registers of the market in and out of Excel: a row is judged by the register's own form."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Model
from django.urls import reverse

from ocop.kit.scope import Actor, Answer, Refused, require
from ocop.kit.sheets.cells import CellProblem, In
from ocop.kit.sheets.table import MOST_NEAR, Line, Near, SheetTable
from ocop.kit.text.fold import fold, squash
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.markets import policies
from ocop.support.markets.actions import change, enter
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
from ocop.support.markets.near import Nearby
from ocop.support.markets.registers import REGISTERS, Register
from ocop.support.markets.registers.base import Column


def _column(register: Register, column: Column) -> ListColumn:
    """A register's column on a sheet; what is typed is kept as it stands until the form judges the whole row."""
    needed = column.typed and register.form.base_fields[column.key].required
    reads = In(column.key, lambda text, table: text, needed=needed, empty="") if column.typed else None
    return ListColumn(column.heading, column.value, column.kind, reads=reads)


class Registers(SheetTable):
    """One register of the market; what is only shown comes last."""

    slug = "thi-truong"
    may_change = True
    scope: Register

    def __init__(self, actor: Actor, scope: Register) -> None:
        super().__init__(actor, scope)
        self.title, self.noun = scope.title, scope.noun
        self.columns = (CODE, *(_column(scope, each) for each in (*scope.columns, *scope.extra)))

    @classmethod
    def scope_of(cls, actor: Actor, public_id: str) -> Register:
        return REGISTERS[public_id]

    def of(self) -> str:
        return ""

    def may(self) -> Answer:
        if not (answer := policies.may_read(self.actor, self.scope.model)):
            return answer
        return policies.may_import(self.actor, self.scope.model)

    def home(self) -> str:
        return reverse("markets:list", args=[self.scope.slug])

    def export(self) -> str:
        return reverse("markets:sheet", args=[self.scope.slug])

    def upload(self) -> str:
        """Where sheets of this register are sent."""
        return f"{reverse('intake:upload', args=[self.slug])}?{urlencode({'thuoc': self.scope.slug})}"

    def records(self) -> Any:
        return self.scope.rows(self.actor)

    def shown(self, records: Iterable[Any]) -> Iterable[Any]:
        rows = list(records)
        self.scope.dress(rows, self.actor.on)
        return rows

    @cached_property
    def _finder(self) -> Finder:
        """Records are found once for all rows."""
        return Finder(self.actor)

    def current(self, record: Any) -> dict[str, Any]:
        return {"record": record}

    def complete(self, facts: dict[str, Any]) -> None:
        """Read the row as the register's form reads it."""
        form = self._form(facts, facts.get("record"))
        if not form.is_valid():
            problems = [CellProblem(str(each), name) for name, found in form.errors.items() for each in found]
            raise CellProblem(str(problems[0]), problems[0].key, problems[1:])
        facts["said"] = form.facts()

    def _form(self, typed: Mapping[str, Any], record: Any) -> Any:
        initial = self.scope.initial(record) if record else {}
        blank = self.scope.form(actor=self.actor, finder=self._finder, initial=initial)
        data = {}
        for name, each in blank.fields.items():
            now = each.prepare_value(blank.initial.get(name)) if record is not None else None
            data[name] = _value(each, typed[name]) if name in typed else ("" if now is None else now)
        data["code"] = ""
        return self.scope.form(data, actor=self.actor, finder=self._finder, initial=initial)

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        if record is not None:
            require(policies.may_change(self.actor, record))
        said = facts["said"]
        producer = said.get("producer") or getattr(said.get("product"), "producer", None)
        if producer is not None and self.scope.model in policies.OF_PRODUCERS:
            require(policies.may_keep_for(self.actor, producer))

    def keys(self, facts: Mapping[str, Any]) -> set[Hashable]:
        return keys_of(self.scope.model, facts["said"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        return keys_on_file(self.scope.model)

    def find_near(self, lines: Sequence[Line]) -> None:
        """Partners and points of sale whose names look like one in the sheet."""
        nearby = Nearby(self.scope.model, self.actor)
        for line in lines:
            for found in nearby.to(line.facts["said"])[:MOST_NEAR]:
                address = reverse("markets:record", args=[self.scope.slug, found.public_id])
                line.near.append(Near(f"Đã có {self.noun} {found.name}, {found.place}", address))

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            try:
                enter(self.scope.model, line.facts["said"], by=by, at=at)
            except Refused as refused:
                raise Refused(f"Dòng {line.row}: {refused.reason}") from refused

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        change(line.record, line.facts["said"], by=by, at=at)


def _value(field: forms.Field, text: str) -> str:
    """A cell under a choice says the choice's words, or its value."""
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        spelled = {fold(str(label)): str(value) for value, label in choices}
        return spelled.get(fold(text), text)
    return text


def keys_of(model: type[Model], facts: Mapping[str, Any]) -> set[Hashable]:
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


TABLES = (Registers,)
