"""Plans of the province, districts and communes in and out of Excel; a new row is a draft."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.urls import reverse

from ocop.ground.offices.models import Office
from ocop.ground.offices.names import office_index
from ocop.ground.offices.states import Tier
from ocop.ground.planning import policies
from ocop.ground.planning.actions import PlanFacts, change_plan, make_plan
from ocop.ground.planning.actions.plans import left_outside, refuse_facts
from ocop.ground.planning.models import Assignment, Plan, Target
from ocop.ground.planning.states import PlanKind, PlanState
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer, require
from ocop.kit.sheets.cells import CellProblem, In, NameIndex, by_field, code_of, named, one_of, words
from ocop.kit.sheets.table import Line, SheetTable
from ocop.kit.ui.listing import CODE, ListColumn

_OWN = ("name", "kind", "starts_on", "ends_on")


def _day(key: str, label: str) -> In:
    return by_field(key, kit.DateField(label=label))


class Plans(SheetTable):
    """What offices set out to do in a phase or a year, one under another."""

    slug = "ke-hoach"
    title = "Kế hoạch"
    noun = "kế hoạch"
    about = "Dòng mới là kế hoạch đang soạn; nhiệm vụ và việc ban hành thì làm trên trang của kế hoạch."
    kept = "Chỉ sửa được tên, loại và thời gian của kế hoạch đang soạn. Giữ nguyên ô này."
    may_change = True
    columns = (
        CODE,
        ListColumn("Tên kế hoạch", lambda row: row.name, reads=words("name", 300)),
        ListColumn("Loại kế hoạch", lambda row: str(row.get_kind_display()), reads=one_of("kind", PlanKind.choices)),
        ListColumn("Cơ quan lập kế hoạch", lambda row: row.office.name, reads=named("office")),
        ListColumn(
            "Mã kế hoạch cấp trên",
            lambda row: row.parent.public_id if row.parent else "",
            reads=code_of("parent_code"),
        ),
        ListColumn(
            "Theo kế hoạch",
            lambda row: row.parent.name if row.parent else "",
            reads=named("parent", code="parent_code", needed=False),
        ),
        ListColumn("Từ ngày", lambda row: row.starts_on, "date", reads=_day("starts_on", "Từ ngày")),
        ListColumn("Đến ngày", lambda row: row.ends_on, "date", reads=_day("ends_on", "Đến ngày")),
        ListColumn("Trạng thái", lambda row: str(row.get_state_display())),
        ListColumn("Số, ký hiệu", lambda row: row.number),
        ListColumn("Ngày ban hành", lambda row: row.issued_on, "date"),
        ListColumn("Số nhiệm vụ", lambda row: row.task_count, "number"),
    )

    def may(self) -> Answer:
        return policies.may_make_plans(self.actor)

    def home(self) -> str:
        return reverse("planning:plans")

    def export(self) -> str:
        return reverse("planning:plans_sheet")

    def records(self) -> Any:
        rows = Plan.objects.visible_to(self.actor).select_related("office", "parent")
        return rows.annotate(task_count=Count("tasks")).order_by("-starts_on", "name", "pk")

    def build_index(self, name: str) -> NameIndex:
        if name == "office":
            return office_index(self.actor.on, Office.objects.in_force(self.actor.on).exclude(tier=Tier.CENTRAL))
        if name == "parent":
            return NameIndex("kế hoạch", Plan.objects.visible_to(self.actor).exclude(state=PlanState.DRAFT))
        return super().build_index(name)

    def current(self, record: Any) -> dict[str, Any]:
        facts = {name: getattr(record, name) for name in (*_OWN, "office", "parent")}
        return facts | {"parent_code": record.parent.public_id if record.parent else ""}

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        require(policies.may_plan_for(self.actor, facts["office"]))
        refuse_facts(_said(facts), facts["parent"])
        if record is None:
            return
        require(policies.may_change_plan(self.actor, record))
        for name in ("office", "parent"):
            if facts[name] != getattr(record, name):
                raise CellProblem(self.kept, name)
        taken = self._on_file.get(self.key(facts))
        if taken is not None and taken.pk != record.pk:
            raise CellProblem(f"Cơ quan này đã có {taken.name} cùng loại, cùng ngày bắt đầu.", "starts_on")
        targets, work = self._held
        if remedy := left_outside(_said(facts), targets.get(record.pk, ()), work.get(record.pk, ())):
            raise CellProblem(remedy, "ends_on")

    @cached_property
    def _held(self) -> tuple[dict[int, list[Target]], dict[int, list[Assignment]]]:
        """What drafts hold already, their targets and their assignments, by the plan."""
        targets, work = dict[int, list[Target]](), dict[int, list[Assignment]]()
        for target in Target.objects.filter(plan__state=PlanState.DRAFT):
            targets.setdefault(target.plan_id, []).append(target)
        for given in Assignment.objects.filter(task__plan__state=PlanState.DRAFT).select_related("task"):
            work.setdefault(given.task.plan_id, []).append(given)
        return targets, work

    @cached_property
    def _on_file(self) -> dict[Hashable, Plan]:
        """Every plan by its office, kind and first day, whoever may read it."""
        return {(row.office_id, row.kind, row.starts_on): row for row in Plan.objects.all()}

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (facts["office"].pk, facts["kind"], facts["starts_on"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        """Plans of the same name; another name for the same office, kind and day is an error, not the same."""
        for line in lines:
            row = self._on_file.get(key := self.key(line.facts))
            if row is not None and row.name == line.facts["name"]:
                yield key

    def check_all(self, lines: Sequence[Line]) -> Iterator[tuple[Line, str, str]]:
        for line in lines:
            if (row := self._on_file.get(self.key(line.facts))) is not None:
                yield line, "starts_on", f"Cơ quan này đã có {row.name} cùng loại, cùng ngày bắt đầu."

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            said = line.facts
            make_plan(_said(said), office=said["office"], parent=said["parent"], by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        change_plan(line.record, _said(line.facts, document=line.record.document), by=by, at=at)


def _said(facts: Mapping[str, Any], **more: Any) -> PlanFacts:
    return PlanFacts(**{name: facts[name] for name in _OWN}, **more)
