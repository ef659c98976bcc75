"""Half a year of reports, in the browser: the period opens, offices file, the province's report is made and sent.

Anh Dũng of the coordination office opens periods, checks returns and makes the report. Before July 2025 districts
report, and communes after. Everybody comes to their return from their own list of things to do.
"""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ocop.config.management.commands.worker import run_until_idle
from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Role, Tier, UnitKind
from ocop.ground.planning import actions as planning
from ocop.ground.planning.states import PlanKind
from ocop.oversight.reporting.models import ConsolidatedReport, PeriodicReturn, ReportCell
from ocop.oversight.reporting.states import ReturnState
from tests.journeys.desk import Desk
from tests.oversight.reporting.papers.test_pdf import text_of
from tests.oversight.reporting.word import text_in, with_words
from tests.world import LONG_AGO, MERGER, NOW, World, appoint, make_office, make_unit, make_user, moment

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLAN = "Kế hoạch OCOP giai đoạn 2025-2026"
CLASS = "Lớp ghi nhãn sản phẩm"
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b")
HELD = "hoat-dong/hoat-dong/ky-nay"
Filers = dict[Office, User]


@pytest.fixture
def agencies(world: World) -> Filers:
    """Three agencies that the plan gives work."""
    found = {world.agriculture: world.chi_mai}
    for name, who, login in (
        ("Sở Công Thương", "Đoàn Thanh Bình", "binh@soct.example"),
        ("Sở Nội vụ", "Đoàn Thị Thu Hà", "ha@sonv.example"),
    ):
        office = make_office(name, unit=world.province, kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE)
        found[office] = make_user(who, login)
        appoint(found[office], office, Role.AGENCY_OFFICER)
    by = world.actor(world.anh_dung)
    facts = planning.PlanFacts(name=PLAN, kind=PlanKind.PERIOD, starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31))
    plan = planning.make_plan(facts, office=world.province_committee, by=by, at=NOW)
    task = planning.add_task(plan, planning.TaskFacts(title="Tập huấn", reference="IV.1"), by=by, at=NOW)
    plan = planning.issue_plan(plan, number="9/KH-UBND", issued_on=date(2025, 1, 9), by=by, at=NOW)
    planning.assign(plan, planning.AssignmentWish([task], list(found), 2026, date(2026, 12, 10)), by=by, at=NOW)
    return found


@pytest.fixture
def districts(world: World) -> Filers:
    """Two districts as they were before July 2025."""
    found = {}
    for code, name, who in (("873", "Cao Lãnh", "Mai Văn Lợi"), ("872", "Tháp Mười", "Võ Thị Sương")):
        unit = make_unit(
            name, code=code, kind=UnitKind.DISTRICT, tier=Tier.DISTRICT, parent=world.province,
            valid_from=LONG_AGO, valid_to=MERGER,
        )  # fmt: skip
        office = make_office(f"UBND huyện {name}", unit=unit, tier=Tier.DISTRICT, valid_to=MERGER)
        found[office] = make_user(who, f"h{code}@huyen.example")
        appoint(found[office], office, Role.DISTRICT_OFFICER, until=MERGER)
    return found


@pytest.fixture
def communes(world: World) -> Filers:
    """Three communes since July 2025."""
    unit = make_unit("Mỹ Quí", code="30043", parent=world.province)
    office = make_office("UBND xã Mỹ Quí", unit=unit, valid_from=MERGER)
    ba = make_user("Lý Văn Ba", "ba@myqui.example")
    appoint(ba, office, Role.COMMUNE_OFFICER, since=MERGER)
    return {world.phuong_thinh_committee: world.co_hien, world.thap_muoi_committee: world.chu_tam, office: ba}


@pytest.fixture
def desk(live_server: Any, desktop: Any) -> Desk:
    desktop.set_default_timeout(60_000)  # every figure of a return is listed while the button waits
    return Desk(desktop, live_server.url)


def open_half_year(desk: Desk, who: User, year: int) -> str:
    """Open the first half of a year and return its address."""
    desk.sit(who)
    desk.page.goto(f"{desk.base}/bao-cao/")
    desk.go("Mở kỳ báo cáo")
    desk.fill(plan=PLAN, name=f"6 tháng đầu năm {year}", since=f"1/1/{year}", until=f"31/5/{year}")
    desk.fill(due_on=f"14/6/{year}")
    desk.tick("6 tháng đầu năm")
    desk.press("Mở kỳ và báo cho các cơ quan")
    desk.reads("Mỗi cơ quan phải báo cáo đã được báo")
    return str(desk.page.url)


def file_return(desk: Desk, who: User, year: int, *, words: str = "Thiếu vốn mua máy sấy.") -> None:
    """From the list of things to do: look at the figures, write, send."""
    desk.sit(who)
    desk.go(f"báo cáo 6 tháng đầu năm {year}")
    desk.go("Viết và giải trình")
    desk.fill(muc_difficulties=words, muc_ahead="Hoàn thành các việc còn lại.")
    desk.press("Lưu")
    desk.press("Gửi báo cáo")
    desk.reads("Đã gửi báo cáo")


def settle(desk: Desk, period: str, offices: Iterable[Office]) -> None:
    """Anh Dũng reads each return of a period and takes it."""
    for office in offices:
        desk.page.goto(period)
        desk.go(office.name)
        desk.press("Nhận và khóa báo cáo")
        desk.reads("Đã nhận và khóa báo cáo")


def give_reason(desk: Desk, link: str, why: str, button: str) -> None:
    desk.go(link)
    desk.fill(why=why)
    desk.press(button)


def counts(desk: Desk) -> list[str]:
    """What the page of a period says: not sent, to check, given back, taken, excused."""
    desk.page.wait_for_load_state("load")
    return [each.inner_text().split()[0] for each in desk.page.locator(".ocop-figures > *").all()]


@pytest.mark.requirement("R234", "R238")
def test_agencies_and_districts_report_half_of_2025(
    desk: Desk, world: World, agencies: Filers, districts: Filers, communes: Filers, time_machine: Any
) -> None:
    time_machine.move_to(moment(2025, 6, 2), tick=True)
    period = open_half_year(desk, world.anh_dung, 2025)
    assert counts(desk) == ["5", "0", "0", "0", "0"]
    for who in (agencies | districts).values():
        file_return(desk, who, 2025)
    desk.shown("bao-cao-da-gui")
    back, *others = agencies | districts
    desk.sit(world.anh_dung)
    desk.go("Kiểm tra 5 báo cáo", back.name)
    give_reason(desk, "Trả lại để sửa", "Nêu rõ vướng ở giấy tờ nào.", "Trả lại")
    desk.reads("Đã trả lại báo cáo để sửa")
    settle(desk, period, others)
    file_return(desk, agencies[back], 2025, words="Vướng ở giấy an toàn thực phẩm.")
    desk.reads("Nêu rõ vướng ở giấy tờ nào.")
    desk.sit(world.anh_dung)
    settle(desk, period, [back])
    desk.page.goto(period)
    assert counts(desk) == ["0", "0", "0", "5", "0"]
    desk.shown("bao-cao-ky")


@pytest.mark.requirement("R234")
def test_communes_report_half_of_2026_and_what_is_locked_changes_only_by_exception(
    desk: Desk, world: World, agencies: Filers, districts: Filers, communes: Filers, time_machine: Any
) -> None:
    time_machine.move_to(moment(2026, 6, 2), tick=True)
    period = open_half_year(desk, world.anh_dung, 2026)
    assert counts(desk) == ["6", "0", "0", "0", "0"]
    for who in communes.values():
        file_return(desk, who, 2026)
    desk.sit(world.anh_dung)
    settle(desk, period, communes)
    time_machine.move_to(moment(2026, 6, 20), tick=True)
    changed, hien = world.phuong_thinh_committee, world.co_hien
    desk.sit(world.anh_dung)
    desk.page.goto(period)
    desk.go(changed.name)
    give_reason(desk, "Mở lại cho sửa muộn", "Ban Chỉ đạo yêu cầu bổ sung.", "Mở lại")
    file_return(desk, hien, 2026, words="Thiếu kho lạnh.")
    desk.reads("Ban Chỉ đạo yêu cầu bổ sung.")
    desk.reads("Đúng hạn")
    late = agencies[world.agriculture]
    file_return(desk, late, 2026)
    desk.reads("Gửi muộn")
    state = PeriodicReturn.objects.get(obligation__office=changed, obligation__period__name__contains="2026")
    assert (state.state, state.sections["difficulties"]) == (ReturnState.SUBMITTED, "Thiếu kho lạnh.")


def hold_a_class(desk: Desk) -> None:
    """Chị Mai finds a class missing and records it where classes are recorded."""
    desk.page.goto(f"{desk.base}/hoat-dong/moi/class/")
    desk.fill(title=CLASS, starts_on="10/3/2026")
    desk.tick("Chương trình OCOP và các tiêu chí")
    desk.press("Lưu hoạt động")
    desk.go("Ghi đã tổ chức")
    desk.press("Ghi đã tổ chức")


def make_papers(desk: Desk) -> None:
    desk.press("Chốt số liệu và dựng tài liệu")
    desk.reads("Đang dựng tài liệu")
    assert run_until_idle().failed == 0
    desk.reads("Tải bản Word")


def download(desk: Desk, link: str) -> bytes:
    with desk.page.expect_download() as told:
        desk.page.get_by_role("link", name=link).click(no_wait_after=True)
    return Path(told.value.path()).read_bytes()


def refill(desk: Desk, edited: bytes, folder: Path) -> str:
    """Give back the Word file edited by hand, which goes out from then on; returns the words it comes back with."""
    path = folder / "da-sua.docx"
    path.write_bytes(edited)
    desk.go("Gửi lên tệp Word đã sửa")
    desk.page.locator("input[type=file]").set_input_files(str(path))
    desk.press("Thay số và giữ làm bản gửi đi")
    desk.reads("Đã nhận bản Word đã sửa lời")
    desk.shown("bao-cao-ban-da-sua")
    return text_in(download(desk, "Tải bản Word đã sửa"))


def value_of(cell: str) -> int:
    return int(ReportCell.objects.select_related("figure").get(cell=cell).figure.value)


def begin_report(desk: Desk, world: World) -> str:
    desk.sit(world.anh_dung)
    open_half_year(desk, world.anh_dung, 2026)
    desk.go("Lập báo cáo tổng hợp")
    desk.press("Lập báo cáo")
    desk.reads("Đã lập báo cáo từ mẫu")
    return str(desk.page.url)


def write_report(desk: Desk) -> None:
    desk.go("Viết lời văn")
    desk.fill(muc_direction=f"Tỉnh đã chỉ đạo [[{HELD}]] hoạt động.", number="12/BC-VPĐP", signed_on="20/6/2026")
    desk.fill(signer="Võ Quốc Dũng", signer_title="Chánh Văn phòng")
    desk.press("Lưu")


def send_report(desk: Desk, reader: Office) -> None:
    desk.go("Gửi báo cáo")
    desk.tick(reader.name)
    desk.press("Gửi báo cáo")
    desk.reads("Đã gửi báo cáo đến các nơi nhận")


def opens_by_code(desk: Desk, code: str) -> None:
    """A code read on paper is typed, and leads to the rows that were counted."""
    desk.page.goto(f"{desk.base}/so-lieu/da-cong-bo/")
    desk.fill(q=code)
    desk.page.locator("main form button[type=submit]").first.click()
    desk.reads(code)
    desk.go("Mở danh sách lúc công bố")


@pytest.mark.requirement("R236", "R237")
def test_the_report_is_corrected_at_its_source_made_again_and_sent(
    desk: Desk, world: World, agencies: Filers, time_machine: Any, tmp_path: Path
) -> None:
    time_machine.move_to(moment(2026, 6, 20), tick=True)
    address = begin_report(desk, world)
    write_report(desk)
    make_papers(desk)
    assert value_of(HELD) == 0
    edited = with_words(download(desk, "Tải bản Word"), "Tỉnh đã chỉ đạo", "Tỉnh đã quyết liệt chỉ đạo")
    desk.sit(world.chi_mai)
    hold_a_class(desk)
    desk.sit(world.anh_dung)
    desk.page.goto(address)
    make_papers(desk)
    assert value_of(HELD) == 1
    word, pdf = text_in(download(desk, "Tải bản Word")), text_of(download(desk, "Tải bản PDF"), tmp_path)
    assert "Tỉnh đã chỉ đạo 1 hoạt động" in " ".join(pdf.split())
    assert "Tỉnh đã quyết liệt chỉ đạo 1 hoạt động" in refill(desk, edited, tmp_path)
    desk.page.goto(address)
    send_report(desk, world.agriculture)
    desk.sit(world.chi_mai)
    desk.page.goto(address)
    assert "Tỉnh đã quyết liệt chỉ đạo 1 hoạt động" in text_in(download(desk, "Tải bản Word đã gửi"))
    desk.sit(world.anh_dung)
    desk.page.goto(address)
    desk.reads(f"{world.agriculture.name}: đã mở")
    desk.reads(f"{world.province_committee.name}: chưa mở")
    desk.shown("bao-cao-tong-hop")
    codes = set(CODE.findall(word)) & set(CODE.findall(pdf))
    held = ReportCell.objects.select_related("figure").get(cell=HELD).figure.printed_code
    assert held in codes
    opens_by_code(desk, held)
    desk.reads(CLASS)
    for code in sorted(codes - {held})[:3]:
        opens_by_code(desk, code)
    assert ConsolidatedReport.objects.get().number == "12/BC-VPĐP"
