"""Anybody reads what was promised and published, who holds a star since when and why not, and takes it all as data."""

import csv
import io
import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ocop.cycle.certification import actions
from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.states import Standing, WithdrawalGround
from ocop.ground.planning.measures import measure_called
from ocop.ground.planning.models import Plan, Target
from ocop.ground.planning.states import PlanKind, PlanState
from ocop.oversight.figures import actions as figures
from ocop.oversight.figures.questions import Question
from ocop.public.transparency.dcat import MEDIA
from ocop.public.transparency.register import history, register
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition

TODAY = NOW.date()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture(autouse=True)
def _fresh_budget() -> None:
    cache.clear()


def page(name: str, *args: str, **asked: str) -> str:
    response = Client().get(reverse(name, args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


def data(name: str, shape: str = "json", **asked: str) -> bytes:
    response = Client().get(reverse("transparency:dataset", args=[name, shape]), asked)
    assert response.status_code == 200
    return response.content


@pytest.fixture
def withdrawn(world: World) -> Recognition:
    """Khô cá sặc: suspended, used again, then withdrawn by ông Khanh, who also wrote why."""
    row = make_recognition(world.dried_fish, world.province_committee, stars=4)
    by = {"reason": "Bà Tư khai sai.", "by": world.actor(world.ong_khanh), "at": NOW}
    actions.suspend_recognition(row, decision_number="7/QĐ", effective_on=TODAY - timedelta(days=9), **by)
    actions.lift_suspension(row, decision_number="8/QĐ", effective_on=TODAY - timedelta(days=5), **by)
    actions.withdraw_recognition(
        row, ground=WithdrawalGround.MARK_MISUSE, decision_number="9/QĐ", effective_on=TODAY, **by
    )
    return row


def test_every_change_of_a_star_is_read_with_its_day_decision_and_ground(withdrawn: Recognition) -> None:
    row = register(TODAY).get(pk=withdrawn.pk)
    steps = history(row, row.standing_changes.all(), TODAY)
    assert [step.key for step in steps] == ["granted", "suspended", "lifted", "withdrawn"]
    html = page("transparency:recognition", withdrawn.public_id)
    for words in ("7/QĐ", "8/QĐ", "9/QĐ", f"{TODAY:%d/%m/%Y}", "Sử dụng sai nhãn hiệu OCOP", "Đã bị thu hồi"):
        assert words in html


def test_what_officers_wrote_and_who_they_are_stays_with_them(withdrawn: Recognition, world: World) -> None:
    told = page("transparency:recognition", withdrawn.public_id) + data("lich-su-cong-nhan").decode()
    assert "Bà Tư" not in told
    assert world.ong_khanh.full_name not in told


def test_a_change_of_tomorrow_is_not_told_today(world: World) -> None:
    row = make_recognition(world.dried_fish, world.province_committee)
    actions.suspend_recognition(
        row,
        reason="x",
        decision_number="7/QĐ",
        effective_on=TODAY,
        by=world.actor(world.ong_khanh),
        at=NOW,
    )
    yesterday = TODAY - timedelta(days=1)
    found = register(yesterday).get(pk=row.pk)
    assert [step.key for step in history(found, found.standing_changes.all(), yesterday)] == ["granted"]


def test_a_star_that_ran_out_or_was_replaced_says_so(world: World) -> None:
    old = make_recognition(world.dried_fish, world.province_committee, valid_from=date(2022, 1, 5))
    assert "Hết thời hạn 36 tháng" in page("transparency:recognition", old.public_id)
    new = make_recognition(world.dried_fish, world.province_committee, stars=4, number="2/QĐ", valid_from=TODAY)
    new.supersedes = old
    new.save()
    row = register(TODAY).get(pk=old.pk)
    assert row.standing == Standing.SUPERSEDED
    assert [step.key for step in history(row, [], TODAY)] == ["granted", "expired", "superseded"]


def test_the_register_has_no_trial_and_nothing_rebuilt(world: World) -> None:
    office = world.province_committee
    make_recognition(world.dried_fish, office)
    make_recognition(make_product("Cá lóc thử", world.fish_maker), office, is_trial=True)
    rebuilt = make_recognition(make_product("Bánh dựng lại", world.fish_maker), office)
    Recognition.objects.filter(pk=rebuilt.pk).update(is_reconstructed=True)
    html = page("transparency:register")
    assert "Khô cá sặc rằn" in html
    assert "Cá lóc thử" not in html
    assert "Bánh dựng lại" not in html
    assert len(json.loads(data("so-cong-nhan"))["rows"]) == 1


def test_filters_narrow_the_page_and_what_is_taken_from_it(withdrawn: Recognition, world: World) -> None:
    make_recognition(world.lotus_seed, world.province_committee, stars=3, number="816/QĐ-UBND")
    for asked, there, gone in (
        ({"hieu_luc": "thu-hoi"}, "Khô cá sặc rằn", "Hạt sen"),
        ({"sao": "3"}, "Hạt sen", "Khô cá sặc rằn"),
        ({"tim": "kho ca sac"}, "Khô cá sặc rằn", "Hạt sen"),
        ({"qd": withdrawn.decision.public_id if withdrawn.decision else ""}, "Khô cá sặc rằn", "Hạt sen"),
        ({"noi": world.dried_fish.producer.unit.key, "sao": "4"}, "Khô cá sặc rằn", "Hạt sen"),
    ):
        for told in (page("transparency:register", **asked), data("so-cong-nhan", "csv", **asked).decode()):
            assert there in told, asked
            assert gone not in told, asked
    assert "Bỏ bớt bộ lọc" in page("transparency:register", tim="không có gì như thế")
    assert "Khô cá sặc rằn" in page("transparency:register", sao="9", hieu_luc="la", noi="la")


def test_the_list_asks_the_same_number_of_questions_however_long(
    world: World, django_assert_num_queries: object
) -> None:
    for number in range(3):
        product = make_product(f"Sản phẩm {number}", world.fish_maker)
        make_recognition(product, world.province_committee, number=f"{number}/QĐ")
    with django_assert_num_queries(3):  # type: ignore[operator]
        page("transparency:register")


def test_decisions_lead_to_their_products(world: World) -> None:
    row = make_recognition(world.dried_fish, world.province_committee, stars=4, number="816/QĐ-UBND")
    html = page("transparency:decisions")
    assert row.decision is not None
    assert f'href="{reverse("transparency:register")}?qd={row.decision.public_id}">816/QĐ-UBND' in html
    assert "4 sao: 1" in html


@pytest.fixture
def promised(world: World) -> Target:
    """The province's plan promises five recognised products; one is there, and the office published that."""
    make_recognition(world.dried_fish, world.province_committee, stars=4)
    plan = Plan.objects.create(
        kind=PlanKind.YEAR,
        name="Kế hoạch năm",
        office=world.province_committee,
        starts_on=date(TODAY.year, 1, 1),
        ends_on=date(TODAY.year, 12, 31),
        state=PlanState.ISSUED,
    )
    return Target.objects.create(
        plan=plan,
        code="san-pham",
        reference="1",
        ordinal=1,
        name="Có năm sản phẩm",
        definition="Đếm sản phẩm",
        unit="sản phẩm",
        figure=Decimal(5),
        due_on=plan.ends_on,
        measure="certification.recognised",
    )


def test_a_target_shows_its_published_figure_and_none_before(promised: Target, world: World) -> None:
    assert "Chưa công bố" in page("transparency:results")
    measure = measure_called(promised.measure)
    assert measure is not None
    who = world.actor(world.anh_dung)
    figure = figures.publish(Question(measure, TODAY), office=world.coordination_office, by=who, at=NOW)
    html = page("transparency:results")
    assert "Chưa công bố" not in html
    assert figure.printed_code in html
    assert f"tính đến {TODAY:%d/%m/%Y}" in html
    with translation.override("en"):
        english = page("transparency:results")
    assert "Products with a valid star" in english
    assert '<span lang="vi">Có năm sản phẩm</span>' in english


def test_a_draft_plan_and_a_figure_of_one_commune_are_not_public(promised: Target, world: World) -> None:
    measure = measure_called(promised.measure)
    assert measure is not None
    question = Question(measure, TODAY, place=world.dried_fish.producer.unit)
    who = world.actor(world.anh_dung)
    figure = figures.publish(question, office=world.coordination_office, by=who, at=NOW)
    assert figure.printed_code not in page("transparency:results")
    Plan.objects.update(state=PlanState.DRAFT)
    assert "Có năm sản phẩm" not in page("transparency:results")


def test_data_says_the_same_in_every_shape(withdrawn: Recognition) -> None:
    told = json.loads(data("so-cong-nhan"))
    assert told["licence"].startswith("Dữ liệu mở của cơ quan nhà nước")
    (line,) = told["rows"]
    assert line["hieu_luc"] == "withdrawn"
    (row,) = csv.DictReader(io.StringIO(data("so-cong-nhan", "csv").decode("utf-8-sig")))
    assert row == {name: "" if value is None else str(value) for name, value in line.items()}
    assert data("so-cong-nhan", "xlsx")[:2] == b"PK"
    assert [step["viec"] for step in json.loads(data("lich-su-cong-nhan"))["rows"]][-1] == "withdrawn"
    assert json.loads(data("san-pham"))["rows"][0]["san_pham"] == "Khô cá sặc rằn"


def test_a_name_that_looks_like_a_formula_stays_a_name(world: World) -> None:
    world.dried_fish.name = '=HYPERLINK("x")'
    world.dried_fish.save()
    make_recognition(world.dried_fish, world.province_committee)
    (row,) = csv.DictReader(io.StringIO(data("so-cong-nhan", "csv").decode("utf-8-sig")))
    assert row["san_pham"].startswith("'=")


def test_unknown_data_is_not_found() -> None:
    for name, shape in (("khong-co", "csv"), ("so-cong-nhan", "exe")):
        assert Client().get(reverse("transparency:dataset", args=[name, shape])).status_code == 404


def test_the_description_names_every_dataset_in_both_languages_with_addresses_that_answer(
    withdrawn: Recognition, settings: object
) -> None:
    settings.OCOP_DATA_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"  # type: ignore[attr-defined]
    response = Client().get(reverse("transparency:dcat"))
    assert response["Content-Type"].startswith("application/ld+json")
    told = json.loads(response.content)
    assert told["@type"] == "dcat:Catalog"
    assert told["dct:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert len(told["dcat:dataset"]) == 4
    for each in told["dcat:dataset"]:
        assert {title["@language"] for title in each["dct:title"]} == {"vi", "en"}
        assert len({title["@value"] for title in each["dct:title"]}) == 2
        for distribution in each["dcat:distribution"]:
            address = distribution["dcat:downloadURL"]["@id"].removeprefix("http://127.0.0.1:8000")
            assert Client().get(address).status_code == 200
    registers = [each for each in told["dcat:dataset"] if each["dct:identifier"] != "chi-so"]
    assert all(len(each["dcat:distribution"]) == len(MEDIA) for each in registers)


def test_how_to_take_part_says_whom_to_ask(settings: object) -> None:
    settings.OCOP_HELPLINE = "0277 3851 000"  # type: ignore[attr-defined]
    html = page("transparency:take_part")
    assert "Ủy ban nhân dân xã, phường" in html
    assert "tel:0277 3851 000" in html
    with translation.override("en"):
        assert "Six steps of a year" in page("transparency:take_part")


@pytest.mark.parametrize("name", ["results", "register", "decisions", "take_part"])
def test_the_pages_ask_nobody_who_they_are(name: str, world: World) -> None:
    response = Client().get(reverse(f"transparency:{name}"))
    assert not response.cookies
    assert "private" not in response.get("Cache-Control", "")


def test_a_certificate_that_stands_has_an_english_copy_for_information(world: World) -> None:
    row = make_recognition(world.dried_fish, world.province_committee, stars=4, number="816/QĐ-UBND")
    address = reverse("transparency:translation", args=[row.certificate.code])
    assert address in Client().get(f"/xac-thuc/{row.certificate.code}/").content.decode()
    assert address in page("transparency:recognition", row.public_id)
    response = Client().get(address)
    assert response["Content-Type"] == "application/pdf"
    assert response.content[:5] == b"%PDF-"


def test_a_withdrawn_certificate_has_none(withdrawn: Recognition) -> None:
    address = reverse("transparency:translation", args=[withdrawn.certificate.code])
    assert Client().get(address).status_code == 404
    assert address not in page("transparency:recognition", withdrawn.public_id)
