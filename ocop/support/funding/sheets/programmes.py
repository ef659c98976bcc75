"""Credit programmes in and out of Excel."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.kit.scope import Actor, Answer
from ocop.kit.sheets.cells import words
from ocop.kit.sheets.table import Line, Near, note_near
from ocop.kit.text.dates import format_date
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.funding import policies
from ocop.support.funding.actions import add_credit_programme
from ocop.support.funding.models import CreditProgramme
from ocop.support.funding.sheets.base import DAYS, DOCUMENT, IN_CHARGE, OfferTable


class Programmes(OfferTable):
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
        DOCUMENT,
        ListColumn("Điều kiện, lãi suất", lambda row: row.terms, reads=words("terms", 2000, needed=False)),
        *DAYS,
        IN_CHARGE,
    )

    def may_add(self) -> Answer:
        return policies.may_record_loans(self.actor)

    def home(self) -> str:
        return reverse("funding:credit")

    def export(self) -> str:
        return reverse("funding:programmes_sheet")

    def records(self) -> Any:
        return CreditProgramme.objects.visible_to(self.actor).select_related("document", "office")

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
