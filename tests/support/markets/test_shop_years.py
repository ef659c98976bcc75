"""What a point of sale took in is not everybody's business."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from ocop.ground.accounts.models import User
from ocop.support.markets import actions
from ocop.support.markets.models import Outlet, OutletYear
from tests.world import NOW, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


def test_what_a_shop_took_in_is_read_by_its_place_and_who_keeps_the_register(
    world: World, sign_in: Callable[[User], Client]
) -> None:
    """A shop in Tháp Mười: chú Tám reads its turnover; chị Lan, a producer, and cô Hiền next door do not."""
    by = world.actor(world.anh_dung)
    said = {"name": "Cửa hàng", "kind": "shop", "unit": world.thap_muoi, "opened_on": date(2024, 1, 1)}
    shop = actions.enter(Outlet, said, by=by, at=NOW)
    actions.enter(OutletYear, {"outlet": shop, "year": 2025, "revenue": 412_000_000}, by=by, at=NOW)
    addresses = (
        reverse("markets:record", args=["diem-ban", shop.public_id]),
        reverse("markets:list", args=["ket-qua"]),
    )
    for reader in (world.chu_tam, world.chi_mai, world.anh_dung, world.ong_khanh):
        for address in addresses:
            assert "412.000.000" in sign_in(reader).get(address).content.decode(), reader
    for stranger in (world.chi_lan, world.co_hien):
        for address in addresses:
            page = sign_in(stranger).get(address)
            assert page.status_code == 200
            assert "412.000.000" not in page.content.decode(), stranger
