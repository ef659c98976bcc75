"""The catalogue of policies in and out of Excel."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.offices.names import office_index
from ocop.ground.offices.states import Tier
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer, require
from ocop.kit.sheets.cells import CellProblem, In, NameIndex, by_field, named, words
from ocop.kit.sheets.table import Line, Near, note_near
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.funding import policies
from ocop.support.funding.actions import PolicyFacts, add_policy, edit_policy
from ocop.support.funding.models import Policy
from ocop.support.funding.purposes import purpose_called
from ocop.support.funding.sheets.base import DAYS, DOCUMENT, OfferTable, address_of


def _purposes(text: str, table: Any) -> list[str]:
    """Purposes between semicolons."""
    found = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        if not (code := purpose_called(part)):
            raise CellProblem(f"“{part}” không có trong danh mục mục đích. Các mục đích cách nhau bằng dấu chấm phẩy.")
        found.append(code)
    return found


class Policies(OfferTable):
    """Policies that can help producers; who keeps a policy may change it by a sheet too."""

    slug = "chinh-sach-ho-tro"
    title = "Chính sách hỗ trợ"
    noun = "chính sách"
    about = "Sửa được các ô của chính sách cơ quan anh/chị quản lý. Nhiều mục đích thì cách nhau bằng dấu chấm phẩy."
    may_change = True
    columns = (
        CODE,
        ListColumn(
            "Chính sách",
            lambda row: row.name,
            url=address_of("funding:policy"),
            note=lambda row: "Dựng lại" if row.is_reconstructed else "",
            reads=words("name", 300),
        ),
        ListColumn("Mã ngắn", lambda row: row.code, reads=words("code", 40)),
        DOCUMENT,
        ListColumn(
            "Điều, khoản",
            lambda row: row.reference,
            on_screen=False,
            reads=words("reference", 200, needed=False),
        ),
        ListColumn("Hỗ trợ ai", lambda row: row.helps, on_screen=False, reads=words("helps", 500)),
        ListColumn("Mục đích", lambda row: "; ".join(row.purpose_names), reads=In("purposes", _purposes, needed=True)),
        ListColumn(
            "Điều kiện",
            lambda row: row.conditions,
            on_screen=False,
            reads=words("conditions", 2000, needed=False),
        ),
        ListColumn("Cơ quan chi", lambda row: str(row.office), reads=named("office")),
        ListColumn(
            "Mức cao nhất (đồng)",
            lambda row: row.ceiling,
            "number",
            reads=by_field("ceiling", kit.MoneyField(label="Mức cao nhất", minimum=1, required=False)),
        ),
        *DAYS,
    )

    def may_add(self) -> Answer:
        return policies.may_add_policies(self.actor)

    def home(self) -> str:
        return reverse("funding:catalogue")

    def export(self) -> str:
        return reverse("funding:catalogue_sheet")

    def records(self) -> Any:
        return Policy.objects.select_related("document", "office").prefetch_related("purposes")

    def build_index(self, name: str) -> NameIndex:
        if name == "office":
            offices = Office.objects.in_force(self.actor.on).filter(tier=Tier.PROVINCE)
            return office_index(self.actor.on, offices)
        if name == "code":
            return NameIndex("chính sách", Policy.objects.all(), lambda row: (row.code,))
        return super().build_index(name)

    def current(self, record: Any) -> dict[str, Any]:
        facts = {name: getattr(record, name) for name in PolicyFacts.__dataclass_fields__ if name != "purposes"}
        return facts | {"purposes": [each.purpose for each in record.purposes.all()]}

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        require(policies.may_keep_policy(self.actor, facts["office"].pk))
        if record is not None:
            require(policies.may_edit_policy(self.actor, record))
            same_code = self.index("code").maybe(facts["code"])
            if same_code is not None and same_code.pk != record.pk:
                raise CellProblem("Đã có chính sách khác mang mã này. Anh/chị đặt mã khác.", "code")
        super().check(facts, record)

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return squash(facts["code"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        """A code of a policy that says the same; one that says something else is an error, not the same."""
        on_file = {squash(row.code): self.current(row) for row in self.records()}
        for line in lines:
            key = squash(line.facts["code"])
            if on_file.get(key) == {**on_file.get(key, {}), **line.facts}:
                yield key

    def check_all(self, lines: Sequence[Line]) -> Iterator[tuple[Line, str, str]]:
        for line in lines:
            if self.index("code").maybe(line.facts["code"]) is not None:
                yield line, "code", "Đã có chính sách mang mã này. Muốn sửa thì ghi mã bản ghi vào cột “Mã”."

    def find_near(self, lines: Sequence[Line]) -> None:
        """A policy of the same name."""
        note_near(
            lines,
            Policy.objects.all(),
            of_line=lambda said: squash(said["name"]),
            of_row=lambda row: squash(row.name),
            near=lambda row: Near(
                f"Đã có chính sách cùng tên, mã ngắn “{row.code}”", address_of("funding:policy")(row)
            ),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            add_policy(PolicyFacts(**line.facts), by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        edit_policy(line.record, PolicyFacts(**line.facts), by=by, at=at)
