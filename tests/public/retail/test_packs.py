"""A retailers' pack opened: what is in it, for whom, and how it speaks of a star that is no more."""

import io
import json
from datetime import date
from typing import Any

import pikepdf
import pytest
import zxingcpp
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from PIL import Image

from ocop.cycle.certification.actions import suspend_recognition, withdraw_recognition
from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.states import WithdrawalGround
from ocop.ground.producers.actions import discontinue_product
from ocop.ground.producers.models import Paper, Product
from ocop.kit.barcodes import bars_of
from ocop.public.retail import pack as packs
from ocop.public.retail.facts import facts_of
from ocop.public.retail.models import Offer
from ocop.public.retail.sheet import sheet_words
from tests.public.retail.shelf import GTIN, PRIVATE_PHONE, file_in, opened, stock, told_in
from tests.public.window import page
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.usefixtures("at_now")]
FOLDER = "kho-ca-sac-ran/"


@pytest.fixture
def fish(world: World) -> Product:
    cache.clear()  # how many packs other tests took is not what is tested here
    return stock(world)


def public_pack(product: Product, language: str = "") -> Any:
    return Client().get(f"{language}/san-pham/{product.public_id}/nha-ban-le/tai/")


def sheet_of(product: Product, language: str = "vi") -> str:
    """The words a stranger reads on the sheet of paper."""
    with translation.override(language):
        (facts,) = facts_of([product.pk], NOW.date())
        return json.dumps(sheet_words(facts, NOW.date()), ensure_ascii=False)


@pytest.mark.requirement("R170", "R195")
def test_everybody_takes_a_pack_with_sheet_certificate_picture_and_codes(fish: Product) -> None:
    response = public_pack(fish)
    assert response["Content-Disposition"] == 'attachment; filename="ocop-kho-ca-sac-ran-2026-11-24.zip"'
    archive = opened(response)
    assert archive.namelist() == [
        f"{FOLDER}{name}"
        for name in (
            *("doc-truoc.txt", "to-gioi-thieu.pdf", "giay-chung-nhan-ocop.pdf", "anh/kho-ca-sac-ran.jpg"),
            *("ma-vach/ma-vach.svg", "ma-vach/ma-vach.png", "ma-vuong/ma-vuong.svg", "ma-vuong/ma-vuong.png"),
            *("san-pham.xlsx", "san-pham.json"),
        )
    ]
    for pdf in ("to-gioi-thieu.pdf", "giay-chung-nhan-ocop.pdf"):
        assert len(pikepdf.open(io.BytesIO(file_in(archive, pdf))).pages) == 1
    assert Image.open(io.BytesIO(file_in(archive, ".jpg"))).size == (40, 30)
    (bars,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(file_in(archive, "ma-vach.png"))))
    (square,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(file_in(archive, "ma-vuong.png"))))
    assert bars.text == GTIN
    assert square.text.endswith(f"/01/0{GTIN}")


def test_the_pack_tells_how_the_goods_are_sold(fish: Product) -> None:
    told = told_in(opened(public_pack(fish)))
    assert told["star"]["stands"] is True
    assert (told["star"]["stars"], told["star"]["valid_until"]) == (4, "2029-07-01")
    assert told["offer"]["supply_per_month"] == 1200
    assert told["offer"]["packing"] == "Hộp giấy 500 g, thùng 20 hộp"
    assert [paper["name"] for paper in told["papers"]] == ["An toàn thực phẩm"]
    first = file_in(opened(public_pack(fish)), "doc-truoc.txt").decode("utf-8-sig")
    assert "4 sao OCOP, có giá trị đến hết ngày 01/07/2029" in first
    sheet = load_workbook(io.BytesIO(file_in(opened(public_pack(fish)), ".xlsx"))).active
    assert sheet is not None
    row = dict(zip([cell.value for cell in sheet[1]], [cell.value for cell in sheet[2]], strict=True))
    assert (row["Tên sản phẩm"], row["Mã vạch (GTIN)"], row["Cung ứng mỗi tháng"]) == (fish.name, GTIN, 1200)


def test_a_stranger_gets_no_file_of_a_paper_no_hidden_price_and_no_private_telephone(fish: Product) -> None:
    archive = opened(public_pack(fish))
    assert not [name for name in archive.namelist() if "giay-to" in name]
    assert told_in(archive)["offer"]["price"] is None
    inside = b"".join(archive.read(name) for name in archive.namelist() if name.endswith((".txt", ".json")))
    shown = page(f"/san-pham/{fish.public_id}/nha-ban-le/")
    sheet = sheet_of(fish)
    for text in (inside.decode(), shown, sheet):
        assert PRIVATE_PHONE not in text.replace(" ", "")
        assert "185.000" not in text
    assert "0277 3838 383" in shown.replace("\xa0", " ")
    assert "Quầy bán sỉ" in sheet


def test_a_price_the_producer_shows_is_told_to_everybody(fish: Product) -> None:
    Offer.objects.update(price_is_shown=True)
    assert told_in(opened(public_pack(fish)))["offer"]["price"] == 185_000
    assert "185.000 đồng" in page(f"/san-pham/{fish.public_id}/nha-ban-le/")


@pytest.mark.parametrize("who", ["chi_lan", "co_hien", "anh_dung"])
def test_who_sells_or_helps_to_sell_hands_out_papers_shown_to_buyers(
    fish: Product, world: World, sign_in: Any, who: str
) -> None:
    archive = opened(sign_in(getattr(world, who)).get(reverse("offers:pack", args=[fish.public_id])))
    papers = [name for name in archive.namelist() if "giay-to" in name]
    assert papers == [f"{FOLDER}giay-to/01-an-toan-thuc-pham.jpg"]  # the other paper is not for buyers
    pixel: Any = Image.open(io.BytesIO(archive.read(papers[0]))).getpixel((5, 5))
    assert pixel[2] > 100 > pixel[0]
    assert told_in(archive)["offer"]["price"] == 185_000


def test_an_agency_that_may_not_open_the_wallet_gets_no_scan_by_way_of_the_pack(
    fish: Product, world: World, sign_in: Any
) -> None:
    mai = sign_in(world.chi_mai)
    assert (
        mai.get(reverse("producers:paper_file", args=[Paper.objects.shown_on(NOW.date()).get().public_id])).status_code
        == 404
    )
    for name, key in (("pack", fish.public_id), ("producer_pack", world.fish_maker.public_id)):
        archive = opened(mai.get(reverse(f"offers:{name}", args=[key])))
        assert not [name for name in archive.namelist() if "giay-to" in name]
        told = told_in(archive)
        assert told["offer"]["price"] == 185_000
        assert [paper["name"] for paper in told["papers"]] == ["An toàn thực phẩm"]
    assert "không có bản chụp giấy tờ" in page_of(mai, fish)
    assert "có thêm bản chụp" in page_of(sign_in(world.co_hien), fish)


def page_of(client: Client, product: Product) -> str:
    return client.get(reverse("offers:offer", args=[product.public_id])).content.decode()


@pytest.mark.parametrize("who", ["anh_phuc", "chu_tam", "ong_khanh", "anh_quan"])
def test_others_do_not_get_the_fuller_pack(fish: Product, world: World, sign_in: Any, who: str) -> None:
    client = sign_in(getattr(world, who))
    assert client.get(reverse("offers:pack", args=[fish.public_id])).status_code == 404
    assert client.get(reverse("offers:producer_pack", args=[world.fish_maker.public_id])).status_code == 404


def end_the_star(product: Product, how: str, world: World) -> None:
    star = Recognition.objects.get(product=product)
    facts = {"reason": "Kiểm tra lại", "decision_number": "99/QĐ-UBND", "effective_on": NOW.date()}
    facts |= {"by": world.actor(world.ong_khanh), "at": NOW}
    if how == "suspended":
        suspend_recognition(star, **facts)
    elif how == "withdrawn":
        withdraw_recognition(star, ground=WithdrawalGround.MARK_MISUSE, **facts)
    else:
        Recognition.objects.update(valid_until=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("how", "words", "on_the_page"),
    [
        ("expired", "Sao OCOP đã hết hạn ngày 01/11/2026", "Hết hạn"),
        ("suspended", "Sao OCOP đang tạm dừng", "Tạm dừng"),
        ("withdrawn", "Sao OCOP đã bị thu hồi", "Đã bị thu hồi"),
    ],
)
def test_a_star_that_is_no_more_is_never_shown_as_one_that_stands(
    fish: Product, world: World, sign_in: Any, how: str, words: str, on_the_page: str
) -> None:
    end_the_star(fish, how, world)
    for response in (public_pack(fish), sign_in(world.chi_lan).get(reverse("offers:pack", args=[fish.public_id]))):
        archive = opened(response)
        assert not [name for name in archive.namelist() if "giay-chung-nhan" in name]
        first = file_in(archive, "doc-truoc.txt").decode()
        assert words in first
        assert "Không in, không quảng cáo sao OCOP" in first
        star = told_in(archive)["star"]
        assert (star["stands"], star["stars"], star["certificate"], star["valid_until"]) == (False, None, None, None)
        book = load_workbook(io.BytesIO(file_in(archive, ".xlsx"))).active
        assert book is not None
        assert "4 sao" not in str([[cell.value for cell in row] for row in book.rows])
    sheet = sheet_of(fish)
    assert words in sheet
    assert '"stands": false' in sheet
    assert "4 sao" not in sheet
    shown = page(f"/san-pham/{fish.public_id}/nha-ban-le/")
    assert on_the_page in shown
    assert "Còn hiệu lực" not in shown


def test_a_product_without_a_number_is_told_gently_and_has_a_square_code_of_its_page(fish: Product) -> None:
    Product.objects.filter(pk=fish.pk).update(gtin="")
    archive = opened(public_pack(fish))
    assert not [name for name in archive.namelist() if "ma-vach" in name]
    assert "chủ thể đăng ký với GS1" in file_in(archive, "doc-truoc.txt").decode()
    (square,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(file_in(archive, "ma-vuong.png"))))
    assert square.text.endswith(f"/san-pham/{fish.public_id}/")
    english = opened(public_pack(fish, "/en"))
    (square,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(file_in(english, "ma-vuong.png"))))
    assert square.text.endswith(f"/en/san-pham/{fish.public_id}/")
    assert bars_of("") is None
    page(f"/san-pham/{fish.public_id}/ma-vach.svg", 404)


def test_only_real_products_that_are_still_made_have_a_pack(fish: Product, world: World) -> None:
    make_recognition(world.lotus_seed, world.province_committee, is_trial=True)
    for product in (world.lotus_seed, make_product("Mắm cá linh", world.fish_maker)):
        page(f"/san-pham/{product.public_id}/nha-ban-le/", 404)
        assert public_pack(product).status_code == 404
    link = f"/san-pham/{fish.public_id}/nha-ban-le/"
    assert link in page(f"/san-pham/{fish.public_id}/")
    discontinue_product(fish, why="Hết mùa", by=world.actor(world.chi_lan), at=NOW)
    page(link, 404)
    assert link not in page(f"/san-pham/{fish.public_id}/")


def test_files_that_are_too_large_together_are_named_and_left_out(
    fish: Product, world: World, sign_in: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fish.photo is not None
    monkeypatch.setattr(packs, "MOST_BYTES", fish.photo.size)
    archive = opened(sign_in(world.chi_lan).get(reverse("offers:pack", args=[fish.public_id])))
    assert [name for name in archive.namelist() if name.endswith(".jpg")] == [f"{FOLDER}anh/kho-ca-sac-ran.jpg"]
    assert "01-an-toan-thuc-pham.jpg: tệp quá lớn" in file_in(archive, "doc-truoc.txt").decode()


def test_a_file_the_storage_lost_is_named_and_the_rest_comes_whole(fish: Product, world: World, sign_in: Any) -> None:
    scan = Paper.objects.shown_on(NOW.date()).get().document
    default_storage.delete(scan.path)
    archive = opened(sign_in(world.chi_lan).get(reverse("offers:pack", args=[fish.public_id])))
    assert [name for name in archive.namelist() if name.endswith(".jpg")] == [f"{FOLDER}anh/kho-ca-sac-ran.jpg"]
    assert "01-an-toan-thuc-pham.jpg: kho không còn tệp này" in file_in(archive, "doc-truoc.txt").decode()


def test_all_products_of_a_producer_come_in_one_archive_a_folder_each(
    fish: Product, world: World, sign_in: Any
) -> None:
    other = make_product("Khô cá sặc rằn!", world.fish_maker)  # another name, the same letters
    make_recognition(other, world.province_committee)
    archive = opened(sign_in(world.chi_lan).get(reverse("offers:producer_pack", args=[world.fish_maker.public_id])))
    sheets = [name for name in archive.namelist() if name.endswith("to-gioi-thieu.pdf")]
    assert len(sheets) == len(set(archive.namelist()) & set(sheets)) == 2
    assert all(name.startswith("co-so-kho-ba-lan/") for name in archive.namelist())
    assert len(archive.namelist()) == len(set(archive.namelist()))


def test_no_question_is_asked_of_the_database_while_a_pack_is_sent(fish: Product, world: World, sign_in: Any) -> None:
    """A slow network must not hold a connection's transaction, and what is told is of one moment."""
    lan = sign_in(world.chi_lan)
    for response in (
        public_pack(fish, "/en"),
        lan.get(reverse("offers:pack", args=[fish.public_id])),
        lan.get(reverse("offers:producer_pack", args=[world.fish_maker.public_id])),
    ):
        with CaptureQueriesContext(connection) as asked:
            opened(response)
        assert len(asked) == 0


def test_the_pack_is_in_english_where_the_page_is(fish: Product) -> None:
    archive = opened(public_pack(fish, "/en"))
    assert len(pikepdf.open(io.BytesIO(file_in(archive, "giay-chung-nhan-ocop-en.pdf"))).pages) == 1
    assert "Before you sell" in file_in(archive, "doc-truoc.txt").decode()
    assert "Information pack for retailers" in page(f"/en/san-pham/{fish.public_id}/nha-ban-le/")
    sheet = sheet_of(fish, "en")
    assert "Shelf life" in sheet
    assert "Hạn sử dụng" not in sheet


def test_a_network_that_takes_too_many_is_asked_to_wait(fish: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ocop.public.retail.views.MOST_A_MINUTE", 1)
    assert public_pack(fish).status_code == 200
    refused = public_pack(fish)
    assert refused.status_code == 429
    assert "rồi tải lại" in refused.content.decode()
