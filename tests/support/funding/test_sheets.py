"""Policies, supports, wishes for credit and loans by Excel, in the layout that goes out."""

from datetime import date

import pytest
from django.urls import reverse

from ocop.support.funding import actions
from ocop.support.funding.models import CreditApplication, CreditProgramme, Loan, Policy, Support
from tests.excel import NOTHING_NEW, read, resend, send, take, workbook
from tests.support.funding.conftest import Help
from tests.world import NOW, World

pytestmark = pytest.mark.usefixtures("at_now")
HEADINGS = (
    *("Tên chủ thể", "Mã chính sách", "Ngân sách khác", "Mục đích", "Nội dung", "Từ ngày", "Đến ngày"),
    "Số tiền (đồng)",
)
ROW = ("Cơ sở Khô Bà Lan", "KC", "", "Bao bì, nhãn", "In nhãn mới", "01/12/2026", "31/12/2026", "20.000.000")
WISH = ("Chủ thể", "Vay để làm gì", "Số tiền (đồng)", "Ngân hàng")
LOAN = ("Chủ thể", "Ngân hàng", "Chuỗi giá trị", "Số tiền (đồng)", "Giải ngân", "Đáo hạn")


@pytest.mark.requirement("R212")
def test_a_sheet_is_previewed_with_its_overlaps_and_taken_whole(world: World, help_: Help, sign_in) -> None:
    help_.propose()
    client = sign_in(world.co_hien)
    twice = (ROW[0], "OCOP", "", "In ấn bao bì", *ROW[4:])
    preview = send(client, "ho-tro", workbook(HEADINGS, ROW, twice))
    page = preview.content.decode()
    assert "Dòng 2:" in page
    assert "Dòng 3:" in page
    assert "có thể chi hai lần" in page
    assert Support.objects.count() == 1
    for _ in range(2):
        take(client, preview, con_lai="ghi")
    assert Support.objects.count() == 3
    assert set(Support.objects.values_list("state", flat=True)) == {"proposed"}


@pytest.mark.parametrize(
    ("place", "cell", "words"),
    [
        (0, "Hợp tác xã Sen Tháp Mười", "ở nơi anh/chị làm việc"),
        (1, "XX", "Không có chính sách"),
        (2, "Ngân sách xã", "chỉ một trong hai"),
        (3, "Đi chơi", "không có trong danh mục"),
        (5, "31/31/2026", "Từ ngày"),
        (6, "30/11/2026", "Ngày kết thúc không được trước"),
        (7, "hai triệu", "Số tiền"),
    ],
)
def test_one_wrong_cell_keeps_the_whole_sheet_out(
    world: World, help_: Help, sign_in, place: int, cell: str, words: str
) -> None:
    client = sign_in(world.co_hien)
    wrong = tuple(cell if number == place else value for number, value in enumerate(ROW))
    preview = send(client, "ho-tro", workbook(HEADINGS, ROW, wrong))
    page = preview.content.decode()
    assert words in page
    assert "Dòng 3<" in page
    take(client, preview)
    assert not Support.objects.exists()


@pytest.mark.requirement("R211", "R226", "R227")
@pytest.mark.parametrize(
    ("table", "export"),
    [
        ("ho-tro", "supports_sheet"),
        ("chinh-sach-ho-tro", "catalogue_sheet"),
        ("nhu-cau-vay", "applications_sheet"),
        ("khoan-vay", "loans_sheet"),
    ],
)
def test_a_list_sent_back_changes_nothing(world: World, help_: Help, sign_in, table: str, export: str) -> None:
    help_.propose()
    help_.propose(other_budget="Ngân sách xã", purpose="may-moc")
    by = world.actor(world.anh_dung)
    wish = actions.NewWish(producer=world.fish_maker, amount=50_000_000, purpose="Mua lò sấy", bank="Ngân hàng A")
    actions.wish_for_credit(wish, by=by, at=NOW)
    loan = actions.NewLoan(world.fish_maker, "Ngân hàng A", 30_000_000, date(2026, 3, 1), date(2027, 3, 1), chain="cá")
    actions.record_loan(loan, by=by, at=NOW)
    client = sign_in(world.anh_dung)
    address = reverse(f"funding:{export}")
    assert read(client.get(address)).rows
    assert NOTHING_NEW in resend(client, table, address).content.decode()


@pytest.mark.requirement("R211", "R213")
def test_chi_mai_mends_one_cell_of_a_policy_and_adds_another(world: World, help_: Help, sign_in) -> None:
    client = sign_in(world.chi_mai)
    sheet = read(client.get(reverse("funding:catalogue_sheet")))
    rows = [list(cells) for cells in sheet.rows]
    first = next(row for row in rows if "OCOP" in row)
    first[sheet.column("Mức cao nhất (đồng)")] = "120.000.000"  # type: ignore[index]
    new = dict.fromkeys(sheet.headers, "") | {
        "Chính sách": "Liên kết sản xuất",
        "Mã ngắn": "ND98",
        "Hỗ trợ ai": "Hợp tác xã",
        "Mục đích": "Liên kết sản xuất, tiêu thụ; Bao bì, nhãn",
        "Cơ quan chi": str(world.agriculture),
        "Từ ngày": "20/8/2018",
    }
    preview = send(client, "chinh-sach-ho-tro", workbook(sheet.headers, *rows, list(new.values())))
    page = preview.content.decode()
    assert "<del>100.000.000</del>" in page
    take(client, preview)
    assert help_.packaging.__class__.objects.get(code="OCOP").ceiling == 120_000_000
    made = Policy.objects.get(code="ND98")
    assert {each.purpose for each in made.purposes.all()} == {"lien-ket", "bao-bi-nhan"}
    taken = send(
        client,
        "chinh-sach-ho-tro",
        workbook(sheet.headers, [*list(new.values())[:1], "Tên khác", *list(new.values())[2:]]),
    )
    assert "Đã có chính sách mang mã này" in taken.content.decode()
    assert sign_in(world.co_hien).get(reverse("intake:upload", args=["chinh-sach-ho-tro"])).status_code == 404


@pytest.mark.requirement("R226", "R227", "R228", "R230")
def test_wishes_and_loans_are_pasted_and_a_loan_answers_its_wish(world: World, help_: Help, sign_in) -> None:
    client = sign_in(world.anh_dung)
    wish = ("Cơ sở Khô Bà Lan", "Mua lò sấy", "50.000.000", "Ngân hàng A")
    take(client, send(client, "nhu-cau-vay", "\n".join("\t".join(cells) for cells in (WISH, wish))))
    assert CreditApplication.objects.get().state == "wished"
    other = ("Cơ sở Khô Bà Lan", "Mua tủ đông", "20.000.000", "")
    assert "Chủ thể đang có nhu cầu vay" in send(client, "nhu-cau-vay", workbook(WISH, other)).content.decode()
    loan = ("Cơ sở Khô Bà Lan", "Ngân hàng A", "cá", "50.000.000", "1/11/2026", "1/11/2028")
    take(client, send(client, "khoan-vay", workbook(LOAN, loan)))
    wanted = CreditApplication.objects.get()
    assert wanted.state == "granted"
    assert Loan.objects.get().application == wanted
    assert NOTHING_NEW in send(client, "khoan-vay", workbook(LOAN, loan)).content.decode()


@pytest.mark.requirement("R212")
def test_a_long_sheet_of_supports_asks_no_more_than_a_short_one(
    world: World, help_: Help, sign_in, django_assert_max_num_queries
) -> None:
    client = sign_in(world.co_hien)
    rows = [(*ROW[:4], f"In nhãn đợt {number}", *ROW[5:]) for number in range(200)]
    preview = send(client, "ho-tro", workbook(HEADINGS, *rows))
    with django_assert_max_num_queries(20):
        client.get(preview.request["PATH_INFO"])
    with django_assert_max_num_queries(45):
        take(client, preview, con_lai="ghi")
    assert Support.objects.count() == 200


@pytest.mark.requirement("R227")
def test_credit_programmes_come_in_and_go_out(world: World, sign_in) -> None:
    client = sign_in(world.anh_dung)
    heads = ("Tên chương trình", "Tổ chức tín dụng", "Điều kiện, lãi suất", "Từ ngày", "Đến ngày")
    row = ("Vay làm OCOP", "Ngân hàng Chính sách", "6,5% một năm", "1/1/2026", "31/12/2027")
    backwards = ("Vay ngược", "", "", "1/1/2026", "1/1/2025")
    page = send(client, "chuong-trinh-tin-dung", workbook(heads, row, backwards)).content.decode()
    assert "Ngày kết thúc không được trước ngày bắt đầu" in page
    take(client, send(client, "chuong-trinh-tin-dung", workbook(heads, row)))
    made = CreditProgramme.objects.get()
    assert (made.bank, made.ends_on) == ("Ngân hàng Chính sách", date(2027, 12, 31))
    export = reverse("funding:programmes_sheet")
    assert NOTHING_NEW in resend(client, "chuong-trinh-tin-dung", export).content.decode()
    again = send(client, "chuong-trinh-tin-dung", workbook(heads, (*row[:3], "1/1/2027", "")))
    assert "Đã có “Vay làm OCOP” từ ngày 01/01/2026" in again.content.decode()
    upload = reverse("intake:upload", args=["chuong-trinh-tin-dung"])
    assert upload in client.get(reverse("funding:credit")).content.decode()
    assert sign_in(world.co_hien).get(upload).status_code == sign_in(world.chi_lan).get(export).status_code == 404
