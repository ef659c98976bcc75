"""What the programme comes to: sums with their base, nobody's own figures in them, nothing said of why."""

import random
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ocop.ground.offices.models import UnitSuccession
from ocop.ground.planning.measures import Span, by_part, rows_behind, values_on
from ocop.ground.producers import actions as register
from ocop.kit.sheets import read_table
from ocop.support.contribution.figures import LEAST, Total, figures_of, shielded
from ocop.support.contribution.measures import MEASURES
from ocop.support.contribution.places import by_places
from tests.support.contribution.conftest import Years
from tests.world import NOW, make_unit

pytestmark = pytest.mark.usefixtures("at_now")
BEFORE, LAST = 2022, 2025
M = {measure.key: measure for measure in MEASURES}


def tell_all(years: Years, unit: Any, pairs: list[tuple[int, int]]) -> None:
    """Producers recognised in 2023, each with its turnover of the year before and of last year."""
    for before, after in pairs:
        producer = years.producer(unit)
        years.tell(producer, BEFORE, 4, turnover=before)
        years.tell(producer, LAST, 5, turnover=after, women=2, investment=7, monthly_pay=6_000_000)


@pytest.mark.requirement("R22", "R23", "R24")
def test_sums_are_of_recognised_producers_and_say_of_how_many(years: Years) -> None:
    world = years.world
    tell_all(years, world.phuong_thinh, [(100, 150), (200, 180), (300, 300)])
    silent = years.producer(world.thap_muoi)
    years.tell(world.fish_maker, LAST, 900, turnover=900)  # never recognised
    years.tell(years.producer(world.thap_muoi, is_trial=True), LAST, 900, turnover=900)  # a trial recognises nobody
    found = figures_of(LAST)
    assert (found.reporting, found.base) == (3, 4)
    assert (found.workers.shown, found.women.shown, found.turnover.shown) == (15, 6, 630)
    assert (found.investment.shown, found.monthly_pay.shown) == (21, 6_000_000)
    pair = found.turnover_before
    assert (pair.producers, pair.base, pair.before, pair.after) == (3, 4, 600, 630)
    assert (pair.rose, pair.fell, pair.stayed) == (1, 1, 1)
    years.tell(silent, LAST, 1)
    assert figures_of(LAST).turnover.producers == 3, "not stated is not nought"


@pytest.mark.requirement("R22")
def test_a_sum_of_fewer_than_three_is_shown_nowhere(years: Years, sign_in: Any, client: Any) -> None:
    tell_all(years, years.world.phuong_thinh, [(111_111, 123_123), (222_222, 321_321)])
    pages = [reverse("contribution:figures"), reverse("contribution:places")]
    for who in (years.world.anh_dung, years.world.chi_mai):
        for address in pages:
            page = sign_in(who).get(address).content.decode()
            assert "444.444" not in page
            assert "123.123" not in page
    public = client.get(reverse("portal:benefits")).content.decode()
    assert "Dưới 3 chủ thể, không hiện" in public
    assert "444.444" not in public
    assert "chưa đủ 3 chủ thể để so" in public


def test_who_stands_beside_a_comparison_is_not_betrayed_by_it(years: Years) -> None:
    """Three tell both years and a fourth only the later one: both sums together would tell the fourth's turnover."""
    world = years.world
    tell_all(years, world.phuong_thinh, [(100, 150), (200, 180), (300, 300)])
    years.tell(years.producer(world.thap_muoi), LAST, 5, turnover=77)
    pair = figures_of(LAST).turnover_before
    assert pair.hidden
    assert not pair.too_few, "how many rose tells nobody's turnover"


@pytest.mark.parametrize("seed", range(40))
def test_what_is_hidden_cannot_be_had_by_subtraction(seed: int) -> None:
    rng = random.Random(seed)
    parts = []
    for _ in range(rng.randrange(1, 12)):
        count = rng.choice([0, 0, 1, 1, 2, 3, 4, 9])
        parts.append(Total(rng.randrange(1000) if count else 0, count, hidden=0 < count < LEAST))
    made = shielded(parts)
    hidden = sum(each.producers for each in made if each.hidden)
    shown = [each for each in made if each.producers and not each.hidden]
    assert all(each.producers >= LEAST for each in shown)
    assert hidden == 0 or hidden >= LEAST or not shown
    assert [each.value for each in made] == [each.value for each in parts]
    if not any(each.hidden for each in parts):
        assert made == parts


@pytest.mark.requirement("R21", "R22")
def test_each_place_has_its_products_in_force_in_old_and_in_new_borders(years: Years, sign_in: Any) -> None:
    world = years.world
    old = make_unit("Phương Thịnh cũ", code="29990", valid_from=date(2004, 1, 1), valid_to=date(2025, 6, 30))
    UnitSuccession.objects.create(old=old, new=world.phuong_thinh, on=date(2025, 7, 1), whole=True)
    tell_all(years, old, [(1, 2), (3, 4), (5, 6), (7, 8)])
    years.producer(world.thap_muoi)
    years.producer(world.thap_muoi, first=2019)  # its star has ended

    def lines(borders_on: date) -> dict[str, tuple[int, int, int | None]]:
        found = by_places(LAST, NOW.date(), tier="commune", borders_on=borders_on)
        return {
            line.name: (line.starred, line.recognised, line.turnover.shown if line.turnover else None) for line in found
        }

    assert lines(NOW.date()) == {"Xã Phương Thịnh": (4, 4, 20), "Xã Tháp Mười": (1, 2, None)}
    assert lines(date(2025, 6, 30))["Xã Phương Thịnh cũ"] == (4, 4, None)
    page = sign_in(world.co_hien).get(reverse("contribution:places")).content.decode()
    assert "Kinh tế và tổ chức sản xuất" in page
    assert "do cơ quan xét công nhận quyết định" in page
    sheet = sign_in(world.chi_mai).get(f"{reverse('contribution:places_sheet')}?q=phuong thinh")
    table = read_table(SimpleUploadedFile("a.xlsx", BytesIO(sheet.content).getvalue()))
    assert [list(row[:2]) for row in table.rows] == [["Xã Phương Thịnh", "4"]]


@pytest.mark.requirement("R22")
def test_no_producers_turnover_is_left_when_a_commune_is_taken_from_its_district(years: Years, sign_in: Any) -> None:
    """Old X holds one producer, old Y three; new communes take them apart otherwise: 837 - 60 would be X's turnover."""
    world, until = years.world, date(2025, 6, 30)
    since = date(2004, 1, 1)
    district = make_unit("Huyện cũ", code="H1", kind="district", tier="district", valid_from=since, valid_to=until)
    x = make_unit("X cũ", parent=district, code="X1", valid_from=since, valid_to=until)
    y = make_unit("Y cũ", parent=district, code="Y1", valid_from=since, valid_to=until)
    for old in (x, y):
        UnitSuccession.objects.create(old=old, new=world.phuong_thinh, on=date(2025, 7, 1), whole=True)
    tell_all(years, x, [(1, 777)])
    tell_all(years, y, [(1, 10), (1, 20), (1, 30)])
    tell_all(years, world.thap_muoi, [(1, 100), (1, 100), (1, 100)])
    chi_mai = sign_in(world.chi_mai)
    for borders, name in (("huyen", "Huyện cũ"), ("xa-cu", "Y cũ"), ("xa-cu", "X cũ")):
        page = chi_mai.get(f"{reverse('contribution:places')}?dia_gioi={borders}").content.decode()
        assert name in page
        assert "chỉ cộng theo địa giới hiện nay" in page
        assert "Doanh thu (đồng)" not in page
        sheet = chi_mai.get(f"{reverse('contribution:places_sheet')}?dia_gioi={borders}")
        table = read_table(SimpleUploadedFile("a.xlsx", BytesIO(sheet.content).getvalue()))
        assert not {"Lao động", "Doanh thu (đồng)"} & set(table.headers)
        assert not {"60", "837", "777"} & {cell for row in table.rows for cell in row}
    today = chi_mai.get(reverse("contribution:places")).content.decode()
    assert "837" in today, "four producers of one commune of today"


@pytest.mark.requirement("R25", "R68")
def test_the_resources_places_live_by(years: Years, sign_in: Any) -> None:
    world = years.world
    by = world.actor(world.anh_dung)
    second = years.producer(world.phuong_thinh)
    for product, name, unit in (
        (world.lotus_seed, "Sen", world.thap_muoi),
        (second.products.get(), "SEN ", world.thap_muoi),
        (world.dried_fish, "cá đồng", None),
    ):
        register.describe_resource(product, resource=name, resource_unit=unit, by=by, at=NOW)
    page = sign_in(world.chi_mai).get(reverse("contribution:resources"))
    first, fish = page.context["page"].object_list
    assert (first.name, first.products, first.producers, first.starred) == ("Sen", 2, 2, 1)
    assert first.places == ("Xã Phương Thịnh", "Xã Tháp Mười")
    assert first.origins == ("Xã Tháp Mười",)
    assert fish.name == "Cá đồng"
    for query, names in (("q=ca", ["Cá đồng"]), ("xa=30037", ["Sen"]), ("q=xoai", [])):
        page = sign_in(world.chi_mai).get(f"{reverse('contribution:resources')}?{query}")
        assert [line.name for line in page.context["page"]] == names


@pytest.mark.requirement("R22", "R23", "R232")
def test_the_page_of_sums_and_its_excel_give_every_figure_its_base(years: Years, sign_in: Any) -> None:
    world = years.world
    tell_all(years, world.phuong_thinh, [(100, 150), (200, 180), (300, 300)])
    hien = world.actor(world.co_hien)
    register.set_tag(world.dried_fish, tag="eco", note="Phơi nắng", by=hien, at=NOW)
    register.set_tag(world.dried_fish, tag="tradition", note="Nghề cũ", by=world.actor(world.chi_lan), at=NOW)
    client = sign_in(world.chi_mai)
    page = client.get(f"{reverse('contribution:figures')}?nam=2025").content.decode()
    assert "3 trong 3 chủ thể từng được công nhận đã khai năm 2025" in page
    assert "Con số không nói vì sao tăng hay giảm" in page
    sheet = client.get(reverse("contribution:figures_sheet"))
    table = read_table(SimpleUploadedFile("a.xlsx", BytesIO(sheet.content).getvalue()))
    rows = {row[0]: list(row[1:]) for row in table.rows}
    assert rows["Doanh thu, năm 2025"] == ["630", "đồng", "3", "3"]
    assert rows["Doanh thu, năm trước khi được công nhận"] == ["600", "đồng", "3", "3"]
    assert rows["Nhãn: Thân thiện môi trường"] == ["1", "sản phẩm", "1", "5"]
    assert rows["Nhãn: Nghề, giá trị truyền thống"][0] == "0", "a claim does not count"
    empty = client.get(f"{reverse('contribution:figures')}?nam=2024").content.decode()
    assert "Chưa ai khai" in empty


@pytest.mark.requirement("R123")
def test_anybody_reads_what_taking_part_came_to(years: Years, client: Any) -> None:
    tell_all(years, years.world.phuong_thinh, [(100, 150), (200, 180), (300, 300)])
    assert reverse("portal:benefits") in client.get(reverse("portal:front")).content.decode()
    page = client.get(reverse("portal:benefits")).content.decode()
    assert "3 trong 3 chủ thể từng được công nhận đã khai" in page
    assert "1 tăng, 1 giảm, 1 như cũ" in page
    assert "không bảo đảm doanh thu tăng" in page
    assert "24/11/2026" in page
    assert "Cơ sở số 1" not in page


@pytest.mark.requirement("R22", "R23", "R24")
def test_targets_may_be_judged_by_jobs_and_by_shares_with_their_base(years: Years) -> None:
    world = years.world
    tell_all(years, world.phuong_thinh, [(100, 150), (200, 180), (300, 300)])
    years.producer(world.thap_muoi, first=2024)
    days = [date(2023, 6, 1), date(2025, 12, 30), date(2025, 12, 31), NOW.date()]

    def told(key: str) -> list[tuple[int, int | None]]:
        return [(value.count, value.base) for value in values_on(M[key], {}, days, since=None)]

    assert told("contribution.jobs") == [(0, None), (0, None), (15, None), (15, None)]
    assert told("contribution.reporting") == [(0, 0), (0, 4), (3, 4), (3, 4)]
    assert told("contribution.turnover_grew") == [(0, 0), (0, 0), (1, 3), (1, 3)]
    assert told("contribution.invested") == [(0, 0), (0, 0), (3, 3), (3, 3)]
    for key in ("contribution.jobs", "contribution.turnover_grew", "contribution.invested"):
        assert by_part(M[key], {}, Span(NOW.date()), lambda unit: unit) == {}, "a place may hold a single producer"


def test_a_target_tells_nothing_of_fewer_than_three(years: Years) -> None:
    tell_all(years, years.world.phuong_thinh, [(100, 150), (200, 280)])
    for key in ("contribution.jobs", "contribution.turnover_grew", "contribution.invested"):
        (value,) = values_on(M[key], {}, [NOW.date()], since=None)
        assert (value.count, value.base or 0) == (0, 0), key
        assert not rows_behind(M[key], {}, Span(NOW.date())).exists()
    (value,) = values_on(M["contribution.reporting"], {}, [NOW.date()], since=None)
    assert (value.count, value.base) == (2, 2), "how many reported is nobody's own figure"


def test_the_pages_cost_the_same_however_many_tell(
    years: Years, sign_in: Any, client: Any, django_assert_max_num_queries: Any
) -> None:
    tell_all(years, years.world.phuong_thinh, [(number, number + 1) for number in range(25)])
    dung = sign_in(years.world.anh_dung)
    for name in ("figures", "places", "resources"):
        with django_assert_max_num_queries(16):
            assert dung.get(reverse(f"contribution:{name}")).status_code == 200
    with django_assert_max_num_queries(7):
        assert client.get(reverse("portal:benefits")).status_code == 200
