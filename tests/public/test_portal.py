"""What everybody sees: recognised products only, and a verdict that says plainly what a star is worth today."""

import gzip
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from ocop.cycle.certification import actions
from ocop.cycle.certification.codes import new_code, printed
from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.states import WithdrawalGround
from ocop.cycle.dossiers.states import DossierKind
from ocop.ground.producers.models import Producer, Product
from ocop.public.portal import queries
from tests.public.test_sharing import give_photo
from tests.world import NOW, World, make_product, make_unit
from tests.world_certification import make_concluded, make_recognition, official_round

TODAY = NOW.date()
pytestmark = pytest.mark.usefixtures("at_now")


def page(address: str, status: int = 200) -> str:
    response = Client().get(address)
    assert response.status_code == status
    return response.content.decode()


def test_every_standing_is_said_in_words_on_the_first_screen(world: World) -> None:
    office = world.province_committee
    star = make_recognition(world.dried_fish, office)
    address = f"/xac-thuc/{star.certificate.code}/"
    assert "Còn hiệu lực" in heading(page(address))
    facts: dict[str, Any] = {"reason": "x", "decision_number": "9/QĐ", "by": world.actor(world.ong_khanh), "at": NOW}
    actions.suspend_recognition(star, effective_on=TODAY, **facts)
    assert "Tạm dừng" in heading(page(address))
    actions.withdraw_recognition(star, ground=WithdrawalGround.MARK_MISUSE, effective_on=TODAY, **facts)
    assert "Đã bị thu hồi" in heading(page(address))
    assert "Sử dụng sai nhãn hiệu OCOP" in page(address)
    expired = make_recognition(world.lotus_seed, office, valid_from=TODAY - timedelta(days=1200))
    assert "Hết hạn" in heading(page(f"/xac-thuc/{expired.certificate.code}/"))
    assert "★" not in page(f"/xac-thuc/{expired.certificate.code}/")


def test_last_day_counts_and_a_running_reassessment_is_said(world: World) -> None:
    star = make_recognition(
        world.dried_fish, world.province_committee, valid_from=date(2023, 11, 25), valid_until=TODAY
    )
    address = f"/xac-thuc/{star.certificate.code}/"
    assert "Còn hiệu lực" in heading(page(address))
    star.valid_until = TODAY - timedelta(days=1)
    star.save()
    assert "Hết hạn" in heading(page(address))
    official_round(world)
    make_concluded(world, world.dried_fish, stars=4, total="75", kind=DossierKind.RENEWAL)
    assert "đang đánh giá lại" in heading(page(address))


def test_an_old_paper_leads_to_the_new_one(world: World) -> None:
    older = make_recognition(world.dried_fish, world.province_committee, stars=3, valid_from=date(2025, 1, 1))
    newer = make_recognition(world.dried_fish, world.province_committee, stars=4, supersedes=older)
    words = page(f"/xac-thuc/{older.certificate.code}/")
    assert "Đã thay bằng giấy mới" in heading(words)
    assert f"/xac-thuc/{newer.certificate.code}/" in words


def test_a_trial_star_never_passes_for_a_real_one(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee, is_trial=True)
    words = page(f"/xac-thuc/{star.certificate.code}/")
    assert "Bản thử, không có giá trị" in heading(words)
    assert "<title>Bản thử, không có giá trị: Khô cá sặc rằn" in words
    shown = [words, page(f"/san-pham/{world.dried_fish.public_id}/"), cards(page("/san-pham/"))]
    for each in shown:
        assert "Bản thử, không có giá trị" in each
        for praise in ("portal-verdict--good", "✓", "★", "Còn hiệu lực", "Từng"):
            assert praise not in each


def test_a_slip_is_told_apart_from_a_code_nobody_has(db: None) -> None:
    code = new_code()
    assert "Không có trong hệ thống" in heading(page(f"/xac-thuc/{code}/", 404))
    slipped = ("b" if code[0] != "b" else "c") + code[1:]
    words = page(f"/xac-thuc/?ma={slipped}", 404)
    assert "Có thể gõ nhầm" in heading(words)
    assert f'value="{slipped}"' in words
    assert "Nhập mã" in page("/xac-thuc/?ma=", 422)
    assert "&lt;script&gt;" in page("/xac-thuc/?ma=%3Cscript%3E", 404)


def test_the_box_takes_a_code_as_people_type_it(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    response = Client().get("/xac-thuc/", {"ma": f" {printed(star.certificate.code)} "})
    assert response.url == f"/xac-thuc/{star.certificate.code}/"
    assert "Còn hiệu lực" in heading(page(f"/xac-thuc/{printed(star.certificate.code)}/"))


def test_a_verdict_costs_one_question_and_knows_no_visitor(world: World, django_assert_num_queries: Any) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    client = Client()
    address = f"/xac-thuc/{star.certificate.code}/"
    client.get(address)
    with django_assert_num_queries(1):
        response = client.get(address)
    assert response["Cache-Control"] == "no-store"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    world.dried_fish.name = "Khô cá sặc rằn loại một"
    world.dried_fish.save()
    assert "loại một" in client.get(address).content.decode()


def test_a_verdict_bears_the_names_of_the_paper_in_hand(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    world.dried_fish.name = "Mật ong rừng"
    world.dried_fish.save()
    world.fish_maker.name = "Công ty Đất Lạ"
    world.fish_maker.save()
    shown = page(f"/xac-thuc/{star.certificate.code}/")
    assert "<strong>Khô cá sặc rằn</strong> (nay có tên Mật ong rừng)" in shown
    assert "Cơ sở Khô Bà Lan" in shown
    assert "Công ty Đất Lạ" not in shown


def test_public_pages_set_no_cookie_and_do_not_vary_by_it(world: World) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    for address in ("/", "/san-pham/", f"/san-pham/{world.dried_fish.public_id}/", "/xac-thuc/", "/robots.txt"):
        response = Client().get(address)
        assert (response.status_code, dict(response.cookies)) == (200, {})
        assert "Cookie" not in response.get("Vary", "")


def test_a_verdict_weighs_less_than_40_kilobytes_on_the_wire(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    parts = [Client().get(f"/xac-thuc/{star.certificate.code}/").content]
    sheets = ("kit/base.css", "kit/ocop.css", "portal/portal.css")
    parts += [Path(str(finders.find(name))).read_bytes() for name in sheets]
    assert sum(len(gzip.compress(part)) for part in parts) <= 40 * 1024


def test_nothing_personal_leaves_the_register(world: World) -> None:
    Producer.objects.filter(pk=world.fish_maker.pk).update(
        phone="0912345678", address="Số 12 ấp Bình Tây", email="lan@kho.example", tax_code="1400123456"
    )
    star = make_recognition(world.dried_fish, world.province_committee)
    for address in (
        "/",
        "/san-pham/",
        f"/san-pham/{world.dried_fish.public_id}/",
        f"/xac-thuc/{star.certificate.code}/",
    ):
        words = page(address)
        for secret in ("0912345678", "ấp Bình Tây", "lan@kho.example", "1400123456", "Nguyễn Thị Lan"):
            assert secret not in words


@pytest.mark.requirement("R81")
def test_candidates_are_not_public(world: World) -> None:
    assert page(f"/san-pham/{world.lotus_seed.public_id}/", 404)
    assert page("/san-pham/khongcoma234/", 404)
    assert "Hạt sen sấy" not in page("/san-pham/?tim=hat+sen")


def test_the_catalogue_is_found_without_marks_and_filtered_by_the_address(world: World) -> None:
    office = world.province_committee
    make_recognition(world.dried_fish, office, stars=4)
    make_recognition(world.lotus_seed, office, stars=3, valid_from=date(2022, 1, 1))
    assert "Khô cá sặc rằn" in page("/san-pham/?tim=ca+sac+ran")
    assert "Khô cá sặc rằn" in page("/san-pham/?tim=kho+ba+lan")
    found = page("/san-pham/?sao=3")
    assert "Hạt sen sấy" in found
    assert "Khô cá sặc rằn" not in found
    ended = page("/san-pham/?hieu_luc=het&nhom=thuc-pham")
    assert "Hạt sen sấy" in ended
    assert "Từng đạt 3 sao" in ended
    assert "Khô cá sặc rằn" not in page("/san-pham/?nhom=do-uong")
    key = f"{world.phuong_thinh.code}-{world.phuong_thinh.valid_from.year}"
    assert "Khô cá sặc rằn" in page(f"/san-pham/?noi={key}")
    assert "<strong>2</strong> sản phẩm" in page("/san-pham/?sao=nhieu&nhom=x&noi=1&trang=abc")


@pytest.mark.parametrize("key", ["", "30076", "30076-", "30076-abc", "30076-²", "30076-99999999", "x-2025", "-"])
def test_a_key_of_no_place_narrows_nothing(world: World, key: str) -> None:
    make_recognition(world.dried_fish, world.province_committee)
    assert "<strong>1</strong> sản phẩm" in page(f"/san-pham/?noi={key}")


@pytest.mark.requirement("R35")
def test_a_product_recognised_twice_is_one_line_with_its_newest_star(world: World) -> None:
    older = make_recognition(world.dried_fish, world.province_committee, stars=3, valid_from=date(2025, 1, 1))
    make_recognition(world.dried_fish, world.province_committee, stars=4, supersedes=older)
    words = page("/san-pham/")
    assert "<strong>1</strong> sản phẩm" in words
    assert "4 sao" in words
    assert "Đã thay bằng lần mới" in page(f"/san-pham/{world.dried_fish.public_id}/")


def test_every_count_of_the_front_page_opens_as_many_rows(world: World) -> None:
    office = world.province_committee
    make_recognition(world.dried_fish, office, stars=4)
    make_recognition(make_product("Mắm cá linh", world.fish_maker), office, stars=3)
    make_recognition(world.lotus_seed, office, stars=3, valid_from=date(2022, 1, 1))
    make_recognition(make_product("Cá lóc", world.fish_maker), office, stars=4, is_trial=True)
    rebuilt = make_recognition(make_product("Sản phẩm dựng lại số 001", world.fish_maker), office, stars=4)
    Recognition.objects.filter(pk=rebuilt.pk).update(is_reconstructed=True)
    front = page("/")
    for query, count in (
        ("?hieu_luc=con", 2),
        ("?hieu_luc=con&sao=4", 1),
        ("?hieu_luc=con&sao=5", 0),
        ("?hieu_luc=tung", 3),
        ("?hieu_luc=dung-lai", 1),
        ("?hieu_luc=thu", 1),
    ):
        assert f'href="/san-pham/{query.replace("&", "&amp;")}"' in front
        assert cards(page(f"/san-pham/{query}")).count("portal-card__name") == count if count else True
    for count, kind in ((2, "sản phẩm"), (1, "sản phẩm 4 sao"), (0, "sản phẩm 5 sao"), (3, "sản phẩm từng")):
        figure = f'number">{count}</span> <span class="ocop-figure__label">{kind}'
        assert figure in front


def test_what_is_no_real_recognition_is_found_but_neither_counted_nor_advertised(world: World) -> None:
    office = world.province_committee
    make_recognition(world.dried_fish, office, stars=4)
    make_recognition(make_product("Cá lóc", world.fish_maker), office, stars=4, valid_from=TODAY, is_trial=True)
    rebuilt = make_recognition(make_product("Bánh phồng", world.fish_maker), office, valid_from=TODAY)
    Recognition.objects.filter(pk=rebuilt.pk).update(is_reconstructed=True)
    assert [each.product.name for each in queries.newest(TODAY)] == ["Khô cá sặc rằn"]
    front = page("/")
    assert "Cá lóc" not in front
    assert "Bánh phồng" not in front
    assert "1 bản ghi dựng lại từ số liệu" in front
    assert "1 bản thử, không có giá trị" in front
    listed = page("/san-pham/")
    assert "<strong>1</strong> sản phẩm. Cuối danh sách còn 1 bản ghi dựng lại từ số liệu, không tính" in listed
    assert "Cuối danh sách còn 1 bản thử, không tính" in listed
    names = [listed.index(f">{name}</a>") for name in ("Khô cá sặc rằn", "Bánh phồng", "Cá lóc")]
    assert names == sorted(names)
    assert "Bản thử, không có giá trị" in cards(page("/san-pham/?tim=ca+loc"))


def test_an_old_district_says_so_and_a_new_commune_names_its_old_one(world: World) -> None:
    from ocop.ground.offices.models import UnitSuccession
    from ocop.ground.offices.states import Tier, UnitKind

    old = {"valid_from": date(2004, 1, 1), "valid_to": date(2025, 6, 30)}
    district = make_unit("Cao Lãnh", code="873", kind=UnitKind.DISTRICT, tier=Tier.DISTRICT, **old)
    commune = make_unit("Phương Thịnh", code="30075", parent=district, **old)
    UnitSuccession.objects.create(old=commune, new=world.phuong_thinh, on=date(2025, 7, 1))
    make_recognition(world.dried_fish, world.province_committee)
    assert "trước đây thuộc Huyện Cao Lãnh" in page(f"/san-pham/{world.dried_fish.public_id}/")
    Producer.objects.filter(pk=world.fish_maker.pk).update(unit=district)
    assert "tên trước ngày 01/7/2025" in page(f"/san-pham/{world.dried_fish.public_id}/")
    assert "Huyện Cao Lãnh (cũ)" in page("/san-pham/")


def test_lists_cost_the_same_for_many_rows(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        make_recognition(make_product(f"Mắm cá {number}", world.fish_maker), world.province_committee)
    Product.objects.update(photo=give_photo(world.dried_fish, 5))
    page("/")
    with django_assert_max_num_queries(4):
        page("/")
    with django_assert_max_num_queries(14):
        page("/san-pham/?tim=mam")
    with django_assert_max_num_queries(4):
        page(f"/san-pham/{world.fish_maker.products.first().public_id}/", 404)


def cards(words: str) -> str:
    """What a list of products shows, without the filters above it."""
    return words.split('class="portal-list"', 1)[1]


def heading(words: str) -> str:
    """What stands in the page's h1."""
    return words.split("<h1", 1)[1].split("</h1>", 1)[0]


def test_a_year_from_a_source_is_told_as_a_year_and_accuses_nobody(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee, stars=3, valid_from=date(2020, 12, 31))
    Recognition.objects.filter(pk=star.pk).update(dates_are_estimated=True, source_url="https://bao.example/ocop-2020")
    shown = page(f"/san-pham/{world.dried_fish.public_id}/")
    assert "Hết hạn" not in shown
    assert "Nguồn công khai nêu công nhận năm 2020" in shown
    assert "Hệ thống chưa biết hiện nay" in shown
    assert 'Theo nguồn: <a class="govuk-link" href="https://bao.example/ocop-2020"' in shown
    card = page("/san-pham/?tim=kho").split('class="portal-list"')[1]
    assert "3 sao năm 2020, theo nguồn" in card
    assert "Quá hạn tính theo năm, hiện nay chưa rõ" in card
    assert "Hết hạn" not in card
    assert "Từng đạt" not in card


def test_a_recent_year_from_a_source_is_not_sold_as_certain(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee, valid_from=date(2024, 12, 31))
    Recognition.objects.filter(pk=star.pk).update(dates_are_estimated=True, source_url="https://bao.example/ocop-2024")
    shown = page(f"/san-pham/{world.dried_fish.public_id}/")
    assert "Còn hiệu lực" not in shown
    assert "năm 2024, theo nguồn" in shown
    assert "chậm nhất đến hết ngày 31/12/2027" in shown
    assert "Trong đó 1 sản phẩm mà nguồn công khai chỉ nêu năm công nhận" in page("/")


@pytest.mark.parametrize(("year", "words"), [(2024, "Còn hạn tính theo năm"), (2020, "Quá hạn tính theo năm")])
def test_a_star_known_by_its_year_is_said_alike_everywhere(world: World, sign_in: Any, year: int, words: str) -> None:
    """The catalogue, the register and its data, the preview, the API, the officers' register: one wording."""
    star = make_recognition(world.dried_fish, world.province_committee, valid_from=date(year, 12, 31))
    Recognition.objects.filter(pk=star.pk).update(dates_are_estimated=True, source_url="https://bao.example/ocop")
    product = world.dried_fish.public_id
    pages = [page(f"/san-pham/{product}/"), page("/san-pham/?tim=kho").split('class="portal-list"')[1]]
    pages += [page("/so-cong-nhan/").split("<tbody", 1)[1], page(f"/so-cong-nhan/{star.public_id}/")]
    pages += [page("/du-lieu-mo/so-cong-nhan.csv"), page(f"/api/v1/san-pham/{product}/")]
    officer = sign_in(world.anh_dung)
    for address in ("/cong-nhan/", f"/cong-nhan/{star.public_id}/"):
        pages.append(officer.get(address).content.decode().split("<main", 1)[1].split("</form>")[-1])
    for number, told in enumerate(pages):
        assert words in told, number
        assert "Còn hiệu lực" not in told, number
    assert f"theo nguồn công khai; {words[:1].lower()}{words[1:]}" in pages[0].split("</head>")[0]
    assert words not in page(f"/en/so-cong-nhan/{star.public_id}/")
