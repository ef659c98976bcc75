"""The lines of a plan with their needs, in and out of Excel as one tree."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.ground.budget import policies
from ocop.ground.budget.actions import NewLine, add_line
from ocop.ground.budget.figures import Figures, forest
from ocop.ground.budget.models import BudgetLine
from ocop.ground.budget.queries import reads_money
from ocop.ground.budget.states import Programme, Source
from ocop.ground.planning.models import Plan
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer
from ocop.kit.sheets.cells import CellProblem, In, NameIndex, by_field, code_of, one_of, words
from ocop.kit.sheets.table import Line, Near, SheetTable, note_near
from ocop.kit.text.fold import squash
from ocop.kit.text.numbers import format_money
from ocop.kit.ui.listing import CODE, ListColumn


def _parent(text: str, table: SheetTable) -> BudgetLine | str:
    """A line of the plan, or the name of a row further up in the sheet."""
    return table.index("parent").maybe(text) or text


class Lines(SheetTable):
    """The tree of a plan; a line with parts is the sum of them, in the sheet as on file."""

    slug = "dong-du-toan"
    title = "Dự toán"
    noun = "dòng dự toán"
    about = (
        "Dòng cấp trên ghi trước, các phần của nó ghi sau và nêu tên dòng ấy ở cột “Thuộc dòng”."
        " Dòng cấp trên có số tiền thì các phần cộng lại phải đúng số ấy."
    )
    kept = "Dòng dự toán đã lập không sửa bằng bảng. Giữ nguyên ô này; muốn chia dòng thì mở trang của dòng."
    columns = (
        CODE,
        ListColumn("Mục", lambda row: row.line.reference, reads=words("reference", 20, needed=False)),
        ListColumn("Nội dung", lambda row: " " * 2 * row.depth + row.line.name, reads=words("name", 300)),
        ListColumn(
            "Mã dòng cấp trên",
            lambda row: row.line.parent.public_id if row.line.parent else "",
            reads=code_of("parent_code"),
        ),
        ListColumn(
            "Thuộc dòng",
            lambda row: row.line.parent.name if row.line.parent else "",
            reads=In("parent", _parent, code="parent_code", index="parent"),
        ),
        ListColumn(
            "Nguồn vốn",
            lambda row: str(row.line.get_source_display()),
            reads=one_of("source", Source.choices, needed=False),
        ),
        ListColumn(
            "Chương trình lồng ghép",
            lambda row: str(row.line.get_programme_display()),
            reads=one_of("programme", Programme.choices, needed=False),
        ),
        ListColumn(
            "Nhu cầu cả giai đoạn (đồng)",
            lambda row: row.need,
            "number",
            reads=by_field("amount", kit.MoneyField(label="Nhu cầu", required=False)),
        ),
        ListColumn("Ghi chú", lambda row: row.line.note, reads=words("note", 300, needed=False)),
        ListColumn("Đã phân bổ (đồng)", lambda row: row.allocated, "number"),
        ListColumn("Đã chi (đồng)", lambda row: row.paid, "number"),
        ListColumn("Còn lại chưa chi (đồng)", lambda row: row.remaining, "number"),
    )
    scope: Plan

    @classmethod
    def scope_of(cls, actor: Actor, public_id: str) -> Plan:
        plan = Plan.objects.visible_to(actor).filter(public_id=public_id).first() if reads_money(actor) else None
        if plan is None:
            raise LookupError(public_id)
        return plan

    def may(self) -> Answer:
        return policies.may_keep_lines(self.actor, self.scope)

    def home(self) -> str:
        return reverse("budget:plan", args=[self.scope.public_id])

    def export(self) -> str:
        return reverse("budget:plan_sheet", args=[self.scope.public_id])

    def records(self) -> Any:
        return self.scope.budget_lines.all()

    def shown(self, records: Iterable[Any]) -> Iterable[Figures]:
        wanted = {line.pk for line in records}
        rows = (row for root in forest(self.scope, self.actor) for row in root.walk())
        return [row for row in rows if row.line.pk in wanted]

    def build_index(self, name: str) -> NameIndex:
        return NameIndex("dòng dự toán", self.scope.budget_lines.prefetch_related("parts"))

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        if not facts["parent"] and not facts["source"]:
            raise CellProblem("Dòng lớn nhất phải ghi nguồn vốn.", "source")

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (_name_of(facts["parent"]), squash(facts["name"]), facts["amount"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        rows = self.shown(self.records())
        return {(_name_of(row.line.parent), squash(row.line.name), row.need) for row in rows}

    def check_all(self, lines: Sequence[Line]) -> Iterator[tuple[Line, str, str]]:
        """A part's line stands on file or further up, and parts add up to their line."""
        parts, above = _parts(lines), set[str]()
        for line in lines:
            parent = line.facts["parent"]
            if isinstance(parent, str) and parent and squash(parent) not in above:
                yield line, "parent", "Không có dòng này trong kế hoạch, cũng không có ở phía trên trong bảng."
            elif isinstance(parent, BudgetLine) and parent.amount is not None and line.facts["amount"] is not None:
                yield line, "parent", "Dòng ấy đã có số chung. Anh/chị mở trang của dòng, chọn “Chia thành các phần”."
            name = squash(line.facts["name"])
            if name in above and name in parts:
                yield line, "name", "Bảng có hai dòng cấp trên cùng tên. Anh/chị ghi tên khác nhau."
            above.add(name)
        for line in lines:
            yield from _sums(line, parts.get(squash(line.facts["name"]), []))

    def find_near(self, lines: Sequence[Line]) -> None:
        """A line of the same name with another sum, or elsewhere in the tree."""
        note_near(
            lines,
            self.scope.budget_lines.all(),
            of_line=lambda said: squash(said["name"]),
            of_row=lambda row: squash(row.name),
            near=lambda row: Near(
                f"Kế hoạch đã có dòng “{row.name}”"
                + (f", nhu cầu {format_money(row.amount)}" if row.amount is not None else ""),
                reverse("budget:line", args=[row.public_id]),
            ),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        """Lines before their parts; a line whose parts have sums keeps none of its own."""
        parts, made = _parts(lines), dict[str, BudgetLine]()
        for line in lines:
            facts = dict(line.facts)
            parent = facts.pop("parent") or None
            facts.pop("parent_code", None)
            if any(part.facts["amount"] is not None for part in parts.get(squash(facts["name"]), [])):
                facts["amount"] = None
            under = made.get(squash(parent)) if isinstance(parent, str) else parent
            made[squash(facts["name"])] = add_line(self.scope, NewLine(**facts), parent=under, by=by, at=at)


def _name_of(parent: Any) -> str:
    return squash(str(parent)) if parent else ""


def _parts(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The rows below each row of the sheet that is new itself, by the name they give."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if isinstance(line.facts["parent"], str) and line.facts["parent"]:
            found.setdefault(squash(line.facts["parent"]), []).append(line)
    return found


def _sums(line: Line, parts: Sequence[Line]) -> Iterator[tuple[Line, str, str]]:
    amounts = [part.facts["amount"] for part in parts]
    if not any(amount is not None for amount in amounts):
        return
    if None in amounts:
        part = parts[amounts.index(None)]
        yield part, "amount", f"Các phần khác của “{line.facts['name']}” đã có số tiền. Ghi cả số của phần này."
    elif line.facts["amount"] is not None and sum(amounts) != line.facts["amount"]:
        total, own = format_money(sum(amounts)), format_money(line.facts["amount"])
        yield line, "amount", f"Các phần cộng lại là {total}, khác {own} của dòng. Sửa cho khớp."
