"""Posts, scope and where a dossier goes, as they stand on a day."""

from datetime import date
from typing import Any

import pytest

from ocop.ground.offices.models import Appointment, UnitSuccession
from ocop.ground.offices.queries import first_reading_office, posts_of, unit_on, units_reached
from ocop.ground.offices.states import Role, Tier, UnitKind
from tests.world import MERGER, World, appoint, make_office, make_unit, make_user

LONG_AGO, LAST_OLD_DAY, TODAY = date(2004, 7, 8), date(2025, 6, 30), date(2026, 11, 24)
pytestmark = pytest.mark.django_db


class Before:
    """The district of Tháp Mười as it was, and what became of two of its communes."""

    def __init__(self, world: World) -> None:
        old = {"valid_from": LONG_AGO, "valid_to": LAST_OLD_DAY}
        self.province = make_unit("Đồng Tháp", code="87", kind=UnitKind.PROVINCE, tier=Tier.PROVINCE, **old)
        self.district = make_unit(
            "Tháp Mười", code="872", kind=UnitKind.DISTRICT, tier=Tier.DISTRICT, parent=self.province, **old
        )
        self.my_an = make_unit("Mỹ An", code="30037", kind=UnitKind.TOWNSHIP, parent=self.district, **old)
        self.my_dong = make_unit("Mỹ Đông", code="30061", parent=self.district, **old)
        for unit, whole in ((self.my_an, True), (self.my_dong, False)):
            UnitSuccession.objects.create(old=unit, new=world.thap_muoi, on=MERGER, whole=whole)
        UnitSuccession.objects.create(old=self.my_dong, new=world.phuong_thinh, on=MERGER, whole=False)
        UnitSuccession.objects.create(old=self.province, new=world.province, on=MERGER)
        self.committee = make_office(
            "UBND huyện Tháp Mười", unit=self.district, tier=Tier.DISTRICT, valid_to=LAST_OLD_DAY
        )


@pytest.fixture
def before(world: World) -> Before:
    return Before(world)


@pytest.mark.requirement("R9")
def test_a_commune_officer_reaches_the_commune_and_what_was_merged_into_it(world: World, before: Before) -> None:
    (post,) = posts_of(world.chu_tam.pk, TODAY)
    assert post.unit_ids == {world.thap_muoi.pk, before.my_an.pk, before.my_dong.pk}


def test_the_merged_province_reaches_everything_below_the_old_one(world: World, before: Before) -> None:
    reached = units_reached([world.province.pk])
    assert {before.province.pk, before.district.pk, before.my_an.pk, world.phuong_thinh.pk} <= reached


def test_a_neighbouring_commune_is_not_reached(world: World, before: Before) -> None:
    assert before.my_an.pk not in units_reached([world.phuong_thinh.pk])


def test_an_officer_who_moves_office_loses_the_old_scope(world: World) -> None:
    Appointment.objects.filter(user=world.co_hien).update(valid_to=date(2026, 8, 31))
    appoint(world.co_hien, world.thap_muoi_committee, Role.COMMUNE_OFFICER, since=date(2026, 9, 1))
    assert world.actor(world.co_hien, date(2026, 8, 31)).unit_ids() == {world.phuong_thinh.pk}
    moved = world.actor(world.co_hien, date(2026, 9, 1))
    assert moved.unit_ids() == {world.thap_muoi.pk}
    assert moved.office_ids() == {world.thap_muoi_committee.pk}


def test_a_post_ends_with_its_office(world: World, before: Before) -> None:
    binh = make_user("Cao Thị Bình", "binh@thapmuoi.example")
    appoint(binh, before.committee, Role.DISTRICT_OFFICER, since=date(2019, 1, 1))
    (post,) = posts_of(binh.pk, LAST_OLD_DAY)
    assert post.unit_ids == {before.district.pk, before.my_an.pk, before.my_dong.pk}
    assert posts_of(binh.pk, MERGER) == ()


def test_posts_of_the_ministry_reach_no_unit_and_a_producer_has_none(world: World) -> None:
    (post,) = posts_of(world.ba_nga.pk, TODAY)
    assert (post.role, post.unit_ids) == (Role.MINISTRY_OFFICER, frozenset())
    assert posts_of(world.chi_lan.pk, TODAY) == ()


def test_posts_take_two_queries_however_many_they_are(
    world: World, before: Before, django_assert_num_queries: Any
) -> None:
    for office in (world.phuong_thinh_committee, world.thap_muoi_committee, world.province_committee):
        appoint(world.anh_dung, office, Role.LEADER)
    with django_assert_num_queries(2):
        posts_of(world.anh_dung.pk, TODAY)


def test_a_unit_is_found_again_on_another_day(world: World, before: Before) -> None:
    assert unit_on(before.my_an, TODAY) == (world.thap_muoi,)
    assert set(unit_on(before.my_dong, TODAY)) == {world.thap_muoi, world.phuong_thinh}
    assert set(unit_on(before.district, TODAY)) == {world.thap_muoi, world.phuong_thinh}
    assert unit_on(world.thap_muoi, date(2020, 1, 1))[0] == before.my_an
    assert unit_on(world.thap_muoi, TODAY) == (world.thap_muoi,)


def test_the_first_reader_follows_the_law_of_the_day(world: World, before: Before) -> None:
    assert first_reading_office(before.my_an, date(2020, 5, 5)) == before.committee
    assert first_reading_office(before.district, date(2023, 3, 1)) == before.committee
    assert first_reading_office(world.thap_muoi, date(2025, 7, 3)) is None
    assert first_reading_office(world.thap_muoi, date(2025, 7, 6)) == world.thap_muoi_committee
    assert first_reading_office(before.my_an, TODAY) == world.thap_muoi_committee


def test_a_split_commune_has_no_first_reader_until_the_place_is_known(world: World, before: Before) -> None:
    assert first_reading_office(before.my_dong, TODAY) is None
