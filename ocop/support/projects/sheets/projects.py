"""The list of projects in and out of Excel."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.urls import reverse

from ocop.ground.offices.names import office_index
from ocop.ground.planning.models import Plan
from ocop.ground.programme.models import LegalDocument
from ocop.kit.scope import Actor, Answer, require
from ocop.kit.sheets.cells import CellProblem, NameIndex, by_field, named, one_of, words
from ocop.kit.sheets.table import Line, Near, SheetTable, note_near
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.projects import policies
from ocop.support.projects.actions import ProjectFacts, change_project, open_project
from ocop.support.projects.models import Project
from ocop.support.projects.states import ProjectKind


class Projects(SheetTable):
    """Projects and pilots; their states are moved on their pages."""

    slug = "du-an"
    title = "Dự án, mô hình điểm"
    noun = "dự án"
    about = "Dự án mới ở bước “Đang đề xuất, lập đề án”. Mã dự án viết chữ thường không dấu, có gạch nối."
    may_change = True
    columns = (
        CODE,
        ListColumn(
            "Mã dự án", lambda row: row.code, reads=by_field("code", forms.SlugField(max_length=40, label="Mã dự án"))
        ),
        ListColumn("Tên dự án", lambda row: row.name, reads=words("name", 250)),
        ListColumn("Loại", lambda row: str(row.get_kind_display()), reads=one_of("kind", ProjectKind.choices)),
        ListColumn("Cơ quan chủ trì", lambda row: row.office.name, reads=named("office")),
        ListColumn("Địa điểm", lambda row: row.place, reads=words("place", 200, needed=False)),
        ListColumn("Trạng thái", lambda row: str(row.get_state_display())),
        ListColumn("Bắt đầu", lambda row: row.began_on, "date"),
        ListColumn("Kết thúc", lambda row: row.ended_on, "date"),
        ListColumn("Số bước", lambda row: row.steps_all, "number"),
        ListColumn("Số bước đã xong", lambda row: row.steps_done, "number"),
        ListColumn("Kế hoạch", lambda row: row.plan.name if row.plan else "", reads=named("plan", needed=False)),
        ListColumn(
            "Quyết định khung",
            lambda row: row.framework.number if row.framework else "",
            reads=named("framework", needed=False),
        ),
        ListColumn("Mục của kế hoạch", lambda row: row.reference, reads=words("reference", 100, needed=False)),
        ListColumn("Ghi chú", lambda row: row.note, reads=words("note", 2000, needed=False)),
        ListColumn("Dữ liệu mẫu", lambda row: row.is_sample),
    )

    def may(self) -> Answer:
        return policies.may_open(self.actor)

    def home(self) -> str:
        return reverse("projects:projects")

    def export(self) -> str:
        return reverse("projects:projects_sheet")

    def records(self) -> Any:
        return Project.objects.visible_to(self.actor).for_list().select_related("office", "unit", "plan", "framework")

    def build_index(self, name: str) -> NameIndex:
        if name == "office":
            return office_index(self.actor.on)
        if name == "plan":
            return NameIndex("kế hoạch", Plan.objects.visible_to(self.actor))
        if name == "framework":
            return NameIndex("văn bản", LegalDocument.objects.all(), lambda row: (row.number, str(row)))
        if name == "code":
            return NameIndex("dự án", Project.objects.all(), lambda row: (row.code,))
        return super().build_index(name)

    def current(self, record: Any) -> dict[str, Any]:
        names = (*ProjectFacts.__dataclass_fields__, "code")
        return {name: getattr(record, name) for name in names}

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        if record is None:
            require(policies.may_own(self.actor, facts["office"]))
            return
        require(policies.may_manage(self.actor, record))
        if facts["code"] != record.code:
            raise CellProblem("Mã dự án không đổi được: dòng kinh phí mang mã này. Giữ nguyên ô này.", "code")
        if facts["office"].pk != record.office_id:
            require(policies.may_own(self.actor, facts["office"]))

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return str(facts["code"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterator[Hashable]:
        """Codes of projects of the same name; another name under a code is an error, not the same."""
        on_file = dict(Project.objects.values_list("code", "name"))
        for line in lines:
            if on_file.get(line.facts["code"]) == line.facts["name"]:
                yield line.facts["code"]

    def check_all(self, lines: Sequence[Line]) -> Iterator[tuple[Line, str, str]]:
        for line in lines:
            if self.index("code").maybe(line.facts["code"]) is not None:
                yield line, "code", "Mã này đã dùng cho dự án khác. Anh/chị chọn mã khác."

    def find_near(self, lines: Sequence[Line]) -> None:
        """A project of the same name under another code."""
        note_near(
            lines,
            Project.objects.visible_to(self.actor),
            of_line=lambda said: squash(said["name"]),
            of_row=lambda row: squash(row.name),
            near=lambda row: Near(
                f"Đã có dự án cùng tên, mã “{row.code}”", reverse("projects:project", args=[row.public_id])
            ),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            facts = dict(line.facts)
            open_project(_facts(facts), code=facts["code"], by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        change_project(line.record, _facts(line.facts), by=by, at=at)


def _facts(facts: Mapping[str, Any]) -> ProjectFacts:
    return ProjectFacts(**{name: facts[name] for name in ProjectFacts.__dataclass_fields__})
