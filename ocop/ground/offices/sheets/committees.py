"""Steering committees and working groups in and out of Excel."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse

from ocop.ground.offices import policies
from ocop.ground.offices.committees import CommitteeFacts, set_up
from ocop.ground.offices.models import Committee
from ocop.ground.offices.names import offices_by_day
from ocop.ground.offices.queries import running
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer
from ocop.kit.sheets.cells import NameIndex, by_field, named, words
from ocop.kit.sheets.table import Line, Near, SheetTable, note_near
from ocop.kit.text.dates import format_date
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn


class Committees(SheetTable):
    """Which committee stands at which office, who serves it, by which decision."""

    slug = "ban-chi-dao"
    title = "Ban chỉ đạo, tổ công tác"
    noun = "ban, tổ"
    about = "Cơ quan ghi theo tên lúc ban được lập. Thành viên nhập ở trang của từng ban."
    kept = "Ban đã ghi không sửa bằng bảng. Giữ nguyên ô này."
    columns = (
        CODE,
        ListColumn("Tên ban, tổ", lambda row: row.name, reads=words("name", 200)),
        ListColumn("Trực thuộc", lambda row: row.office.name, reads=named("office", on="valid_from")),
        ListColumn(
            "Cơ quan giúp việc, tham mưu",
            lambda row: row.adviser.name if row.adviser else "",
            reads=named("adviser", "office", needed=False, on="valid_from"),
        ),
        ListColumn("Số quyết định", lambda row: row.decision_number, reads=words("decision_number", 60, needed=False)),
        ListColumn(
            "Từ ngày",
            lambda row: row.valid_from,
            "date",
            reads=by_field("valid_from", kit.DateField(label="Từ ngày")),
        ),
        ListColumn("Đến ngày", lambda row: row.valid_to, "date"),
        ListColumn("Số thành viên", lambda row: row.seats, "number"),
    )

    def may(self) -> Answer:
        return policies.may_keep_committees(self.actor)

    def home(self) -> str:
        return reverse("offices:committees")

    def export(self) -> str:
        return reverse("offices:committees_sheet")

    def records(self) -> Any:
        rows = Committee.objects.select_related("office", "adviser").order_by("-valid_from", "name", "pk")
        return rows.annotate(seats=Count("members", filter=running(self.actor.on, "members__")))

    def build_index(self, name: str) -> NameIndex:
        return offices_by_day() if name == "office" else super().build_index(name)

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (squash(facts["name"]), facts["office"].pk, facts["valid_from"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        rows = Committee.objects.values_list("name", "office_id", "valid_from")
        return [(squash(name), office, day) for name, office, day in rows]

    def find_near(self, lines: Sequence[Line]) -> None:
        """One of the same name at the same office, from another day."""
        note_near(
            lines,
            Committee.objects.select_related("office"),
            of_line=lambda said: (squash(said["name"]), said["office"].pk),
            of_row=lambda row: (squash(row.name), row.office_id),
            near=lambda row: Near(
                f"{row.office} đã có {row.name} từ ngày {format_date(row.valid_from)}",
                reverse("offices:committee", args=[row.public_id]),
            ),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            set_up(CommitteeFacts(**line.facts), by=by, at=at)
