"""Allocations in and out of Excel."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from django.urls import reverse

from ocop.ground.budget.actions import NewAllocation, allocate
from ocop.ground.budget.actions.allocations import refuse_allocation
from ocop.ground.budget.models import Allocation
from ocop.ground.budget.sheets.base import MoneyTable, state_note
from ocop.kit import forms as kit
from ocop.kit.scope import Actor
from ocop.kit.sheets.cells import by_field, code_of, named, words
from ocop.kit.sheets.table import Line, Near, note_near
from ocop.kit.text.dates import format_date
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import CODE, ListColumn


def _address(row: Allocation) -> str:
    return reverse("budget:allocation", args=[row.public_id])


def _near(row: Allocation) -> Near:
    decision = f"quyết định {row.decision_number} " if row.decision_number else ""
    said = f"Đã ghi {format_money(row.amount)} năm {row.year} cho {row.payee}, {decision}ngày"
    return Near(f"{said} {format_date(row.decided_on)}", _address(row))


class Allocations(MoneyTable):
    """What decisions set aside of lines, by year, payer and payee."""

    slug = "phan-bo-kinh-phi"
    title = "Phân bổ kinh phí"
    noun = "khoản phân bổ"
    columns = (
        CODE,
        ListColumn("Mã dòng", lambda row: row.line.public_id, on_screen=False, reads=code_of("line_code")),
        ListColumn(
            "Dòng dự toán",
            lambda row: row.line.name,
            url=_address,
            note=state_note,
            reads=named("line", code="line_code"),
        ),
        ListColumn("Năm", lambda row: str(row.year), reads=by_field("year", kit.YearField(label="Năm"))),
        ListColumn("Nguồn vốn", lambda row: str(row.line.get_source_display())),
        ListColumn("Cơ quan cấp", lambda row: str(row.payer), reads=named("payer", "office", on="decided_on")),
        ListColumn("Cơ quan được giao", lambda row: str(row.payee), reads=named("payee", "office", on="decided_on")),
        ListColumn(
            "Số tiền (đồng)",
            lambda row: row.amount,
            "number",
            reads=by_field("amount", kit.MoneyField(label="Số tiền", minimum=1)),
        ),
        ListColumn("Quyết định", lambda row: row.decision_number, reads=words("decision_number", 60, needed=False)),
        ListColumn(
            "Ngày", lambda row: row.decided_on, "date", reads=by_field("decided_on", kit.DateField(label="Ngày"))
        ),
        ListColumn("Ghi chú", lambda row: row.note, on_screen=False, reads=words("note", 300, needed=False)),
    )

    def home(self) -> str:
        return reverse("budget:allocations")

    def export(self) -> str:
        return reverse("budget:allocations_sheet")

    def records(self) -> Any:
        return Allocation.objects.visible_to(self.actor).select_related("line", "payer", "payee")

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        refuse_allocation(
            _new(facts),
            facts["line"],
            year=facts["year"],
            decided_on=facts["decided_on"],
            has_parts=facts["line"].has_parts,
            by=self.actor,
            today=self.actor.on,
        )

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        named_ = (facts["line"].pk, facts["year"], facts["payer"].pk, facts["payee"].pk)
        return (*named_, facts["amount"], facts["decision_number"], facts["decided_on"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        rows = Allocation.objects.running().filter(line__in={line.facts["line"].pk for line in lines})
        return rows.values_list("line_id", "year", "payer_id", "payee_id", "amount", "decision_number", "decided_on")

    def find_near(self, lines: Sequence[Line]) -> None:
        """The same sum of the same line for the same office in the same year, by another paper."""
        rows = Allocation.objects.visible_to(self.actor).running().select_related("payee")
        note_near(
            lines,
            rows.filter(line__in={line.facts["line"].pk for line in lines}),
            of_line=lambda said: (said["line"].pk, said["year"], said["payee"].pk, said["amount"]),
            of_row=lambda row: (row.line_id, row.year, row.payee_id, row.amount),
            near=_near,
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        """Rows of one decision are recorded together."""

        def decision(line: Line) -> tuple[Any, ...]:
            return (line.facts["year"], line.facts["decision_number"], line.facts["decided_on"])

        for (year, number, day), rows in groupby(sorted(lines, key=decision), key=decision):
            made = [_new(line.facts) for line in rows]
            allocate(made, year=year, decision_number=number, decided_on=day, by=by, at=at)


def _new(facts: Mapping[str, Any]) -> NewAllocation:
    return NewAllocation(**{name: facts[name] for name in NewAllocation.__dataclass_fields__})
