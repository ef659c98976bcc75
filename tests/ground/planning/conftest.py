"""A second agency, and a plan of the year with one task for each of the two."""

from dataclasses import dataclass
from datetime import date

import pytest

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.ground.planning import actions
from ocop.ground.planning.models import Assignment, Plan, Task
from ocop.ground.planning.states import PlanKind
from ocop.ground.registry.actions import file_document
from ocop.sample.papers import sample_upload
from tests.world import NOW, World, appoint, make_office, make_user

DUE = date(2026, 12, 10)


@dataclass
class Desk:
    """The plan of 2026: classes are the agriculture department's, fairs the trade department's."""

    world: World
    trade: Office
    anh_nam: User  # officer of the trade department
    plan: Plan
    classes: Task
    fairs: Task
    class_work: Assignment
    fair_work: Assignment

    def show(self, work: Assignment, user: User, number: int = 1) -> None:
        """Add a paper as a result, as the page does."""
        by = self.world.actor(user)
        paper = file_document(sample_upload("ket-qua", number), by=by, at=NOW)
        actions.attach_paper(work, document=paper, by=by, at=NOW)


def year_plan(name: str = "Kế hoạch OCOP năm 2026", year: int = 2026) -> actions.PlanFacts:
    return actions.PlanFacts(name=name, kind=PlanKind.YEAR, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))


@pytest.fixture
def desk(world: World) -> Desk:
    trade = make_office("Sở Công Thương", unit=world.province, kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE)
    anh_nam = make_user("Lý Hoài Nam", "nam@soct.example")
    appoint(anh_nam, trade, Role.AGENCY_OFFICER)
    by = world.actor(world.anh_dung)
    plan = actions.make_plan(year_plan(), office=world.province_committee, by=by, at=NOW)
    facts = actions.TaskFacts(title="Mở lớp tập huấn cho cán bộ", reference="1", agency=world.agriculture.name)
    classes = actions.add_task(plan, facts, by=by, at=NOW)
    facts = actions.TaskFacts(title="Đưa chủ thể đi hội chợ", reference="2", agency=trade.name)
    fairs = actions.add_task(plan, facts, by=by, at=NOW)
    plan = actions.issue_plan(plan, number="12/KH-UBND", issued_on=date(2026, 1, 20), by=by, at=NOW)
    (class_work,) = actions.assign(
        plan, actions.AssignmentWish([classes], [world.agriculture], 2026, DUE), by=by, at=NOW
    )
    (fair_work,) = actions.assign(plan, actions.AssignmentWish([fairs], [trade], 2026, DUE), by=by, at=NOW)
    return Desk(world, trade, anh_nam, plan, classes, fairs, class_work, fair_work)
