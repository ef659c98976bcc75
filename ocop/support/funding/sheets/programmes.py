"""Credit programmes in and out of Excel."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.ground.programme.models import LegalDocument
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer, no
from ocop.kit.sheets.cells import CellProblem, NameIndex, by_field, named, words
from ocop.kit.sheets.table import Line, Near, SheetTable, note_near
from ocop.kit.text.dates import format_date
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.funding import policies
from ocop.support.funding.actions import add_credit_programme
from ocop.support.funding.models import CreditProgramme
from ocop.support.funding.queries import works_with_support
from ocop.support.funding.sheets.base import IN_CHARGE


class Programmes(SheetTable):
    """What banks and funds offer producers, on which conditions, from when."""

    slug = "chuong-trinh-tin-dung"
    title = "Chương trình tín dụng"
    noun = "chương trình"
    about = "Văn bản ghi bằng số, ký hiệu như trong thư viện văn bản."
    kept = "Chương trình đã ghi không sửa bằng bảng. Giữ nguyên ô này; điều kiện mới thì ghi thành chương trình mới."
    columns = (
        CODE,
        ListColumn("Tên chương trình", lambda row: row.name, reads=words("name", 300)),
        ListColumn("Tổ chức tín dụng", lambda row: row.bank, reads=words("bank", 200, needed=False)),
        ListColumn(
            "Văn bản", lambda row: row.document.number if row.document else "", reads=named("document", needed=False)
        ),
        ListColumn("Điều kiện, lãi suất", lambda row: row.terms, reads=words("terms", 2000, needed=False)),
        ListColumn(
            "Từ ngày", lambda row: row.starts_on, "date", reads=by_field("starts_on", kit.DateField(label="Từ ngày"))
        ),
        ListColumn(
            "Đến ngày",
            lambda row: row.ends_on,
            "date",
            reads=by_field("ends_on", kit.DateField(label="Đến ngày", required=False)),
        ),
        IN_CHARGE,
    )

    def may(self) -> Answer:
        if not works_with_support(self.actor):
            return no("Trang này dành cho cán bộ.")
        return policies.may_record_loans(self.actor)

    def home(self) -> str:
        return reverse("funding:credit")

    def export(self) -> str:
        return reverse("funding:programmes_sheet")

    def records(self) -> Any:
        return CreditProgramme.objects.visible_to(self.actor).select_related("document", "office")

    def build_index(self, name: str) -> NameIndex:
        if name == "document":
            return NameIndex("văn bản", LegalDocument.objects.all(), lambda row: (row.number, str(row)))
        return super().build_index(name)

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        if facts["ends_on"] and facts["ends_on"] < facts["starts_on"]:
            raise CellProblem("Ngày kết thúc không được trước ngày bắt đầu.", "ends_on")

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (squash(facts["name"]), facts["starts_on"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        return [(squash(row.name), row.starts_on) for row in CreditProgramme.objects.all()]

    def find_near(self, lines: Sequence[Line]) -> None:
        """The same name from another day."""
        note_near(
            lines,
            CreditProgramme.objects.all(),
            of_line=lambda said: squash(said["name"]),
            of_row=lambda row: squash(row.name),
            near=lambda row: Near(f"Đã có “{row.name}” từ ngày {format_date(row.starts_on)}"),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            add_credit_programme(**line.facts, by=by, at=at)
