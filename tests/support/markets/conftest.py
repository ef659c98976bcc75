"""A small market: a retail system, a marketplace, a shop, two makers whose products bear stars."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from ocop.kit.scope import Actor
from ocop.support.markets import actions
from ocop.support.markets.models import Listing, Outlet, Partner, Placement, SupplyContract
from tests.world import NOW, World

START = date(2026, 1, 10)


@dataclass
class Market:
    """Everything entered by anh Dũng of the coordination office unless said otherwise."""

    world: World
    retailer: Partner
    floor: Partner
    shop: Outlet

    @property
    def dung(self) -> Actor:
        return self.world.actor(self.world.anh_dung)

    def place(self, product: Any = None, by: Actor | None = None, **facts: Any) -> Placement:
        facts = {"product": product or self.world.dried_fish, "basis": "order", "starts_on": START, **facts}
        if "outlet" not in facts and "partner" not in facts:
            facts["partner"] = self.retailer
        return actions.enter(Placement, facts, by=by or self.dung, at=NOW)

    def list(self, product: Any = None, by: Actor | None = None, **facts: Any) -> Listing:
        facts = {"product": product or self.world.dried_fish, "partner": self.floor, "starts_on": START, **facts}
        return actions.enter(Listing, facts, by=by or self.dung, at=NOW)

    def contract(self, product: Any = None, by: Actor | None = None, **facts: Any) -> SupplyContract:
        product = product or self.world.dried_fish
        facts = {
            "producer": product.producer,
            "partner": self.retailer,
            "products": [product],
            "signed_on": START,
            "starts_on": START,
            "ends_on": date(2026, 12, 31),
            **facts,
        }
        return actions.enter(SupplyContract, facts, by=by or self.dung, at=NOW)


@pytest.fixture
def market(world: World, at_now: Any) -> Market:
    by = world.actor(world.anh_dung)
    retailer = actions.enter(
        Partner, {"name": "VinMart", "kind": "retailer", "aliases": "Vin Mart\nWinMart"}, by=by, at=NOW
    )
    floor = actions.enter(Partner, {"name": "Postmart", "kind": "marketplace"}, by=by, at=NOW)
    facts = {"name": "Cửa hàng OCOP Sa Đéc", "kind": "shop", "unit": world.thap_muoi, "opened_on": date(2025, 8, 1)}
    return Market(world, retailer, floor, actions.enter(Outlet, facts, by=by, at=NOW))
