"""Pages of money as officers meet them."""

import pytest
from django.urls import reverse

from ocop.ground.budget.models import Allocation, BudgetLine, Contribution, Disbursement
from tests.ground.budget.conftest import BILLION, Money
from tests.ground.budget.test_payments import allocate, pay
from tests.ground.producers.conftest import photo
from tests.world import World

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.mark.requirement("R134", "R141")
def test_the_tree_shows_each_figure_with_its_rows_behind_it(world: World, money: Money, sign_in) -> None:
    allocate(world, money)
    pay(world, money, 400_000_000)
    client = sign_in(world.anh_dung)
    page = client.get(reverse("budget:plan", args=[money.plan.public_id])).content.decode()
    assert "Đơn vị: tỷ đồng" in page
    for figure in ("15,000", "5,000", "1,000", "0,400", "0,600"):
        assert figure in page
    rows = client.get(reverse("budget:disbursements"), {"dong": money.central.public_id})
    assert "In hộp" in rows.content.decode(), "a parent's figure opens the rows of its parts"
    assert "In hộp" not in client.get(reverse("budget:disbursements"), {"dong": money.pilot.public_id}).content.decode()


def test_an_agency_is_told_that_it_sees_its_own_part(world: World, money: Money, sign_in) -> None:
    allocate(world, money)
    address = reverse("budget:plan", args=[money.plan.public_id])
    assert "chỉ tính phần của cơ quan anh/chị" in sign_in(world.chi_mai).get(address).content.decode()
    assert "1,000" not in sign_in(world.co_hien).get(address).content.decode()
    assert sign_in(world.chi_lan).get(address).status_code == 404


def test_what_is_not_ones_own_does_not_exist(world: World, money: Money, sign_in) -> None:
    (allocation,), payment = allocate(world, money), pay(world, money)
    for name, row in (("allocation", allocation), ("disbursement", payment), ("cancel_disbursement", payment)):
        address = reverse(f"budget:{name}", args=[row.public_id])
        assert sign_in(world.chi_mai).get(address).status_code == 200
        assert sign_in(world.co_hien).get(address).status_code == 404


def test_anh_dung_looks_at_a_decision_before_it_is_kept(world: World, money: Money, sign_in) -> None:
    client = sign_in(world.anh_dung)
    address = reverse("budget:allocate", args=[money.plan.public_id])
    typed = {
        "key": "abcdefgh2345",
        "year": "2026",
        "decided_on": "1/3/2026",
        "line_1": money.packaging.public_id,
        "payer_1": world.province_committee.public_id,
        "payee_1": world.agriculture.public_id,
        "amount_1": "1.000.000.000",
        "line_2": money.pilot.public_id,
        "payer_2": world.province_committee.public_id,
        "payee_2": world.thap_muoi_committee.public_id,
        "amount_2": "500.000.000",
    }
    preview = client.post(address, {**typed, "buoc": "xem"}).content.decode()
    assert "1.500.000.000 đồng" in preview
    assert not Allocation.objects.exists()
    for _ in range(2):
        assert client.post(address, {**typed, "buoc": "ghi"}).status_code == 302
    assert Allocation.objects.count() == 2
    half = client.post(address, {**typed, "amount_2": "", "buoc": "xem"}).content.decode()
    assert "Nhập số tiền (dòng 2)." in half


def test_chi_mai_pays_attaches_a_paper_and_cancels(world: World, money: Money, sign_in) -> None:
    client = sign_in(world.chi_mai)
    typed = {
        "key": "abcdefgh2345",
        "payer": world.agriculture.public_id,
        "paid_on": "1/3/2026",
        "amount": "5.000.000",
        "purpose": "In hộp",
        "payee_name": "Nhà in Hồng Ngự",
        "file": photo(),
    }
    client.post(reverse("budget:disburse", args=[money.packaging.public_id]), typed)
    row = Disbursement.objects.get()
    assert client.get(reverse("budget:paper", args=[row.public_id])).status_code == 200
    client.post(reverse("registry:attach", args=["khoan-chi", row.public_id]), {"file": photo(colour="red")})
    page = client.get(reverse("budget:disbursement", args=[row.public_id])).content.decode()
    assert page.count("anh.jpg") >= 2, "the voucher given at once and the one attached later stand together"
    client.post(reverse("budget:cancel_disbursement", args=[row.public_id]), {"why": "Nhầm dòng"})
    page = client.get(reverse("budget:disbursement", args=[row.public_id])).content.decode()
    assert "Nhầm dòng" in page


def test_a_missing_payee_is_named(world: World, money: Money, sign_in) -> None:
    client = sign_in(world.chi_mai)
    address = reverse("budget:disburse", args=[money.packaging.public_id])
    page = client.post(address, {"amount": "x"}).content.decode()
    assert "nhập tên nơi nhận" in page


def test_lines_are_added_split_shared_and_tied_by_their_pages(world: World, money: Money, sign_in) -> None:
    client = sign_in(world.anh_dung)
    client.post(
        reverse("budget:add_line", args=[money.plan.public_id]),
        {"name": "Hội chợ", "source": "central", "amount": "2.000.000.000"},
    )
    line = BudgetLine.objects.get(name="Hội chợ")
    split = reverse("budget:split_line", args=[line.public_id])
    parts = {"name_1": "Gian hàng", "amount_1": "1.500.000.000", "name_2": "Vận chuyển"}
    assert "lệch 300.000.000 đồng" in client.post(split, {**parts, "amount_2": "200.000.000"}).content.decode()
    assert client.post(split, {**parts, "amount_2": "500.000.000"}).status_code == 302
    share = {"payer_1": world.agriculture.public_id, "percent_1": "50"}
    share |= {"payer_2": world.province_committee.public_id, "percent_2": "50"}
    assert client.post(reverse("budget:share_line", args=[line.public_id]), share).status_code == 302
    assert line.shares.count() == 2
    assert sign_in(world.chi_mai).post(split, parts).status_code == 200, "refused in words"


def test_co_hien_records_a_gift_by_its_page(world: World, money: Money, sign_in) -> None:
    typed = {
        "key": "abcdefgh2345",
        "giver": "Bà con ấp 3",
        "unit": "30076-2025",
        "kind": "land",
        "what": "Hiến 50 m² đất",
        "quantity": "50",
        "measured_in": "m²",
        "given_on": "2/3/2026",
        "legal_basis": "Biên bản họp dân ngày 1/3/2026",
        "plan": money.plan.public_id,
    }
    client = sign_in(world.co_hien)
    response = client.post(reverse("budget:add_contribution"), typed)
    assert response.status_code == 302, response.content.decode()
    assert "Hiến 50 m²" in client.get(reverse("budget:contributions")).content.decode()
    assert Contribution.objects.get().value is None


@pytest.mark.parametrize("name", ["allocations", "disbursements", "contributions"])
def test_lists_have_excel_and_a_constant_number_of_queries(
    world: World, money: Money, sign_in, name: str, django_assert_max_num_queries
) -> None:
    for _ in range(20):
        allocate(world, money, BILLION // 100)
        pay(world, money, 1000)
    client = sign_in(world.anh_dung)
    with django_assert_max_num_queries(14):
        assert client.get(reverse(f"budget:{name}")).status_code == 200
    sheet = client.get(reverse(f"budget:{name}_sheet"))
    assert sheet["Content-Type"].startswith("application/vnd.openxml")


@pytest.mark.parametrize("number", [4, 5])
def test_both_papers_are_shown_printed_and_taken_to_excel(world: World, money: Money, sign_in, number: int) -> None:
    allocate(world, money)
    client = sign_in(world.anh_dung)
    for name in ("form", "form_print", "form_sheet"):
        assert client.get(reverse(f"budget:{name}", args=[money.plan.public_id, number])).status_code == 200
    assert sign_in(world.chi_mai).get(reverse("budget:form", args=[money.plan.public_id, 4])).status_code == 404
    assert client.get(reverse("budget:form", args=[money.plan.public_id, 6])).status_code == 404
