"""The plan of 2021-2025 stands in the sample as the plan prints it, asks nobody for anything today, and a plan of the
running year gives every home something to look at.
"""

from collections import Counter
from datetime import date, datetime

import pytest

from ocop.ground.offices.states import Tier
from ocop.ground.planning.models import Assignment, Obstacle, Plan, Proof
from ocop.ground.planning.queries import WORKERS
from ocop.ground.planning.states import NOT_ENDED, AssignmentState, ObstacleState, PlanState
from ocop.ground.programme.models import DocumentReceipt
from ocop.sample.library import load_library
from ocop.sample.live_plan import load_live_plan
from ocop.sample.people import load_people
from ocop.sample.places import load_offices, load_places
from ocop.sample.plans import load_plan_124, plan_data
from tests.world import NOW, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(db: None) -> None:
    load_places()
    load_offices()
    load_library()


def the_plan() -> Plan:
    return Plan.objects.get(number="124/KH-UBND")


@pytest.mark.requirement("R1", "R16")
def test_the_plan_is_there_once_with_its_fifty_tasks_and_what_it_promises(province: None) -> None:
    assert load_plan_124() > 0
    assert load_plan_124() == 0
    plan = the_plan()
    by_section = Counter(plan.tasks.values_list("reference", flat=True))
    printed = (11, 3, 5, 2, 3, 3, 1, 1, 3, 1, 1, 2, 3, 1, 1, 2, 7)
    assert by_section == {f"IV.{place}": count for place, count in enumerate(printed, start=1)}
    assert sum(printed) == 50
    assert {target.code: int(target.figure) for target in plan.targets.all()} == {
        "officials-trained": 1500,
        "leaders-trained": 100,
        "four-star-2020-national": 4,
        "new-products": 150,
        "new-producers": 70,
        "five-star": 15,
        "pilots": 2,
        "design-centre": 1,
        "supermarket": 50,
        "tourist-counters": 100,
        "ecommerce": 100,
    }
    assert all(line.reference for line in [*plan.objectives.all(), *plan.targets.all(), *plan.tasks.all()])


def test_every_office_with_work_stood_on_the_day_it_was_due(province: None) -> None:
    load_plan_124()
    for each in Assignment.objects.select_related("office"):
        assert each.office.valid_from <= each.due_on
        assert each.office.valid_to is None or each.office.valid_to >= each.due_on, each.office.name
    districts = Assignment.objects.filter(office__tier=Tier.DISTRICT)
    assert districts.values("office").distinct().count() == 12
    assert districts.filter(year=2025).latest("due_on").due_on == date(2025, 6, 14)


def test_what_came_of_it_is_not_claimed_and_asks_nobody_for_anything(province: None) -> None:
    load_plan_124()
    assert the_plan().state == PlanState.ENDED
    assert set(Assignment.objects.values_list("state", flat=True)) == {AssignmentState.ASSIGNED}
    assert not Assignment.objects.of_issued_plans().exists()
    assert not Proof.objects.exists()


def test_the_baseline_of_supermarkets_comes_from_the_printed_counts() -> None:
    target = next(line for line in plan_data()["targets"] if line["code"] == "supermarket")
    assert target["baseline"] == round(33 / 161 * 100, 1)


@pytest.mark.parametrize("at", [NOW, moment(2027, 1, 3), moment(2028, 6, 15)])
def test_the_plan_of_the_running_year_lives_in_any_year(province: None, at: datetime) -> None:
    load_plan_124()
    load_people(at=at)
    load_live_plan(at=at)
    load_live_plan(at=at)
    plan = Plan.objects.get(state=PlanState.ISSUED)
    assert (plan.starts_on.year, plan.is_reconstructed) == (at.year, True)
    states = Counter(Assignment.objects.of_issued_plans().values_list("state", flat=True))
    assert set(states) == set(AssignmentState)
    late = Assignment.objects.of_issued_plans().late_on(at.date())
    assert 0 < late.count() < Assignment.objects.of_issued_plans().filter(state__in=NOT_ENDED).count()
    child = plan.children.get()
    assert (child.state, child.priorities.count()) == (PlanState.DRAFT, 3)
    assert set(Obstacle.objects.values_list("state", flat=True)) == set(ObstacleState)
    assert DocumentReceipt.objects.unread().exists()
    assert DocumentReceipt.objects.filter(read_at__isnull=False).count() == 1


def test_the_sample_people_of_agencies_work_at_offices_in_force(province: None) -> None:
    from ocop.ground.offices.models import Appointment

    load_people(at=NOW)
    held = Appointment.objects.effective(NOW.date()).filter(role="agency_officer")
    assert held.count() == 4
    assert "agency_officer" in WORKERS
