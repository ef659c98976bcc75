"""Wishes for credit and loans, in and out of Excel."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer
from ocop.kit.sheets.cells import by_field, named, words
from ocop.kit.sheets.table import Line, Near, note_near
from ocop.kit.text.dates import format_date
from ocop.kit.text.fold import squash
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.funding import policies
from ocop.support.funding.actions import NewLoan, NewWish, record_loan, wish_for_credit
from ocop.support.funding.actions.credit import refuse_loan, refuse_wish
from ocop.support.funding.models import CreditApplication, Loan
from ocop.support.funding.sheets.base import IN_CHARGE, ProducerTable, address_of, producer_columns, sample_note
from ocop.support.funding.states import CREDIT_COLOURS, OPEN_CREDIT, CreditState


def _producers(lines: Sequence[Line]) -> set[int]:
    return {line.facts["producer"].pk for line in lines}


def _programme(row: Any) -> str:
    return row.programme.name if row.programme else ""


class Applications(ProducerTable):
    """Who wants to borrow how much for what; a new row is a wish, followed later on its page."""

    slug = "nhu-cau-vay"
    title = "Nhu cầu vay"
    noun = "nhu cầu vay"
    about = "Dòng mới được ghi ở trạng thái “Muốn vay”; cán bộ theo dõi tiếp trên trang của nhu cầu."
    columns = (
        CODE,
        *producer_columns("Chủ thể", url=address_of("funding:application"), note=sample_note),
        ListColumn("Vay để làm gì", lambda row: row.purpose, reads=words("purpose", 300)),
        ListColumn(
            "Số tiền (đồng)",
            lambda row: row.amount,
            "number",
            reads=by_field("amount", kit.MoneyField(label="Số tiền", minimum=1)),
        ),
        ListColumn("Ngân hàng", lambda row: row.bank, reads=words("bank", 200, needed=False)),
        ListColumn("Chương trình", _programme, on_screen=False, reads=named("programme", needed=False)),
        ListColumn("Vướng mắc", lambda row: row.obstacle, reads=words("obstacle", 1000, needed=False)),
        ListColumn(
            "Trạng thái",
            lambda row: str(row.get_state_display()),
            tag=lambda row: CREDIT_COLOURS[CreditState(row.state)],
        ),
        IN_CHARGE,
    )

    def home(self) -> str:
        return reverse("funding:applications")

    def export(self) -> str:
        return reverse("funding:applications_sheet")

    def records(self) -> Any:
        return CreditApplication.objects.visible_to(self.actor).select_related("producer", "programme", "office")

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        refuse_wish(_wish(facts), by=self.actor)

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (facts["producer"].pk, facts["amount"], squash(facts["purpose"]))

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        for row in CreditApplication.objects.filter(producer__in=_producers(lines)):
            yield (row.producer_id, row.amount, squash(row.purpose))

    def find_near(self, lines: Sequence[Line]) -> None:
        """A wish of the same producer that is still open."""
        rows = CreditApplication.objects.visible_to(self.actor).filter(producer__in=_producers(lines))
        note_near(
            lines,
            rows.filter(state__in=OPEN_CREDIT),
            of_line=lambda said: said["producer"].pk,
            of_row=lambda row: row.producer_id,
            near=lambda row: Near(
                f"Chủ thể đang có nhu cầu vay {format_money(row.amount)}: {row.purpose}",
                address_of("funding:application")(row),
            ),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            wish_for_credit(_wish(line.facts), by=by, at=at)


def _loan_page(row: Any) -> str:
    return reverse("funding:loan", args=[row.public_id])


class Loans(ProducerTable):
    """What banks lent, by producer, programme and value chain."""

    slug = "khoan-vay"
    title = "Khoản vay"
    noun = "khoản vay"
    about = "Khoản vay đóng nhu cầu vay đang mở của chủ thể ấy, như khi ghi từng khoản."
    columns = (
        CODE,
        *producer_columns("Chủ thể", note=sample_note),
        ListColumn("Ngân hàng", lambda row: row.bank, url=_loan_page, reads=words("bank", 200)),
        ListColumn("Chương trình", _programme, reads=named("programme", needed=False)),
        ListColumn("Chuỗi giá trị", lambda row: row.chain, reads=words("chain", 200, needed=False)),
        ListColumn(
            "Số tiền (đồng)",
            lambda row: row.amount,
            "number",
            reads=by_field("amount", kit.MoneyField(label="Số tiền", minimum=1)),
        ),
        ListColumn(
            "Giải ngân",
            lambda row: row.starts_on,
            "date",
            reads=by_field("starts_on", kit.DateField(label="Ngày giải ngân")),
        ),
        ListColumn(
            "Đáo hạn",
            lambda row: row.ends_on,
            "date",
            reads=by_field("ends_on", kit.DateField(label="Ngày đáo hạn", required=False)),
        ),
        IN_CHARGE,
    )

    def may_add(self) -> Answer:
        return policies.may_record_loans(self.actor)

    def home(self) -> str:
        return reverse("funding:loans")

    def export(self) -> str:
        return reverse("funding:loans_sheet")

    def records(self) -> Any:
        return Loan.objects.visible_to(self.actor).select_related("producer", "programme", "office")

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        refuse_loan(_loan(facts), by=self.actor, today=self.actor.on)

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (facts["producer"].pk, squash(facts["bank"]), facts["amount"], facts["starts_on"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        for row in Loan.objects.filter(producer__in=_producers(lines)):
            yield (row.producer_id, squash(row.bank), row.amount, row.starts_on)

    def find_near(self, lines: Sequence[Line]) -> None:
        """The same sum for the same producer in the same year."""
        note_near(
            lines,
            Loan.objects.visible_to(self.actor).filter(producer__in=_producers(lines)),
            of_line=lambda said: (said["producer"].pk, said["amount"], said["starts_on"].year),
            of_row=lambda row: (row.producer_id, row.amount, row.starts_on.year),
            near=lambda row: Near(
                f"Đã ghi khoản vay {format_money(row.amount)} của {row.bank} ngày {format_date(row.starts_on)}"
            ),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        """Each loan answers its producer's open wish, one loan a wish."""
        read = CreditApplication.objects.visible_to(by)
        rows = read.filter(producer__in=_producers(lines), state__in=OPEN_CREDIT, loan=None)
        wishes = {row.producer_id: row for row in rows.order_by("-made_at", "-pk").reverse()}
        for line in lines:
            application = wishes.pop(line.facts["producer"].pk, None)
            record_loan(_loan(line.facts, application), by=by, at=at)


def _wish(facts: Mapping[str, Any]) -> NewWish:
    return NewWish(**{name: facts[name] for name in NewWish.__dataclass_fields__})


def _loan(facts: Mapping[str, Any], application: CreditApplication | None = None) -> NewLoan:
    said = {name: facts[name] for name in NewLoan.__dataclass_fields__ if name != "application"}
    return NewLoan(**said, application=application)
