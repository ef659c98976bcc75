"""A year of the agriculture department: its tasks, a class, a fair, money, an obstacle, a reward.

Anh Dũng of the coordination office plans and answers; chị Mai of the department does the work and records it where it
is done, and her task's result fills itself.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from ocop.ground.budget.models import Disbursement
from ocop.ground.planning.models import Assignment
from ocop.kit.sheets import write_table
from ocop.support.activities.models import Activity, Participation
from ocop.support.rewards.models import Nomination
from tests.journeys.desk import Desk
from tests.world import NOW, World
from tests.world_certification import make_recognition

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.requirement("R10", "R12", "R84", "R165", "R166", "R229", "R243"),
]

PLAN = "Kế hoạch OCOP năm 2026"
TASK = "Tập huấn và đưa chủ thể dự hội chợ"


@pytest.fixture
def desk(live_server: Any, desktop: Any, time_machine: Any) -> Desk:
    time_machine.move_to(NOW, tick=True)
    return Desk(desktop, live_server.url)


def plan_the_year(desk: Desk, world: World) -> None:
    desk.sit(world.anh_dung)
    desk.page.goto(f"{desk.base}/ke-hoach/moi/")
    desk.fill(name=PLAN, starts_on="1/1/2026", ends_on="31/12/2026", office=world.coordination_office.name)
    desk.tick("Kế hoạch năm")
    desk.press("Lập kế hoạch")
    desk.go("Thêm nhiệm vụ")
    desk.fill(title=TASK, agency=world.agriculture.name)
    desk.tick("Thường xuyên")
    desk.press("Lưu nhiệm vụ")
    desk.go("Ban hành")
    desk.fill(number="12/KH-VPĐP", issued_on="5/1/2026")
    desk.press("Ban hành", exact=False)
    desk.go("Giao việc")
    desk.fill(year="2026", due_on="15/12/2026")
    desk.tick(TASK)
    desk.tick(world.agriculture.name)
    desk.press("Xem trước")
    desk.shown("nam-giao-viec")
    desk.press("Giao các việc này")
    desk.reads("việc đã giao")


def budget_the_year(desk: Desk, world: World) -> None:
    desk.page.goto(f"{desk.base}/kinh-phi/")
    desk.go(PLAN, "Thêm dòng")
    desk.fill(name="Tập huấn, xúc tiến", source="Ngân sách địa phương", amount="500.000.000")
    desk.press("Thêm dòng", exact=False)
    desk.page.goto(f"{desk.base}/kinh-phi/")
    desk.go(PLAN, "Ghi phân bổ")
    desk.fill(year="2026", decision_number="31/QĐ-UBND", decided_on="20/1/2026")
    desk.fill(line_1="Tập huấn, xúc tiến", payer_1=world.province_committee.name, payee_1=world.agriculture.name)
    desk.fill(amount_1="300.000.000")
    desk.press("Xem trước")
    desk.press("Ghi các khoản này")


def bring(desk: Desk, folder: Path, link: str, header: list[str], rows: list[list[str]]) -> None:
    path = folder / "danh-sach.xlsx"
    path.write_bytes(BytesIO(write_table(header, rows)).read())
    desk.go(link)
    desk.page.locator("input[type=file]").set_input_files(str(path))
    desk.press("Xem trước")
    desk.press("Nhận toàn bộ bảng")
    desk.reads(f"Đã ghi {len(rows)} dòng vào danh sách")


def hold_a_class(desk: Desk, folder: Path) -> None:
    desk.page.goto(f"{desk.base}/hoat-dong/moi/class/")
    desk.fill(title="Tập huấn bộ tiêu chí 2026", starts_on="10/3/2026", task=TASK)
    desk.tick("Chương trình OCOP và các tiêu chí")
    desk.press("Lưu hoạt động")
    rows = [[f"Học viên {n}", "Cán bộ cấp xã", f"09{n:08d}", "UBND xã Tháp Mười"] for n in range(10, 40)]
    bring(desk, folder, "nhập danh sách người", ["Họ và tên", "Thành phần", "Số điện thoại", "Cơ quan"], rows)
    desk.go("Tập huấn bộ tiêu chí 2026", "Ghi đã tổ chức")
    desk.press("Ghi đã tổ chức")
    desk.reads("lượt người")
    desk.shown("nam-lop")


def hold_a_fair(desk: Desk, folder: Path) -> None:
    desk.page.goto(f"{desk.base}/hoat-dong/moi/fair/")
    desk.fill(title="Hội chợ sen 2026", starts_on="19/5/2026", ends_on="22/5/2026", task=TASK)
    desk.fill(d_scope="Do tỉnh tổ chức")
    desk.press("Lưu hoạt động")
    rows = [[f"Đơn vị {n}", f"Tỉnh {n % 5}", "2"] for n in range(20)]
    bring(desk, folder, "nhập danh sách chủ thể", ["Tên đơn vị", "Tỉnh thành", "Số gian hàng"], rows)
    desk.go("Hội chợ sen 2026", "Ghi đã tổ chức")
    desk.fill(summary="Bán hết hàng trong ba ngày.")
    desk.press("Ghi đã tổ chức")
    desk.reads("40 gian")
    desk.go("Ghi khoản chi")
    desk.page.locator("[name=line]").select_option(index=1)
    desk.fill(paid_on="25/5/2026", amount="120.000.000", purpose="Thuê gian hàng", payee_name="Trung tâm Hội chợ")
    desk.press("Ghi khoản chi")
    desk.reads("Đã chi 120.000.000")
    desk.shown("nam-hoi-cho")


def raise_an_obstacle(desk: Desk, world: World) -> None:
    desk.page.goto(f"{desk.base}/ke-hoach/vuong-mac/moi/")
    desk.fill(title="Chưa có định mức chi lớp tập huấn", detail="Định mức cũ không còn áp dụng.")
    desk.page.locator("main [name=field]").first.check()
    desk.fill(asked=world.coordination_office.name, office=world.agriculture.name)
    desk.press("Gửi vướng mắc")
    desk.sit(world.anh_dung)
    desk.go("Chưa có định mức chi lớp tập huấn", "Trả lời")
    desk.fill(text="Áp dụng Nghị quyết mới của Hội đồng nhân dân Tỉnh.")
    desk.page.locator("main form button[type=submit]").first.click()
    desk.sit(world.chi_mai)
    desk.page.goto(f"{desk.base}/ke-hoach/vuong-mac/")
    desk.go("Chưa có định mức chi lớp tập huấn")
    desk.reads("Áp dụng Nghị quyết mới")
    desk.press("Đã gỡ xong")
    desk.shown("nam-vuong-mac")


def report(desk: Desk, world: World) -> None:
    desk.sit(world.chi_mai)
    desk.go(TASK)
    desk.reads("Tập huấn bộ tiêu chí 2026")
    desk.reads("Hội chợ sen 2026")
    desk.go("Báo cáo kết quả")
    desk.fill(result="Một lớp 30 người, một hội chợ 20 đơn vị.")
    desk.page.locator("main form button[type=submit]").first.click()
    desk.shown("nam-bao-cao")
    desk.sit(world.anh_dung)
    desk.go("báo cáo kết quả", TASK)
    desk.press("Công nhận đã xong")
    desk.reads("Đã xong")


def propose_a_reward(desk: Desk, world: World) -> None:
    desk.page.goto(f"{desk.base}/khen-thuong/")
    desk.go("Mở đợt khen thưởng")
    desk.fill(name="Khen thưởng OCOP 2026", covers_from="1/1/2026", covers_to="31/12/2026")
    desk.fill(opens_on="1/11/2026", closes_on="20/12/2026", office=world.coordination_office.name)
    desk.page.locator("main form button[type=submit]").first.click()
    desk.sit(world.chi_mai)
    desk.page.goto(f"{desk.base}/khen-thuong/")
    desk.go("Khen thưởng OCOP 2026", "Đề nghị khen thưởng", "Chủ thể OCOP")
    desk.fill(q="sen thap muoi")
    desk.press("Tìm")
    desk.go("Hợp tác xã Sen Tháp Mười")
    desk.fill(achievement="Dự đủ lớp, bán hết hàng ở hội chợ.")
    desk.page.locator("main form button[type=submit]").first.click()
    desk.press("Gửi đề nghị")
    desk.reads("Đã gửi")
    desk.shown("nam-khen-thuong")


def test_an_agency_lives_through_its_year(desk: Desk, world: World, tmp_path: Path) -> None:
    make_recognition(world.lotus_seed, world.province_committee)
    plan_the_year(desk, world)
    budget_the_year(desk, world)
    desk.sit(world.chi_mai)
    desk.reads(TASK)
    desk.go(TASK)
    desk.press("Bắt đầu làm")
    hold_a_class(desk, tmp_path)
    hold_a_fair(desk, tmp_path)
    raise_an_obstacle(desk, world)
    report(desk, world)
    propose_a_reward(desk, world)
    done = Assignment.objects.get(task__title=TASK)
    assert (done.state, done.proofs.count()) == ("done", 2)
    assert Participation.objects.filter(activity__kind="class", who="person").count() == 30
    assert Activity.objects.get(kind="fair").state == "held"
    assert Disbursement.objects.get().amount == 120_000_000
    assert Nomination.objects.get().nominee == "Hợp tác xã Sen Tháp Mười"
