"""Targets: figures counted from records on any day, split by place in old and new borders, the rows behind them."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from ocop.cycle.certification.models import StandingChange
from ocop.cycle.certification.states import RecognitionState
from ocop.ground.offices.models import Unit, UnitSuccession
from ocop.ground.offices.states import Tier, UnitKind
from ocop.ground.planning.measures import Value, check_options, known_measures, measure_called, values_on
from ocop.ground.planning.models import Plan, Target
from ocop.ground.planning.progress import BORDERS_OF_2020, by_places, line_on
from ocop.ground.planning.states import PlanKind, PlanState
from ocop.kit.scope import Refused
from ocop.rules.indicators import Standing
from tests.world import MERGER, NOW, World, make_producer, make_product, make_unit
from tests.world_certification import make_recognition

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("at_now"),
    pytest.mark.requirement("R59", "R258", "R259"),
]


def make_plan(world: World, state: str = PlanState.ISSUED) -> Plan:
    return Plan.objects.create(
        kind=PlanKind.PERIOD,
        name="Kế hoạch 2026-2030",
        office=world.province_committee,
        starts_on=date(2026, 1, 1),
        ends_on=date(2030, 12, 31),
        state=state,
    )


def make_target(plan: Plan, measure: str = "certification.new_products", **fields: object) -> Target:
    values: dict[str, object] = {
        "code": measure.rsplit(".", 1)[-1].replace("_", "-"),
        "reference": "III.2.2",
        "ordinal": 1,
        "name": "Sản phẩm mới",
        "definition": "Sản phẩm được công nhận lần đầu.",
        "unit": "sản phẩm",
        "figure": Decimal(10),
        "due_on": date(2030, 12, 31),
        "measure": measure,
    }
    return Target.objects.create(plan=plan, **{**values, **fields})


@pytest.fixture
def recognised(world: World) -> World:
    """The fish has 4 stars since July 2026; the lotus had 3 from 2022, and 4 since August 2026."""
    make_recognition(world.dried_fish, world.province_committee, stars=4, valid_from=date(2026, 7, 1))
    old = make_recognition(world.lotus_seed, world.province_committee, stars=3, valid_from=date(2022, 5, 1))
    make_recognition(world.lotus_seed, world.province_committee, stars=4, valid_from=date(2026, 8, 1), supersedes=old)
    return world


def test_a_figure_is_what_stood_on_its_day(recognised: World) -> None:
    measure = measure_called("certification.recognised")
    assert measure is not None
    days = [date(2022, 4, 30), date(2022, 5, 1), date(2025, 6, 1), date(2026, 7, 31), date(2026, 8, 1)]
    assert [each.count for each in values_on(measure, {}, days, since=None)] == [0, 1, 0, 1, 2]
    four = values_on(measure, {"stars": "4"}, days, since=None)
    assert [each.count for each in four] == [0, 0, 0, 1, 2]


def test_a_withdrawn_star_no_longer_counts_and_a_trial_never_does(recognised: World) -> None:
    measure = measure_called("certification.recognised")
    assert measure is not None
    fish = recognised.dried_fish.recognitions.get()
    StandingChange.objects.create(
        recognition=fish,
        to_state=RecognitionState.WITHDRAWN,
        reason="x",
        effective_on=date(2026, 10, 1),
        recorded_at=NOW,
    )
    trial = make_product("Sữa sen", recognised.lotus_maker)
    make_recognition(trial, recognised.province_committee, stars=5, is_trial=True, number="1/QĐ")
    days = [date(2026, 9, 30), date(2026, 10, 1)]
    assert values_on(measure, {}, days, since=None) == [Value(days[0], 2), Value(days[1], 1)]


def test_an_upgraded_product_is_not_a_new_one(recognised: World) -> None:
    """Only the fish was recognised for the first time within the plan; the lotus went up (R258)."""
    line = line_on(make_target(make_plan(recognised)), NOW.date(), NOW.date())
    assert line.value == Value(NOW.date(), 1)
    assert line.progress is not None
    assert line.progress.standing == Standing.BEHIND


def test_a_new_target_is_a_record_and_nothing_else(recognised: World, sign_in: object) -> None:
    """A target nobody has programmed, made by data alone, shows its figure, its course and its rows."""
    plan = make_plan(recognised)
    target = make_target(
        plan, "certification.recognised", code="four-star", options={"stars": "4"}, name="Sản phẩm 4 sao", figure=2
    )
    client: Client = sign_in(recognised.anh_dung)  # type: ignore[operator]
    page = client.get(reverse("planning:targets")).content.decode()
    assert "Sản phẩm 4 sao" in page
    assert "Đã đạt" in page
    rows = client.get(reverse("planning:target_rows", args=[target.public_id])).content.decode()
    assert "Khô cá sặc rằn: 4 sao" in rows
    assert "Hạt sen sấy: 4 sao" in rows
    assert "3 sao" not in rows


def test_a_target_whose_measure_is_unknown_says_so(world: World, sign_in: object) -> None:
    target = make_target(make_plan(world), "nobody.knows")
    client: Client = sign_in(world.anh_dung)  # type: ignore[operator]
    page = client.get(reverse("planning:target", args=[target.public_id])).content.decode()
    assert "Chưa có phép đo" in page
    assert client.get(reverse("planning:target_rows", args=[target.public_id])).status_code == 404


def test_wrong_options_are_refused_by_name() -> None:
    measure = measure_called("certification.recognised")
    assert measure is not None
    check_options(measure, {"stars": "4"})
    with pytest.raises(Refused, match="không có giá trị “7”"):
        check_options(measure, {"stars": "7"})
    with pytest.raises(Refused, match="không có điều kiện “màu”"):
        check_options(measure, {"màu": "đỏ"})


def test_places_join_old_communes_into_new_ones_and_hide_nothing(recognised: World) -> None:
    """Made at an old commune, counted in today's; a commune that was split cannot be told and says so."""
    cao_lanh = make_unit(
        "Cao Lãnh",
        code="873",
        kind=UnitKind.DISTRICT,
        tier=Tier.DISTRICT,
        valid_from=date(2004, 1, 1),
        valid_to=date(2025, 6, 30),
    )
    old = make_old_commune("Phương Trà", "30079", cao_lanh, whole=[recognised.phuong_thinh])
    split = make_old_commune("Ba Sao", "30085", cao_lanh, part=[recognised.phuong_thinh, recognised.thap_muoi])
    for unit, number in ((old, "2/QĐ"), (split, "3/QĐ")):
        product = make_product(f"Xoài {unit.name}", make_producer(f"Cơ sở {unit.name}", unit))
        make_recognition(product, recognised.province_committee, number=number)
    target = make_target(make_plan(recognised), "certification.recognised")
    today = by_places(target, NOW.date(), tier=Tier.COMMUNE, borders_on=NOW.date())
    assert {line.place.full_name: line.count for line in today} == {
        "Xã Phương Thịnh": 2,
        "Xã Tháp Mười": 1,
        "Chưa phân định (xã tách)": 1,
    }
    then = by_places(target, NOW.date(), tier=Tier.DISTRICT, borders_on=BORDERS_OF_2020)
    assert {line.place.full_name: line.count for line in then} == {"Huyện Cao Lãnh": 4}, "in 2020 it was whole"


def make_old_commune(
    name: str, code: str, district: Unit, *, whole: list[Unit] | None = None, part: list[Unit] | None = None
) -> Unit:
    unit = make_unit(name, code=code, parent=district, valid_from=date(2004, 1, 1), valid_to=date(2025, 6, 30))
    for new in whole or part or []:
        UnitSuccession.objects.create(old=unit, new=new, on=MERGER, whole=bool(whole))
    return unit


def test_a_commune_opens_the_rows_of_its_own_place_only(recognised: World, sign_in: object) -> None:
    target = make_target(make_plan(recognised), "certification.recognised")
    client: Client = sign_in(recognised.co_hien)  # type: ignore[operator]
    rows = client.get(reverse("planning:target_rows", args=[target.public_id])).content.decode()
    assert "Khô cá sặc rằn" in rows
    assert "Hạt sen sấy" not in rows


def test_the_ministry_and_members_see_the_figure_and_no_rows(recognised: World, sign_in: object) -> None:
    target = make_target(make_plan(recognised), "certification.recognised")
    client: Client = sign_in(recognised.ba_nga)  # type: ignore[operator]
    page = client.get(reverse("planning:target", args=[target.public_id]))
    assert page.status_code == 200
    assert reverse("planning:target_rows", args=[target.public_id]) not in page.content.decode()
    assert client.get(reverse("planning:target_rows", args=[target.public_id])).status_code == 404


def test_targets_of_a_draft_plan_are_its_keepers_matter(world: World, sign_in: object) -> None:
    target = make_target(make_plan(world, state=PlanState.DRAFT))
    commune: Client = sign_in(world.co_hien)  # type: ignore[operator]
    assert commune.get(reverse("planning:target", args=[target.public_id])).status_code == 404
    province: Client = sign_in(world.anh_dung)  # type: ignore[operator]
    assert province.get(reverse("planning:target", args=[target.public_id])).status_code == 200


def test_what_is_not_fully_on_record_is_counted_and_not_judged(recognised: World, sign_in: object) -> None:
    """Nobody is told they failed by records that are not all here."""
    plan = make_plan(recognised)
    target = make_target(plan, due_on=date(2026, 6, 30))
    client: Client = sign_in(recognised.anh_dung)  # type: ignore[operator]
    pages = [reverse("planning:targets"), reverse("planning:target", args=[target.public_id])]
    assert all("Không đạt" in client.get(page).content.decode() for page in pages), "its day is over"
    Plan.objects.filter(pk=plan.pk).update(records_are_partial=True)
    for page in pages:
        html = client.get(page).content.decode()
        assert "Không đạt" not in html
        assert "Bản ghi chưa đủ" in html


def test_the_sheet_holds_the_same_rows(recognised: World, sign_in: object) -> None:
    target = make_target(make_plan(recognised), "certification.recognised")
    client: Client = sign_in(recognised.anh_dung)  # type: ignore[operator]
    response = client.get(reverse("planning:target_rows_sheet", args=[target.public_id]))
    assert response["Content-Disposition"] == 'attachment; filename="chi-tieu-recognised.xlsx"'
    assert response.content[:2] == b"PK"


@pytest.mark.parametrize("records", [1, 6])
def test_pages_ask_a_constant_number_of_questions(
    records: int, recognised: World, sign_in: object, django_assert_max_num_queries: object
) -> None:
    target = make_target(make_plan(recognised), "certification.recognised")
    for index in range(records):
        product = make_product(f"Sản phẩm {index}", recognised.fish_maker)
        make_recognition(product, recognised.province_committee, number=f"{index}/QĐ")
    client: Client = sign_in(recognised.anh_dung)  # type: ignore[operator]
    client.get(reverse("planning:targets"))
    for name in ("planning:target", "planning:target_rows"):
        with django_assert_max_num_queries(16):  # type: ignore[operator]
            client.get(reverse(name, args=[target.public_id]))


def test_every_measure_says_what_it_is() -> None:
    for key, measure in known_measures().items():
        assert key == measure.key
        assert all((measure.name, measure.unit, measure.definition)), key
