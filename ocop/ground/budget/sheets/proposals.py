"""Proposals for money in and out of Excel; a new row is a draft, its lines are asked for on its page."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.urls import reverse

from ocop.ground.budget import policies
from ocop.ground.budget.actions.proposals import ProposalFacts, draft_proposal, page_of, refuse_year
from ocop.ground.budget.models import Proposal
from ocop.ground.budget.queries import reads_money
from ocop.ground.budget.states import ProposalState
from ocop.ground.offices.models import Office
from ocop.ground.offices.names import office_index
from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanState
from ocop.kit import forms as kit
from ocop.kit.scope import Actor, Answer, no, require
from ocop.kit.sheets.cells import CellProblem, NameIndex, by_field, code_of, named, words
from ocop.kit.sheets.table import Line, Near, SheetTable, note_near
from ocop.kit.ui.listing import CODE, ListColumn

COLOURS = {"draft": "grey", "sent": "yellow", "answered": "green"}


class Proposals(SheetTable):
    """Who asks whom for money of which plan and year, how far it is, what was granted."""

    slug = "de-nghi-bo-tri"
    title = "Đề nghị bố trí nguồn lực"
    noun = "đề nghị"
    about = "Dòng mới là bản nháp; các dòng dự toán đề nghị và việc trình thì làm trên trang của đề nghị."
    kept = "Chỉ sửa được nơi gửi và lý do của bản nháp. Giữ nguyên ô này."
    may_change = True
    columns = (
        CODE,
        ListColumn("Đề nghị", str, url=page_of),
        ListColumn(
            "Năm", lambda row: str(row.year), on_screen=False, reads=by_field("year", kit.YearField(label="Năm"))
        ),
        ListColumn("Mã kế hoạch", lambda row: row.plan.public_id, on_screen=False, reads=code_of("plan_code")),
        ListColumn("Kế hoạch", lambda row: row.plan.name, reads=named("plan", code="plan_code")),
        ListColumn("Cơ quan đề nghị", lambda row: row.office.name, on_screen=False, reads=named("office")),
        ListColumn("Kính gửi", lambda row: str(row.to), reads=named("to")),
        ListColumn("Lý do đề nghị", lambda row: row.reason, on_screen=False, reads=words("reason", 4000)),
        ListColumn("Trạng thái", lambda row: str(row.get_state_display()), tag=lambda row: COLOURS[row.state]),
        ListColumn("Số tờ trình", lambda row: row.number),
        ListColumn("Ngày trình", lambda row: row.sent_on, "date"),
        ListColumn("Kết quả", lambda row: str(row.get_answer_display())),
        ListColumn("Được bố trí (đồng)", lambda row: row.granted, "number"),
    )

    def may(self) -> Answer:
        return policies.may_propose(self.actor) if reads_money(self.actor) else no("Trang này dành cho cán bộ.")

    def home(self) -> str:
        return reverse("budget:proposals")

    def export(self) -> str:
        return reverse("budget:proposals_sheet")

    def records(self) -> Any:
        return Proposal.objects.visible_to(self.actor).select_related("plan", "office", "to")

    def build_index(self, name: str) -> NameIndex:
        offices = Office.objects.in_force(self.actor.on)
        if name == "plan":
            return NameIndex("kế hoạch", Plan.objects.visible_to(self.actor).filter(state=PlanState.ISSUED))
        if name == "office":
            return office_index(self.actor.on, offices.filter(tier=Tier.PROVINCE))
        if name == "to":
            return office_index(self.actor.on, offices.committees_of(Tier.PROVINCE))
        return super().build_index(name)

    def current(self, record: Any) -> dict[str, Any]:
        return {name: getattr(record, name) for name in ProposalFacts.__dataclass_fields__}

    def check(self, facts: Mapping[str, Any], record: Any) -> None:
        require(policies.may_propose_for(self.actor, facts["office"]))
        refuse_year(facts["plan"], facts["year"])
        if record is None:
            return
        require(policies.may_write_proposal(self.actor, record))
        for name in ("plan", "year", "office"):
            if facts[name] != getattr(record, name):
                raise CellProblem(self.kept, name)

    @cached_property
    def _drafts(self) -> dict[Hashable, Proposal]:
        """Drafts by office, plan and year; each has one."""
        rows = self.records().filter(state=ProposalState.DRAFT)
        return {(row.plan_id, row.year, row.office_id): row for row in rows}

    def key(self, facts: Mapping[str, Any]) -> Hashable:
        return (facts["plan"].pk, facts["year"], facts["office"].pk)

    def keys_on_file(self, lines: Sequence[Line]) -> Iterable[Hashable]:
        """Drafts that say the same; one that says something else is changed under its code."""
        for line in lines:
            row = self._drafts.get(key := self.key(line.facts))
            if row is not None and (row.to_id, row.reason) == (line.facts["to"].pk, line.facts["reason"]):
                yield key

    def check_all(self, lines: Sequence[Line]) -> Iterator[tuple[Line, str, str]]:
        for line in lines:
            if self.key(line.facts) in self._drafts:
                yield line, "reason", "Đã có bản nháp của năm này. Muốn sửa thì ghi mã của nó vào cột “Mã”."

    def find_near(self, lines: Sequence[Line]) -> None:
        """One that was sent for the same plan, year and office."""
        note_near(
            lines,
            self.records().exclude(state=ProposalState.DRAFT),
            of_line=self.key,
            of_row=lambda row: (row.plan_id, row.year, row.office_id),
            near=lambda row: Near(f"Đã trình số {row.number}: {row}", page_of(row)),
        )

    def write(self, lines: Sequence[Line], *, by: Actor, at: datetime) -> None:
        for line in lines:
            draft_proposal(_facts(line), by=by, at=at)

    def change(self, line: Line, *, by: Actor, at: datetime) -> None:
        draft_proposal(_facts(line), by=by, at=at)


def _facts(line: Line) -> ProposalFacts:
    return ProposalFacts(**{name: line.facts[name] for name in ProposalFacts.__dataclass_fields__})
