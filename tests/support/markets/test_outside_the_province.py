"""Contracts and distributors of other provinces, entered on the pages as an officer would."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.support.markets.models import Partner, Placement, SupplyContract
from tests.support.markets.conftest import Market

SignIn = Callable[[User], Client]


def fill(client: Client, register: str, **said: Any) -> None:
    response = client.post(reverse("markets:add", args=[register]), said)
    assert response.status_code == 302, response.content.decode()


@pytest.mark.requirement("R171")
def test_a_signed_supply_contract_is_on_record_with_its_products(market: Market, sign_in: SignIn) -> None:
    """Who supplies whom with what from when; the products stand at the retailer while it runs."""
    world = market.world
    dung = sign_in(world.anh_dung)
    fill(
        dung, "hop-dong", producer="Cơ sở Khô Bà Lan", partner="VinMart",
        products="Khô cá sặc rằn", number="12/HĐ", signed_on="10/1/2026", starts_on="10/1/2026", ends_on="31/12/2026",
        volume="500", volume_unit="kg",
    )  # fmt: skip
    contract = SupplyContract.objects.get()
    assert (contract.producer, contract.partner, contract.state) == (world.fish_maker, market.retailer, "confirmed")
    assert list(Placement.objects.values_list("product__name", "partner__name")) == [("Khô cá sặc rằn", "VinMart")]
    assert "12/HĐ" in dung.get(reverse("markets:record", args=["hop-dong", contract.public_id])).content.decode()
    assert "VinMart" in dung.get(reverse("markets:list", args=["hop-dong"])).content.decode()


@pytest.mark.requirement("R172")
def test_a_distributor_of_another_province_takes_products(market: Market, sign_in: SignIn) -> None:
    """The distributor of An Giang stands in the list of partners with its province, and on the product's page."""
    world = market.world
    dung = sign_in(world.anh_dung)
    fill(dung, "doi-tac", name="Nhà phân phối bán lẻ An Giang", kind="distributor", province_name="An Giang")
    partner = Partner.objects.get(name="Nhà phân phối bán lẻ An Giang")
    for product in (world.dried_fish, world.lotus_seed):
        fill(dung, "cung-ung", product=product.name, place=partner.name, basis="order", starts_on="1/3/2026")
    page = dung.get(reverse("markets:record", args=["doi-tac", partner.public_id])).content.decode()
    assert "An Giang" in page
    assert "Khô cá sặc rằn" in page
    assert "Hạt sen sấy" in page
    sold = dung.get(reverse("markets:product", args=[world.dried_fish.public_id])).content.decode()
    assert "Nhà phân phối bán lẻ An Giang" in sold
