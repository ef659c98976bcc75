"""A small plan with money: one line split between the province and the commune, one undivided."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ocop.ground.budget.models import BudgetLine, BudgetShare
from ocop.ground.budget.states import Source
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanKind, PlanState
from tests.world import World

BILLION = 1_000_000_000


@dataclass
class Money:
    """The plan of 2026 and its lines."""

    plan: Plan
    central: BudgetLine
    packaging: BudgetLine
    classes: BudgetLine
    pilot: BudgetLine

    def line(self, name: str, **facts: Any) -> BudgetLine:
        count = BudgetLine.objects.count() + 1
        return BudgetLine.objects.create(plan=self.plan, code=f"dong-{count}", ordinal=count, name=name, **facts)


@pytest.fixture
def money(world: World) -> Money:
    plan = Plan.objects.create(
        kind=PlanKind.YEAR,
        name="Kế hoạch OCOP năm 2026",
        office=world.province_committee,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
        state=PlanState.ISSUED,
    )
    made = Money(plan, *[None] * 4)  # type: ignore[arg-type]
    made.central = made.line("Vốn Trung ương", source=Source.CENTRAL)
    made.packaging = made.line("In bao bì", source=Source.CENTRAL, parent=made.central, amount=3 * BILLION)
    made.classes = made.line("Tập huấn", source=Source.CENTRAL, parent=made.central, amount=2 * BILLION)
    made.pilot = made.line("Mô hình sen", source=Source.LOCAL, amount=10 * BILLION, project="sen")
    for payer in (world.province_committee, world.thap_muoi_committee):
        BudgetShare.objects.create(line=made.pilot, payer=payer, percent=Decimal(50))
    return made
