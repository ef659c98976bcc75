"""What training officials need, in and out of Excel; a new row is an open need of the person's office."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.ground.offices.names import office_index
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer, require
from ocop.kit.sheets.cells import NameIndex, by_field, named, one_of, words, yes_or_no
from ocop.kit.sheets.table import Line, Near, SheetTable, note_near
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.activities import policies
from ocop.support.activities.actions.needs import NeedFacts, page_of, state_need
from ocop.support.activities.models import TrainingNeed
from ocop.support.activities.states import OFFICIALS, NeedTopic

_COLOURS = {"open": "yellow", "met": "green", "withdrawn": "grey"}
_FACTS = tuple(NeedFacts.__dataclass_fields__)


class Needs(SheetTable):
    """How many officials of which office need training in what."""

    slug = "nhu-cau-tap-huan"
    title = "Nhu cầu tập huấn"
    noun = "nhu cầu"
    about = "Ghi số cán bộ, không ghi tên. Dòng mới là nhu cầu chưa đáp ứng; gắn lớp trên trang của nhu cầu."
    kept = "Nhu cầu đã nêu không sửa bằng bảng. Giữ nguyên ô này; rút nhu cầu trên trang của nó rồi nêu lại."
    columns = (
        CODE,
        ListColumn(
            "Nội dung",
            lambda row: str(row.get_topic_display()),
            url=page_of,
            reads=one_of("topic", NeedTopic.choices),
        ),
        ListColumn("Cơ quan", lambda row: str(row.office), reads=named("office")),
        ListColumn(
            "Thành phần",
            lambda row: str(row.get_group_display()),
            reads=one_of("group", [(each.value, each.label) for each in OFFICIALS]),
        ),
        ListColumn(
            "Số người",
            lambda row: row.people,
            "number",
            reads=by_field("people", kit.IntegerTextField(label="Số người", minimum=1, maximum=10_000)),
        ),
        ListColumn("Chuyên sâu (Trung ương)", lambda row: row.is_deep, reads=yes_or_no("is_deep")),
        ListColumn("Năm", lambda row: str(row.year), reads=by_field("year", kit.YearField(label="Năm"))),
        ListColumn("Trạng thái", lambda row: str(row.get_state_display()), tag=lambda row: _COLOURS[row.state]),
        ListColumn("Cần học gì", lambda row: row.detail, on_screen=False, reads=words("detail", 1000, needed=False)),
    )

    def may(self) -> Answer:
        return policies.may_state_need(self.actor)

    def home(self) -> str:
        return reverse("activities:needs")

    def export(self) -> str:
        return reverse("activities:needs_sheet")

    def records(self) -> Any:
        return TrainingNeed.objects.visible_to(self.actor).select_related("office")

    def build_index(self, name: str) -> NameIndex:
        return office_index(self.actor.on) if name == "office" else super().build_index(name)

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        require(policies.may_record_for(self.actor, facts["office"]))

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (facts["office"].pk, *(facts[name] for name in _FACTS if name != "office"))

    def _open(self, lines: Sequence[Line]) -> Any:
        offices = {line.facts["office"].pk for line in lines}
        return TrainingNeed.objects.visible_to(self.actor).open().filter(office__in=offices)

    def keys_on_file(self, lines: Sequence[Line]) -> Iterator[Hashable]:
        for row in self._open(lines):
            yield (row.office_id, *(getattr(row, name) for name in _FACTS if name != "office"))

    def find_near(self, lines: Sequence[Line]) -> None:
        """An open need of the same office for the same subject and year."""
        note_near(
            lines,
            self._open(lines),
            of_line=lambda said: (said["office"].pk, said["topic"], said["year"]),
            of_row=lambda row: (row.office_id, row.topic, row.year),
            near=lambda row: Near(
                f"Cơ quan này đã nêu: {row.get_topic_display()}, {row.people} người, năm {row.year}", page_of(row)
            ),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            state_need(NeedFacts(**{name: line.facts[name] for name in _FACTS}), by=by, at=at)
