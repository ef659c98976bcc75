"""Pages of support and credit as officers and producers meet them."""

import pytest
from django.urls import reverse

from ocop.support.funding import actions
from ocop.support.funding.models import CreditApplication, Policy, Support
from ocop.support.funding.states import SupportState
from tests.support.funding.conftest import Help
from tests.world import NOW, World

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.mark.requirement("R211", "R213", "R214", "R215")
def test_chi_mai_enters_a_policy_with_its_purposes(world: World, sign_in) -> None:
    typed = {
        "code": "ND98",
        "name": "Liên kết sản xuất và tiêu thụ",
        "helps": "Hợp tác xã",
        "purposes": ["lien-ket", "nguyen-lieu"],
        "office": world.agriculture.public_id,
        "starts_on": "20/8/2018",
    }
    client = sign_in(world.chi_mai)
    assert client.post(reverse("funding:add_policy"), typed).status_code == 302
    policy = Policy.objects.get()
    page = client.get(reverse("funding:policy", args=[policy.public_id])).content.decode()
    assert "Liên kết sản xuất, tiêu thụ" in page
    assert "Văn bản không in" in page
    edited = {**typed, "purposes": ["lien-ket"], "ceiling": "5.000.000"}
    assert client.post(reverse("funding:edit_policy", args=[policy.public_id]), edited).status_code == 302
    assert [each.purpose for each in policy.purposes.all()] == ["lien-ket"]


@pytest.mark.requirement("R212")
def test_co_hien_proposes_and_chi_mai_approves_over_an_overlap_with_a_reason(
    world: World, help_: Help, sign_in
) -> None:
    actions.approve(help_.propose(), by=world.actor(world.chi_mai), at=NOW)
    typed = {
        "key": "abcdefgh2345",
        "policy": help_.industry.public_id,
        "purpose": "bao-bi-nhan",
        "detail": "Bao bì mới",
        "starts_on": "1/12/2026",
        "ends_on": "31/12/2026",
        "amount": "10.000.000",
    }
    hien = sign_in(world.co_hien)
    address = reverse("funding:propose", args=[world.fish_maker.public_id])
    for _ in range(2):
        assert hien.post(address, typed).status_code == 302
    made = Support.objects.get(detail="Bao bì mới")
    assert "Có 1 hỗ trợ khác trùng" in hien.get(reverse("funding:support", args=[made.public_id])).content.decode()
    mai = sign_in(world.chi_mai)
    approve = reverse("funding:approve", args=[made.public_id])
    assert "Nhập lý do vẫn duyệt" in mai.post(approve, {}).content.decode()
    assert mai.post(approve, {"override": "Khác loại hộp"}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.override_reason) == (SupportState.APPROVED, "Khác loại hộp")


def test_a_producer_reads_its_own_supports_and_nobody_elses(world: World, help_: Help, sign_in) -> None:
    support = help_.propose()
    lan, phuc = sign_in(world.chi_lan), sign_in(world.anh_phuc)
    address = reverse("funding:support", args=[support.public_id])
    assert "In hộp khô cá" in lan.get(reverse("funding:mine")).content.decode()
    page = lan.get(address).content.decode()
    assert "Dò trùng" not in page
    assert phuc.get(address).status_code == 404
    assert sign_in(world.chu_tam).get(address).status_code == 404
    assert lan.get(reverse("funding:approve", args=[support.public_id])).status_code == 404


@pytest.mark.requirement("R230")
def test_chi_lan_says_on_her_telephone_that_she_wants_a_loan(world: World, sign_in) -> None:
    lan = sign_in(world.chi_lan)
    typed = {"key": "abcdefgh2345", "amount": "50.000.000", "purpose": "Mua lò sấy"}
    for _ in range(2):
        lan.post(reverse("funding:wish", args=[world.fish_maker.public_id]), typed)
    wish = CreditApplication.objects.get()
    address = reverse("funding:application", args=[wish.public_id])
    assert "Thôi không vay" in lan.get(address).content.decode()
    assert sign_in(world.anh_phuc).get(address).status_code == 404
    assert sign_in(world.anh_phuc).get(reverse("funding:wish", args=[world.fish_maker.public_id])).status_code == 404
    dung = sign_in(world.anh_dung)
    moved = reverse("funding:move_application", args=[wish.public_id, "nop"])
    assert dung.post(moved, {}).status_code == 302
    loan = {"key": "abcdefgh6789", "bank": "Ngân hàng A", "amount": "50.000.000", "starts_on": "1/11/2026"}
    dung.post(reverse("funding:add_loan", args=[world.fish_maker.public_id]), loan)
    assert "50.000.000 đồng" in dung.get(reverse("funding:credit")).content.decode()


@pytest.mark.parametrize(
    "name", ["supports", "catalogue", "unsupported", "choose_producer", "applications", "loans", "credit"]
)
def test_lists_ask_a_constant_number_of_questions(
    world: World, help_: Help, sign_in, name: str, django_assert_max_num_queries
) -> None:
    for number in range(15):
        help_.propose(detail=f"Đợt {number}")
    client = sign_in(world.anh_dung)
    with django_assert_max_num_queries(15):
        assert client.get(reverse(f"funding:{name}")).status_code == 200
    assert sign_in(world.chi_lan).get(reverse(f"funding:{name}")).status_code == 404


@pytest.mark.parametrize("query", ["q=kho", "trang_thai=proposed", "muc_dich=in-bao-bi", "nam=2026"])
def test_filters_of_supports_live_in_the_address(world: World, help_: Help, sign_in, query: str) -> None:
    help_.propose()
    client = sign_in(world.chi_mai)
    assert "In hộp khô cá" in client.get(f"{reverse('funding:supports')}?{query}").content.decode()
    assert "In hộp khô cá" not in client.get(f"{reverse('funding:supports')}?q=sen").content.decode()
