"""Which agency has a supply contract in its charge, and that the others neither read nor keep it."""

from datetime import date

import pytest
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.ground.offices.states import OfficeKind, Role, Tier
from ocop.kit.scope import Refused
from ocop.support.markets import actions
from ocop.support.markets.models import Placement, SupplyContract
from tests.support.markets.conftest import Market
from tests.world import NOW, appoint, make_office, make_user

pytestmark = pytest.mark.usefixtures("at_now")
TRADE = "Sở Công Thương"


@pytest.fixture
def anh_thuong(market: Market) -> User:
    officer = make_user("Lê Văn Thương", "thuong@soct.example")
    appoint(officer, make_office(TRADE, kind=OfficeKind.DEPARTMENT, tier=Tier.PROVINCE), Role.AGENCY_OFFICER)
    return officer


@pytest.mark.requirement("R180")
def test_a_contract_is_read_by_the_agency_that_recorded_it_and_by_no_other(
    market: Market, anh_thuong: User, sign_in
) -> None:
    world = market.world
    contract = market.contract(by=world.actor(anh_thuong))
    page = reverse("markets:record", args=["hop-dong", contract.public_id])
    assert TRADE in sign_in(anh_thuong).get(page).content.decode()
    assert sign_in(world.chi_mai).get(page).status_code == 404
    for user in (world.anh_dung, world.chi_thao, world.ong_khanh, world.co_hien, world.chi_lan):
        assert sign_in(user).get(page).status_code == 200, user
    assert sign_in(world.chu_tam).get(page).status_code == 404
    with pytest.raises(Refused):
        actions.end_contract(contract, on=date(2026, 6, 1), why="Ngừng", by=world.actor(world.chi_mai), at=NOW)
    with pytest.raises(Refused):
        actions.change(contract, {"number": "1"}, by=world.actor(world.chi_mai), at=NOW)
    assert Placement.objects.visible_to(world.actor(world.chi_mai)).count() == 1  # where it is sold is no secret


def test_anh_dung_gives_a_contract_to_the_trade_department_and_its_renewals_stay_there(
    market: Market, anh_thuong: User, sign_in
) -> None:
    world, contract = market.world, market.contract()
    assert contract.office is None
    thuong = world.actor(anh_thuong)
    assert not SupplyContract.objects.visible_to(thuong).exists()
    edit = reverse("markets:edit", args=["hop-dong", contract.public_id])
    typed = {
        "producer": "Cơ sở Khô Bà Lan", "partner": "VinMart", "products": "Khô cá sặc rằn", "signed_on": "10/1/2026",
        "starts_on": "10/1/2026", "ends_on": "31/12/2026", "office": "so cong thuong",
    }  # fmt: skip
    assert sign_in(world.anh_dung).post(edit, typed).status_code == 302
    assert SupplyContract.objects.visible_to(thuong).get() == contract
    contract.refresh_from_db()
    days = {"signed_on": date(2026, 12, 1), "starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
    renewed = actions.renew_contract(contract, {**days, "number": "", "volume": None, "value": None}, by=thuong, at=NOW)
    assert renewed.office == contract.office


def test_a_commune_is_not_asked_for_the_agency_and_changes_nothing_about_it(
    market: Market, anh_thuong: User, sign_in
) -> None:
    world, contract = market.world, market.contract(by=market.world.actor(anh_thuong))
    hien = sign_in(world.co_hien)
    edit = reverse("markets:edit", args=["hop-dong", contract.public_id])
    assert "Cơ quan phụ trách" not in hien.get(edit).content.decode()
    typed = {
        "producer": "Cơ sở Khô Bà Lan", "partner": "VinMart", "products": "Khô cá sặc rằn", "signed_on": "10/1/2026",
        "starts_on": "10/1/2026", "ends_on": "31/12/2026", "number": "7/HĐ",
    }  # fmt: skip
    assert hien.post(edit, typed).status_code == 302
    contract.refresh_from_db()
    assert (contract.number, str(contract.office)) == ("7/HĐ", TRADE)
