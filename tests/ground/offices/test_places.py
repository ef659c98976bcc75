"""The real map of Đồng Tháp as it is loaded, and the offices on it."""

from datetime import date
from time import perf_counter

import pytest

from ocop.ground.offices.models import Committee, Office, Unit, UnitSuccession
from ocop.ground.offices.queries import first_reading_office, unit_on, units_reached
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.sample.places import commune_gaps, load_offices, load_places

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def places(db: None) -> None:
    load_places()
    load_offices()


def test_the_map_has_the_counts_the_sources_state(places: None) -> None:
    assert Unit.objects.in_force(AFTER).at(Tier.COMMUNE).count() == 102
    assert Unit.objects.in_force(AFTER).at(Tier.DISTRICT).count() == 0
    assert Unit.objects.in_force(BEFORE).at(Tier.DISTRICT).filter(parent__code="87").count() == 12
    assert UnitSuccession.objects.filter(new__tier=Tier.COMMUNE).count() == 308
    assert UnitSuccession.objects.filter(whole=False).count() == 6


def test_loaded_communes_agree_with_the_counts_each_district_declares(places: None) -> None:
    gaps = commune_gaps()
    assert len(gaps) == 12
    assert set(gaps.values()) == {0}


def test_code_82_is_tien_giang_before_the_merger_and_dong_thap_after(places: None) -> None:
    assert Unit.objects.coded("82", BEFORE).full_name == "Tỉnh Tiền Giang"
    assert Unit.objects.coded("82", AFTER).full_name == "Tỉnh Đồng Tháp"
    assert Unit.objects.coded("87", BEFORE).full_name == "Tỉnh Đồng Tháp"
    assert Unit.objects.coded("87", AFTER) is None


def test_loading_again_changes_nothing(places: None) -> None:
    assert load_places() == {"units": 0, "successions": 0}
    assert load_offices() == {"offices": 0, "committees": 0}


def test_loading_is_quick(db: None) -> None:
    started = perf_counter()
    load_places()
    load_offices()
    assert perf_counter() - started < 2


def test_the_merged_province_reaches_both_old_provinces_and_every_commune(places: None) -> None:
    merged = Unit.objects.coded("82", AFTER)
    assert units_reached([merged.pk]) == frozenset(Unit.objects.values_list("pk", flat=True))


def test_an_abolished_district_is_answered_by_the_communes_it_became(places: None) -> None:
    thap_muoi = Unit.objects.coded("872", BEFORE)
    now = unit_on(thap_muoi, AFTER)
    assert {unit.tier for unit in now} == {Tier.COMMUNE}
    assert "Xã Tháp Mười" in {unit.full_name for unit in now}


def test_the_first_reader_is_the_district_then_nobody_then_the_commune(places: None) -> None:
    old = Unit.objects.in_force(BEFORE).get(name="Mỹ An", kind="township")
    assert first_reading_office(old, date(2020, 5, 5)).name == "Ủy ban nhân dân huyện Tháp Mười"
    assert first_reading_office(old, date(2025, 7, 3)) is None
    reader = first_reading_office(old, date(2026, 11, 24))
    assert reader.tier == Tier.COMMUNE
    assert reader.kind == OfficeKind.PEOPLES_COMMITTEE


def test_every_kind_of_body_of_the_plan_is_there(places: None) -> None:
    references = set(Office.objects.exclude(plan_reference="").values_list("plan_reference", flat=True))
    named = {part for reference in references for part in reference.split(", ")}
    assert {f"IV.{number}" for number in range(1, 18)} <= named
    assert Office.objects.committees_of(Tier.COMMUNE).in_force(AFTER).count() == 102
    assert Office.objects.committees_of(Tier.DISTRICT).in_force(BEFORE).count() == 12
    assert Office.objects.committees_of(Tier.DISTRICT).in_force(AFTER).count() == 0


def test_agriculture_is_one_department_since_march_2025(places: None) -> None:
    heir = Office.objects.get(name="Sở Nông nghiệp và Môi trường")
    assert {office.short_name for office in heir.continues.all()} == {"Sở NN&PTNT", "Sở TN&MT"}
    assert not Office.objects.in_force(date(2025, 3, 1)).filter(short_name="Sở NN&PTNT").exists()


@pytest.mark.requirement("R4", "R5")
def test_the_steering_committee_has_its_adviser(places: None) -> None:
    committee = Committee.objects.in_force(date(2021, 4, 14)).get()
    assert committee.adviser.short_name == "VPĐP NTM tỉnh"
    assert committee.office.unit.code == "87"
