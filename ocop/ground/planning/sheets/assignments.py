"""Assignments in and out of Excel: new ones are given, and a day is moved with its reason."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from django.urls import reverse

from ocop.ground.offices.names import office_index
from ocop.ground.planning import policies
from ocop.ground.planning.actions import AssignmentWish, assign, change_due
from ocop.ground.planning.actions.assigning import assignable_offices
from ocop.ground.planning.models import Assignment, Plan, Task
from ocop.ground.planning.states import PlanState
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer, require
from ocop.kit.sheets.cells import CellProblem, NameIndex, by_field, code_of, named, words
from ocop.kit.sheets.table import Line, SheetTable
from ocop.kit.ui.listing import CODE, ListColumn


class Assignments(SheetTable):
    """Who must do which task in which year, by which day."""

    slug = "viec-duoc-giao"
    title = "Việc được giao"
    noun = "việc"
    about = "Muốn đổi hạn thì giữ nguyên mã, sửa cột “Hạn” và ghi cột “Lý do đổi hạn”."
    kept = "Việc đã giao chỉ đổi được hạn bằng bảng. Giữ nguyên ô này."
    may_change = True
    aside = frozenset({"why"})
    columns = (
        CODE,
        ListColumn("Kế hoạch", lambda row: row.task.plan.name),
        ListColumn("Mục", lambda row: row.task.reference),
        ListColumn("Mã nhiệm vụ", lambda row: row.task.public_id, reads=code_of("task_code")),
        ListColumn("Nhiệm vụ", lambda row: row.task.title, reads=named("task", code="task_code")),
        ListColumn("Cơ quan", lambda row: row.office.name, reads=named("office")),
        ListColumn("Năm", lambda row: str(row.year), reads=by_field("year", kit.YearField(label="Năm"))),
        ListColumn("Hạn", lambda row: row.due_on, "date", reads=by_field("due_on", kit.DateField(label="Hạn"))),
        ListColumn("Lý do đổi hạn", lambda row: "", reads=words("why", 500, needed=False)),
        ListColumn("Trạng thái", lambda row: str(row.get_state_display())),
        ListColumn("Kết quả", lambda row: row.result),
    )

    def may(self) -> Answer:
        return policies.may_make_plans(self.actor)

    def home(self) -> str:
        return reverse("planning:assignments")

    def export(self) -> str:
        return reverse("planning:assignments_sheet")

    def records(self) -> Any:
        return Assignment.objects.visible_to(self.actor).select_related("office", "task__plan__office")

    def build_index(self, name: str) -> NameIndex:
        if name == "task":
            plans = Plan.objects.visible_to(self.actor).filter(state=PlanState.ISSUED)
            return NameIndex("nhiệm vụ", Task.objects.filter(plan__in=plans).select_related("plan__office"))
        if name == "office":
            return office_index(self.actor.on)
        return super().build_index(name)

    @cached_property
    def _reach(self) -> dict[int, set[int]]:
        """Offices the person may give tasks of a plan to, by plan; filled as plans are met."""
        return {}

    def current(self, record: Any) -> dict[str, Any]:
        return {"task": record.task, "office": record.office, "year": record.year, "due_on": record.due_on, "why": ""}

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        if record is not None:
            same = (record.task_id, record.office_id, record.year)
            if (facts["task"].pk, facts["office"].pk, facts["year"]) != same:
                raise CellProblem(self.kept, "task")
            require(policies.may_change_due(self.actor, record))
            if not facts["why"]:
                raise CellProblem("Ghi lý do đổi hạn để cơ quan được giao biết.", "why")
            return
        plan = facts["task"].plan
        require(policies.may_assign(self.actor, plan))
        if plan.pk not in self._reach:
            self._reach[plan.pk] = {office.pk for office in assignable_offices(self.actor, plan)}
        if facts["office"].pk not in self._reach[plan.pk]:
            raise CellProblem(f"Anh/chị không giao việc cho {facts['office']} được.", "office")
        if not plan.starts_on.year <= facts["year"] <= plan.ends_on.year:
            span = f"{plan.starts_on.year} đến {plan.ends_on.year}"
            raise CellProblem(f"Năm phải nằm trong thời gian của kế hoạch: {span}.", "year")

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (facts["task"].pk, facts["office"].pk, facts["year"])

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        tasks = {line.facts["task"].pk for line in lines}
        return Assignment.objects.filter(task__in=tasks).values_list("task_id", "office_id", "year")

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        """What one office gets of a plan for one day is given together."""

        def together(line: Line) -> tuple[Any, ...]:
            said = line.facts
            return (said["task"].plan_id, said["office"].pk, said["year"], said["due_on"])

        for _, rows in groupby(sorted(lines, key=together), key=together):
            given = [line.facts for line in rows]
            first = given[0]
            wish = AssignmentWish([said["task"] for said in given], [first["office"]], first["year"], first["due_on"])
            assign(first["task"].plan, wish, by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        change_due(line.record, due_on=line.facts["due_on"], why=line.facts["why"], by=by, at=at)
