"""A shopper narrows the catalogue: counts that open their rows, places old and new, hints when nothing is found."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ocop.cycle.certification.models import Recognition
from ocop.ground.offices.models import UnitSuccession
from ocop.ground.offices.states import Tier, UnitKind
from ocop.ground.producers import actions
from ocop.ground.producers.models import Producer, ProductTag
from ocop.ground.producers.states import PaperKind, PublicMark, Tag
from ocop.support.markets.models import Community, TouristSite
from tests.public.window import choices, list_online, make_outlet, names, page, place
from tests.world import NOW, World, make_producer, make_product, make_unit
from tests.world_certification import make_recognition
from tests.world_dossiers import make_paper

TODAY = NOW.date()
pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def shelves(world: World) -> World:
    """Six products: three stand, one ran out, one is a trial's, one was rebuilt from published figures."""
    office = world.province_committee
    make_recognition(world.dried_fish, office, stars=4)
    make_recognition(make_product("Mắm cá linh", world.fish_maker), office, stars=3)
    drink = make_product("Trà lá sen", world.lotus_maker, sets={"26-2026": "II.1.a"})
    make_recognition(drink, office, stars=5)
    make_recognition(world.lotus_seed, office, stars=5, valid_from=date(2022, 1, 1))
    make_recognition(make_product("Cá lóc thử", world.fish_maker), office, stars=4, is_trial=True)
    rebuilt = make_recognition(make_product("Dựng lại 01", world.fish_maker), office, stars=3)
    Recognition.objects.filter(pk=rebuilt.pk).update(is_reconstructed=True)
    by = world.anh_dung
    ProductTag.objects.create(
        product=drink, tag=Tag.ECO, note="x", set_by=by, set_at=NOW, confirmed_by=by, confirmed_at=NOW
    )
    ProductTag.objects.create(product=world.dried_fish, tag=Tag.ECO, note="tự khai", set_by=world.chi_lan, set_at=NOW)
    place(world.dried_fish, make_outlet())
    list_online(world.dried_fish)
    return world


@pytest.mark.requirement("R121")
@pytest.mark.parametrize("start", ["", "?sao=5", "?tim=ca", "?hieu_luc=con&nhom=thuc-pham", "?ban=shop&sao=4"])
def test_every_count_of_every_facet_opens_as_many_products(shelves: World, start: str) -> None:
    offered = choices(page(f"/san-pham/{start}"))
    assert len(offered) >= 3
    for label, (count, address) in offered.items():
        opened = page(f"/san-pham/{address}")
        assert len(names(opened)) == count, label


def test_facets_say_what_they_mean(shelves: World) -> None:
    counts = {label: count for label, (count, _) in choices(page("/san-pham/")).items()}
    assert counts["Còn hiệu lực"] == 3
    assert counts["Hết hạn, quá 36 tháng"] == 1
    assert counts["Bản thử, không có giá trị"] == 1
    assert counts["Dựng lại từ số liệu"] == 1
    assert (counts["5 sao"], counts["4 sao"]) == (2, 2)
    assert (counts["Thực phẩm"], counts["Đồ uống"]) == (5, 1)
    assert counts["Thân thiện môi trường"] == 1  # what a producer only claims is not counted
    assert (counts["Cửa hàng"], counts["Sàn thương mại điện tử"]) == (1, 1)
    assert counts["Xã Phương Thịnh"] == 4


def test_a_star_that_stands_comes_before_one_that_ended(shelves: World) -> None:
    assert names(page("/san-pham/?sao=5")) == ["Trà lá sen", "Hạt sen sấy"]
    assert names(page("/san-pham/?xep=sao"))[:4] == ["Trà lá sen", "Khô cá sặc rằn", "Mắm cá linh", "Hạt sen sấy"]
    assert names(page("/san-pham/"))[-2:] == ["Dựng lại 01", "Cá lóc thử"]


def test_one_tap_takes_back_one_condition_and_keeps_the_others(shelves: World) -> None:
    words = page("/san-pham/?tim=tra&sao=5&hieu_luc=con&trang=2")
    chips = words.split('class="portal-chips"', 1)[1].split("</ul>", 1)[0]
    for address in ("?sao=5&amp;hieu_luc=con", "?tim=tra&amp;hieu_luc=con", "?tim=tra&amp;sao=5"):
        assert f'href="{address}"' in chips
    assert 'type="hidden" name="sao" value="5"' in words


def test_nothing_found_says_what_to_loosen_and_how_much_that_gives(shelves: World) -> None:
    words = page("/san-pham/?tim=sen&nhom=do-uong&sao=3")
    assert names(words) == []
    hints = words.split("Thử bỏ bớt điều kiện:", 1)[1].split("</ul>", 1)[0]
    assert 'href="?tim=sen&amp;nhom=do-uong"' in hints
    assert "Bỏ Hạng sao: 3 sao</a>: 1" in hints
    assert "Bỏ Nhóm" not in hints  # would still find nothing
    assert "Chỉ giữ chữ “sen”</a>: 2" in hints
    assert "Bỏ chữ “khong co”</a>: 3" in page("/san-pham/?tim=khong+co&hieu_luc=con")


def test_a_shopper_finds_a_place_by_its_old_name_and_its_new_one(world: World) -> None:
    before = {"valid_from": date(2004, 1, 1), "valid_to": date(2025, 6, 30)}
    district = make_unit("Cao Lãnh", code="873", kind=UnitKind.DISTRICT, tier=Tier.DISTRICT, **before)
    other = make_unit("Tháp Mười", code="872", kind=UnitKind.DISTRICT, tier=Tier.DISTRICT, **before)
    commune = make_unit("Gáo Giồng", code="30079", parent=district, **before)
    UnitSuccession.objects.create(old=commune, new=world.phuong_thinh, on=date(2025, 7, 1))
    for product, unit in ((world.dried_fish, None), (world.lotus_seed, commune)):
        make_recognition(product, world.province_committee)
        if unit:
            Producer.objects.filter(pk=product.producer_id).update(unit=unit)
    makers = make_product("Bánh", make_producer("Tổ Bánh", district))
    make_recognition(makers, world.province_committee)
    found = {label: count for label, (count, _) in choices(page("/san-pham/")).items()}
    assert found["Huyện Cao Lãnh (cũ)"] == 3
    assert found["Xã Phương Thịnh"] == 2  # what is known by its old district only is in no commune
    assert found["Xã Gáo Giồng (cũ)"] == 1
    assert "Huyện Tháp Mười (cũ)" not in found
    assert names(page(f"/san-pham/?noi={other.key}")) == []


@pytest.mark.requirement("R196")
def test_one_search_says_how_many_of_each_kind_it_finds(shelves: World) -> None:
    Community.objects.create(
        name="Làng khô Sa Đéc", kind="craft_village", unit=shelves.phuong_thinh, created_at=NOW, members=12
    )
    TouristSite.objects.create(name="Làng hoa Sa Đéc", created_at=NOW)
    words = page("/san-pham/?tim=sa+dec")
    tabs = words.split('class="portal-kinds"', 1)[1].split("</ul>", 1)[0]
    for address, count in (("/chu-the-ocop/", 0), ("/lang-nghe/", 1), ("/diem-du-lich/", 1), ("/diem-ban/", 1)):
        shown = tabs.split(f'href="{address}?tim=sa+dec"', 1)[1].split("</a>", 1)[0]
        assert f'<span class="portal-count">{count}</span>' in shown
        assert len(names(page(f"{address}?tim=sa+dec"))) == count
    assert names(page("/chu-the-ocop/")) == ["Cơ sở Khô Bà Lan", "Hợp tác xã Sen Tháp Mười"]
    assert names(page("/chu-the-ocop/?loai=cooperative")) == ["Hợp tác xã Sen Tháp Mười"]
    assert names(page(f"/lang-nghe/?noi={shelves.thap_muoi.key}")) == []


def test_papers_narrow_only_when_an_officer_lets_buyers_see_them(shelves: World) -> None:
    hien = shelves.actor(shelves.co_hien)
    lan = shelves.actor(shelves.chi_lan)
    paper = make_paper(shelves, lan, PaperKind.QUALITY_SYSTEM, "VietGAP 2026", valid_until=date(2026, 11, 24))
    assert "VietGAP" not in page("/san-pham/")
    actions.show_paper(paper, mark=PublicMark.VIETGAP, by=hien, at=NOW)
    assert choices(page("/san-pham/"))["VietGAP"][0] == 4
    assert "VietGAP</strong>, đến hết ngày 24/11/2026" in page(f"/san-pham/{shelves.dried_fish.public_id}/")
    actions.show_paper(paper, mark="", by=hien, at=NOW)
    assert "VietGAP" not in page("/san-pham/")


def test_a_paper_that_ran_out_is_told_to_nobody(shelves: World, at_now: Any) -> None:
    lan = shelves.actor(shelves.chi_lan)
    paper = make_paper(shelves, lan, PaperKind.QUALITY_SYSTEM, "Hữu cơ", valid_until=date(2026, 11, 24))
    actions.show_paper(paper, mark=PublicMark.ORGANIC, by=shelves.actor(shelves.co_hien), at=NOW)
    at_now.move_to(NOW.replace(day=25), tick=False)
    assert "Hữu cơ" not in page("/san-pham/")
    assert "Hữu cơ" not in page(f"/san-pham/{shelves.dried_fish.public_id}/")


@pytest.mark.parametrize(
    "address", ["/san-pham/", "/san-pham/?tim=ca&sao=4", "/chu-the-ocop/", "/diem-ban/", "/ban-do/"]
)
def test_a_list_asks_as_often_for_many_rows_as_for_few(shelves: World, address: str) -> None:
    Client().get(address)
    with CaptureQueriesContext(connection) as few:
        page(address)
    for number in range(12):
        maker = make_producer(f"Cơ sở Cá {number}", shelves.thap_muoi)
        product = make_product(f"Cá khô {number}", maker)
        make_recognition(product, shelves.province_committee)
        place(product, make_outlet(f"Cửa hàng {number}"))
    with CaptureQueriesContext(connection) as many:
        page(address)
    assert len(many) == len(few) <= 16


@pytest.mark.requirement("R196", "R121")
def test_the_map_and_its_table_say_the_same_and_open_their_rows(world: World) -> None:
    before = {"valid_from": date(2004, 1, 1), "valid_to": date(2025, 6, 30)}
    old = make_unit("Đồng Tháp", code="87", kind=UnitKind.PROVINCE, tier=Tier.PROVINCE, **before)
    district = make_unit("Cao Lãnh", code="873", kind=UnitKind.DISTRICT, tier=Tier.DISTRICT, parent=old, **before)
    make_unit("Hồng Ngự", code="870", kind=UnitKind.DISTRICT, tier=Tier.DISTRICT, parent=old, **before)
    commune = make_unit("Gáo Giồng", code="30079", parent=district, **before)
    UnitSuccession.objects.create(old=commune, new=world.phuong_thinh, on=date(2025, 7, 1))
    make_recognition(world.dried_fish, world.province_committee)
    make_recognition(world.lotus_seed, world.province_committee, valid_from=date(2022, 1, 1))
    words = page("/ban-do/")
    assert 'aria-label="Huyện Cao Lãnh: 1 sản phẩm"' in words
    assert "Sản phẩm còn hiệu lực: 1</a>" in words
    assert "Chưa ghi gì ở: Huyện Hồng Ngự." in words
    address = f"/san-pham/?hieu_luc=con&noi={district.key}"
    assert words.count(f'href="{address.replace("&", "&amp;")}"') == 2
    assert names(page(address)) == ["Khô cá sặc rằn"]
    assert "không theo vị trí trên bản đồ" in words
