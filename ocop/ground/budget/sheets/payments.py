"""Payments in and out of Excel."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.ground.budget.actions import Payment, disburse
from ocop.ground.budget.actions.payments import refuse_payment
from ocop.ground.budget.models import Disbursement
from ocop.ground.budget.sheets.base import MoneyTable, state_note
from ocop.ground.producers.models import Producer
from ocop.kit import forms as kit
from ocop.kit.scope import Actor
from ocop.kit.sheets.cells import CellProblem, NameIndex, by_field, code_of, named, words
from ocop.kit.sheets.table import Line, Near, note_near
from ocop.kit.text.dates import format_date
from ocop.kit.text.fold import squash
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import CODE, ListColumn


def _address(row: Disbursement) -> str:
    return reverse("budget:disbursement", args=[row.public_id])


def _near(row: Disbursement) -> Near:
    said = f"Đã ghi {format_money(row.amount)} ngày {format_date(row.paid_on)} cho {row.payee}: {row.purpose}"
    return Near(said, _address(row))


class Payments(MoneyTable):
    """What was paid of lines: when, by whom, to whom, for what."""

    slug = "khoan-chi"
    title = "Các khoản chi"
    noun = "khoản chi"
    about = "Nơi nhận là tên cơ quan, tên chủ thể, hoặc một tên khác."
    columns = (
        CODE,
        ListColumn("Nội dung chi", lambda row: row.purpose, url=_address, note=state_note, reads=words("purpose", 300)),
        ListColumn(
            "Ngày chi", lambda row: row.paid_on, "date", reads=by_field("paid_on", kit.DateField(label="Ngày chi"))
        ),
        ListColumn("Mã dòng", lambda row: row.line.public_id, on_screen=False, reads=code_of("line_code")),
        ListColumn("Dòng dự toán", lambda row: row.line.name, reads=named("line", code="line_code")),
        ListColumn("Cơ quan chi", lambda row: str(row.payer), reads=named("payer", "office", on="paid_on")),
        ListColumn("Nơi nhận", lambda row: row.payee, reads=words("payee", 200)),
        ListColumn(
            "Số tiền (đồng)",
            lambda row: row.amount,
            "number",
            reads=by_field("amount", kit.MoneyField(label="Số tiền", minimum=1)),
        ),
    )

    def home(self) -> str:
        return reverse("budget:disbursements")

    def export(self) -> str:
        return reverse("budget:disbursements_sheet")

    def records(self) -> Any:
        rows = Disbursement.objects.visible_to(self.actor)
        return rows.select_related("line", "payer", "payee_office", "payee_producer")

    def build_index(self, name: str) -> NameIndex:
        if name == "producer":
            return NameIndex("chủ thể", Producer.objects.only("public_id", "name"))
        return super().build_index(name)

    def complete(self, facts: dict[str, Any]) -> None:
        """An office or a producer of that name, else the name alone."""
        office = self.index("office").maybe(facts["payee"], facts["paid_on"])
        producer = None if office else self.index("producer").maybe(facts["payee"])
        named_otherwise = "" if office or producer else facts["payee"]
        facts |= {"payee_office": office, "payee_producer": producer, "payee_name": named_otherwise}
        if facts["line"].has_parts:
            raise CellProblem("Đây là dòng tổng. Anh/chị ghi một dòng chi tiết bên dưới.", "line")

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        refuse_payment(_new(facts), has_parts=facts["line"].has_parts, by=self.actor, today=self.actor.on)

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        money = (facts["line"].pk, facts["paid_on"], facts["payer"].pk, facts["amount"])
        return (*money, squash(facts["purpose"]), squash(_payee(facts)))

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        for row in self._on_lines(lines):
            yield (row.line_id, row.paid_on, row.payer_id, row.amount, squash(row.purpose), squash(row.payee))

    def _on_lines(self, lines: Sequence[Line]) -> Any:
        rows = Disbursement.objects.running().filter(line__in={line.facts["line"].pk for line in lines})
        return rows.select_related("payee_office", "payee_producer")

    def find_near(self, lines: Sequence[Line]) -> None:
        """The same sum of the same line by the same office in the same month."""
        note_near(
            lines,
            self._on_lines(lines).visible_to(self.actor),
            of_line=lambda said: (said["line"].pk, said["payer"].pk, said["amount"], f"{said['paid_on']:%Y%m}"),
            of_row=lambda row: (row.line_id, row.payer_id, row.amount, f"{row.paid_on:%Y%m}"),
            near=_near,
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            disburse(_new(line.facts), by=by, at=at)


def _payee(facts: Mapping[str, Any]) -> str:
    return str(facts["payee_producer"] or facts["payee_office"] or facts["payee_name"])


def _new(facts: Mapping[str, Any]) -> Payment:
    return Payment(**{name: facts[name] for name in Payment.__dataclass_fields__ if name in facts})
