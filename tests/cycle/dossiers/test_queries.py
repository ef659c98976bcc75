"""Who sees which dossiers, and what a page costs."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from ocop.cycle.dossiers.models import Dossier
from ocop.cycle.dossiers.reading import reading_of
from ocop.cycle.dossiers.todo import todos_for
from tests.world import NOW, World, make_product
from tests.world_dossiers import complete, make_draft, make_forwarded, make_lodged


def seen(world: World, user: Any) -> int:
    return Dossier.objects.visible_to(world.actor(user)).count()


def test_a_draft_is_the_producers_alone(world: World) -> None:
    make_draft(world)
    readers = [world.co_hien, world.anh_dung, world.ong_khanh, world.anh_phuc, world.ba_nga, world.anh_quan]
    assert seen(world, world.chi_lan) == 1
    assert [seen(world, user) for user in readers] == [0] * 6


def test_a_lodged_dossier_is_read_by_its_commune_the_province_and_the_leader(world: World) -> None:
    make_lodged(world)
    assert [seen(world, user) for user in (world.chi_lan, world.co_hien, world.anh_dung, world.ong_khanh)] == [1] * 4
    others = [world.chu_tam, world.anh_phuc, world.council_members[0], world.ba_nga, world.anh_quan]
    assert [seen(world, user) for user in others] == [0] * 5


def test_counts_and_lists_speak_as_the_office_does(world: World) -> None:
    make_lodged(world)
    office = frozenset({world.phuong_thinh_committee.pk})
    assert Dossier.objects.awaiting_check(office).count() == 1
    assert Dossier.objects.awaiting_check(frozenset({world.thap_muoi_committee.pk})).count() == 0
    assert Dossier.objects.all().state_counts() == {"lodged": 1}
    assert Dossier.objects.search("kho ca sac ran").count() == 1
    assert Dossier.objects.search("01/PĐK").count() == 1
    assert Dossier.objects.search("nước mắm").count() == 0


def test_reading_costs_the_same_however_much_it_holds(world: World, django_assert_num_queries: Any) -> None:
    empty = make_draft(world)
    full = complete(world, make_draft(world, make_product("Mắm cá linh", world.fish_maker)))
    for dossier in (empty, full):
        row = Dossier.objects.select_related("product", "producer", "round").get(pk=dossier.pk)
        with django_assert_num_queries(3):
            reading = reading_of(row, NOW.date())
    assert reading.assessment.total == 100
    assert reading.criterion("A.3.1").evidence


def test_the_officers_list_costs_the_same_for_one_and_for_many(
    world: World, at_now: Any, sign_in: Callable[..., Client], django_assert_num_queries: Any
) -> None:
    make_lodged(world)
    client = sign_in(world.co_hien)
    client.get("/ho-so/kiem-tra/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        client.get("/ho-so/kiem-tra/")
    from ocop.cycle.dossiers import actions

    lan = world.actor(world.chi_lan)
    for name in ("Khô cá lóc", "Khô cá tra", "Khô cá chạch"):
        dossier = complete(world, make_draft(world, make_product(name, world.fish_maker)))
        actions.submit_dossier(dossier, by=lan, at=NOW)
    with django_assert_num_queries(len(one)):
        page = client.get("/ho-so/kiem-tra/")
    assert "Khô cá chạch" in page.content.decode()


def test_home_says_what_waits_in_one_query_a_side(world: World, django_assert_num_queries: Any) -> None:
    make_forwarded(world)
    make_draft(world, make_product("Khô cá lóc", world.fish_maker))
    lan, dung, hien = (world.actor(user) for user in (world.chi_lan, world.anh_dung, world.co_hien))
    with django_assert_num_queries(1):
        assert [todo.title for todo in todos_for(lan, at=NOW)] == ["Làm tiếp hồ sơ Khô cá lóc"]
    with django_assert_num_queries(1):
        assert [todo.count for todo in todos_for(dung, at=NOW)] == [1]
    with django_assert_num_queries(1):
        assert todos_for(hien, at=NOW) == []
