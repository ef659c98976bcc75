"""The pages: an agency sees its own work and no more, the leader reads all, every list keeps its number of queries."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.planning import actions
from ocop.ground.planning.models import Assignment, Obstacle, Plan
from ocop.ground.planning.states import AssignmentState, PlanState
from ocop.sample.papers import sample_upload
from tests.ground.planning.conftest import DUE, Desk, year_plan
from tests.ground.planning.test_obstacles import WORDS
from tests.world import NOW, make_office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]


def page(client: Client, name: str, *args: object, **query: str) -> str:
    return client.get(reverse(name, args=args), query).content.decode()


def test_an_agency_sees_its_own_work_and_anothers_id_is_not_found(desk: Desk, sign_in: SignIn) -> None:
    mai = sign_in(desk.world.chi_mai)
    listed = page(mai, "planning:assignments")
    assert desk.classes.title in listed
    assert desk.fairs.title not in listed
    for name in ("assignment", "report", "add_paper", "change_due"):
        address = reverse(f"planning:{name}", args=[desk.fair_work.public_id])
        assert mai.get(address).status_code == 404, name
    for name in ("begin", "accept"):
        address = reverse(f"planning:{name}", args=[desk.fair_work.public_id])
        assert mai.post(address).status_code == 404, name
    desk.fair_work.refresh_from_db()
    assert desk.fair_work.state == AssignmentState.ASSIGNED
    assert mai.get(reverse("planning:board")).status_code == 404


def test_a_partner_reads_the_work_it_takes_part_in_and_does_not_report_it(desk: Desk, sign_in: SignIn) -> None:
    desk.fairs.partners.add(desk.world.agriculture)
    mai = sign_in(desk.world.chi_mai)
    assert desk.fairs.title in page(mai, "planning:assignment", desk.fair_work.public_id)
    assert mai.get(reverse("planning:report", args=[desk.fair_work.public_id])).status_code == 404
    mai.post(reverse("planning:begin", args=[desk.fair_work.public_id]))
    desk.fair_work.refresh_from_db()
    assert desk.fair_work.state == AssignmentState.ASSIGNED


def test_a_commune_sees_its_own_work_only(desk: Desk, sign_in: SignIn) -> None:
    hien = sign_in(desk.world.co_hien)
    assert desk.classes.title not in page(hien, "planning:assignments")
    assert hien.get(reverse("planning:assignment", args=[desk.class_work.public_id])).status_code == 404


def test_the_leader_reads_all_and_is_offered_nothing_to_change(desk: Desk, sign_in: SignIn) -> None:
    khanh = sign_in(desk.world.ong_khanh)
    seen = page(khanh, "planning:assignment", desk.class_work.public_id)
    assert desk.classes.title in seen
    for words in ("Bắt đầu làm", "Báo cáo kết quả</a>", "Đổi hạn", "Công nhận", "Cho thôi"):
        assert words not in seen
    assert khanh.get(reverse("planning:board")).status_code == 200
    for name in ("assign", "change_plan", "issue_plan", "new_task"):
        assert khanh.get(reverse(f"planning:{name}", args=[desk.plan.public_id])).status_code == 404, name
    khanh.post(reverse("planning:end_plan", args=[desk.plan.public_id]))
    desk.plan.refresh_from_db()
    assert desk.plan.state == PlanState.ISSUED


@pytest.mark.requirement("R16", "R28")
def test_the_year_of_an_agency_runs_on_its_pages(desk: Desk, sign_in: SignIn) -> None:
    mai, work = sign_in(desk.world.chi_mai), desk.class_work
    mai.post(reverse("planning:begin", args=[work.public_id]))
    refused = mai.post(reverse("planning:report", args=[work.public_id]), {"result": "Xong"})
    assert "ít nhất một tệp" in refused.content.decode()
    upload = {"label": "Danh sách lớp", "file": sample_upload("lop", 7)}
    mai.post(reverse("planning:add_paper", args=[work.public_id]), upload)
    proof = work.proofs.get()
    assert mai.get(reverse("planning:proof_file", args=[work.public_id, proof.public_id])).status_code == 200
    nam = sign_in(desk.anh_nam)
    assert nam.get(reverse("planning:proof_file", args=[work.public_id, proof.public_id])).status_code == 404
    mai.post(reverse("planning:report", args=[work.public_id]), {"result": "Đã mở 3 lớp"})
    dung = sign_in(desk.world.anh_dung)
    assert "Đã mở 3 lớp" in page(dung, "planning:assignment", work.public_id)
    dung.post(reverse("planning:accept", args=[work.public_id]))
    work.refresh_from_db()
    assert work.state == AssignmentState.DONE


@pytest.mark.requirement("R15", "R28")
def test_each_count_of_the_board_opens_exactly_its_rows(desk: Desk, sign_in: SignIn, at_now: object) -> None:
    at_now.move_to(NOW + timedelta(days=30), tick=False)  # type: ignore[attr-defined]
    dung = sign_in(desk.world.anh_dung)
    shown = dung.get(reverse("planning:board"))
    lines = {line["office__name"]: line for line in shown.context["lines"]}
    assert set(lines) == {desk.world.agriculture.name, desk.trade.name}
    for line in lines.values():
        for cell in line["cells"]:
            behind = dung.get(cell["url"]).context["page"].paginator.count
            assert behind == cell["count"], cell["label"]
        assert line["late"] == 1


def test_the_board_counts_running_plans_until_another_is_chosen(desk: Desk, sign_in: SignIn) -> None:
    actions.end_plan(desk.plan, by=desk.world.actor(desk.world.anh_dung), at=NOW)
    dung = sign_in(desk.world.anh_dung)
    assert dung.get(reverse("planning:board")).context["total"] == 0
    chosen = dung.get(reverse("planning:board"), {"ke_hoach": desk.plan.public_id, "nam": "2026"})
    assert chosen.context["total"] == 2
    assert "đã kết thúc" in chosen.content.decode()


def test_excel_of_board_and_work_holds_the_filtered_rows(desk: Desk, sign_in: SignIn) -> None:
    dung = sign_in(desk.world.anh_dung)
    answer = dung.get(reverse("planning:assignments_sheet"), {"co_quan": desk.trade.public_id})
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert [row[4] for row in rows[1:]] == [desk.fairs.title]
    board = dung.get(reverse("planning:board_sheet"))
    rows = list(openpyxl.load_workbook(io.BytesIO(board.content)).active.values)
    assert {row[0]: row[-1] for row in rows[1:]} == {desk.world.agriculture.name: 1, desk.trade.name: 1}


def test_work_is_looked_at_before_it_is_given(desk: Desk, sign_in: SignIn) -> None:
    dung = sign_in(desk.world.anh_dung)
    wish = {
        "tasks": [desk.classes.public_id, desk.fairs.public_id],
        "offices": [desk.trade.public_id],
        "year": "2026",
        "due_on": "20/12/2026",
    }
    address = reverse("planning:assign", args=[desk.plan.public_id])
    looked = dung.post(address, wish)
    assert looked.context["new"] == 1
    assert Assignment.objects.count() == 2, "a look gives nothing"
    dung.post(address, {**wish, "confirm": "1"})
    assert Assignment.objects.count() == 3


@pytest.mark.requirement("R17", "R18")
def test_a_commune_writes_and_issues_its_plan_on_the_pages(desk: Desk, sign_in: SignIn) -> None:
    hien = sign_in(desk.world.co_hien)
    data = {
        "office": desk.world.phuong_thinh_committee.public_id,
        "parent": desk.plan.public_id,
        "name": "Kế hoạch xã Phương Thịnh",
        "kind": "year",
        "starts_on": "1/1/2026",
        "ends_on": "31/12/2026",
    }
    hien.post(reverse("planning:new_plan"), data)
    plan = Plan.objects.get(office=desk.world.phuong_thinh_committee)
    hien.post(
        reverse("planning:new_priority", args=[plan.public_id]), {"kind": "standardise", "text": "Chuẩn hóa khô cá"}
    )
    hien.post(reverse("planning:new_task", args=[plan.public_id]), {"title": "Rà soát sản phẩm", "rhythm": "yearly"})
    hien.post(reverse("planning:issue_plan", args=[plan.public_id]), {"number": "3/KH", "issued_on": "5/2/2026"})
    shown = page(hien, "planning:plan", plan.public_id)
    for words in ("Chuẩn hóa khô cá", "Rà soát sản phẩm", "3/KH", "Đã ban hành"):
        assert words in shown
    tam = sign_in(desk.world.chu_tam)
    assert tam.get(reverse("planning:change_plan", args=[plan.public_id])).status_code == 404


@pytest.mark.requirement("R12", "R52")
def test_similar_obstacles_are_shown_before_one_is_sent(desk: Desk, sign_in: SignIn) -> None:
    world = desk.world
    by = world.actor(world.co_hien)
    first = actions.raise_obstacle(WORDS, office=world.phuong_thinh_committee, asked=desk.trade, by=by, at=NOW)
    actions.answer(first, text="Ghi theo Nghị định mới.", by=world.actor(desk.anh_nam), at=NOW)
    tam = sign_in(world.chu_tam)
    data = {
        "office": world.thap_muoi_committee.public_id,
        "asked": desk.trade.public_id,
        "title": "Ghi nhãn hàng hóa theo hướng dẫn nào",
        "field": "guidance",
        "detail": "Xin hỏi",
    }
    looked = tam.post(reverse("planning:new_obstacle"), data)
    assert looked.context["similar"] == [first]
    assert Obstacle.objects.count() == 1
    assert "Ghi theo Nghị định mới." in page(tam, "planning:obstacle", first.public_id)
    tam.post(reverse("planning:new_obstacle"), {**data, "confirm": "1"})
    assert Obstacle.objects.count() == 2
    nam = sign_in(desk.anh_nam)
    new = Obstacle.objects.get(office=world.thap_muoi_committee)
    nam.post(reverse("planning:answer", args=[new.public_id]), {"text": "Như câu trả lời trước."})
    tam.post(reverse("planning:solve", args=[new.public_id]))
    sheet = tam.get(reverse("planning:obstacles_sheet"), {"trang_thai": "solved"})
    rows = list(openpyxl.load_workbook(io.BytesIO(sheet.content)).active.values)
    assert [row[1] for row in rows[1:]] == [new.title]


def test_an_open_question_of_two_offices_is_nobody_elses(desk: Desk, sign_in: SignIn) -> None:
    world = desk.world
    by = world.actor(world.co_hien)
    asked = actions.raise_obstacle(WORDS, office=world.phuong_thinh_committee, asked=desk.trade, by=by, at=NOW)
    address = reverse("planning:obstacle", args=[asked.public_id])
    assert sign_in(desk.anh_nam).get(address).status_code == 200
    assert sign_in(world.chi_mai).get(address).status_code == 404
    assert sign_in(world.chu_tam).get(address).status_code == 404


@pytest.mark.parametrize("name", ["planning:plans", "planning:board", "planning:assignments", "planning:obstacles"])
def test_lists_ask_the_same_number_of_questions_however_long(desk: Desk, sign_in: SignIn, name: str) -> None:
    world = desk.world
    dung, by = sign_in(world.anh_dung), world.actor(world.anh_dung)
    words = actions.ObstacleWords(field="money", title="Việc đầu", detail="x")
    actions.raise_obstacle(words, office=world.coordination_office, asked=desk.trade, by=by, at=NOW)
    dung.get(reverse(name))
    with CaptureQueriesContext(connection) as few:
        dung.get(reverse(name))
    offices = [make_office(f"Sở số {number}", unit=world.province, tier="province") for number in range(15)]
    wish = actions.AssignmentWish([desk.classes, desk.fairs], offices, 2026, DUE)
    actions.assign(desk.plan, wish, by=by, at=NOW)
    for year in range(2027, 2032):
        actions.make_plan(year_plan(f"Kế hoạch {year}", year), office=world.province_committee, by=by, at=NOW)
    for number in range(10):
        words = actions.ObstacleWords(field="money", title=f"Việc {number}", detail="x")
        actions.raise_obstacle(words, office=world.coordination_office, asked=offices[number], by=by, at=NOW)
    with CaptureQueriesContext(connection) as many:
        dung.get(reverse(name))
    assert len(many) == len(few)
    assert len(many) <= 14


def test_a_target_without_a_known_measure_says_so(desk: Desk, sign_in: SignIn) -> None:
    desk.plan.targets.create(
        code="la",
        reference="1",
        ordinal=1,
        name="Chỉ tiêu lạ",
        definition="Đếm",
        unit="lớp",
        figure=3,
        due_on=date(2026, 12, 31),
        measure="nobody.knows",
    )
    assert "Chưa có phép đo" in page(sign_in(desk.world.chi_mai), "planning:plan", desk.plan.public_id)


def test_what_is_still_to_do_stands_before_what_is_over(desk: Desk, sign_in) -> None:
    """The department's class was dropped though it was due first: the fair that is still owed is the first line."""
    Assignment.objects.filter(pk=desk.class_work.pk).update(due_on=date(2026, 2, 1), state="dropped")
    listed = sign_in(desk.world.anh_dung).get(reverse("planning:assignments"))
    assert [each.pk for each in listed.context["page"]] == [desk.fair_work.pk, desk.class_work.pk]
