"""Reward rounds in and out of Excel: what is announced to every office."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse

from ocop.ground.offices.names import office_index
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer, require
from ocop.kit.sheets.cells import CellProblem, NameIndex, by_field, named, one_of, words
from ocop.kit.sheets.table import Line, SheetTable
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.rewards import policies
from ocop.support.rewards.actions import RoundFacts, change_round, open_round
from ocop.support.rewards.models import RewardRound
from ocop.support.rewards.states import RoundKind


def _day(heading: str, key: str) -> ListColumn:
    return ListColumn(
        heading, lambda row: getattr(row, key), "date", reads=by_field(key, kit.DateField(label=heading))
    )


class Rounds(SheetTable):
    """Rounds of rewards; a new row opens one, an open one is changed by its code."""

    slug = "dot-khen-thuong"
    title = "Đợt khen thưởng"
    noun = "đợt"
    about = "Mỗi dòng mới mở một đợt. Đợt còn nhận đề nghị thì sửa được tên và các ngày; cơ quan tổ chức giữ nguyên."
    may_change = True
    columns = (
        CODE,
        ListColumn("Đợt", lambda row: row.name, reads=words("name", 200)),
        ListColumn("Loại đợt", lambda row: str(row.get_kind_display()), reads=one_of("kind", RoundKind.choices)),
        ListColumn("Cơ quan tổ chức", lambda row: row.office.name, reads=named("office")),
        _day("Xét thành tích từ ngày", "covers_from"),
        _day("Xét thành tích đến ngày", "covers_to"),
        _day("Nhận đề nghị từ ngày", "opens_on"),
        _day("Nhận đề nghị đến hết ngày", "closes_on"),
        ListColumn("Trạng thái", lambda row: str(row.get_state_display())),
    )

    def may(self) -> Answer:
        return policies.may_open(self.actor)

    def home(self) -> str:
        return reverse("rewards:rounds")

    def export(self) -> str:
        return reverse("rewards:rounds_sheet")

    def records(self) -> Any:
        return RewardRound.objects.visible_to(self.actor).select_related("office")

    def build_index(self, name: str) -> NameIndex:
        if name == "office":
            return office_index(self.actor.on, policies.offices_to_run(self.actor))
        return super().build_index(name)

    def current(self, record: Any) -> dict[str, Any]:
        return _said(record) | {"office": record.office}

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        for first, last in (("covers_from", "covers_to"), ("opens_on", "closes_on")):
            if facts[last] < facts[first]:
                raise CellProblem("Ngày cuối phải sau ngày đầu. Sửa lại hai ngày.", last)
        if record is None:
            return
        require(policies.may_change_criteria(self.actor, record))
        if facts["office"] != record.office:
            raise CellProblem("Cơ quan tổ chức của một đợt đã mở thì giữ nguyên.", "office")

    @cached_property
    def _on_file(self) -> dict[Hashable, RewardRound]:
        return {_key(_said(row) | {"office": row.office}): row for row in self.records()}

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return _key(facts)

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        """Rounds that are said in the same words; other words are an error, not the same."""
        for line in lines:
            row = self._on_file.get(key := _key(line.facts))
            if row is not None and self.current(row).items() <= line.facts.items():
                yield key

    def check_all(self, lines: Sequence[Line]) -> Iterator[tuple[Line, str, str]]:
        for line in lines:
            if row := self._on_file.get(_key(line.facts)):
                yield line, "name", f"Khoảng thời gian này đã có đợt “{row.name}”. Muốn sửa thì ghi mã vào cột “Mã”."

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            open_round(_facts(line.facts), office=line.facts["office"], by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        change_round(line.record, _facts(line.facts), by=by, at=at)


def _said(row: RewardRound) -> dict[str, Any]:
    return {name: getattr(row, name) for name in RoundFacts.__dataclass_fields__}


def _facts(facts: Mapping[str, Any]) -> RoundFacts:
    return RoundFacts(**{name: facts[name] for name in RoundFacts.__dataclass_fields__})


def _key(facts: Mapping[str, Any]) -> Hashable:
    return (facts["office"].pk, facts["kind"], facts["covers_to"])
