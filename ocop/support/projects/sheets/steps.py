"""The steps of a project in and out of Excel."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.ground.offices.names import office_index
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer, require
from ocop.kit.sheets.cells import NameIndex, by_field, named, one_of, words
from ocop.kit.sheets.table import Line, Near, SheetTable, note_near
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn
from ocop.support.projects import policies
from ocop.support.projects.actions import StepFacts, add_step, change_step
from ocop.support.projects.models import Project, Step
from ocop.support.projects.states import StepKind


class Steps(SheetTable):
    """What a project goes through: who answers for each step, by when; papers and states on the step's page."""

    slug = "buoc-du-an"
    title = "Các bước của dự án"
    noun = "bước"
    about = "Bước mới được thêm vào cuối, theo thứ tự trong bảng."
    may_change = True
    columns = (
        CODE,
        ListColumn("Loại bước", lambda row: str(row.get_kind_display()), reads=one_of("kind", StepKind.choices)),
        ListColumn("Nội dung", lambda row: row.title, reads=words("title", 300)),
        ListColumn(
            "Cơ quan phụ trách",
            lambda row: row.office.name if row.office else "",
            reads=named("office", needed=False),
        ),
        ListColumn(
            "Hạn",
            lambda row: row.planned_on,
            "date",
            reads=by_field("planned_on", kit.DateField(label="Hạn", required=False)),
        ),
        ListColumn("Trạng thái", lambda row: str(row.get_state_display())),
        ListColumn("Ngày xong", lambda row: row.done_on, "date"),
        ListColumn("Mục của kế hoạch", lambda row: row.reference, reads=words("reference", 100, needed=False)),
        ListColumn("Ghi chú", lambda row: row.remark, reads=words("remark", 1000, needed=False)),
    )
    scope: Project

    @classmethod
    def scope_of(cls, actor: Actor, public_id: str) -> Project:
        found = Project.objects.visible_to(actor).select_related("office").filter(public_id=public_id).first()
        if found is None:
            raise LookupError(public_id)
        return found

    def may(self) -> Answer:
        return policies.may_add_steps(self.actor, self.scope)

    def home(self) -> str:
        return reverse("projects:project", args=[self.scope.public_id])

    def export(self) -> str:
        return reverse("projects:steps_sheet", args=[self.scope.public_id])

    def records(self) -> Any:
        return Step.objects.filter(project=self.scope).select_related("office", "project")

    def build_index(self, name: str) -> NameIndex:
        return office_index(self.actor.on) if name == "office" else super().build_index(name)

    def current(self, record: Any) -> dict[str, Any]:
        return {name: getattr(record, name) for name in StepFacts.__dataclass_fields__}

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        require(policies.may_add_steps(self.actor, self.scope))
        if record is not None:
            require(policies.may_work_on(self.actor, record))

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (facts["kind"], squash(facts["title"]))

    def keys_on_file(self, lines: Sequence[Line]) -> Iterator[Hashable]:
        for kind, title in self.scope.steps.values_list("kind", "title"):
            yield (kind, squash(title))

    def find_near(self, lines: Sequence[Line]) -> None:
        """The same words as a step of another kind."""
        note_near(
            lines,
            self.scope.steps.all(),
            of_line=lambda said: squash(said["title"]),
            of_row=lambda row: squash(row.title),
            near=lambda row: Near(
                f"Đã có bước “{row.title}”, loại {str(row.get_kind_display()).lower()}",
                reverse("projects:step", args=[row.public_id]),
            ),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            add_step(self.scope, StepFacts(**line.facts), by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        change_step(line.record, StepFacts(**line.facts), by=by, at=at)
