"""A council at its table: a tablet on a flaky network, the secretary's laptop, the chair."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from ocop.cycle.evaluation.models import Docket, Mark, MarkVersion, ScoreSheet
from ocop.cycle.evaluation.states import DocketState, SheetState
from ocop.ground.accounts.models import User
from ocop.kit import clock
from tests.journeys.producer_steps import fits, look
from tests.world import World
from tests.world_evaluation import Table, make_accepted, make_council, marks_worth, sheet_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Any, User], None]


@pytest.fixture
def tablet(chromium: Any) -> Iterator[Any]:
    """A member's tablet, 820 px wide, touched with a finger."""
    context = chromium.new_context(viewport={"width": 820, "height": 1100}, locale="vi-VN", has_touch=True)
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def tablet_without_script(chromium: Any) -> Iterator[Any]:
    context = chromium.new_context(
        viewport={"width": 820, "height": 1100}, locale="vi-VN", has_touch=True, java_script_enabled=False
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def table(live_world: World) -> Table:
    """A council that sits now with the dried fish of chị Lan open for scoring."""
    table = make_council(live_world)
    table.sit(at=clock.now() - timedelta(minutes=5))
    return table


@pytest.fixture
def docket(table: Table) -> Docket:
    return table.open(table.docket(make_accepted(table.world, table.world.dried_fish)))


@pytest.fixture
def enter(live_server: Any, sign_in: Any) -> Enter:
    """Give a browser the session of a person."""

    def entered(page: Any, user: User) -> None:
        cookie = sign_in(user).cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])

    return entered


def choose(page: Any, code: str, value: str) -> None:
    page.locator(f'input[name="{code}"][value="{value}"]').check()


def radio_of(value: Any) -> str:
    return f":{value}" if isinstance(value, int) else f"{value.case}:{value.points}"


def test_a_member_scores_through_a_lost_network_and_nothing_is_lost(
    table: Table, docket: Docket, tablet: Any, enter: Enter, live_server: Any
) -> None:
    member, page = table.members[0], tablet
    enter(page, member.user)
    sheet = table.sheet(docket, member)
    printed = sheet_of(docket.dossier)
    marks = marks_worth(printed, 82)
    page.goto(f"{live_server.url}/hoi-dong/phieu-cham/")
    page.get_by_role("link", name="Khô cá sặc rằn").click()
    sections: dict[str, list[str]] = {}
    for code, criterion in printed.criteria.items():
        sections.setdefault(f"{criterion.part}.{criterion.section}", []).append(code)
    first, *others = sections

    page.get_by_role("heading", name=printed.criteria[sections[first][0]].name_vi).first.is_visible()
    code = sections[first][0]
    choose(page, code, radio_of(marks[code]))
    page.locator(f'[data-line="{code}"]').get_by_text("Đã lên máy chủ").wait_for()
    box = page.locator(f'[data-line="{code}"] .govuk-radios__item').first.bounding_box()
    assert box["height"] >= 48, "a finger needs 48 px"
    fits(page)
    look(page, "council-score-820")

    page.context.set_offline(True)
    for code in sections[first][1:]:
        choose(page, code, radio_of(marks[code]))
    line = page.locator(f'[data-line="{sections[first][-1]}"]')
    line.get_by_text("Đã lưu trên máy").wait_for()
    waiting = len(sections[first]) - 1
    page.get_by_text(f"Còn {waiting} điểm đã lưu trên máy, chưa lên máy chủ").wait_for()
    page.get_by_text("Mất mạng").wait_for()
    look(page, "council-offline-820")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải điểm chưa gửi về máy").click()
    assert sections[first][-1] in download.value.path().read_text(encoding="utf-8")
    page.get_by_role("button", name="Sang mục").first.click()
    choose(page, sections[others[0]][0], radio_of(marks[sections[others[0]][0]]))
    assert Mark.objects.filter(sheet=sheet).count() == 1, "nothing has reached the server yet"

    page.context.set_offline(False)
    page.get_by_text("Mọi điểm anh/chị chấm đã lên máy chủ").wait_for()
    assert Mark.objects.filter(sheet=sheet).count() == len(sections[first]) + 1

    for heading in others:
        page.locator("[data-step]", has_text=heading).first.click()
        for code in sections[heading]:
            choose(page, code, radio_of(marks[code]))
    page.get_by_text("Mọi điểm anh/chị chấm đã lên máy chủ").wait_for()
    page.get_by_role("button", name="Xem lại và nộp phiếu").last.click()
    page.wait_for_url("**/nop/")
    page.get_by_text("82/100 điểm").wait_for()
    page.get_by_role("button", name="Nộp phiếu chấm").click()
    page.get_by_text("Đã nộp phiếu chấm").wait_for()
    sheet.refresh_from_db()
    assert (sheet.state, sheet.total) == (SheetState.SEALED, 82)


def test_marks_left_on_a_tablet_are_not_shown_to_the_next_member_and_wait_for_their_owner(
    table: Table, docket: Docket, tablet: Any, enter: Enter, live_server: Any
) -> None:
    page, (first, second) = tablet, table.members[:2]
    code = next(code for code, each in sheet_of(docket.dossier).criteria.items() if not each.cases)
    value = f":{sheet_of(docket.dossier).criteria[code].max}"
    enter(page, first.user)
    page.goto(f"{live_server.url}/hoi-dong/phieu-cham/{table.sheet(docket, first).public_id}/")
    page.route("**/diem/", lambda route: route.abort())
    choose(page, code, value)
    page.get_by_text("Còn 1 điểm đã lưu trên máy").wait_for()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator(".ocop-account summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    assert asked, "leaving with unsent marks asks first"
    assert "Còn 1 điểm chưa lên máy chủ" in asked[0]

    other = page.context.new_page()
    enter(other, second.user)
    other.goto(f"{live_server.url}/hoi-dong/phieu-cham/{table.sheet(docket, second).public_id}/")
    assert other.locator("input[type=radio]:checked").count() == 0
    assert "Mọi điểm" in other.locator("[data-outbox-words]").inner_text(), "nothing of the first member's is told"
    other.close()

    enter(page, first.user)
    back = page.context.new_page()
    back.goto(f"{live_server.url}/hoi-dong/phieu-cham/")
    back.get_by_text("Mọi điểm anh/chị chấm đã lên máy chủ").wait_for()
    assert MarkVersion.objects.get().sheet.seat == first


def test_without_scripts_the_save_button_of_each_section_does_the_same(
    table: Table, docket: Docket, tablet_without_script: Any, enter: Enter, live_server: Any
) -> None:
    page, member = tablet_without_script, table.members[1]
    enter(page, member.user)
    sheet = table.sheet(docket, member)
    page.goto(f"{live_server.url}/hoi-dong/phieu-cham/{sheet.public_id}/")
    code = next(iter(sheet_of(docket.dossier).criteria))
    page.locator(f'[data-line="{code}"] input').first.check()
    page.get_by_role("button", name="Lưu điểm mục A.1").click()
    page.get_by_text("Đã lưu điểm lên máy chủ.").wait_for()
    assert Mark.objects.get().criterion_code == code


def test_secretary_closes_a_spread_goes_back_and_the_chair_concludes(
    table: Table, docket: Docket, desktop: Any, chromium: Any, enter: Enter, live_server: Any
) -> None:
    printed, page = sheet_of(docket.dossier), desktop
    for seat, total in zip(table.scorers, (70, 75, 80, 81), strict=True):
        table.fill(docket, seat, marks_worth(printed, total))
    enter(page, table.world.chi_thao)
    page.goto(f"{live_server.url}/hoi-dong/{table.council.public_id}/")
    page.get_by_role("link", name="Khô cá sặc rằn").click()
    page.get_by_role("button", name="Đóng chấm điểm").click()
    page.get_by_role("button", name="Đóng chấm và tính kết quả").click()
    page.get_by_text("Chênh lệch 11 điểm, quá mức 10 điểm").wait_for()
    page.get_by_role("button", name="Mở chấm lại").click()
    page.get_by_role("button", name="Mở chấm lại").click()
    page.get_by_text("Đã mở lần chấm mới").wait_for()
    assert ScoreSheet.objects.filter(turn=1, state=SheetState.SEALED).count() == 4, "the first turn stays"
    for seat, total in zip(table.scorers, (74, 75, 80, 81), strict=True):
        table.fill(docket, seat, marks_worth(printed, total))
    page.reload()
    page.get_by_role("button", name="Đóng chấm điểm").click()
    page.get_by_role("button", name="Đóng chấm và tính kết quả").click()
    page.get_by_text("77,50 điểm").first.wait_for()
    look(page, "council-result-1280")

    page.context.clear_cookies()
    enter(page, table.world.ong_khanh)
    page.goto(f"{live_server.url}/hoi-dong/ho-so/{docket.public_id}/")
    page.get_by_role("button", name="Kết luận").click()
    page.get_by_label("Kết luận của Hội đồng").fill("Hội đồng thống nhất.")
    page.get_by_role("button", name="Kết luận").click()
    page.get_by_text("Đã kết luận hồ sơ").wait_for()
    docket.refresh_from_db()
    assert docket.state == DocketState.CONCLUDED
    page.goto(f"{live_server.url}/hoi-dong/{table.council.public_id}/xep-hang/")
    page.get_by_role("cell", name="77,50").wait_for()
    fits_or_scrolls(page)


def fits_or_scrolls(page: Any) -> None:
    """The page itself never scrolls sideways; only the table inside its own frame may."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
