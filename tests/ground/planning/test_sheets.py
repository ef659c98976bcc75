"""Tasks, assignments and obstacles by Excel, in the layout that goes out."""

from datetime import date

import pytest
from django.urls import reverse

from ocop.ground.planning import actions
from ocop.ground.planning.models import Assignment, Obstacle, Plan
from ocop.ground.registry.models import Notice
from tests.excel import NOTHING_NEW, read, resend, send, take, workbook
from tests.ground.planning.conftest import Desk, year_plan
from tests.ground.planning.test_targets import make_target
from tests.world import NOW, World

pytestmark = pytest.mark.usefixtures("at_now")
GIVEN = ("Nhiệm vụ", "Cơ quan", "Năm", "Hạn", "Lý do đổi hạn")
RAISED = ("Vướng mắc", "Lĩnh vực", "Cơ quan nêu", "Cơ quan được hỏi", "Nội dung")
ASKED = ("Chưa có tiền in bao bì", "Kinh phí", "Sở Công Thương")


@pytest.mark.requirement("R15", "R28")
def test_the_list_of_assignments_sent_back_changes_nothing(desk: Desk, sign_in) -> None:
    client = sign_in(desk.world.anh_dung)
    export = reverse("planning:assignments_sheet")
    assert len(read(client.get(export)).rows) == 2
    assert NOTHING_NEW in resend(client, "viec-duoc-giao", export).content.decode()


@pytest.mark.requirement("R15", "R28")
def test_anh_dung_gives_work_and_moves_a_day_by_one_sheet(desk: Desk, sign_in) -> None:
    client = sign_in(desk.world.anh_dung)
    sheet = read(client.get(reverse("planning:assignments_sheet")))
    rows = [list(cells) for cells in sheet.rows]
    place = {heading: number for number, heading in enumerate(sheet.headers)}
    moved = next(row for row in rows if desk.classes.title in row)
    moved[place["Hạn"]] = "20/12/2026"
    new = [""] * len(sheet.headers)
    for heading, cell in zip(
        GIVEN, (desk.fairs.title, desk.world.agriculture.name, "2026", "15/12/2026", ""), strict=True
    ):
        new[place[heading]] = cell
    preview = send(client, "viec-duoc-giao", workbook(sheet.headers, *rows, new))
    assert "Ghi lý do đổi hạn" in preview.content.decode()
    moved[place["Lý do đổi hạn"]] = "Chờ kinh phí"
    take(client, send(client, "viec-duoc-giao", workbook(sheet.headers, *rows, new)))
    desk.class_work.refresh_from_db()
    assert desk.class_work.due_on == date(2026, 12, 20)
    assert Assignment.objects.filter(task=desk.fairs, office=desk.world.agriculture, due_on=date(2026, 12, 15)).exists()
    assert Notice.objects.filter(title__contains="Có việc mới được giao").exists()


def test_only_a_day_is_moved_and_only_by_who_gives_work(desk: Desk, sign_in) -> None:
    client = sign_in(desk.world.anh_dung)
    sheet = read(client.get(reverse("planning:assignments_sheet")))
    rows = [["2027" if cell == "2026" else cell for cell in cells] for cells in sheet.rows]
    assert "chỉ đổi được hạn" in send(client, "viec-duoc-giao", workbook(sheet.headers, *rows)).content.decode()
    unknown = workbook(GIVEN[:4], ("Không có việc này", desk.world.agriculture.name, "2026", "15/12/2026"))
    assert "Không có nhiệm vụ" in send(client, "viec-duoc-giao", unknown).content.decode()
    assert sign_in(desk.world.chi_mai).get(reverse("intake:upload", args=["viec-duoc-giao"])).status_code == 404


@pytest.mark.requirement("R12", "R229")
def test_chi_mai_pastes_obstacles_and_is_shown_what_was_asked_before(desk: Desk, sign_in) -> None:
    client = sign_in(desk.world.chi_mai)
    own = desk.world.agriculture.name
    row = (*ASKED[:2], own, ASKED[2], "Năm nay chưa bố trí")
    pasted = "\n".join("\t".join(cells) for cells in (RAISED, row))
    assert "Đã ghi 1 dòng mới" in take(client, send(client, "vuong-mac", pasted)).content.decode()
    assert Obstacle.objects.get().asked == desk.trade
    like = (*(f"{ASKED[0]} sen", ASKED[1]), own, ASKED[2], "Hộp quà")
    page = send(client, "vuong-mac", workbook(RAISED, like)).content.decode()
    assert f"đã nêu: {ASKED[0]} (chưa trả lời)" in page
    wrong = (*ASKED[:2], desk.trade.name, ASKED[2], "Hộp quà")
    assert "Không có cơ quan" in send(client, "vuong-mac", workbook(RAISED, wrong)).content.decode()
    assert NOTHING_NEW in resend(client, "vuong-mac", reverse("planning:obstacles_sheet")).content.decode()


@pytest.mark.requirement("R15", "R17")
def test_the_tasks_of_a_draft_come_from_excel(world: World, desk: Desk, sign_in) -> None:
    by = world.actor(world.anh_dung)
    plan = actions.make_plan(year_plan("Kế hoạch 2027", 2027), office=world.province_committee, by=by, at=NOW)
    client, scope = sign_in(world.anh_dung), plan.public_id
    heads = ("Mục", "Cơ quan chủ trì", "Nhiệm vụ", "Nhịp thực hiện", "Cơ quan phối hợp")
    both = f"{desk.trade.name}; {world.agriculture.name}"
    sheet = workbook(heads, ("IV.1", world.agriculture.name, "Mở lớp", "Hằng năm", both))
    take(client, send(client, "nhiem-vu-ke-hoach", sheet, scope=scope))
    task = plan.tasks.get()
    assert set(task.partners.all()) == {desk.trade, world.agriculture}
    export = reverse("planning:tasks_sheet", args=[scope])
    assert NOTHING_NEW in resend(client, "nhiem-vu-ke-hoach", export, scope=scope).content.decode()
    out = read(client.get(export))
    changed = [cell.replace("Mở lớp", "Mở hai lớp") for cell in out.rows[0]]
    take(client, send(client, "nhiem-vu-ke-hoach", workbook(out.headers, changed), scope=scope))
    task.refresh_from_db()
    assert (task.title, task.partners.count()) == ("Mở hai lớp", 2)
    issued = f"{reverse('intake:upload', args=['nhiem-vu-ke-hoach'])}?thuoc={desk.plan.public_id}"
    assert client.get(issued).status_code == 404


@pytest.mark.requirement("R15", "R17")
def test_plans_under_the_provinces_come_in_as_drafts(world: World, desk: Desk, sign_in) -> None:
    client, own = sign_in(world.co_hien), world.phuong_thinh_committee
    heads = ("Tên kế hoạch", "Loại kế hoạch", "Cơ quan lập kế hoạch", "Theo kế hoạch", "Từ ngày", "Đến ngày")
    row = ("Kế hoạch OCOP xã 2027", "Kế hoạch năm", own.name, desk.plan.name, "1/1/2027", "31/12/2027")
    others = (*row[:2], world.province_committee.name, *row[3:])
    long = (*row[:5], "31/12/2028")
    page = send(client, "ke-hoach", workbook(heads, others, long)).content.decode()
    assert "do cán bộ của cơ quan đó lập" in page
    assert "trong cùng một năm" in page
    take(client, send(client, "ke-hoach", workbook(heads, row)))
    plan = Plan.objects.get(office=own)
    assert (plan.state, plan.parent, plan.kind) == ("draft", desk.plan, "year")
    export = reverse("planning:plans_sheet")
    assert NOTHING_NEW in resend(client, "ke-hoach", export).content.decode()
    assert NOTHING_NEW in send(client, "ke-hoach", workbook(heads, row)).content.decode()
    renamed = ("Kế hoạch khác", *row[1:])
    assert "đã có Kế hoạch OCOP xã 2027" in send(client, "ke-hoach", workbook(heads, renamed)).content.decode()
    out = read(client.get(export))
    (mine,) = (cells for cells in out.rows if plan.public_id in cells)
    changed = [cell.replace("OCOP xã 2027", "OCOP của xã") for cell in mine]
    take(client, send(client, "ke-hoach", workbook(out.headers, changed)))
    plan.refresh_from_db()
    assert plan.name == "Kế hoạch OCOP của xã"
    upload = reverse("intake:upload", args=["ke-hoach"])
    assert upload in client.get(reverse("planning:plans")).content.decode()
    assert sign_in(world.chi_mai).get(upload).status_code == 404


def draft_with_a_target(desk: Desk) -> Plan:
    """A draft of 2027 that promises something by the end of November."""
    by = desk.world.actor(desk.world.anh_dung)
    plan = actions.make_plan(year_plan("Kế hoạch 2027", 2027), office=desk.world.province_committee, by=by, at=NOW)
    make_target(plan, due_on=date(2027, 11, 30))
    return plan


@pytest.mark.requirement("R15", "R17")
def test_a_sheet_that_cuts_a_plan_short_of_its_targets_is_refused_at_the_cell(desk: Desk, sign_in) -> None:
    plan, client = draft_with_a_target(desk), sign_in(desk.world.anh_dung)
    heads = ("Mã", "Từ ngày", "Đến ngày", "Tên kế hoạch", "Loại kế hoạch", "Cơ quan lập kế hoạch")
    row = (plan.public_id, "1/1/2027", "30/6/2027", plan.name, "Kế hoạch năm", desk.world.province_committee.name)
    (fault,) = send(client, "ke-hoach", workbook(heads, row)).context["plan"].errors
    assert fault.column == "Đến ngày"
    assert "Sản phẩm mới" in fault.remedy
    assert "30/11/2027" in fault.remedy
    take(client, send(client, "ke-hoach", workbook(heads, (*row[:2], "30/11/2027", *row[3:]))))
    plan.refresh_from_db()
    assert plan.ends_on == date(2027, 11, 30)


def test_a_plan_that_hangs_under_one_code_and_another_name_is_not_taken(desk: Desk, sign_in) -> None:
    plan, client = draft_with_a_target(desk), sign_in(desk.world.anh_dung)
    out = read(client.get(reverse("planning:plans_sheet")))
    row = list(next(cells for cells in out.rows if plan.public_id in cells))
    row[out.headers.index("Mã kế hoạch cấp trên")] = desk.plan.public_id
    page = send(client, "ke-hoach", workbook(out.headers, row))
    assert page.context["plan"].errors, "a plan does not move under another by a sheet"
    row[out.headers.index("Theo kế hoạch")] = "Kế hoạch nào khác"
    (fault,) = send(client, "ke-hoach", workbook(out.headers, row)).context["plan"].errors
    assert fault.column == "Theo kế hoạch"
    assert desk.plan.name in fault.remedy
