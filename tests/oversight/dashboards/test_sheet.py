"""A board on one sheet of A4: what fits is whole, what does not is counted, and a browser prints one page of it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.budget.models import BudgetLine
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Tier
from ocop.ground.planning.models import Assignment, Task
from ocop.ground.programme.models import Round
from ocop.kit.text.lengths import length_mm, lines_in
from tests.ground.planning.test_targets import make_plan, make_target
from tests.world import World

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]
LEADER, PLACE, OFFICE = (reverse(f"dashboards:{name}") for name in ("leader", "place", "office"))
LONG = "Ủy ban nhân dân xã Mỹ Thạnh Trung Hưng Nghĩa Phước Thượng Đông"
OFFICES, TARGETS, LINES, ROUNDS = 119, 9, 30, 12


@pytest.fixture
def worst(world: World) -> World:
    """A province where each of 102 communes and 17 agencies is late, with nine targets, many lines of money and
    rounds, all of long names.
    """
    plan = make_plan(world)
    plan.name = "Kế hoạch triển khai thực hiện Chương trình mỗi xã một sản phẩm tỉnh Đồng Tháp giai đoạn 2026-2030 " * 2
    plan.save()
    for number in range(TARGETS):
        name = f"Chỉ tiêu {number}: " + "sản phẩm được chuẩn hóa và nâng hạng gắn với vùng trồng " * 4
        make_target(plan, "certification.recognised", code=f"ct-{number}", name=name[:300], ordinal=number)
    BudgetLine.objects.bulk_create(
        BudgetLine(plan=plan, code=f"d{n}", ordinal=n, name=f"{LONG} {n}", amount=876_543_210_000, source="central")
        for n in range(LINES)
    )
    days = {"opens_on": date(2026, 1, 1), "proposal_due": date(2026, 2, 1), "meeting_due": date(2026, 3, 1)}
    Round.objects.bulk_create(
        Round(
            year=2026,
            ordinal=n + 10,
            name=f"Đợt {n} {LONG}",
            criteria_id="26-2026",
            office=world.coordination_office,
            **days,
        )
        for n in range(ROUNDS)
    )
    offices = Office.objects.bulk_create(
        Office(
            name=f"{LONG} số {n}",
            kind=OfficeKind.PEOPLES_COMMITTEE,
            tier=Tier.COMMUNE,
            valid_from=date(2025, 7, 1),
            sort_key=f"{n:03}",
        )
        for n in range(OFFICES)
    )
    task = Task.objects.create(plan=plan, reference="IV.1", ordinal=1, title="Tập huấn chủ thể")
    Assignment.objects.bulk_create(
        Assignment(task=task, office=each, year=2026, due_on=date(2026, 1, 15)) for each in offices
    )
    return world


def test_what_does_not_fit_is_counted_and_pointed_to(worst: World, sign_in: SignIn) -> None:
    """Mr Khánh, who leads the province, gets every table on his sheet; rows left off are in the line of totals."""
    response = sign_in(worst.ong_khanh).get(LEADER, {"in": "1"})
    for part in response.context["sheet"].parts:
        section = part.section
        shown = len(part.table.rows) - (section.total is not None)
        left = len(section.rows) - shown
        assert shown > 0 or not section.rows, section.key
        assert part.more.startswith(f"Còn {left} {section.noun} không in ở đây") if left else not part.more
    late = response.context["sheet"].parts[-1]
    assert [cell.text for cell in late.table.rows[-1]] == ["Cộng", str(OFFICES), str(OFFICES)]
    assert f"{settings.SITE_URL}{LEADER}" in response.content.decode()


def test_what_fits_is_all_there(world: World, sign_in: SignIn) -> None:
    make_target(make_plan(world), "certification.recognised")
    sheet = sign_in(world.ong_khanh).get(LEADER, {"in": "1"}).context["sheet"]
    assert not any(part.more for part in sheet.parts)


def test_words_are_broken_into_lines_as_a_browser_breaks_them() -> None:
    assert lines_in("", 10, 9) == 1
    width = length_mm("Chỉ tiêu của", 9) + 0.1
    assert lines_in("Chỉ tiêu của kế hoạch", width, 9) == 2
    assert lines_in("Chỉ tiêu của kế hoạch", width - 1, 9) == 3 or length_mm("Chỉ tiêu", 9) < width
    assert lines_in("m" * 100, 10, 9) >= 10


class Printer:
    """Prints pages the test client was given, in a browser that gets nothing but them and the style sheets."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.html = ""
        page.route("**/*", self._serve)

    def _serve(self, route: Any) -> None:
        path = route.request.url.split("/", 3)[3].split("?")[0]
        found = finders.find(path.removeprefix("static/")) if path.startswith("static/") else None
        if found:
            route.fulfill(path=found)
        elif path == "trang":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        else:
            route.fulfill(status=404, body="")

    def pages(self, html: str) -> int:
        self.html = html
        self.page.goto("http://bang.test/trang")
        return len(re.findall(rb"/Type\s*/Page\b(?!s)", self.page.pdf(prefer_css_page_size=True)))


@pytest.mark.browser
@pytest.mark.parametrize("said", [{"in": "1"}, {}], ids=["bản in", "trang trên màn hình"])
def test_the_leaders_board_is_one_page_of_a4_at_its_worst(
    worst: World, sign_in: SignIn, desktop: Any, said: dict[str, str]
) -> None:
    html = sign_in(worst.ong_khanh).get(LEADER, said).content.decode()
    assert Printer(desktop).pages(html) == 1


@pytest.mark.browser
@pytest.mark.parametrize("url", [LEADER, PLACE, OFFICE])
def test_every_board_is_one_page(world: World, sign_in: SignIn, desktop: Any, url: str) -> None:
    make_target(make_plan(world), "certification.recognised")
    client, printer = sign_in(world.anh_dung), Printer(desktop)
    assert printer.pages(client.get(url, {"in": "1"}).content.decode()) == 1
    assert printer.pages(client.get(url).content.decode()) == 1
