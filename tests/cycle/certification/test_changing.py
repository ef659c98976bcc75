"""Suspending, lifting, withdrawing; reminders; the register and its papers."""

import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ocop.cycle.certification import actions
from ocop.cycle.certification.models import Recognition
from ocop.cycle.certification.papers.certificate import certificate_pdf, set_certificate
from ocop.cycle.certification.queries import standing
from ocop.cycle.certification.states import Standing, WithdrawalGround
from ocop.cycle.certification.todo import todos_for
from ocop.kit.scope import Refused
from tests.world import NOW, World, make_product
from tests.world_certification import make_recognition

TODAY = NOW.date()
pytestmark = pytest.mark.usefixtures("at_now")


def facts(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "reason": "Kiểm tra phát hiện nhãn sai.",
        "decision_number": "900/QĐ-UBND",
        "effective_on": date(2026, 11, 20),
        "by": world.actor(world.ong_khanh),
        "at": NOW,
        **changes,
    }


def test_a_star_is_suspended_given_back_and_withdrawn(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    actions.suspend_recognition(star, **facts(world))
    assert standing(star, TODAY) is Standing.SUSPENDED
    actions.lift_suspension(star, **facts(world, effective_on=date(2026, 11, 22)))
    assert standing(star, TODAY) is Standing.VALID
    actions.withdraw_recognition(star, ground=WithdrawalGround.STOPPED, **facts(world, effective_on=TODAY))
    assert standing(star, TODAY) is Standing.WITHDRAWN
    assert standing(star, date(2026, 11, 21)) is Standing.SUSPENDED
    with pytest.raises(Refused, match="đã bị thu hồi"):
        actions.lift_suspension(star, **facts(world, effective_on=TODAY))


def test_a_withdrawal_needs_ground_number_and_a_possible_day(world: World) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    with pytest.raises(Refused, match="căn cứ"):
        actions.withdraw_recognition(star, ground="", **facts(world))
    with pytest.raises(Refused, match="số quyết định"):
        actions.withdraw_recognition(star, ground=WithdrawalGround.BREACH, **facts(world, decision_number=" "))
    for day, word in ((date(2026, 6, 30), "không được trước"), (date(2026, 12, 1), "tương lai")):
        with pytest.raises(Refused, match=word):
            actions.withdraw_recognition(star, ground=WithdrawalGround.BREACH, **facts(world, effective_on=day))


def test_each_tier_withdraws_its_own_stars(world: World) -> None:
    five = make_recognition(world.dried_fish, world.ministry, stars=5, number="88/QĐ-BNNMT")
    with pytest.raises(Refused, match="cán bộ Trung ương"):
        actions.suspend_recognition(five, **facts(world))
    actions.suspend_recognition(five, **facts(world, by=world.actor(world.ba_nga)))
    four = make_recognition(world.lotus_seed, world.province_committee)
    with pytest.raises(Refused, match="tỉnh"):
        actions.suspend_recognition(four, **facts(world, by=world.actor(world.ba_nga)))


def test_the_page_of_a_change_asks_for_the_ground_and_keeps_the_words(world: World, sign_in: Any) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    data = {
        "to_state": "withdrawn",
        "decision_number": "901/QĐ-UBND",
        "effective_on": "24/11/2026",
        "reason": "Ngừng làm",
    }
    browser = sign_in(world.anh_dung)
    page = browser.post(f"/cong-nhan/{star.public_id}/hieu-luc/", data).content.decode()
    assert "<title>Lỗi: " in page
    assert "Ngừng làm" in page
    assert browser.post(f"/cong-nhan/{star.public_id}/hieu-luc/", {**data, "ground": "stopped"}).status_code == 302
    assert standing(star, TODAY) is Standing.WITHDRAWN


@pytest.mark.requirement("R54")
def test_reminders_name_the_nearest_horizon_and_the_producers_own_products(world: World) -> None:
    office = world.province_committee
    make_recognition(world.dried_fish, office, valid_from=date(2023, 12, 10), valid_until=date(2026, 12, 9))
    make_recognition(world.lotus_seed, office, valid_from=date(2024, 5, 1), valid_until=date(2027, 4, 30))
    titles = [todo.title for todo in todos_for(world.actor(world.anh_dung), at=NOW)]
    assert titles == [
        "Nhắc chủ thể: 1 giấy chứng nhận hết hạn trong 30 ngày",
        "Nhắc chủ thể: 2 giấy chứng nhận hết hạn trong 180 ngày",
    ]
    (late,) = todos_for(world.actor(world.chi_lan), at=NOW)
    assert late.due_on == date(2026, 12, 9)
    assert "đã qua hạn nộp" in late.detail
    (in_time,) = todos_for(world.actor(world.anh_phuc), at=NOW)
    assert in_time.due_on == date(2026, 12, 31)
    assert todos_for(world.actor(world.chu_tam), at=NOW) == []


def test_todos_cost_the_same_for_many(world: World, django_assert_max_num_queries: Any) -> None:
    for number in range(15):
        product = make_product(f"Sản phẩm {number}", world.fish_maker)
        make_recognition(product, world.province_committee, valid_from=date(2024, 1, 1), valid_until=date(2027, 1, 1))
    for person, queries in ((world.anh_dung, 2), (world.ba_nga, 1), (world.chi_lan, 1)):
        actor = world.actor(person)
        with django_assert_max_num_queries(queries):
            todos_for(actor, at=NOW)


def test_people_see_the_recognitions_that_concern_them(world: World, sign_in: Any) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    pages = ("", "hieu-luc/", "giay-chung-nhan.pdf")
    for person in (world.anh_dung, world.chi_lan, world.co_hien, world.ba_nga):
        assert [sign_in(person).get(f"/cong-nhan/{star.public_id}/{page}").status_code for page in pages] == [200] * 3
    for person in (world.anh_phuc, world.chu_tam, world.anh_quan):
        assert [sign_in(person).get(f"/cong-nhan/{star.public_id}/{page}").status_code for page in pages] == [404] * 3


@pytest.mark.requirement("R54")
def test_the_register_filters_exports_and_stays_cheap(
    world: World, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        make_recognition(make_product(f"Mắm cá {number}", world.fish_maker), world.province_committee)
    make_recognition(world.lotus_seed, world.province_committee, stars=3, valid_from=date(2022, 1, 1))
    browser = sign_in(world.anh_dung)
    browser.get("/cong-nhan/")
    with django_assert_max_num_queries(8):
        page = browser.get("/cong-nhan/?tim=mam+ca&hieu_luc=valid").content.decode()
    assert "<strong>20</strong> lần công nhận" in page
    assert "Hạt sen sấy" not in page
    assert "Hạt sen sấy" in browser.get("/cong-nhan/?hieu_luc=expired").content.decode()
    assert browser.get("/cong-nhan/tai-bang/?tim=mam+ca").content[:2] == b"PK"
    assert browser.get("/cong-nhan/?het_han=180").status_code == 200


def test_the_certificate_prints_what_was_decided_whatever_happens_to_the_product_later(
    world: World, tmp_path: Path
) -> None:
    star = make_recognition(world.dried_fish, world.province_committee, is_trial=True)
    first = certificate_pdf(star.certificate)
    world.dried_fish.name = "Tên đổi sau này"
    world.dried_fish.save()
    assert set_certificate(Recognition.objects.get(pk=star.pk).certificate.face) == first
    words = text_of(first, tmp_path)
    for wanted in ("GIẤY CHỨNG NHẬN", "Khô cá sặc rằn", "Cơ sở Khô Bà Lan", "4 SAO", "BẢN THỬ – KHÔNG CÓ GIÁ TRỊ"):
        assert wanted in words
    assert "815/QĐ-UBND" in words


def test_an_official_certificate_has_no_trial_mark_and_only_our_fonts(world: World, tmp_path: Path) -> None:
    star = make_recognition(world.dried_fish, world.province_committee)
    pdf = certificate_pdf(star.certificate)
    assert "BẢN THỬ" not in text_of(pdf, tmp_path)
    assert fonts_of(pdf) == {"Tinos", "Tinos-Bold", "Tinos-Italic"}


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "giay.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True, text=True).stdout


def fonts_of(pdf: bytes) -> set[str]:
    """Names of the embedded fonts, without the prefix that marks a subset; a font not embedded is a failure."""
    import io

    import pikepdf

    names = set()
    with pikepdf.open(io.BytesIO(pdf)) as book:
        for page in book.pages:
            for font in page.resources.Font.values():
                inner = font.DescendantFonts[0]
                assert "/FontFile2" in inner.FontDescriptor or "/FontFile3" in inner.FontDescriptor
                names.add(str(font.BaseFont).lstrip("/").split("+")[-1].split("-Identity")[0])
    return names


def test_the_list_of_decisions_counts_products_and_leads_to_each(
    world: World, sign_in: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        product = make_product(f"Mắm cá {number}", world.fish_maker)
        make_recognition(product, world.province_committee, number=f"{number}/QĐ-UBND")
    browser = sign_in(world.anh_dung)
    browser.get("/cong-nhan/quyet-dinh/")
    with django_assert_max_num_queries(8):
        words = browser.get("/cong-nhan/quyet-dinh/").content.decode()
    decision = world.fish_maker.products.get(name="Mắm cá 3").recognitions.get().decision
    assert f"/cong-nhan/quyet-dinh/{decision.public_id}/" in words
    assert "Mắm cá 3" in browser.get(f"/cong-nhan/quyet-dinh/{decision.public_id}/").content.decode()
    assert sign_in(world.chi_lan).get(f"/cong-nhan/quyet-dinh/{decision.public_id}/").status_code == 404
