"""Which agency has a wish, a loan or a credit programme in its charge, and that the others do not read it."""

from datetime import date

import pytest
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.offices.models import Office
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.ground.registry.models import JournalEntry
from ocop.kit.scope import Refused
from ocop.support.funding import actions
from ocop.support.funding.models import CreditApplication, CreditProgramme, Loan
from ocop.support.funding.todo import todos_for
from tests.world import NOW, World, appoint, make_office, make_user

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def bank(world: World) -> Office:
    """The State Bank's branch, which the plan charges with credit (IV.15)."""
    return make_office("Ngân hàng Nhà nước chi nhánh Khu vực", kind=OfficeKind.OTHER, tier=Tier.PROVINCE)


@pytest.fixture
def anh_tin(bank: Office) -> User:
    officer = make_user("Trần Văn Tín", "tin@nhnn.example")
    appoint(officer, bank, Role.AGENCY_OFFICER)
    return officer


def programme_of(world: World, user: User) -> CreditProgramme:
    return actions.add_credit_programme(name="Vay theo chuỗi", starts_on=date(2026, 1, 1), by=world.actor(user), at=NOW)


@pytest.mark.requirement("R228", "R230")
def test_a_wish_under_a_programme_goes_to_the_agency_of_the_programme(world: World, anh_tin: User, sign_in) -> None:
    wished = actions.NewWish(world.fish_maker, 10**7, "Mua lò sấy", programme=programme_of(world, anh_tin))
    wish = actions.wish_for_credit(wished, by=world.actor(world.chi_lan), at=NOW)
    page = reverse("funding:application", args=[wish.public_id])
    assert sign_in(anh_tin).get(page).status_code == 200
    assert sign_in(world.chi_mai).get(page).status_code == 404
    for user in (world.anh_dung, world.ong_khanh, world.co_hien, world.chi_lan):
        assert sign_in(user).get(page).status_code == 200, user
    seen = CreditApplication.objects.visible_to
    assert [seen(world.actor(user)).count() for user in (anh_tin, world.chi_mai, world.chu_tam)] == [1, 0, 0]
    assert [todo.count for todo in todos_for(world.actor(anh_tin), at=NOW)] == [1]
    assert todos_for(world.actor(world.chi_mai), at=NOW) == []


@pytest.mark.requirement("R230")
def test_what_an_agency_records_is_in_its_own_charge(world: World, anh_tin: User, bank: Office) -> None:
    other = programme_of(world, world.chi_mai)
    loan = actions.NewLoan(world.fish_maker, "Ngân hàng A", 10**7, date(2026, 11, 1), programme=other)
    made = actions.record_loan(loan, by=world.actor(anh_tin), at=NOW)
    assert (other.office, made.office) == (world.agriculture, bank)
    by_province = actions.record_loan(loan, by=world.actor(world.anh_dung), at=NOW)
    assert by_province.office == world.agriculture
    assert list(Loan.objects.visible_to(world.actor(anh_tin))) == [made]


def test_nobody_elses_wish_is_shown_or_closed_by_the_loan_of_another_agency(
    world: World, anh_tin: User, sign_in
) -> None:
    wished = actions.NewWish(world.fish_maker, 70_000_000, "Kho riêng", programme=programme_of(world, world.chi_mai))
    wish = actions.wish_for_credit(wished, by=world.actor(world.chi_lan), at=NOW)
    tin = sign_in(anh_tin)
    page = reverse("funding:add_loan", args=[world.fish_maker.public_id])
    assert "Kho riêng" not in tin.get(page).content.decode()
    typed = {"key": "abcdefgh6789", "bank": "Ngân hàng A", "amount": "50.000.000", "starts_on": "1/11/2026"}
    assert tin.post(page, typed).status_code == 302
    wish.refresh_from_db()
    assert wish.state == "wished"
    assert Loan.objects.get().application is None


@pytest.mark.parametrize("kind", ["programme", "application", "loan"])
def test_anh_dung_gives_a_record_to_the_bank_and_chi_mai_reads_it_no_longer(
    world: World, anh_tin: User, bank: Office, sign_in, kind: str
) -> None:
    mai = world.actor(world.chi_mai)
    loan = actions.NewLoan(world.fish_maker, "Ngân hàng A", 10**7, date(2026, 11, 1))
    row = {
        "programme": lambda: programme_of(world, world.chi_mai),
        "application": lambda: actions.wish_for_credit(actions.NewWish(world.fish_maker, 1, "Lò"), by=mai, at=NOW),
        "loan": lambda: actions.record_loan(loan, by=mai, at=NOW),
    }[kind]()
    page, give = (reverse(f"funding:{name}", args=[row.public_id]) for name in (kind, f"entrust_{kind}"))
    assert give in sign_in(world.chi_mai).get(page).content.decode()
    assert sign_in(anh_tin).get(give).status_code == 404
    dung = sign_in(world.anh_dung)
    assert bank.name in dung.get(give).content.decode()
    for _ in range(2):
        assert dung.post(give, {"office": bank.public_id}).url == page
    assert JournalEntry.objects.filter(act="funding.credit_entrusted").count() == 1
    assert bank.name in sign_in(anh_tin).get(page).content.decode()
    status = sign_in(world.chi_mai).get(page).status_code
    assert status == (200 if kind == "programme" else 404)  # what is offered, everybody reads
    assert sign_in(world.chi_mai).get(give).status_code == 404
    with pytest.raises(Refused, match="cơ quan đang phụ trách"):
        actions.entrust(row, world.agriculture, by=mai, at=NOW)
    with pytest.raises(Refused, match="đang hoạt động"):
        actions.entrust(row, world.thap_muoi_committee, by=world.actor(world.anh_dung), at=NOW)
    assert dung.post(give, {"office": ""}).url == page
    row.refresh_from_db()
    assert row.office is None


def test_an_agency_that_gives_a_wish_away_is_led_back_to_the_list(
    world: World, anh_tin: User, bank: Office, sign_in
) -> None:
    wish = actions.wish_for_credit(
        actions.NewWish(world.fish_maker, 10**7, "Lò sấy"), by=world.actor(world.chi_mai), at=NOW
    )
    address = reverse("funding:entrust_application", args=[wish.public_id])
    given = sign_in(world.chi_mai).post(address, {"office": bank.public_id}, follow=True)
    assert given.status_code == 200
    assert f"Từ nay {bank.name} phụ trách" in given.content.decode()


@pytest.mark.requirement("R226", "R227")
def test_a_programme_has_a_page_that_producers_read_too(world: World, anh_tin: User, sign_in) -> None:
    programme = programme_of(world, anh_tin)
    loan = actions.NewLoan(world.fish_maker, "Ngân hàng A", 10**7, date(2026, 11, 1), programme=programme)
    actions.record_loan(loan, by=world.actor(anh_tin), at=NOW)
    page = reverse("funding:programme", args=[programme.public_id])
    assert page in sign_in(anh_tin).get(reverse("funding:credit")).content.decode()
    assert "1 khoản, 10.000.000 đồng" in sign_in(anh_tin).get(page).content.decode()
    assert "0 khoản" in sign_in(world.chi_mai).get(page).content.decode()
    for_producer = sign_in(world.anh_phuc).get(page).content.decode()
    assert "Vay theo chuỗi" in for_producer
    assert "Đã cho vay" not in for_producer
    assert sign_in(world.ba_nga).get(page).status_code == 404
