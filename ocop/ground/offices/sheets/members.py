"""Members of one committee in and out of Excel; a row is known by who sits, with which duty, from when."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.ground.offices import policies
from ocop.ground.offices.committees import MemberFacts, refuse_seat, seat
from ocop.ground.offices.models import Committee
from ocop.ground.offices.names import offices_by_day
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer
from ocop.kit.sheets.cells import NameIndex, by_field, named, words
from ocop.kit.sheets.table import Line, Near, SheetTable, note_near
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import ListColumn


class Members(SheetTable):
    """Who sits on a committee with which duty, now and before."""

    slug = "thanh-vien-ban"
    title = "Thành viên ban chỉ đạo"
    noun = "thành viên"
    about = "Thành viên là người, cơ quan, hoặc người của một cơ quan. Thôi thành viên thì ghi trên trang của ban."
    columns = (
        ListColumn("Họ và tên", lambda row: row.full_name, reads=words("full_name", 150, needed=False)),
        ListColumn(
            "Cơ quan",
            lambda row: row.office.name if row.office else "",
            reads=named("office", needed=False, on="valid_from"),
        ),
        ListColumn("Nhiệm vụ trong ban", lambda row: row.position, reads=words("position", 100)),
        ListColumn(
            "Từ ngày",
            lambda row: row.valid_from,
            "date",
            reads=by_field("valid_from", kit.DateField(label="Từ ngày")),
        ),
        ListColumn("Đến ngày", lambda row: row.valid_to, "date"),
    )
    scope: Committee

    @classmethod
    def scope_of(cls, actor: Actor, public_id: str) -> Committee:
        found = Committee.objects.filter(public_id=public_id).first() if policies.may_see_offices(actor) else None
        if found is None:
            raise LookupError(public_id)
        return found

    def may(self) -> Answer:
        return policies.may_keep_committees(self.actor)

    def home(self) -> str:
        return reverse("offices:committee", args=[self.scope.public_id])

    def export(self) -> str:
        return reverse("offices:members_sheet", args=[self.scope.public_id])

    def records(self) -> Any:
        return self.scope.members.select_related("office").order_by("valid_from", "pk")

    def build_index(self, name: str) -> NameIndex:
        return offices_by_day() if name == "office" else super().build_index(name)

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        refuse_seat(self.scope, MemberFacts(**facts))

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        office = facts["office"].pk if facts["office"] else None
        return (squash(facts["full_name"]), office, squash(facts["position"]), facts["valid_from"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterator[Hashable]:
        for row in self.scope.members.all():
            yield (squash(row.full_name), row.office_id, squash(row.position), row.valid_from)

    def find_near(self, lines: Sequence[Line]) -> None:
        """The same person or office that sits there already with another duty."""
        note_near(
            lines,
            self.records().filter(valid_to__isnull=True),
            of_line=lambda said: (squash(said["full_name"]), said["office"].pk if said["office"] else None),
            of_row=lambda row: (squash(row.full_name), row.office_id),
            near=lambda row: Near(f"Đang là thành viên: {row}"),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            seat(self.scope, MemberFacts(**line.facts), by=by, at=at)
