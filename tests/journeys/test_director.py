"""Who leads a department reads what its officers read; only the province's leaders read the whole province."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from ocop.cycle.certification.queries import decides, reads_register
from ocop.cycle.dossiers.queries import reads_province
from ocop.ground.accounts.models import User
from ocop.ground.budget.queries import reads_money
from ocop.ground.offices.models import Office
from ocop.ground.offices.queries import posts_of
from ocop.ground.offices.states import AGENCY_LEADER, OfficeKind, Role
from ocop.ground.planning.policies import may_follow, may_have_work, may_open_rows
from ocop.support.activities.models import Activity, Person
from ocop.support.contribution.queries import reads_single_results
from ocop.support.markets.queries import reads_all
from ocop.support.rewards.policies import decides as decides_rewards
from tests.journeys.records import build_records
from tests.journeys.room_records import build_rooms
from tests.support.activities.conftest import planned
from tests.world import NOW, World, appoint, make_user

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def leader_at(office: Office) -> User:
    user = make_user("Trương Văn Sơn", "son@tinh.example")
    appoint(user, office, Role.LEADER)
    return user


@pytest.fixture
def director(world: World) -> User:
    """Ông Sơn, director of the agriculture department, which is of the province's own unit."""
    return leader_at(world.agriculture)


def scoped() -> list[type[models.Model]]:
    """Every kind of record that is read by whom it concerns."""
    return [each for each in apps.get_models() if hasattr(each._default_manager.all(), "visible_to")]


def test_a_director_reads_no_record_that_his_officer_does_not(world: World, director: User) -> None:
    build_records(world)
    build_rooms(world)
    son, mai = world.actor(director), world.actor(world.chi_mai)
    assert len(scoped()) > 30
    for model in scoped():
        rows = model._default_manager
        more = rows.visible_to(son).exclude(pk__in=rows.visible_to(mai).values("pk"))  # type: ignore[attr-defined]
        assert not more.exists(), f"{model.__name__}: {list(more[:3])}"


def test_a_director_reads_the_work_the_money_and_the_market_as_his_officer(world: World, director: User) -> None:
    """All but what is the recorder's own work: people on lists, and what his officer may write."""
    build_records(world)
    build_rooms(world)
    own = planned(world, "class", "Lớp của sở", unit=None)
    mine = ("activities", "planning", "budget", "markets", "funding", "projects", "rewards")
    son, mai = world.actor(director), world.actor(world.chi_mai)
    assert Activity.objects.visible_to(son).filter(pk=own.pk).exists()
    for model in (each for each in scoped() if each._meta.app_label in mine):
        if model.__name__ in ("Person", "Participation", "AdviceCase"):
            continue
        rows = model._default_manager
        less = rows.visible_to(mai).exclude(pk__in=rows.visible_to(son).values("pk"))  # type: ignore[attr-defined]
        assert not less.exists(), f"{model.__name__}: {list(less[:3])}"
    assert not Person.objects.visible_to(son).exists()


def test_a_director_neither_follows_the_whole_plan_nor_decides_for_the_province(world: World, director: User) -> None:
    son, khanh = world.actor(director), world.actor(world.ong_khanh)
    for asked in (may_follow, may_open_rows, decides, decides_rewards, reads_register, reads_province):
        assert asked(khanh), asked
        assert not asked(son), asked
    assert not reads_single_results(son)
    assert may_have_work(son)
    assert reads_money(son)
    assert reads_all(son), "the agencies keep the market's register"


def test_who_leads_the_coordination_office_reads_the_province(world: World) -> None:
    assert may_follow(world.actor(leader_at(world.coordination_office)))


@pytest.mark.parametrize("kind", [OfficeKind.ASSOCIATION, OfficeKind.SERVICE_UNIT, OfficeKind.OTHER])
def test_nor_does_the_head_of_any_other_body(world: World, director: User, kind: str) -> None:
    Office.objects.filter(pk=world.agriculture.pk).update(kind=kind)
    assert [post.role for post in posts_of(director.pk, NOW.date())] == [AGENCY_LEADER]


def test_who_leads_a_section_of_a_commune_stays_its_leader(world: World) -> None:
    Office.objects.filter(pk=world.thap_muoi_committee.pk).update(kind=OfficeKind.DEPARTMENT)
    (post,) = posts_of(leader_at(world.thap_muoi_committee).pk, NOW.date())
    assert (post.role, post.unit_ids) == (Role.LEADER, {world.thap_muoi.pk})


def test_the_menu_of_a_director_leads_to_pages_that_open(world: World, director: User, sign_in: SignIn) -> None:
    client = sign_in(director)
    menu = [part for item in client.get("/").context["navigation"] for part in (item.parts or (item,))]
    labels = {part.label for part in menu}
    assert {"Kế hoạch", "Kinh phí", "Hoạt động", "Thị trường", "Hỗ trợ"} <= labels
    assert labels.isdisjoint({"Hồ sơ", "Quyết định", "Sổ công nhận"})
    for part in menu:
        assert client.get(part.url, follow=True).status_code == 200, part.label
