"""Boards: what a leader asks first, and the same figures of one place and one office."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.planning.models import Assignment, Task
from tests.excel import read
from tests.ground.planning.test_targets import make_plan, make_target
from tests.world import World, make_product
from tests.world_certification import make_recognition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
SignIn = Callable[[User], Client]
LEADER = reverse("dashboards:leader")
PLACE = reverse("dashboards:place")
OFFICE = reverse("dashboards:office")


@pytest.fixture
def running(world: World) -> World:
    """A province with stars, a plan with a target, and a department that is late with its work."""
    make_recognition(world.dried_fish, world.province_committee, stars=4)
    make_recognition(world.lotus_seed, world.province_committee, stars=3, number="816/QĐ-UBND")
    plan = make_plan(world)
    make_target(plan, "certification.recognised")
    task = Task.objects.create(plan=plan, reference="IV.1", ordinal=1, title="Tập huấn chủ thể")
    Assignment.objects.create(task=task, office=world.agriculture, year=2026, due_on=date(2026, 6, 15))
    return world


def sections(client: Client, url: str, **said: str) -> dict[str, Any]:
    response = client.get(url, said)
    assert response.status_code == 200
    return {each.key: each for each in response.context["board"].sections}


def test_the_leader_sees_targets_money_stars_rounds_and_who_is_late(running: World, sign_in: SignIn) -> None:
    client = sign_in(running.ong_khanh)
    found = sections(client, LEADER)
    assert list(found) == ["chi-tieu", "kinh-phi", "sao", "dot", "qua-han"]
    assert [(cell.label, cell.count) for cell in found["sao"].rows] == [("3 sao", 1), ("4 sao", 1), ("5 sao", 0)]
    assert [(row["office__name"], row["late"]) for row in found["qua-han"].rows] == [(running.agriculture.name, 1)]
    assert [row.name for row in found["dot"].rows] == ["Đợt 2 năm 2026"]
    page = client.get(LEADER).content.decode()
    assert "<svg" in page, "a chart stands with its table"


def test_every_table_is_excel_and_the_whole_board_is_paper(running: World, sign_in: SignIn) -> None:
    client = sign_in(running.anh_dung)
    for url in (LEADER, PLACE, OFFICE):
        for key, section in sections(client, url).items():
            table = read(client.get(url, {"tai": key}))
            assert len(table.rows) == len(section.rows), (url, key)
        paper = client.get(url, {"in": "1"}).content.decode()
        assert all(section.title in paper for section in sections(client, url).values())
    assert client.get(LEADER, {"tai": "khong-co"}).status_code == 404


def test_a_place_has_its_own_figures_and_each_leads_to_its_question(running: World, sign_in: SignIn) -> None:
    client = sign_in(running.chu_tam)
    found = sections(client, PLACE)
    assert client.get(PLACE).context["board"].title == "Bảng điều hành Xã Tháp Mười", "one's own place first"
    figures = {cell.question.measure.key: cell.count for cell in found["con-so"].rows}
    assert figures["certification.recognised"] == 1
    other = sections(client, PLACE, dia_ban=running.phuong_thinh.key)
    assert [(cell.label, cell.count) for cell in other["sao"].rows][1] == ("4 sao", 1)
    links = [row[0].url for row in found["con-so"].table.rows]
    assert all(client.get(link).status_code == 200 for link in links)


def test_an_office_has_the_work_it_was_given(running: World, sign_in: SignIn) -> None:
    found = sections(sign_in(running.chi_mai), OFFICE)
    figures = {cell.question.measure.key: cell.count for cell in found["con-so"].rows}
    assert figures["planning.overdue"] == 1
    page = sign_in(running.chi_mai).get(OFFICE).content.decode()
    assert f'<option value="{running.agriculture.public_id}" selected>' in page, "the box names the office shown"


def test_who_leads_no_province_gets_the_own_board(running: World, sign_in: SignIn) -> None:
    assert sign_in(running.co_hien).get(LEADER).url == PLACE
    assert sign_in(running.chi_mai).get(LEADER).url == OFFICE
    for url in (LEADER, PLACE, OFFICE):
        assert sign_in(running.chi_lan).get(url).status_code == 404


@pytest.mark.parametrize(("url", "most"), [(LEADER, 30), (PLACE, 40), (OFFICE, 30)])
def test_more_records_ask_no_more_questions(
    running: World, sign_in: SignIn, url: str, most: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        product = make_product(f"Sản phẩm {number}", running.lotus_maker)
        make_recognition(product, running.province_committee, number=f"{900 + number}/QĐ-UBND")
    client = sign_in(running.anh_dung)
    client.get(url)
    with django_assert_max_num_queries(most):
        client.get(url)
