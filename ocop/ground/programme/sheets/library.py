"""Documents of the programme in and out of Excel; their scans are filed on their pages."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse

from ocop.ground.programme import policies
from ocop.ground.programme.actions import DocumentFacts, add_document, change_document
from ocop.ground.programme.models import LegalDocument
from ocop.ground.programme.states import DocumentKind
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer
from ocop.kit.sheets.cells import CellProblem, In, NameIndex, by_field, one_of, words
from ocop.kit.sheets.table import Line, Near, SheetTable, note_near
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn


def _amended(text: str, table: SheetTable) -> list[LegalDocument]:
    """Documents of the library by their numbers, between semicolons."""
    return [table.index("number").find(part) for part in (each.strip() for each in text.split(";")) if part]


def _day(key: str, label: str, *, required: bool = False) -> In:
    return by_field(key, kit.DateField(label=label, required=required))


class Library(SheetTable):
    """Decisions, plans, guidance and resolutions the programme rests on."""

    slug = "van-ban"
    title = "Văn bản của Chương trình"
    noun = "văn bản"
    about = "Văn bản được sửa đổi ghi bằng số, ký hiệu; nhiều văn bản thì cách nhau bằng dấu chấm phẩy."
    may_change = True
    columns = (
        CODE,
        ListColumn("Loại văn bản", lambda row: str(row.get_kind_display()), reads=one_of("kind", DocumentKind.choices)),
        ListColumn("Số, ký hiệu", lambda row: row.number, reads=words("number", 60)),
        ListColumn(
            "Ngày ban hành", lambda row: row.issued_on, "date", reads=_day("issued_on", "Ngày ban hành", required=True)
        ),
        ListColumn("Trích yếu", lambda row: row.title, reads=words("title", 400)),
        ListColumn("Cơ quan ban hành", lambda row: row.issuer, reads=words("issuer", 200)),
        ListColumn(
            "Có hiệu lực từ", lambda row: row.in_force_from, "date", reads=_day("in_force_from", "Có hiệu lực từ")
        ),
        ListColumn(
            "Có hiệu lực đến", lambda row: row.in_force_to, "date", reads=_day("in_force_to", "Có hiệu lực đến")
        ),
        ListColumn(
            "Sửa đổi, bổ sung văn bản",
            lambda row: "; ".join(old.number for old in row.amends.all()),
            reads=In("amends", _amended, empty=()),
        ),
        ListColumn("Nhắc OCOP ở mục", lambda row: row.mention, reads=words("mention", 300, needed=False)),
        ListColumn(
            "Nguồn",
            lambda row: row.source_url,
            reads=by_field("source_url", forms.URLField(label="Nguồn", required=False, assume_scheme="https")),
        ),
        ListColumn("Ghi chú", lambda row: row.note, reads=words("note", 1000, needed=False)),
    )

    def may(self) -> Answer:
        return policies.may_keep_library(self.actor)

    def home(self) -> str:
        return reverse("programme:library")

    def export(self) -> str:
        return reverse("programme:library_sheet")

    def records(self) -> Any:
        return LegalDocument.objects.prefetch_related("amends")

    def build_index(self, name: str) -> NameIndex:
        if name == "number":
            return NameIndex("văn bản", LegalDocument.objects.all(), lambda row: (row.number, str(row)))
        return super().build_index(name)

    def current(self, record: Any) -> dict[str, Any]:
        facts = {name: getattr(record, name) for name in DocumentFacts.__dataclass_fields__ if name != "amends"}
        return facts | {"amends": list(record.amends.all())}

    def complete(self, facts: dict[str, Any]) -> None:
        """A place where a text speaks of the programme says that it does."""
        facts["mentions_ocop"] = bool(facts["mention"])
        facts["source_url"] = facts["source_url"] or ""
        ends = facts["in_force_to"]
        if ends and facts["in_force_from"] and ends < facts["in_force_from"]:
            raise CellProblem("Ngày hết hiệu lực phải sau ngày có hiệu lực.", "in_force_to")

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        if record is None:
            return
        if any(old.pk == record.pk for old in facts["amends"]):
            raise CellProblem("Văn bản không sửa đổi chính nó. Bỏ số này.", "amends")
        same = self.index("number").by_name.get(squash(facts["number"]), [])
        if any(each.pk != record.pk and each.issued_on == facts["issued_on"] for each in same):
            raise CellProblem("Thư viện đã có văn bản khác cùng số, cùng ngày.", "number")

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (squash(facts["number"]), facts["issued_on"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterator[Hashable]:
        for number, day in LegalDocument.objects.values_list("number", "issued_on"):
            yield (squash(number), day)

    def find_near(self, lines: Sequence[Line]) -> None:
        """The same number on another day."""
        note_near(
            lines,
            LegalDocument.objects.all(),
            of_line=lambda said: squash(said["number"]),
            of_row=lambda row: squash(row.number),
            near=lambda row: Near(
                f"Đã có {row} ngày {row.issued_on:%d/%m/%Y}", reverse("programme:document", args=[row.public_id])
            ),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            add_document(DocumentFacts(**line.facts), by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        change_document(line.record, DocumentFacts(**line.facts), by=by, at=at)
