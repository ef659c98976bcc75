"""The nine targets of III.2.2, as the plan's own file states them, each move when a record is added, with its rows."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocop.cycle.certification.actions import refer_to_ministry
from ocop.ground.accounts.models import User
from ocop.ground.planning.models import Plan, Target
from ocop.ground.planning.progress import line_on
from ocop.ground.planning.states import PlanKind, PlanState
from ocop.sample.plans import plan_data
from ocop.support.activities.actions.activities import hold_activity
from ocop.support.activities.actions.participants import Entry, NewPerson, add_participant
from ocop.support.markets import actions as markets
from ocop.support.markets.models import Listing, Outlet, Partner, Placement, TouristSite
from ocop.support.projects import actions as projects
from ocop.support.projects.states import ProjectKind
from tests.support.activities.conftest import planned
from tests.support.projects.test_projects import make_project
from tests.world import NOW, World
from tests.world_certification import make_concluded, make_recognition

SignIn = Callable[[User], Client]
START = date(2026, 3, 1)


def star(world: World, stars: int = 4) -> None:
    make_recognition(world.dried_fish, world.province_committee, stars=stars)


def train(world: World, person: NewPerson) -> None:
    """One person attends a class of chị Mai's department, and it is held."""
    mai = world.actor(world.chi_mai)
    lesson = planned(world, "class", "Lớp tập huấn", details={"topics": ["criteria"]})
    add_participant(lesson, Entry("person", person=person.made(NOW), role="trainee"), by=mai, at=NOW)
    hold_activity(lesson, outputs={}, summary="", by=mai, at=NOW)


def officials(world: World) -> None:
    train(world, NewPerson("Nguyễn Văn Tư", "official_commune", office=world.thap_muoi_committee))


def leaders(world: World) -> None:
    train(world, NewPerson("Nguyễn Thị Lan", "leader", producer=world.fish_maker))


def sent_up(world: World) -> None:
    """The fish, four stars in 2020, goes to the ministry."""
    make_recognition(world.dried_fish, world.province_committee, stars=4, valid_from=date(2020, 12, 1))
    dossier = make_concluded(world, world.dried_fish, stars=5, total="93")
    letter = {"to_office": world.ministry, "letter_number": "12/UBND", "sent_on": NOW.date()}
    refer_to_ministry(dossier, **letter, by=world.actor(world.ong_khanh), at=NOW)  # type: ignore[arg-type]


def project(kind: str) -> Callable[[World], None]:
    def carry_out(world: World) -> None:
        by = world.actor(world.anh_dung)
        made = make_project(world, kind=kind, code="lam-that")
        projects.move_project(made, "approve", by=by, at=NOW)
        projects.move_project(made, "start", on=START, by=by, at=NOW)

    return carry_out


def enter(world: World, model: Any, **facts: Any) -> Any:
    return markets.enter(model, facts, by=world.actor(world.anh_dung), at=NOW)


def supermarket(world: World) -> None:
    shop = enter(world, Partner, name="Siêu thị A", kind="retailer")
    enter(world, Placement, product=world.dried_fish, partner=shop, basis="order", starts_on=START)


def large_site(world: World) -> None:
    site = enter(world, TouristSite, name="Khu du lịch Tràm Chim", unit=world.thap_muoi)
    markets.list_as_large(site, since=START, why="Danh sách của Sở", by=world.actor(world.anh_dung), at=NOW)


def counter(world: World) -> None:
    site = TouristSite.objects.get()
    enter(world, Outlet, name="Quầy Tràm Chim", kind="counter", tourist_site=site, opened_on=START)


def listing(world: World) -> None:
    floor = enter(world, Partner, name="Postmart", kind="marketplace")
    enter(world, Listing, product=world.dried_fish, partner=floor, starts_on=START)


def nothing(world: World) -> None:
    """The target counts from nothing."""


# Target → what there is before, the record that is added, figure and base before and after, words of its row.
TARGETS: dict[str, tuple[Callable[[World], None], Callable[[World], None], tuple[Any, Any], tuple[Any, Any], str]] = {
    "officials-trained": (nothing, officials, (0, None), (1, None), "UBND xã Tháp Mười"),
    "leaders-trained": (star, leaders, (0, 1), (1, 1), "Cơ sở Khô Bà Lan"),
    "four-star-2020-national": (nothing, sent_up, (0, None), (1, None), "Khô cá sặc rằn"),
    "new-products": (nothing, star, (0, None), (1, None), "Khô cá sặc rằn"),
    "new-producers": (nothing, star, (0, None), (1, None), "Cơ sở Khô Bà Lan"),
    "five-star": (nothing, lambda world: star(world, 5), (0, None), (1, None), "Khô cá sặc rằn: 5 sao"),
    "pilots": (nothing, project(ProjectKind.PILOT), (0, None), (1, None), "Sản phẩm từ sen Tháp Mười"),
    "design-centre": (nothing, project(ProjectKind.DESIGN_CENTRE), (0, None), (1, None), "Sản phẩm từ sen Tháp Mười"),
    "supermarket": (star, supermarket, (0, 1), (1, 1), "Khô cá sặc rằn"),
    "tourist-counters": (large_site, counter, (0, 1), (1, 1), "Tràm Chim"),
    "ecommerce": (star, listing, (0, 1), (1, 1), "Khô cá sặc rằn"),
}


@pytest.fixture
def plan(world: World) -> Plan:
    """A plan that runs now, with the targets of Kế hoạch 124/KH-UBND word for word."""
    made = Plan.objects.create(
        kind=PlanKind.PERIOD, name="Kế hoạch 2026-2030", office=world.province_committee,
        starts_on=date(2026, 1, 1), ends_on=date(2030, 12, 31), state=PlanState.ISSUED,
    )  # fmt: skip
    for place, line in enumerate(plan_data()["targets"], start=1):
        same = {name: line[name] for name in ("code", "name", "definition", "population", "unit", "measure")}
        figure = Decimal(line["figure"])
        extra = {"reference": line["ref"], "is_share": line.get("share", False), "due_on": made.ends_on}
        Target.objects.create(plan=made, ordinal=place, figure=figure, **same, **extra)
    return made


def test_every_target_of_the_plan_is_tried() -> None:
    assert set(TARGETS) == {line["code"] for line in plan_data()["targets"]}


@pytest.mark.requirement("R255", "R256", "R257", "R258", "R259", "R260", "R261", "R262", "R263", "R264")
@pytest.mark.parametrize("code", TARGETS)
@pytest.mark.usefixtures("at_now")
def test_a_target_moves_when_a_record_is_added_and_opens_its_rows(
    world: World, plan: Plan, sign_in: SignIn, code: str
) -> None:
    """The figure before, the record as its room enters it, the figure after, and the row behind it on the page."""
    before, add, was, becomes, words = TARGETS[code]
    target, today = Target.objects.get(code=code), NOW.date()

    def figure() -> tuple[Any, Any]:
        value = line_on(target, today, today).value
        assert value is not None
        return (value.count, value.base)

    before(world)
    assert figure() == was
    add(world)
    assert figure() == becomes
    dung = sign_in(world.anh_dung)
    assert words in dung.get(reverse("planning:target_rows", args=[target.public_id])).content.decode()
    assert target.name in dung.get(reverse("planning:targets")).content.decode()
