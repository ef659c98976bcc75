"""Pages of one record of the shop window: public facts only, products there, several side by side, on paper."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from ocop.ground.producers.models import Producer
from ocop.support.markets.models import Community, TouristSite
from ocop.support.markets.states import RecordState
from tests.public.window import list_online, make_outlet, names, page, place
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition

TODAY = NOW.date()
pytestmark = pytest.mark.usefixtures("at_now")


def test_a_producer_s_page_tells_what_is_public_and_nothing_else(world: World) -> None:
    Producer.objects.filter(pk=world.fish_maker.pk).update(
        phone="0912345678",
        address="Số 12 ấp Bình Tây",
        email="lan@kho.example",
        tax_code="1400123456",
        introduction="Ba đời làm khô.",
    )
    make_recognition(world.dried_fish, world.province_committee)
    product_page = page(f"/san-pham/{world.dried_fish.public_id}/")
    address = f"/chu-the-ocop/{world.fish_maker.public_id}/"
    assert f'href="{address}"' in product_page
    words = page(address)
    for told in (
        "Cơ sở Khô Bà Lan",
        "Cơ sở sản xuất kinh doanh",
        "Xã Phương Thịnh",
        "Ba đời làm khô.",
        "Khô cá sặc rằn",
    ):
        assert told in words
    for secret in ("0912345678", "ấp Bình Tây", "lan@kho.example", "1400123456", "Nguyễn Thị Lan"):
        assert secret not in words


def test_who_was_never_really_recognised_has_no_public_page(world: World) -> None:
    address = f"/chu-the-ocop/{world.fish_maker.public_id}/"
    page(address, 404)
    make_recognition(world.dried_fish, world.province_committee, is_trial=True)
    page(address, 404)
    assert address not in page(f"/san-pham/{world.dried_fish.public_id}/")
    assert names(page("/chu-the-ocop/")) == []


@pytest.mark.requirement("R192", "R196")
def test_a_product_s_page_says_where_it_is_sold(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    shop = make_outlet(province_name="Hà Nội")
    closed = make_outlet("Quầy đã đóng", closed_on=TODAY - timedelta(days=1))
    place(world.dried_fish, shop)
    place(world.dried_fish, closed)
    place(world.dried_fish, make_outlet("Chỉ mới đề nghị"), state=RecordState.PROPOSED)
    place(world.dried_fish, make_outlet("Đã dọn đi"), ends_on=TODAY - timedelta(days=1))
    list_online(world.dried_fish, address="https://san.example/kho-ca", claimed_stars=5)
    words = page(f"/san-pham/{world.dried_fish.public_id}/")
    assert f'href="/diem-ban/{shop.public_id}/"' in words
    assert "Cửa hàng, Hà Nội" in words
    assert 'href="https://san.example/kho-ca" rel="nofollow noopener noreferrer"' in words
    for untold in ("Quầy đã đóng", "Chỉ mới đề nghị", "Đã dọn đi", "95.000", "Ký gửi", "5 sao"):
        assert untold not in words
    page(f"/diem-ban/{closed.public_id}/", 404)


@pytest.mark.requirement("R196", "R197", "R187")
def test_a_point_of_sale_a_site_and_a_village_show_their_products(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    site = TouristSite.objects.create(name="Làng hoa Sa Đéc", about="Hoa bốn mùa.", created_at=NOW)
    shop = make_outlet(address="Số 1 Nguyễn Huệ", tourist_site=site, note="ghi chú nội bộ")
    place(world.dried_fish, shop)
    place(world.lotus_seed, shop)  # no star yet: not for the public
    village = Community.objects.create(name="Làng khô", kind="craft_village", unit=world.phuong_thinh, created_at=NOW)
    village.producers.add(world.fish_maker)
    club = Community.objects.create(name="Hội quán", kind="club", unit=world.phuong_thinh, created_at=NOW)
    at_shop = page(f"/diem-ban/{shop.public_id}/")
    assert "Số 1 Nguyễn Huệ" in at_shop
    assert "ghi chú nội bộ" not in at_shop
    assert f'href="/diem-du-lich/{site.public_id}/"' in at_shop
    at_site = page(f"/diem-du-lich/{site.public_id}/")
    assert "Hoa bốn mùa." in at_site
    assert f'href="/diem-ban/{shop.public_id}/"' in at_site
    in_village = page(f"/lang-nghe/{village.public_id}/")
    assert f'href="/chu-the-ocop/{world.fish_maker.public_id}/"' in in_village
    for words in (at_shop, at_site, in_village):
        assert names(words) == ["Khô cá sặc rằn"]
    page(f"/lang-nghe/{club.public_id}/", 404)


def test_two_to_four_products_stand_side_by_side(world: World) -> None:
    office = world.province_committee
    rows = [make_product(f"Mắm số {number}", world.fish_maker) for number in range(6)]
    for number, product in enumerate(rows):
        make_recognition(product, office, stars=3, valid_from=date(2026, 7, 1) if number else date(2021, 1, 1))
    asked = "&".join(f"sp={product.public_id}" for product in rows[:3])
    words = page(f"/so-sanh/?{asked}&sp=khongcoma222")
    heads = re.findall(r'<th scope="col"[^>]*>.*?<a[^>]*>([^<]+)</a>', words)
    assert heads == ["Mắm số 0", "Mắm số 1", "Mắm số 2"]
    assert words.count("★★★") == 2  # the first ran out in 2024
    assert "Từng đạt 3 sao" in words
    assert f'href="/so-sanh/?sp={rows[1].public_id}&amp;sp={rows[2].public_id}"' in words
    every = "&".join(f"sp={product.public_id}" for product in rows)
    assert "2 sản phẩm chọn sau chưa hiện" in page(f"/so-sanh/?{every}")
    alone = page(f"/so-sanh/?sp={rows[0].public_id}&tim=mam+so")
    assert "Chọn từ 2 đến 4 sản phẩm" in alone
    assert f'href="/so-sanh/?sp={rows[0].public_id}&amp;sp={rows[5].public_id}"' in alone
    page(f"/so-sanh/?sp={world.lotus_seed.public_id}")  # a candidate is passed over
    assert "Hạt sen" not in page(f"/so-sanh/?sp={world.lotus_seed.public_id}&tim=hat+sen")


def test_cards_of_the_catalogue_are_ticked_for_the_comparison_without_a_script(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    words = page("/san-pham/")
    assert '<form id="so-sanh" action="/so-sanh/" method="get">' in words
    assert f'name="sp" value="{world.dried_fish.public_id}" form="so-sanh"' in words


def test_the_sheet_of_a_product_says_when_it_was_printed(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    words = page(f"/san-pham/{world.dried_fish.public_id}/in/")
    assert "01/07/2026 đến hết 01/07/2029" in words
    assert "In ngày 24/11/2026. Sao có thể hết hạn hoặc bị thu hồi sau ngày in" in words
    assert Client().get(f"/san-pham/{world.lotus_seed.public_id}/in/").status_code == 404
