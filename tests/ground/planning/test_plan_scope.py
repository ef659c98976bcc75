"""Which issued plan a person reads: the province's everybody with a post, another's whom it concerns."""

from datetime import date

import pytest

from ocop.ground.accounts.models import User
from ocop.ground.budget.models import BudgetLine
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import Role, Tier
from ocop.ground.planning.models import Assignment, Plan, Task
from tests.world import World, appoint, make_office, make_unit, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def issued(office: Office, state: str = "issued", year: int = 2026) -> Plan:
    days = {"starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
    plan = Plan.objects.create(kind="year", name=f"Kế hoạch của {office}", office=office, state=state, **days)
    BudgetLine.objects.create(plan=plan, code="in", reference="I", ordinal=1, name="In", source="local", amount=1)
    return plan


def reads(world: World, user: User, plan: Plan, on: date | None = None) -> bool:
    """Whether a person finds a plan; its money goes with it."""
    actor = world.actor(user, on)
    found = Plan.objects.visible_to(actor).filter(pk=plan.pk).exists()
    assert BudgetLine.objects.visible_to(actor).filter(plan=plan).exists() == found
    return found


def test_a_communes_plan_is_not_another_communes_business(world: World) -> None:
    """Phương Thịnh's issued plan: its officer and the province read it, not Tháp Mười's nor a department."""
    plan = issued(world.phuong_thinh_committee)
    assert [reads(world, each, plan) for each in (world.co_hien, world.anh_dung, world.ong_khanh)] == [True] * 3
    assert not any(reads(world, each, plan) for each in (world.chu_tam, world.chi_mai))
    everybodys = issued(world.province_committee)
    assert all(reads(world, each, everybodys) for each in (world.co_hien, world.chu_tam, world.chi_mai))


def test_who_is_given_work_in_a_plan_reads_it(world: World) -> None:
    plan = issued(world.phuong_thinh_committee)
    task = Task.objects.create(plan=plan, reference="1", ordinal=1, title="Rà soát")
    Assignment.objects.create(task=task, office=world.agriculture, year=2026, due_on=date(2026, 12, 1))
    assert reads(world, world.chi_mai, plan)
    assert not reads(world, world.chu_tam, plan)
    task.partners.add(world.thap_muoi_committee)
    assert reads(world, world.chu_tam, plan)


def test_the_district_reads_its_communes_and_they_read_the_district(world: World) -> None:
    """In 2024, when districts stood: up and down one district, never across to the other."""
    on, old = date(2024, 5, 6), {"valid_from": date(2004, 1, 1), "valid_to": date(2025, 6, 30)}
    people: dict[str, User] = {}
    plans: dict[str, Plan] = {}
    for name, code in (("Tháp Mười", "872"), ("Cao Lãnh", "873")):
        district = make_unit(name, code=code, kind="district", tier=Tier.DISTRICT, parent=world.province, **old)
        commune = make_unit(f"{name} xã", code=f"{code}1", parent=district, **old)
        for unit, tier, role in (
            (district, Tier.DISTRICT, Role.DISTRICT_OFFICER),
            (commune, Tier.COMMUNE, Role.COMMUNE_OFFICER),
        ):
            office = make_office(f"UBND {unit.name}", unit=unit, tier=tier, **old)
            people[unit.code] = make_user(f"Người {unit.code}", f"{unit.code}@mau.example")
            appoint(people[unit.code], office, role)
            plans[unit.code] = issued(office, year=2024)
    read = {who: {code for code, plan in plans.items() if reads(world, people[who], plan, on)} for who in people}
    assert read == {
        "872": {"872", "8721"}, "8721": {"872", "8721"}, "873": {"873", "8731"}, "8731": {"873", "8731"},
    }  # fmt: skip
