"""Declaring how a product is sold, and the lists of products in the columns of marketplaces."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from ocop.cycle.certification.models import Recognition
from ocop.ground.producers.actions import discontinue_product
from ocop.ground.producers.models import Product
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.public.retail.actions import declare_offer
from ocop.public.retail.facts import facts_of
from ocop.public.retail.models import Offer
from ocop.public.retail.profiles import FEED, GENERIC, PROFILES, lacking, shortened
from ocop.support.markets.models import OnboardingList, Partner
from ocop.support.markets.states import PartnerKind
from tests.public.retail.shelf import CONTACT, GTIN, stock
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.usefixtures("at_now")]
TYPED = {
    "unit": "túi",
    "packing": "Túi 200 g",
    "gross_weight": "1.230",
    "per_month": "500",
    "price": "95.000",
    "contact_name": "Chị Lan",
    "contact_phone": "0277 3838 383",
    "contact_email": "",
}


@pytest.fixture
def fish(world: World) -> Product:
    return stock(world)


@pytest.fixture
def bare(world: World) -> Product:
    make_recognition(world.lotus_seed, world.province_committee)
    return world.lotus_seed


def declaring(product: Product) -> str:
    return reverse("offers:declare", args=[product.public_id])


def text_of(response: Any) -> str:
    found: str = response.content.decode()
    return found


def test_a_producer_declares_once_and_the_public_page_tells_it(world: World, sign_in: Any, bare: Product) -> None:
    phuc = sign_in(world.anh_phuc)
    refused = phuc.post(declaring(bare), TYPED)
    assert "Anh/chị đánh dấu đồng ý, hoặc xóa trống các ô liên hệ." in text_of(refused)
    assert "Túi 200 g" in text_of(refused)  # nothing typed is lost
    assert phuc.post(declaring(bare), TYPED | {"agrees": "on"}).status_code == 302
    offer = Offer.objects.get(product=bare)
    assert (offer.gross_weight, offer.price, offer.agreed_by) == (1230, 95_000, world.anh_phuc)
    page = text_of(phuc.get(f"/san-pham/{bare.public_id}/nha-ban-le/"))
    assert "Túi 200 g" in page
    assert "Chị Lan" in page
    assert "95.000" not in page
    assert "95.000" in text_of(phuc.get(reverse("offers:offer", args=[bare.public_id])))


def test_a_contact_nobody_can_reach_is_refused_at_its_box(world: World, sign_in: Any, bare: Product) -> None:
    only_a_name = TYPED | {"contact_phone": "", "agrees": "on"}
    page = text_of(sign_in(world.anh_phuc).post(declaring(bare), only_a_name))
    assert 'href="#id_contact_phone"' in page
    with pytest.raises(ObjectDoesNotExist):
        Offer.objects.get(product=bare)


def test_an_officer_helps_with_the_goods_but_never_writes_a_contact(world: World, sign_in: Any, fish: Product) -> None:
    hien = sign_in(world.co_hien)
    page = text_of(hien.get(declaring(fish)))
    assert "contact_phone" not in page
    assert hien.post(declaring(fish), {"unit": "hộp", "price": "190.000"}).status_code == 302
    offer = Offer.objects.get(product=fish)
    assert (offer.price, offer.contact_phone) == (190_000, CONTACT["contact_phone"])
    hien.post(declaring(fish), {"unit": "hộp", "drop_contact": "on"})
    offer.refresh_from_db()
    assert (offer.has_contact, offer.contact_phone, offer.agreed_by) == (False, "", None)
    assert "Quầy bán sỉ" not in text_of(hien.get(f"/san-pham/{fish.public_id}/nha-ban-le/"))
    with pytest.raises(Refused):
        declare_offer(fish, by=world.actor(world.co_hien), at=NOW, **CONTACT)


def test_the_journal_tells_what_changed_and_never_a_contact(world: World, fish: Product) -> None:
    rows = JournalEntry.objects.filter(act="retail.offer_declared")
    assert rows.count() == 1
    declare_offer(fish, by=world.actor(world.chi_lan), at=NOW, unit="hộp")  # nothing differs
    assert rows.count() == 1
    (row,) = rows
    assert "contact_phone" in row.payload()["fields"]
    assert CONTACT["contact_phone"] not in row.data


def test_no_contact_stands_without_an_agreement(fish: Product) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Offer.objects.update(agreed_at=None)


def test_the_product_s_page_leads_to_its_offer(world: World, sign_in: Any, fish: Product) -> None:
    page = text_of(sign_in(world.chi_lan).get(reverse("producers:product", args=[fish.public_id])))
    assert reverse("offers:offer", args=[fish.public_id]) in page


@pytest.mark.requirement("R192", "R195")
@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_a_list_has_what_is_complete_and_says_what_is_missing_and_where(
    world: World, sign_in: Any, fish: Product, bare: Product, profile: Any
) -> None:
    Offer.objects.update(price_is_shown=True)
    address = f"{reverse('offers:offers_sheet')}?mau={profile.key}"
    book = load_workbook(io.BytesIO(sign_in(world.anh_dung).get(address).content))
    headings, *rows = [[cell.value for cell in row] for row in book["Sản phẩm"].rows]
    assert headings == [column.heading for column in profile.columns]
    assert [fish.name in row for row in rows] == [True]
    gaps = [[cell.value for cell in row] for row in book["Còn thiếu"].rows][1:]
    assert {row[0] for row in gaps} == {bare.name}
    assert len(gaps) == len([column for column in profile.columns if column.needed])
    assert any(row[3].endswith(declaring(bare)) for row in gaps)


def test_each_sees_their_own_and_only_who_hands_out_sees_a_hidden_price(
    world: World, sign_in: Any, fish: Product, bare: Product
) -> None:
    for person, names, price in (
        (world.chi_lan, {fish.name}, "185.000"),
        (world.co_hien, {fish.name}, "185.000"),
        (world.anh_phuc, {bare.name}, ""),
        (world.chi_mai, {fish.name, bare.name}, "185.000"),
        (world.ong_khanh, {fish.name, bare.name}, ""),
    ):
        page = text_of(sign_in(person).get(reverse("offers:offers")))
        assert {name for name in (fish.name, bare.name) if f">{name}</a>" in page} == names
        assert ("185.000" in page) == bool(price)


def test_the_list_is_narrowed_by_star_and_by_what_is_missing(
    world: World, sign_in: Any, fish: Product, bare: Product
) -> None:
    dung = sign_in(world.anh_dung)
    for query, names in (
        ("du=du", {fish.name}),
        ("du=thieu", {bare.name}),
        ("sao=con", {fish.name, bare.name}),
        ("sao=het", set()),
        ("q=sen", {bare.name}),
        (f"dia_ban={world.phuong_thinh.key}", {fish.name}),
        ("dia_ban=khong-co&mau=la", {fish.name, bare.name}),
    ):
        page = text_of(dung.get(f"{reverse('offers:offers')}?{query}"))
        assert {name for name in (fish.name, bare.name) if f">{name}</a>" in page} == names, query


def test_no_cell_becomes_a_formula(world: World, sign_in: Any, fish: Product) -> None:
    Product.objects.filter(pk=fish.pk).update(name="=HYPERLINK(0)", description="@SUM(1)")
    Offer.objects.update(price_is_shown=True)
    dung = sign_in(world.anh_dung)
    answer = dung.get(f"{reverse('offers:offers_sheet')}?mau=nguon-hang&dang=csv")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["title"] == "'=HYPERLINK(0)"
    assert row["description"].startswith("'@SUM(1)")
    book = load_workbook(io.BytesIO(dung.get(reverse("offers:offers_sheet")).content))
    cell = next(each for each in book["Sản phẩm"][2] if each.value == "=HYPERLINK(0)")
    assert cell.data_type == "s"


def test_a_hidden_price_goes_into_lists_with_a_warning_and_into_no_feed(
    world: World, sign_in: Any, fish: Product
) -> None:
    lan = sign_in(world.chi_lan)
    for profile in PROFILES.values():
        page = text_of(lan.get(f"{reverse('offers:offers')}?mau={profile.key}"))
        sheet = f"{reverse('offers:offers_sheet')}?mau={profile.key}"
        content = lan.get(f"{sheet}&dang=csv").content.decode()
        book = load_workbook(io.BytesIO(lan.get(sheet).content))
        notes = str([cell.value for cell in book["Ghi chú"]["A"]])
        told = "không đăng công khai" if profile is not FEED else "Tệp tải về không có giá"
        assert told in page
        assert told in notes
        assert ("185000" in content) is (profile is not FEED)
        gaps = [[cell.value for cell in row] for row in book["Còn thiếu"].rows][1:]
        lacks = ["Giá bán lẻ cho mọi người thấy"] if profile is FEED else []
        assert [row[2] for row in gaps] == lacks
    assert "không vào nguồn hàng" in text_of(lan.get(declaring(fish)))


def test_a_feed_is_as_google_and_meta_read_it(world: World, fish: Product) -> None:
    Offer.objects.update(price_is_shown=True)
    (facts,) = facts_of([fish.pk], NOW.date(), lambda product: True)
    row = {column.heading: column.value(facts) for column in FEED.columns}
    assert (row["price"], row["availability"], row["condition"]) == ("185000 VND", "in stock", "new")
    assert (row["gtin"], row["shipping_weight"]) == (GTIN, "560 g")
    assert str(row["image_link"]).startswith("http")
    assert lacking(FEED, facts) == []


def test_names_are_cut_at_a_word_within_what_a_marketplace_takes() -> None:
    assert shortened("Khô cá " * 40, 120).endswith("cá…")
    assert len(shortened("Khô cá " * 40, 120)) <= 120
    assert len(shortened("x" * 300, 120)) == 120
    assert shortened("Khô cá", 120) == "Khô cá"


def test_the_list_costs_no_more_questions_for_more_products(world: World, sign_in: Any, fish: Product) -> None:
    dung, costs = sign_in(world.anh_dung), []
    for number in range(2):
        for each in range(3):
            made = make_product(f"Mắm số {number} {each}", world.fish_maker)
            make_recognition(made, world.province_committee)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            dung.get(reverse("offers:offers"))
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert len(GENERIC.columns) > 20


@pytest.mark.requirement("R195")
def test_a_list_for_a_marketplace_kept_by_the_province_narrows_the_export(
    world: World, sign_in: Any, fish: Product, bare: Product
) -> None:
    floor = Partner.objects.create(name="Sàn Hoa Sen", kind=PartnerKind.MARKETPLACE, created_at=NOW)
    kept = OnboardingList.objects.create(name="Đợt 1", partner=floor, created_at=NOW)
    kept.products.add(fish)
    page = text_of(sign_in(world.anh_dung).get(f"{reverse('offers:offers')}?danh_sach={kept.public_id}"))
    assert (f">{fish.name}</a>" in page, f">{bare.name}</a>" in page) == (True, False)
    assert "danh_sach" not in text_of(sign_in(world.chi_lan).get(reverse("offers:offers")))


def test_programs_read_what_everybody_reads_and_no_more(world: World, fish: Product, bare: Product) -> None:
    declare_offer(world.dried_fish, by=world.actor(world.chi_lan), at=NOW, price=185_000)
    make_recognition(make_product("Trà", world.lotus_maker), world.province_committee)  # nothing said of it
    answer = Client().get("/api/v1/ho-so-ban-le/").json()
    assert (answer["count"], [each["name"] for each in answer["offers"]]) == (1, [fish.name])
    (told,) = answer["offers"]
    assert (told["offer"]["price"], told["offer"]["supply_per_month"]) == (None, 1200)
    assert told["star"]["stars"] == 4
    Recognition.objects.update(valid_until=date(2026, 11, 1))
    (told,) = Client().get("/api/v1/ho-so-ban-le/").json()["offers"]
    assert (told["star"]["stands"], told["star"]["stars"]) == (False, None)
    discontinue_product(fish, why="Hết mùa", by=world.actor(world.chi_lan), at=NOW)
    assert Client().get("/api/v1/ho-so-ban-le/").json()["offers"] == []


def test_the_market_s_page_of_a_product_leads_to_its_offer(world: World, sign_in: Any, fish: Product) -> None:
    page = text_of(sign_in(world.anh_dung).get(reverse("markets:product", args=[fish.public_id])))
    assert reverse("offers:offer", args=[fish.public_id]) in page


def test_a_list_for_a_marketplace_says_nothing_of_a_star_that_is_no_more(world: World, fish: Product) -> None:
    Recognition.objects.update(valid_until=date(2026, 11, 1))
    (facts,) = facts_of([fish.pk], NOW.date(), lambda product: True)
    for profile in PROFILES.values():
        row = {column.heading: column.value(facts) for column in profile.columns}
        told = [
            row.get(heading) for heading in ("Sao OCOP còn hiệu lực", "Mã kiểm tra giấy OCOP", "Sao có giá trị đến")
        ]
        assert not any(told)
        assert "sao OCOP" not in str(row)
