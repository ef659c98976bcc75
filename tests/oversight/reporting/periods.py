"""Periods of the small province, and returns brought to a state."""

from datetime import date

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.planning import actions as planning
from ocop.ground.planning.models import Plan
from ocop.ground.planning.states import PlanKind
from ocop.oversight.reporting import actions
from ocop.oversight.reporting.models import Period, PeriodicReturn
from ocop.oversight.reporting.states import PeriodKind
from tests.world import NOW, World

SINCE, UNTIL, DUE = date(2026, 1, 1), date(2026, 11, 20), date(2026, 12, 14)


def issued(world: World) -> Plan:
    """The province's plan of 2026, which gives chị Mai's department work."""
    by = world.actor(world.anh_dung)
    facts = planning.PlanFacts(
        name="Kế hoạch OCOP năm 2026", kind=PlanKind.YEAR, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
    )
    plan = planning.make_plan(facts, office=world.province_committee, by=by, at=NOW)
    task = planning.add_task(plan, planning.TaskFacts(title="Tập huấn", reference="IV.1"), by=by, at=NOW)
    plan = planning.issue_plan(plan, number="9/KH-UBND", issued_on=date(2026, 1, 9), by=by, at=NOW)
    wish = planning.AssignmentWish([task], [world.agriculture], 2026, date(2026, 12, 10))
    planning.assign(plan, wish, by=by, at=NOW)
    return plan


def opened(world: World, *, due_on: date = DUE, until: date = UNTIL, name: str = "Năm 2026") -> Period:
    """A period anh Dũng opened; the department and both communes owe a return."""
    plan = Plan.objects.filter(name="Kế hoạch OCOP năm 2026").first() or issued(world)
    facts = actions.PeriodFacts(plan, PeriodKind.FULL_YEAR, name, SINCE, until, due_on)
    return actions.open_period(facts, by=world.actor(world.anh_dung), at=NOW)


def return_of(period: Period, office: Office) -> PeriodicReturn:
    return PeriodicReturn.objects.select_related("obligation__office", "obligation__period__plan").get(
        obligation__period=period, obligation__office=office
    )


def sent(world: World, period: Period, office: Office, who: User) -> PeriodicReturn:
    """A return its officer has sent."""
    return actions.submit_return(return_of(period, office), by=world.actor(who), at=NOW)
