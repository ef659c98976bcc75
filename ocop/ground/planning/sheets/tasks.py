"""The tasks of a plan in and out of Excel, while it is being written."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse

from ocop.ground.offices.names import office_index
from ocop.ground.planning import policies
from ocop.ground.planning.actions import TaskFacts, add_task, change_task
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import Rhythm
from ocop.kit.scope import Actor, Answer, require
from ocop.kit.sheets.cells import In, NameIndex, one_of, words
from ocop.kit.sheets.table import Line, Near, SheetTable, note_near
from ocop.kit.text.fold import squash
from ocop.kit.ui.listing import CODE, ListColumn


def _offices(text: str, table: SheetTable) -> list[Any]:
    """Offices between semicolons."""
    return [table.index("office").find(part) for part in (each.strip() for each in text.split(";")) if part]


class Tasks(SheetTable):
    """What a plan asks of whom; it changes only until the plan is issued."""

    slug = "nhiem-vu-ke-hoach"
    title = "Nhiệm vụ của kế hoạch"
    noun = "nhiệm vụ"
    about = "Nhiều cơ quan phối hợp thì cách nhau bằng dấu chấm phẩy. Kế hoạch đã ban hành thì không nhập được nữa."
    may_change = True
    columns = (
        CODE,
        ListColumn("Mục", lambda row: row.reference, reads=words("reference", 20, needed=False)),
        ListColumn("Cơ quan chủ trì", lambda row: row.agency, reads=words("agency", 200, needed=False)),
        ListColumn("Nhiệm vụ", lambda row: row.title, reads=words("title", 300)),
        ListColumn("Nội dung", lambda row: row.detail, reads=words("detail", 2000, needed=False)),
        ListColumn("Nhịp thực hiện", lambda row: str(row.get_rhythm_display()), reads=one_of("rhythm", Rhythm.choices)),
        ListColumn(
            "Cơ quan phối hợp",
            lambda row: "; ".join(office.name for office in row.partners.all()),
            reads=In("partners", _offices, empty=()),
        ),
    )
    scope: Plan

    @classmethod
    def scope_of(cls, actor: Actor, public_id: str) -> Plan:
        plan = Plan.objects.visible_to(actor).select_related("office").filter(public_id=public_id).first()
        if plan is None:
            raise LookupError(public_id)
        return plan

    def may(self) -> Answer:
        return policies.may_change_plan(self.actor, self.scope)

    def home(self) -> str:
        return reverse("planning:plan", args=[self.scope.public_id])

    def export(self) -> str:
        return reverse("planning:tasks_sheet", args=[self.scope.public_id])

    def records(self) -> Any:
        return self.scope.tasks.prefetch_related("partners")

    def build_index(self, name: str) -> NameIndex:
        return office_index(self.actor.on) if name == "office" else super().build_index(name)

    def current(self, record: Any) -> dict[str, Any]:
        facts = {name: getattr(record, name) for name in ("reference", "agency", "title", "detail", "rhythm")}
        return facts | {"partners": list(record.partners.all())}

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        require(policies.may_change_plan(self.actor, self.scope))

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (squash(facts["title"]), squash(facts["agency"]))

    def keys_on_file(self, lines: Sequence[Line]) -> Iterator[Hashable]:
        for title, agency in self.scope.tasks.values_list("title", "agency"):
            yield (squash(title), squash(agency))

    def find_near(self, lines: Sequence[Line]) -> None:
        """The same words asked of another agency."""
        rows: Iterable[Any] = self.scope.tasks.all()
        note_near(
            lines,
            rows,
            of_line=lambda said: squash(said["title"]),
            of_row=lambda row: squash(row.title),
            near=lambda row: Near(f"Kế hoạch đã giao việc này cho: {row.agency or 'không ghi cơ quan'}"),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            add_task(self.scope, TaskFacts(**line.facts), by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        change_task(line.record, TaskFacts(**line.facts), by=by, at=at)
