"""The pages themselves: what one may not see is a 404, wrong input is answered in words, nothing typed is lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ocop.cycle.dossiers import actions
from ocop.cycle.dossiers.forms import EvidenceForm
from ocop.cycle.dossiers.models import Dossier, ReturnSlip
from ocop.ground.producers.models import Paper
from ocop.ground.registry.models import JournalEntry
from tests.world import NOW, World
from tests.world_dossiers import (
    answers_for,
    check_everything,
    complete,
    make_draft,
    make_forwarded,
    make_lodged,
    make_paper,
    photo,
)

SignIn = Callable[..., Client]
pytestmark = pytest.mark.usefixtures("at_now")


def text(response: Any) -> str:
    return response.content.decode()


def own_pages(dossier: Dossier) -> list[str]:
    base = f"/ho-so/{dossier.public_id}/"
    return [
        base,
        f"{base}thong-tin/don-vi/",
        f"{base}cau-chuyen/",
        f"{base}minh-chung/",
        f"{base}minh-chung/A.1.1/",
        f"{base}tu-danh-gia/a1/",
        f"{base}kiem-tra-va-nop/",
        f"{base}hang-sao/",
        f"{base}chuyen-dot/",
        f"{base}rut/",
        f"{base}phieu/",
    ]


def officer_pages(dossier: Dossier) -> list[str]:
    base = f"/ho-so/doc/{dossier.public_id}/"
    return [base, f"{base}noi-dung-xa/", f"{base}tra-lai/", f"{base}chuyen-len-tinh/", f"{base}mau-03/"]


def test_every_page_of_a_draft_opens_for_its_producer_and_for_nobody_else(world: World, sign_in: SignIn) -> None:
    dossier = make_draft(world)
    lan = sign_in(world.chi_lan)
    assert {lan.get(page).status_code for page in own_pages(dossier)} == {200}
    for stranger in (world.anh_phuc, world.co_hien, world.anh_dung, world.ong_khanh):
        client = sign_in(stranger)
        assert {client.get(page).status_code for page in own_pages(dossier)} == {404}
    assert Client().get(own_pages(dossier)[0]).status_code == 302


def test_every_reading_page_opens_for_the_reader_and_is_a_404_elsewhere(world: World, sign_in: SignIn) -> None:
    dossier = make_lodged(world)
    assert {sign_in(world.co_hien).get(page).status_code for page in officer_pages(dossier)} == {200}
    for stranger in (world.chu_tam, world.chi_lan, world.anh_phuc, world.council_members[0]):
        client = sign_in(stranger)
        assert {client.get(page).status_code for page in officer_pages(dossier)} == {404}


def test_starting_from_a_product(world: World, sign_in: SignIn) -> None:
    lan = sign_in(world.chi_lan)
    page = lan.get(f"/ho-so/bat-dau/{world.dried_fish.public_id}/")
    assert "Đợt 2 năm 2026, nhận đến 15/12/2026" in text(page)
    answer = {"kind": "first", "round": world.round.public_id, "wanted_stars": "4"}
    lan.post(f"/ho-so/bat-dau/{world.dried_fish.public_id}/", answer)
    dossier = Dossier.objects.get()
    assert (dossier.wanted_stars, dossier.sheet_code) == (4, "I.3.d")
    assert sign_in(world.anh_phuc).get(f"/ho-so/bat-dau/{world.dried_fish.public_id}/").status_code == 404


def test_unfinished_text_is_saved_and_a_wrong_phone_keeps_what_was_typed(world: World, sign_in: SignIn) -> None:
    dossier = make_draft(world)
    lan, page = sign_in(world.chi_lan), f"/ho-so/{dossier.public_id}/thong-tin/don-vi/"
    lan.post(page, {"unit_name": "Khô Bà Lan", "phone": "", "next": "1"})
    assert dossier.statements.get(key="unit_name").text == "Khô Bà Lan"
    wrong = lan.post(page, {"unit_name": "Khô Bà Lan mới", "phone": "12"})
    assert "<title>Lỗi: " in text(wrong)
    assert "Khô Bà Lan mới" in text(wrong)


def test_a_touch_saves_and_answers_with_the_total(world: World, sign_in: SignIn) -> None:
    dossier = make_draft(world)
    lan, page = sign_in(world.chi_lan), f"/ho-so/{dossier.public_id}/tu-danh-gia/a1/"
    part = lan.post(page, {"m_A_1_1": ":3"}, headers={"HX-Request": "true"})
    assert "3/100 điểm" in text(part)
    assert "<html" not in text(part)
    whole = lan.post(page, {"m_A_1_1": ":2", "m_A_1_2": ":1"})
    assert whole.status_code == 302
    assert dossier.self_marks.get(criterion_code="A.1.1").points == 2


def test_a_mark_the_sheet_does_not_print_is_refused_in_words(world: World, sign_in: SignIn) -> None:
    dossier = make_draft(world)
    page = sign_in(world.chi_lan).post(f"/ho-so/{dossier.public_id}/tu-danh-gia/a1/", {"m_A_1_1": ":9"})
    assert "Tiêu chí A.1.1 không có mức này" in text(page)
    assert not dossier.self_marks.exists()


def test_a_photo_put_in_at_a_criterion_serves_another_too(world: World, sign_in: SignIn) -> None:
    dossier = make_draft(world)
    lan, page = sign_in(world.chi_lan), f"/ho-so/{dossier.public_id}/minh-chung/A.1.1/"
    sent = lan.post(page, {"file": photo(), "kind": "raw_material", "number": "12/HĐ", "also": ["A.1.5"]})
    assert sent.status_code == 302
    assert set(dossier.citations.values_list("criterion_code", flat=True)) == {"A.1.1", "A.1.5"}
    assert Paper.objects.get().number == "12/HĐ"
    shown = lan.get(page)
    citation = dossier.citations.get(criterion_code="A.1.1")
    assert f"/ho-so/{dossier.public_id}/tep/{citation.public_id}/" in text(shown)
    lan.post(f"/ho-so/{dossier.public_id}/bo-vien-dan/{citation.public_id}/")
    assert dossier.citations.get().criterion_code == "A.1.5"


def test_a_pdf_that_is_none_and_a_file_too_big_are_answered_in_words(
    world: World, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = make_draft(world)
    lan, page = sign_in(world.chi_lan), f"/ho-so/{dossier.public_id}/minh-chung/A.1.1/"
    fake = SimpleUploadedFile("giay.pdf", b"MZ this is a program", "application/pdf")
    refused = lan.post(page, {"file": fake, "kind": "raw_material", "number": "12/HĐ"})
    assert "<title>Lỗi: " in text(refused)
    assert "12/HĐ" in text(refused)
    monkeypatch.setattr(EvidenceForm.base_fields["file"], "own_limit", 1000)
    big = SimpleUploadedFile("to.jpg", b"\xff\xd8\xff" + b"0" * 2000, "image/jpeg")
    assert "Tệp to.jpg quá lớn" in text(lan.post(page, {"file": big, "kind": "raw_material", "number": "12/HĐ"}))
    nothing = lan.post(page, {"kind": "raw_material"})
    assert "<title>Lỗi: " in text(nothing)
    assert not Paper.objects.exists()
    assert not dossier.citations.exists()


def test_two_hundred_megabytes_are_refused_before_a_byte_is_read() -> None:
    huge = SimpleUploadedFile("phim.pdf", b"%PDF", "application/pdf")
    huge.size = 200 * 1024 * 1024
    with pytest.raises(ValidationError, match="chỉ nhận đến 25 MB"):
        EvidenceForm.base_fields["file"].clean(huge)


@pytest.mark.requirement("R50")
def test_a_paper_of_the_wallet_is_brought_forward(world: World, sign_in: SignIn) -> None:
    dossier = make_draft(world)
    paper = make_paper(world, world.actor(world.chi_lan), "environment", "Kế hoạch bảo vệ môi trường")
    lan, page = sign_in(world.chi_lan), f"/ho-so/{dossier.public_id}/minh-chung/A.1.6/"
    assert "Kế hoạch bảo vệ môi trường" in text(lan.get(page))
    lan.post(f"{page}giay-co-san/", {"papers": [paper.public_id]})
    assert dossier.citations.get().paper == paper
    again = lan.post(f"{page}giay-co-san/", {"papers": ["khongco"]})
    assert again.status_code == 200


def test_lodging_from_two_tabs_shows_the_same_confirmation(world: World, sign_in: SignIn) -> None:
    dossier = complete(world, make_draft(world))
    lan = sign_in(world.chi_lan)
    check = lan.get(f"/ho-so/{dossier.public_id}/kiem-tra-va-nop/")
    assert "UBND xã Phương Thịnh" in text(check)
    answers = [lan.post(f"/ho-so/{dossier.public_id}/nop/", follow=True) for _ in range(2)]
    for page in answers:
        assert "01/PĐK-82-30076-2026" in text(page)
        assert "chậm nhất ngày 15/12/2026" in text(page)
    assert JournalEntry.objects.filter(act="dossiers.lodged").count() == 1
    assert lan.get(f"/ho-so/{dossier.public_id}/kiem-tra-va-nop/").status_code == 302


def test_an_incomplete_dossier_is_refused_with_links_to_what_is_missing(world: World, sign_in: SignIn) -> None:
    dossier = make_draft(world)
    page = sign_in(world.chi_lan).post(f"/ho-so/{dossier.public_id}/nop/")
    assert page.status_code == 422
    assert "<title>Lỗi: " in text(page)
    assert f"/ho-so/{dossier.public_id}/thong-tin/qua-trinh/#id_history" in text(page)


@pytest.mark.requirement("R41")
def test_the_task_list_says_what_to_mend(world: World, sign_in: SignIn) -> None:
    dossier = make_lodged(world)
    hien = sign_in(world.co_hien)
    base = f"/ho-so/doc/{dossier.public_id}/tra-lai/"
    form = {"loi-TOTAL_FORMS": "1", "loi-INITIAL_FORMS": "0", "loi-0-field": "field:history"}
    more = hien.post(base, {**form, "add": "1"})
    assert "loi-1-field" in text(more)
    refused = hien.post(base, {**form, "loi-0-remedy": "Ghi rõ năm."})
    assert "Chọn lý do trả lại." in text(refused)
    assert "Ghi rõ năm." in text(refused)
    hien.post(base, {**form, "loi-0-reason": "unclear", "loi-0-remedy": "Ghi rõ năm.", "wanted_by": "4/12/2026"})
    assert ReturnSlip.objects.get().items.get().remedy == "Ghi rõ năm."
    lan = sign_in(world.chi_lan)
    tasks = text(lan.get(f"/ho-so/{dossier.public_id}/"))
    assert "Cần sửa" in tasks
    assert "Ghi rõ năm." in tasks
    assert "04/12/2026" in tasks
    assert "Ghi rõ năm." in text(lan.get(f"/ho-so/{dossier.public_id}/thong-tin/qua-trinh/"))


@pytest.mark.requirement("R42")
def test_the_commune_checks_and_forwards_and_the_province_accepts(world: World, sign_in: SignIn) -> None:
    dossier = make_lodged(world)
    hien, base = sign_in(world.co_hien), f"/ho-so/doc/{dossier.public_id}/"
    assert "Khô cá sặc rằn" in text(hien.get("/ho-so/kiem-tra/"))
    findings = {f"text_{key}": "Đúng thực tế." for key in ("material", "labour", "idea", "identity")}
    hien.post(f"{base}noi-dung-xa/", {**findings, "agrees_labour": "on", "samples_on": "24/11/2026"})
    assert dossier.commune_findings.get(content="labour").confirmed
    assert "Đúng thực tế." in text(hien.get(f"{base}mau-03/"))
    hien.post(f"{base}chuyen-len-tinh/", {"proposal_number": "25/TTr-UBND"})
    dung = sign_in(world.anh_dung)
    assert "Khô cá sặc rằn" in text(dung.get("/ho-so/tinh/"))
    assert dung.post(f"{base}tiep-nhan/").status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == "accepted"
    assert "không còn chờ tỉnh tiếp nhận" in text(dung.post(f"{base}tiep-nhan/", follow=True))


def test_the_files_are_served_to_whoever_may_read_the_dossier(world: World, sign_in: SignIn) -> None:
    dossier = make_forwarded(world)
    citation = dossier.citations.first()
    url = f"/ho-so/{dossier.public_id}/tep/{citation.public_id}/"
    for reader in (world.chi_lan, world.co_hien, world.anh_dung, world.ong_khanh):
        assert sign_in(reader).get(url)["Content-Type"] == "image/jpeg"
    for stranger in (world.anh_phuc, world.chu_tam, world.anh_quan):
        assert sign_in(stranger).get(url).status_code == 404


def test_the_reader_sees_what_changed_after_mending(world: World, sign_in: SignIn) -> None:
    dossier = make_lodged(world)
    hien, lan = world.actor(world.co_hien), world.actor(world.chi_lan)
    fault = actions.FaultToMend("field:history", "unclear", "Ghi rõ năm.")
    actions.return_dossier(dossier, items=[fault], by=hien, at=NOW)
    actions.save_statements(dossier, answers={"history": "Từ năm 1989."}, by=lan, at=NOW + timedelta(hours=1))
    actions.submit_dossier(dossier, by=lan, at=NOW + timedelta(hours=1))
    page = text(sign_in(world.co_hien).get(f"/ho-so/doc/{dossier.public_id}/"))
    assert "có 1 chỗ thay đổi" in page
    assert "Từ năm 1989." in page
    assert answers_for(dossier)["history"] in page


def test_a_post_never_comes_from_a_link(world: World, sign_in: SignIn) -> None:
    dossier = make_forwarded(world)
    dung, lan = sign_in(world.anh_dung), sign_in(world.chi_lan)
    assert dung.get(f"/ho-so/doc/{dossier.public_id}/tiep-nhan/").status_code == 405
    assert lan.get(f"/ho-so/{dossier.public_id}/nop/").status_code == 405
    check_everything_again = Dossier.objects.get(pk=dossier.pk)
    assert check_everything_again.state == "forwarded"


def test_the_list_filters_stay_in_the_address(world: World, sign_in: SignIn) -> None:
    dossier = make_lodged(world)
    check_everything(world, dossier)
    hien = sign_in(world.co_hien)
    assert "Khô cá sặc rằn" in text(hien.get("/ho-so/kiem-tra/?tim=kho+ca"))
    assert "Khô cá sặc rằn" not in text(hien.get("/ho-so/kiem-tra/?trang_thai=forwarded"))
    assert "Khô cá sặc rằn" not in text(hien.get("/ho-so/kiem-tra/?han=qua"))
    assert hien.get("/ho-so/kiem-tra/?trang_thai=zzz&trang=99").status_code == 200


def test_the_slip_says_place_day_and_what_the_office_received(world: World, sign_in: SignIn) -> None:
    dossier = make_draft(world)
    lan = sign_in(world.chi_lan)
    draft = text(lan.get(f"/ho-so/{dossier.public_id}/phieu/"))
    assert "Bản nháp, chưa nộp." in draft
    assert "Dành cho cơ quan tiếp nhận" not in draft
    complete(world, dossier)
    lan.post(f"/ho-so/{dossier.public_id}/nop/")
    lodged = text(lan.get(f"/ho-so/{dossier.public_id}/phieu/"))
    assert "Phương Thịnh, ngày 24 tháng 11 năm 2026" in lodged
    assert "Phiếu số: 01/PĐK-82-30076-2026" in lodged
    assert "Bản nháp" not in lodged


def test_of_a_dossier_known_from_a_source_only_the_result_is_shown(world: World, sign_in: SignIn) -> None:
    """Nothing is said about papers or marks of a real producer that no source states."""
    dossier = make_lodged(world)
    Dossier.objects.filter(pk=dossier.pk).update(source_url="https://example.vn/bai-bao", concluded_stars=3)
    client = sign_in(world.anh_dung)
    page = client.get(f"/ho-so/doc/{dossier.public_id}/").content.decode()
    assert "Kết quả biết từ nguồn công khai" in page
    assert "https://example.vn/bai-bao" in page
    for made_up in ("Chủ thể tự chấm", "Giấy tờ chưa có", "Chưa có"):
        assert made_up not in page
    assert client.get(f"/ho-so/{dossier.public_id}/phieu/").status_code == 404
