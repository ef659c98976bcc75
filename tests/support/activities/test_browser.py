"""A class of 60 people from a spreadsheet is on record within 15 clicks and 2 minutes; a fair of 200 units likewise."""

from io import BytesIO
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

from ocop.kit.sheets import write_table
from ocop.support.activities.models import Participation
from tests.world import PASSWORD, World

pytestmark = [pytest.mark.browser, pytest.mark.requirement("R84", "R104", "R167")]


class Hand:
    """Counts the clicks of a person who finds their way by the words on the screen."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks = page, 0

    def press(self, role: str, name: str, exact: bool = False) -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=exact).first.click()

    def fill(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(words)


def sign_in(page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/tai-khoan/dang-nhap/")
    page.locator("input[name=login]").fill("mai@sonnmt.example")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit], form button[type=submit]").first.click()
    page.wait_for_load_state()


def sheet(tmp_path: Path, header: list[str], rows: list[list[str]]) -> str:
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(BytesIO(write_table(header, rows)).read())
    return str(path)


def test_a_class_of_60_from_a_spreadsheet(live_world: World, live_server: Any, desktop: Any, tmp_path: Path) -> None:
    sign_in(desktop, live_server)
    rows = [[f"Học viên {n}", "Cán bộ cấp xã", f"09{n:08d}"[:10], "UBND xã Tháp Mười"] for n in range(10, 70)]
    file = sheet(tmp_path, ["Họ và tên", "Thành phần", "Số điện thoại", "Cơ quan"], rows)
    hand, begun = Hand(desktop), monotonic()
    hand.press("link", "Đồng hành", exact=True)
    desktop.get_by_text("Ghi hoạt động mới").first.click()
    hand.clicks += 1
    hand.press("link", "Lớp tập huấn", exact=True)
    hand.fill("Tên hoạt động", "Tập huấn bộ tiêu chí")
    hand.fill("Từ ngày", _today())
    hand.clicks += 1
    desktop.get_by_label("Chương trình OCOP và các tiêu chí").check()
    hand.press("button", "Lưu hoạt động")
    hand.press("link", "nhập danh sách người")
    hand.clicks += 1
    desktop.locator("input[type=file]").set_input_files(file)
    hand.press("button", "Xem trước")
    hand.press("button", "Nhận toàn bộ bảng")
    desktop.get_by_text("Đã ghi 60 dòng vào danh sách").wait_for()
    assert Participation.objects.filter(activity__title="Tập huấn bộ tiêu chí", who="person").count() == 60
    assert hand.clicks <= 15, hand.clicks
    assert monotonic() - begun < 120


def test_a_fair_of_200_units(live_world: World, live_server: Any, desktop: Any, tmp_path: Path) -> None:
    sign_in(desktop, live_server)
    rows = [[f"Đơn vị {n}", f"Tỉnh {n % 23}", "2" if n < 165 else "1"] for n in range(200)]
    file = sheet(tmp_path, ["Tên đơn vị", "Tỉnh thành", "Số gian hàng"], rows)
    hand, begun = Hand(desktop), monotonic()
    desktop.goto(f"{live_server.url}/hoat-dong/moi/fair/")
    hand.fill("Tên hoạt động", "Hội chợ sen")
    hand.fill("Từ ngày", _today())
    desktop.get_by_label("Quy mô").select_option("province")
    hand.press("button", "Lưu hoạt động")
    hand.press("link", "nhập danh sách chủ thể")
    desktop.locator("input[type=file]").set_input_files(file)
    hand.press("button", "Xem trước")
    hand.press("button", "Nhận toàn bộ bảng")
    desktop.get_by_text("Đã ghi 200 dòng vào danh sách").wait_for()
    hand.press("link", "Hội chợ sen", exact=True)
    desktop.get_by_text("365 gian").wait_for()
    assert hand.clicks <= 15
    assert monotonic() - begun < 120


def _today() -> str:
    from ocop.kit import clock

    return f"{clock.today():%d/%m/%Y}"
