"""Questions to the consulting team: who answers what, earlier answers found again, who asked kept apart."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ocop.ground.accounts.models import User
from ocop.ground.registry.models import Notice
from ocop.support.activities.actions import advice
from ocop.support.activities.criteria import criteria_groups
from ocop.support.activities.models import AdviceCase
from tests.excel import read
from tests.world import NOW, World

SignIn = Callable[[User], Client]
ASKED = {
    "title": "Nhãn hạt sen sấy phải ghi gì?",
    "question": "Tôi đóng gói hạt sen sấy 200 g, nhãn bắt buộc ghi những mục nào?",
    "field": "safety",
}


def ask(client: Client, world: World, **more: str) -> Any:
    said = {**ASKED, "asker": f"p-{world.lotus_maker.public_id}", **more}
    return client.post("/hoat-dong/tu-van/hoi/", said)


@pytest.mark.requirement("R126", "R127", "R128", "R131", "R204", "R205", "R206", "R209")
def test_a_question_goes_to_the_office_of_its_criterion(world: World, sign_in: SignIn, at_now: Any) -> None:
    """The coordination office seats offices; a criterion's office comes before the field's; without one it waits."""
    criterion = criteria_groups(NOW.date())[0][0]
    client = sign_in(world.anh_dung)
    client.post("/hoat-dong/tu-van/doi-ngu/", {"office": world.coordination_office.pk, "field": "safety"})
    client.post(
        "/hoat-dong/tu-van/doi-ngu/", {"office": world.agriculture.pk, "field": "safety", "criterion": criterion}
    )
    assert "Sở Nông nghiệp và Môi trường" in sign_in(world.anh_phuc).get("/hoat-dong/tu-van/doi-ngu/").content.decode()
    assert sign_in(world.anh_phuc).post("/hoat-dong/tu-van/doi-ngu/", {}).status_code == 404
    phuc = sign_in(world.anh_phuc)
    ask(phuc, world)
    ask(phuc, world, criterion=criterion, title="Tổ chức sản xuất chấm ra sao?")
    ask(phuc, world, field="tourism", title="Homestay cần gì?")
    given = dict(AdviceCase.objects.values_list("title", "consultant__name"))
    assert given == {
        "Nhãn hạt sen sấy phải ghi gì?": world.coordination_office.name,
        "Tổ chức sản xuất chấm ra sao?": world.agriculture.name,
        "Homestay cần gì?": None,
    }
    waiting = AdviceCase.objects.get(consultant=None)
    assert "Chọn cơ quan trả lời cho 1 câu hỏi" in client.get("/viec-can-lam/").content.decode()
    client.post(f"/hoat-dong/tu-van/{waiting.public_id}/giao/", {"office": world.agriculture.pk})
    assert "Trả lời: Homestay" in sign_in(world.chi_mai).get("/viec-can-lam/").content.decode()


def test_a_question_is_sent_once(world: World, sign_in: SignIn, at_now: Any) -> None:
    phuc = sign_in(world.anh_phuc)
    page = phuc.get("/hoat-dong/tu-van/hoi/")
    key = page.context["form"]["key"].value()
    assert f'value="{key}"' in page.content.decode()
    for _ in range(2):
        ask(phuc, world, key=key)
    assert AdviceCase.objects.get().public_id == key


@pytest.fixture
def answered(world: World, sign_in: SignIn, at_now: Any) -> AdviceCase:
    advice.seat(world.agriculture, "safety", "", by=world.actor(world.anh_dung), at=NOW)
    ask(sign_in(world.anh_phuc), world)
    case = AdviceCase.objects.get()
    sign_in(world.chi_mai).post(f"/hoat-dong/tu-van/{case.public_id}/tra-loi/", {"text": "Ghi tên và hạn dùng."})
    case.refresh_from_db()
    return case


@pytest.mark.requirement("R126", "R128")
def test_an_answer_given_once_is_found_by_the_next_who_asks(
    world: World, sign_in: SignIn, answered: AdviceCase
) -> None:
    """Chị Lan asks much the same: she is shown the answer first, without who asked, and may still send hers."""
    assert answered.state == "answered"
    assert Notice.objects.filter(user=world.anh_phuc, title__startswith="Đã trả lời").exists()
    lan = sign_in(world.chi_lan)
    said = {"title": "Nhãn khô cá ghi mục nào?", "question": "Nhãn bắt buộc ghi gì?", "field": "safety"}
    said["asker"] = f"p-{world.fish_maker.public_id}"
    page = lan.post("/hoat-dong/tu-van/hoi/", said).content.decode()
    assert "Đã có câu trả lời gần giống" in page
    assert answered.title in page
    assert AdviceCase.objects.count() == 1
    page = lan.get(f"/hoat-dong/tu-van/{answered.public_id}/").content.decode()
    assert "Ghi tên và hạn dùng." in page
    assert "Hợp tác xã Sen Tháp Mười" not in page
    assert "Trần Văn Phúc" not in page
    assert answered.title in lan.get("/hoat-dong/tu-van/?q=hat sen say").content.decode()
    lan.post("/hoat-dong/tu-van/hoi/", said | {"van-gui": "1"})
    assert AdviceCase.objects.count() == 2


def test_open_and_private_questions_are_for_those_they_concern(
    world: World, sign_in: SignIn, answered: AdviceCase
) -> None:
    phuc = sign_in(world.anh_phuc)
    ask(phuc, world, title="Giá vốn của tôi", question="Chi phí cơ sở tôi?", is_private="on")
    private = AdviceCase.objects.get(is_private=True)
    address = f"/hoat-dong/tu-van/{private.public_id}/"
    sign_in(world.chi_mai).post(f"{address}tra-loi/", {"text": "Riêng cho anh."})
    for person, status in ((world.anh_phuc, 200), (world.chi_mai, 200), (world.anh_dung, 200), (world.chi_lan, 404)):
        assert sign_in(person).get(address).status_code == status, person
    assert sign_in(world.co_hien).get(f"/hoat-dong/tu-van/{answered.public_id}/tra-loi/").status_code == 404
    ask(phuc, world, asker=f"p-{world.fish_maker.public_id}", title="Thay người khác")
    assert not AdviceCase.objects.filter(title="Thay người khác").exists()


def test_who_asked_says_when_it_is_enough(world: World, sign_in: SignIn, answered: AdviceCase) -> None:
    phuc, address = sign_in(world.anh_phuc), f"/hoat-dong/tu-van/{answered.public_id}/"
    sign_in(world.chi_lan).post(f"{address}xong/")
    answered.refresh_from_db()
    assert answered.state == "answered"
    phuc.post(f"{address}hoi-them/", {"them": "Còn mã vạch?"})
    answered.refresh_from_db()
    assert answered.state == "open"
    assert "Còn mã vạch?" in answered.question
    sign_in(world.chi_mai).post(f"{address}tra-loi/", {"text": "Mã vạch không bắt buộc."})
    for _ in range(2):
        phuc.post(f"{address}xong/")
    answered.refresh_from_db()
    assert (answered.state, answered.answers.count()) == ("closed", 2)


@pytest.mark.requirement("R209")
def test_questions_go_out_to_excel_with_answers_and_without_who_asked(
    world: World, sign_in: SignIn, answered: AdviceCase, django_assert_max_num_queries: Any
) -> None:
    ask(sign_in(world.anh_phuc), world, title="Giá vốn của tôi", question="Chi phí?", is_private="on")
    lan = sign_in(world.chi_lan)
    assert "/hoat-dong/tu-van/excel/?q=nhan" in lan.get("/hoat-dong/tu-van/?q=nhan").content.decode()
    with django_assert_max_num_queries(12):
        sheet = read(lan.get("/hoat-dong/tu-van/excel/"))
    (row,) = sheet.rows
    assert answered.title in row
    assert answered.answers.get().text in row
    assert world.lotus_maker.name not in " ".join(row)
    assert len(read(sign_in(world.anh_phuc).get("/hoat-dong/tu-van/excel/")).rows) == 2
