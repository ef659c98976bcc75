"""Lines, payments and contributions by Excel, in the layout that goes out."""

from datetime import date

import pytest
from django.urls import reverse

from ocop.ground.budget.models import BudgetLine, Contribution, Disbursement, Proposal
from tests.excel import NOTHING_NEW, read, resend, send, take, workbook
from tests.ground.budget.conftest import BILLION, Money
from tests.ground.budget.test_payments import allocate, pay
from tests.world import World

pytestmark = pytest.mark.usefixtures("at_now")
LINE_HEADINGS = ("Mục", "Nội dung", "Thuộc dòng", "Nguồn vốn", "Nhu cầu cả giai đoạn (đồng)")
PAID = ("Nội dung chi", "Ngày chi", "Dòng dự toán", "Cơ quan chi", "Nơi nhận", "Số tiền (đồng)")
GIVEN = ("Đóng góp", "Người, nhóm đóng góp", "Địa bàn", "Hình thức", "Quy ra tiền (đồng)", "Ngày", "Căn cứ pháp lý")


@pytest.mark.requirement("R134")
@pytest.mark.parametrize("what", ["lines", "payments", "contributions"])
def test_a_list_sent_back_changes_nothing(world: World, money: Money, sign_in, what: str) -> None:
    allocate(world, money)
    pay(world, money, 400_000_000)
    client = sign_in(world.anh_dung)
    give(world, money, client)
    plan = money.plan.public_id
    exports = {
        "lines": ("dong-du-toan", reverse("budget:plan_sheet", args=[plan]), plan),
        "payments": ("khoan-chi", reverse("budget:disbursements_sheet"), ""),
        "contributions": ("nguon-luc-cong-dong", reverse("budget:contributions_sheet"), ""),
    }
    table, export, scope = exports[what]
    assert len(read(client.get(export)).rows) >= 1
    assert NOTHING_NEW in resend(client, table, export, scope=scope).content.decode()


@pytest.mark.requirement("R134", "R138", "R139")
def test_anh_dung_brings_a_tree_of_needs(world: World, money: Money, sign_in) -> None:
    client, scope = sign_in(world.anh_dung), money.plan.public_id
    tree = workbook(
        LINE_HEADINGS,
        ("III.3.10", "Vốn lồng ghép", "", "Lồng ghép từ chương trình khác", "5.000.000.000"),
        ("", "Khuyến công", "Vốn lồng ghép", "", "2.000.000.000"),
        ("", "Du lịch", "Vốn lồng ghép", "", "3.000.000.000"),
        ("", "Bản tin", "Mô hình sen", "", ""),
    )
    done = take(client, send(client, "dong-du-toan", tree, scope=scope))
    assert "Đã ghi 4 dòng mới" in done.content.decode()
    whole = BudgetLine.objects.get(name="Vốn lồng ghép")
    assert whole.amount is None, "the parts carry the sums"
    assert sum(part.amount for part in whole.parts.all()) == 5 * BILLION
    assert {part.source for part in whole.parts.all()} == {"integrated"}
    assert BudgetLine.objects.get(name="Bản tin").parent == money.pilot
    export = reverse("budget:plan_sheet", args=[scope])
    assert NOTHING_NEW in resend(client, "dong-du-toan", export, scope=scope).content.decode()


@pytest.mark.requirement("R134", "R138", "R139")
def test_parts_that_do_not_add_up_are_refused(world: World, money: Money, sign_in) -> None:
    client, scope = sign_in(world.anh_dung), money.plan.public_id
    before = BudgetLine.objects.count()
    tree = workbook(
        LINE_HEADINGS,
        ("1", "Vốn lồng ghép", "", "Lồng ghép từ chương trình khác", "5.000.000.000"),
        ("", "Khuyến công", "Vốn lồng ghép", "", "2.000.000.000"),
        ("", "Du lịch", "Không có dòng này", "", "3.000.000.000"),
        ("", "Không nguồn", "", "", "1"),
    )
    page = send(client, "dong-du-toan", tree, scope=scope).content.decode()
    for words in ("Các phần cộng lại là", "Không có dòng này trong kế hoạch", "phải ghi nguồn vốn"):
        assert words in page
    assert BudgetLine.objects.count() == before
    assert (
        sign_in(world.chi_mai).get(f"{reverse('intake:upload', args=['dong-du-toan'])}?thuoc={scope}").status_code
        == 404
    )


@pytest.mark.requirement("R134")
def test_chi_mai_brings_what_her_department_paid(world: World, money: Money, sign_in) -> None:
    client = sign_in(world.chi_mai)
    dong_sen = "Hợp tác xã Sen Tháp Mười"
    rows = [
        ("In hộp quà", "2/3/2026", "In bao bì", str(world.agriculture), dong_sen, "12.000.000"),
        ("Thuê xe", "2/3/2026", "In bao bì", str(world.agriculture), "Nhà xe Phương Trang", "3.000.000"),
    ]
    preview = send(client, "khoan-chi", "\n".join("\t".join(cells) for cells in (PAID, *rows)))
    assert "Đã ghi 2 dòng mới" in take(client, preview).content.decode()
    assert Disbursement.objects.filter(payee_producer__name=dong_sen).count() == 1
    assert {(row.payee, row.amount) for row in Disbursement.objects.all()} == {
        (dong_sen, 12_000_000),
        ("Nhà xe Phương Trang", 3_000_000),
    }
    other = ("In hộp quà lần hai", "9/3/2026", *rows[0][2:])
    page = send(client, "khoan-chi", workbook(PAID, rows[1], other)).content.decode()
    assert "Dòng gần giống bản ghi đã có" in page
    assert "1 dòng đã có sẵn" in page


def give(world: World, money: Money, client) -> None:
    row = ("Góp đất làm đường", "Bà con ấp 3", "Xã Phương Thịnh", "Đất đai", "", "2/3/2026", "Biên bản họp dân")
    preview = send(
        client,
        "nguon-luc-cong-dong",
        workbook((*GIVEN, "Kế hoạch", "Số lượng", "Đơn vị tính"), (*row, money.plan.name, "120,5", "m²")),
    )
    take(client, preview)


@pytest.mark.requirement("R144")
def test_a_commune_brings_what_its_people_gave(world: World, money: Money, sign_in) -> None:
    give(world, money, sign_in(world.co_hien))
    given = Contribution.objects.get()
    assert (given.kind, given.given_on, str(given.quantity)) == ("land", date(2026, 3, 2), "120.50")
    money_without_sum = (
        "Góp tiền",
        "Bà con ấp 3",
        "Xã Phương Thịnh",
        "Tiền vốn",
        "",
        "3/3/2026",
        "Biên bản",
        money.plan.name,
    )
    page = send(sign_in(world.co_hien), "nguon-luc-cong-dong", workbook((*GIVEN, "Kế hoạch"), money_without_sum))
    assert "Đóng góp bằng tiền thì phải ghi số tiền" in page.content.decode()


@pytest.mark.requirement("R134", "R144")
def test_drafts_of_proposals_come_in_and_change_their_words(world: World, money: Money, sign_in) -> None:
    client = sign_in(world.anh_dung)
    heads = ("Năm", "Kế hoạch", "Cơ quan đề nghị", "Kính gửi", "Lý do đề nghị")
    row = ("2026", money.plan.name, world.coordination_office.name, world.province_committee.name, "Thiếu vốn bao bì")
    late = ("2031", *row[1:])
    assert "nằm ngoài kế hoạch" in send(client, "de-nghi-bo-tri", workbook(heads, late)).content.decode()
    take(client, send(client, "de-nghi-bo-tri", workbook(heads, row)))
    draft = Proposal.objects.get()
    assert (draft.state, draft.year, draft.office) == ("draft", 2026, world.coordination_office)
    export = reverse("budget:proposals_sheet")
    assert NOTHING_NEW in resend(client, "de-nghi-bo-tri", export).content.decode()
    out = read(client.get(export))
    changed = [cell.replace("Thiếu vốn bao bì", "Thiếu vốn in nhãn") for cell in out.rows[0]]
    take(client, send(client, "de-nghi-bo-tri", workbook(out.headers, changed)))
    draft.refresh_from_db()
    assert draft.reason == "Thiếu vốn in nhãn"
    assert "Đã có bản nháp" in send(client, "de-nghi-bo-tri", workbook(heads, row)).content.decode()
    moved = [cell if cell != "2026" else "2027" for cell in out.rows[0]]
    page = send(client, "de-nghi-bo-tri", workbook(out.headers, moved)).content.decode()
    assert "Nhận toàn bộ bảng" not in page
    upload = reverse("intake:upload", args=["de-nghi-bo-tri"])
    assert upload in client.get(reverse("budget:proposals")).content.decode()
    assert sign_in(world.co_hien).get(upload).status_code == 404
