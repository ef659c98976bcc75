"""Whom a recall concerns among the places that sell: those of today, and those that stopped since the lot was made."""

from datetime import date
from typing import Any

import pytest

from ocop.cycle.traceability.actions import declare_recall
from ocop.cycle.traceability.elsewhere import concerned_by
from ocop.support.markets.concerned import places_to_tell
from tests.cycle.epcis.chain import lot_of
from tests.support.markets.conftest import Market
from tests.world import NOW


@pytest.mark.requirement("R164")
def test_a_shop_that_stopped_selling_after_the_lot_was_made_is_told_too(market: Market) -> None:
    office, world = market.dung, market.world
    market.place(outlet=market.shop, ends_on=date(2026, 11, 22))  # the lot is of 20 November
    market.place(product=world.lotus_seed, outlet=market.shop)
    market.place(ends_on=date(2026, 11, 19))
    row = declare_recall(lot_of(world), reason="Nấm mốc", danger="Đau bụng", advice="Mang trả", by=office, at=NOW)
    (line,) = places_to_tell(row, office)
    assert line.name == "Cửa hàng OCOP Sa Đéc"
    assert line.contact == "Xã Tháp Mười, thôi bán sau ngày 22/11/2026"


def test_a_place_that_began_again_stands_once_as_one_that_sells(market: Market, django_assert_num_queries: Any) -> None:
    office, world = market.dung, market.world
    market.place(outlet=market.shop, starts_on=date(2026, 11, 23))
    market.place(outlet=market.shop, ends_on=date(2026, 11, 21))
    row = declare_recall(lot_of(world), reason="Nấm mốc", danger="Đau bụng", advice="Mang trả", by=office, at=NOW)
    (line,) = [each for each in concerned_by(row, office) if each.key.startswith("diem-ban:")]
    assert line.contact == "Xã Tháp Mười"
    with django_assert_num_queries(1):
        list(places_to_tell(row, office))
