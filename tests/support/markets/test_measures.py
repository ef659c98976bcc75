"""The measures at many dates, against a plain count in Python that looks at every record by itself."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from ocop.cycle.certification.models import Recognition, StandingChange
from ocop.cycle.certification.queries import standing
from ocop.cycle.certification.states import STANDS, RecognitionState
from ocop.ground.planning.measures import Measure, Span, by_part, known_measures, rows_behind, values_on
from ocop.support.markets import actions
from ocop.support.markets.measures import (
    CONTRACTS,
    CONTRACTS_SIGNED,
    ECOMMERCE,
    MEASURES,
    OUTLETS,
    PRODUCTS_AT_OUTLETS,
    PRODUCTS_CONTRACTED,
    SUPERMARKET,
    TOURIST_COUNTER,
)
from ocop.support.markets.models import LargeSpan, Listing, Outlet, Placement, TouristSite
from ocop.support.markets.states import SELLING_AT_SITES, RecordState
from tests.support.markets.conftest import Market
from tests.world import NOW, make_product
from tests.world_certification import make_recognition

FIRST = date(2023, 1, 1)
DAYS = [FIRST + timedelta(days=step) for step in range(0, 1900, 37)]


def stars_stand(product: Any, on: date) -> bool:
    """Whether any official recognition of a product stands on a day, by the reading of certification itself."""
    rows = Recognition.objects.filter(product=product, is_trial=False)
    return any(standing(each, on) in STANDS for each in rows)


def runs(start: date, end: date | None, on: date) -> bool:
    return start <= on and (end is None or end >= on)


@pytest.fixture
def busy(market: Market) -> list[Any]:
    """Forty products with recognitions, placements, listings at random days; some withdrawn, renewed, on trial."""
    rng = random.Random(7)
    world = market.world

    def day(most: int = 1500) -> date:
        return FIRST + timedelta(days=rng.randrange(most))

    def end(start: date) -> date | None:
        return None if rng.random() < 0.3 else start + timedelta(days=rng.randrange(900))

    products = []
    for number in range(40):
        maker = rng.choice([world.fish_maker, world.lotus_maker])
        product = make_product(f"Sản phẩm {number}", maker)
        products.append(product)
        if rng.random() < 0.8:
            start = day(900)
            first = make_recognition(
                product, world.province_committee, valid_from=start, number=f"{number}", is_trial=rng.random() < 0.15
            )
            if rng.random() < 0.3:
                again = start + timedelta(days=rng.randrange(300, 1000))
                make_recognition(
                    product, world.province_committee, valid_from=again, supersedes=first, number=f"{number}b"
                )
            elif rng.random() < 0.3:
                StandingChange.objects.create(
                    recognition=first,
                    to_state=rng.choice([RecognitionState.WITHDRAWN, RecognitionState.SUSPENDED]),
                    reason="Vi phạm.",
                    effective_on=start + timedelta(days=rng.randrange(700)),
                    recorded_at=NOW,
                )
        for _ in range(rng.randrange(3)):
            start = day()
            where = rng.choice([{"partner": market.retailer}, {"outlet": market.shop}])
            Placement.objects.create(
                product=product,
                basis="order",
                starts_on=start,
                ends_on=end(start),
                created_at=NOW,
                state=rng.choice([RecordState.CONFIRMED, RecordState.CONFIRMED, RecordState.PROPOSED]),
                **where,
            )
        for _ in range(rng.randrange(3)):
            start = day()
            Listing.objects.create(
                product=product,
                partner=market.floor,
                starts_on=start,
                ends_on=end(start),
                created_at=NOW,
                state=rng.choice([RecordState.CONFIRMED, RecordState.REFUSED]),
            )
    return products


def counted(rows: list[Any], product: Any, on: date) -> bool:
    return any(
        each.product_id == product.pk and each.state == RecordState.CONFIRMED and runs(each.starts_on, each.ends_on, on)
        for each in rows
    )


@pytest.mark.requirement("R262", "R264")
@pytest.mark.parametrize("measure", [SUPERMARKET, ECOMMERCE], ids=["supermarket", "ecommerce"])
def test_a_share_of_products_is_what_looking_at_each_gives(
    busy: list[Any], measure: Measure, django_assert_num_queries: Any
) -> None:
    rows: list[Any] = list(Listing.objects.all())
    if measure is SUPERMARKET:
        rows = [each for each in Placement.objects.select_related("outlet") if each.partner_id]
    with django_assert_num_queries(2):
        values = values_on(measure, {}, DAYS, since=None)
    assert max(value.count for value in values) > 2
    for value in values:
        stand = [each for each in busy if stars_stand(each, value.on)]
        assert value.base == len(stand), value.on
        assert value.count == sum(counted(rows, each, value.on) for each in stand), value.on


@pytest.mark.requirement("R262")
def test_the_rows_behind_a_share_are_its_products(busy: list[Any]) -> None:
    for day in DAYS[::8]:
        (value,) = values_on(SUPERMARKET, {}, [day], since=None)
        rows = list(rows_behind(SUPERMARKET, {}, Span(day)))
        assert len({row.product_id for row in rows}) == value.count
        for row in rows:
            assert SUPERMARKET.counted.label(row).startswith("Sản phẩm")
            assert SUPERMARKET.counted.detail is not None
            assert "VinMart" in SUPERMARKET.counted.detail(row)


def test_a_share_splits_by_the_place_of_the_producer(busy: list[Any], market: Market) -> None:
    day = date(2025, 6, 1)
    (value,) = values_on(ECOMMERCE, {}, [day], since=None)
    split = by_part(ECOMMERCE, {}, Span(day), lambda unit: unit)
    assert set(split) <= {market.world.phuong_thinh.pk, market.world.thap_muoi.pk}
    assert sum(split.values()) == value.count


@pytest.mark.requirement("R263")
def test_large_sites_with_a_counter(market: Market) -> None:
    rng = random.Random(3)
    for number in range(12):
        site = TouristSite.objects.create(name=f"Điểm {number}", created_at=NOW)
        if rng.random() < 0.8:
            start = FIRST + timedelta(days=rng.randrange(700))
            end = None if rng.random() < 0.5 else start + timedelta(days=rng.randrange(900))
            LargeSpan.objects.create(site=site, valid_from=start, valid_to=end, reason="Sở trình")
        for count in range(rng.randrange(3)):
            opened = FIRST + timedelta(days=rng.randrange(900))
            closed = None if rng.random() < 0.5 else opened + timedelta(days=rng.randrange(500))
            Outlet.objects.create(
                name=f"Quầy {number}.{count}",
                kind=rng.choice(["counter", "display", "shop"]),
                tourist_site=site,
                opened_on=opened,
                closed_on=closed,
                created_at=NOW,
            )
    spans = list(LargeSpan.objects.all())
    outlets = list(Outlet.objects.filter(kind__in=SELLING_AT_SITES))
    for value in values_on(TOURIST_COUNTER, {}, DAYS, since=None):
        large = {each.site_id for each in spans if runs(each.valid_from, each.valid_to, value.on)}
        served = {each.tourist_site_id for each in outlets if runs(each.opened_on, each.closed_on, value.on)}
        assert (value.count, value.base) == (len(large & served), len(large))


@pytest.mark.requirement("R201", "R203")
def test_points_of_sale_by_kind_and_side_of_the_border(market: Market) -> None:
    facts = {"name": "Điểm ở Hà Nội", "kind": "centre", "province_name": "Hà Nội", "opened_on": date(2026, 1, 1)}
    actions.enter(Outlet, {**facts, "closed_on": date(2026, 6, 30)}, by=market.dung, at=NOW)
    on = [date(2025, 12, 31), date(2026, 6, 30), date(2026, 7, 1)]
    assert [value.count for value in values_on(OUTLETS, {}, on, since=None)] == [1, 2, 1]
    assert [value.count for value in values_on(OUTLETS, {"kind": "centre"}, on, since=None)] == [0, 1, 0]
    assert [value.count for value in values_on(OUTLETS, {"place": "inside"}, on, since=None)] == [1, 1, 1]


def test_contracts_count_to_their_last_real_day(market: Market) -> None:
    contract = market.contract()
    actions.end_contract(contract, on=date(2026, 10, 1), why="Đổi quy cách.", by=market.dung, at=NOW)
    on = [date(2026, 1, 9), date(2026, 1, 10), date(2026, 10, 1), date(2026, 10, 2)]
    assert [value.count for value in values_on(CONTRACTS, {}, on, since=None)] == [0, 1, 1, 0]


def test_a_lifted_suspension_leaves_no_gap(market: Market) -> None:
    """One row carries one span, so the figure of a day within a lifted suspension counts the product: said here."""
    fish = market.world.dried_fish
    found = make_recognition(fish, market.world.province_committee, valid_from=date(2026, 1, 1))
    for state, day in (("suspended", date(2026, 3, 1)), ("granted", date(2026, 4, 1))):
        StandingChange.objects.create(
            recognition=found, to_state=state, reason="Khắc phục.", effective_on=day, recorded_at=NOW
        )
    days = [date(2026, 2, 1), date(2026, 3, 15), date(2026, 5, 1)]
    assert [value.base for value in values_on(SUPERMARKET, {}, days, since=None)] == [1, 1, 1]


def test_all_are_registered() -> None:
    assert {each.key for each in MEASURES} <= set(known_measures())


@pytest.mark.requirement("R199", "R203")
def test_products_stand_at_a_point_of_sale_while_it_is_open(market: Market) -> None:
    """The fish at the shop from January, the lotus with a retailer only; the shop closes on 1 October."""
    world = market.world
    for product, number in ((world.dried_fish, "1"), (world.lotus_seed, "2")):
        make_recognition(product, world.province_committee, valid_from=date(2026, 1, 1), number=number)
    market.place(outlet=market.shop)
    market.place(world.lotus_seed)
    Outlet.objects.filter(pk=market.shop.pk).update(closed_on=date(2026, 10, 1))
    on = [date(2026, 1, 9), date(2026, 1, 10), date(2026, 10, 1), date(2026, 10, 2)]
    told = values_on(PRODUCTS_AT_OUTLETS, {}, on, since=None)
    assert [(value.count, value.base) for value in told] == [(0, 2), (1, 2), (1, 2), (0, 2)]
    assert values_on(PRODUCTS_AT_OUTLETS, {"kind": "centre"}, on[1:2], since=None)[0].count == 0


@pytest.mark.requirement("R179")
def test_contracts_are_signed_in_a_period_and_their_products_counted_while_they_run(market: Market) -> None:
    contract = market.contract()
    market.contract(market.world.lotus_seed, signed_on=date(2025, 12, 1), starts_on=date(2025, 12, 1))
    actions.end_contract(contract, on=date(2026, 10, 1), why="Đổi quy cách.", by=market.dung, at=NOW)
    (signed,) = values_on(CONTRACTS_SIGNED, {}, [NOW.date()], since=date(2026, 1, 1))
    assert signed.count == 1, "an ended one was signed all the same; the other the year before"
    on = [date(2025, 12, 31), date(2026, 10, 1), date(2026, 10, 2)]
    assert [value.count for value in values_on(PRODUCTS_CONTRACTED, {}, on, since=None)] == [1, 2, 1]
    assert values_on(PRODUCTS_CONTRACTED, {"kind": "distributor"}, on[:1], since=None)[0].count == 0
