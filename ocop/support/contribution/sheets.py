"""Producers' years in and out of Excel: a row names its producer and its year, and says why it corrects one on file."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse

from ocop.kit import clock
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer
from ocop.kit.sheets.cells import CellProblem, In, NameIndex, by_field, code_of, named, one_of, words
from ocop.kit.sheets.table import Line, SheetTable
from ocop.kit.ui.listing import ListColumn
from ocop.support.contribution import policies
from ocop.support.contribution.actions import (
    FACTS,
    YearFacts,
    facts_of,
    last_year,
    problem_of,
    record_year,
    state_years,
)
from ocop.support.contribution.models import YearlyResult
from ocop.support.contribution.queries import producers_of
from ocop.support.contribution.states import Source

YEAR = by_field("year", kit.YearField(label="Năm"))


def _people(key: str, label: str, *, required: bool = False) -> In:
    return by_field(key, kit.IntegerTextField(label=label, required=required))


def _money(key: str, label: str) -> In:
    """Any sum; which are possible `problem_of` says, to forms and sheets alike."""
    return by_field(key, kit.IntegerTextField(label=label, required=False))


class Results(SheetTable):
    """What producers' years were; a year on file is corrected with a reason, and the old figures stay."""

    slug = "ket-qua-nam"
    title = "Kết quả năm của chủ thể"
    noun = "dòng"
    about = "Mỗi dòng là một năm của một chủ thể. Sửa số đã có thì ghi cột “Lý do sửa”; cột không có thì giữ số cũ."
    may_change = True
    aside = frozenset({"producer_code", "producer", "year", "why"})
    columns = (
        ListColumn("Mã chủ thể", lambda row: row.producer.public_id, on_screen=False, reads=code_of("producer_code")),
        ListColumn(
            "Tên chủ thể",
            lambda row: row.producer.name,
            url=lambda row: reverse("contribution:producer", args=[row.producer.public_id]),
            note=lambda row: "Mẫu" if row.is_sample else "",
            reads=named("producer", code="producer_code"),
        ),
        ListColumn("Năm", lambda row: str(row.year), reads=YEAR),
        ListColumn("Lao động", lambda row: row.workers, "number", reads=_people("workers", "Lao động", required=True)),
        ListColumn(
            "Lao động nữ", lambda row: row.women, "number", on_screen=False, reads=_people("women", "Lao động nữ")
        ),
        ListColumn(
            "Lao động tại địa phương",
            lambda row: row.local_workers,
            "number",
            on_screen=False,
            reads=_people("local_workers", "Lao động tại địa phương"),
        ),
        ListColumn("Doanh thu (đồng)", lambda row: row.turnover, "number", reads=_money("turnover", "Doanh thu")),
        ListColumn(
            "Thu nhập bình quân một tháng (đồng)",
            lambda row: row.monthly_pay,
            "number",
            on_screen=False,
            reads=_money("monthly_pay", "Thu nhập bình quân một tháng"),
        ),
        ListColumn(
            "Đầu tư máy móc, nhà xưởng (đồng)",
            lambda row: row.investment,
            "number",
            reads=_money("investment", "Đầu tư máy móc, nhà xưởng"),
        ),
        ListColumn(
            "Nguồn số liệu",
            lambda row: str(row.get_source_display()),
            tag=lambda row: "green" if row.source == Source.PAPER else "yellow",
            reads=one_of("source", Source.choices, needed=False, empty=Source.DECLARED),
        ),
        ListColumn("Ghi chú", lambda row: row.note, on_screen=False, reads=words("note", 500, needed=False)),
        ListColumn("Lý do sửa", lambda row: "", on_screen=False, reads=words("why", 300, needed=False)),
    )

    def may(self) -> Answer:
        return policies.may_import(self.actor)

    def home(self) -> str:
        return reverse("contribution:results")

    def export(self) -> str:
        return reverse("contribution:results_sheet")

    def records(self) -> Any:
        return YearlyResult.objects.current().visible_to(self.actor).select_related("producer")

    def build_index(self, name: str) -> NameIndex:
        if name == "producer":
            rows = producers_of(self.actor).order_by("pk")
            return NameIndex("chủ thể", (row for row in rows if policies.keeps(self.actor, row)), marks=True)
        return super().build_index(name)

    @cached_property
    def _on_file(self) -> dict[tuple[int, int], YearlyResult]:
        return {(row.producer_id, row.year): row for row in self.records()}

    def find_record(self, cells: Mapping[str, str]) -> YearlyResult | None:
        producer = self.index("producer").maybe(cells.get("producer_code") or cells.get("producer", ""))
        try:
            year = YEAR.read(cells.get("year", ""), self)
        except CellProblem:
            return None
        return self._on_file.get((producer.pk, year)) if producer else None

    def current(self, record: Any) -> dict[str, Any]:
        return facts_of(record).as_dict() | {"producer": record.producer, "year": record.year, "why": ""}

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        if problem := problem_of(_said(facts), facts["year"], last_year(clock.now())):
            raise CellProblem(problem[1], problem[0])
        if record is not None and _said(facts) != facts_of(record) and not facts["why"]:
            raise CellProblem("Năm này đã có số liệu khác. Anh/chị ghi lý do vào cột “Lý do sửa”.", "why")

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (facts["producer"].pk, facts["year"])

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        state_years([(line.facts["producer"], line.facts["year"], _said(line.facts)) for line in lines], by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        said = line.facts
        record_year(said["producer"], said["year"], _said(said), why=said["why"], by=by, at=at)


def _said(facts: Mapping[str, Any]) -> YearFacts:
    """What a row states; a column that is not in the sheet is as on file, or not stated."""
    return YearFacts(**{name: facts[name] for name in FACTS})


TABLES = (Results,)
