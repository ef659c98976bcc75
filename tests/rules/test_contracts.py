"""Signals of a weak contract: each says what it says and nothing else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules.contracts import EXPIRING_DAYS, Contract, Signal, expires_soon, signals_of, star_mismatch, volume_fell

pytestmark = pytest.mark.requirement("R180")
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@st.composite
def contracts(draw: st.DrawFn) -> Contract:
    start = draw(DAYS)
    end = draw(st.none() | st.integers(0, 900).map(lambda more: start + timedelta(days=more)))
    early = draw(st.none() | st.integers(0, 300).map(lambda more: start + timedelta(days=more)))
    volume = st.none() | st.integers(0, 500).map(Decimal)
    return Contract(
        buyer=draw(st.sampled_from("AB")),
        starts_on=start,
        ends_on=end,
        ended_early_on=early,
        is_renewed=draw(st.booleans()),
        volume=draw(volume),
        unit="kg",
        previous_volume=draw(volume),
        previous_unit=draw(st.sampled_from(["kg", "hộp"])),
    )


@given(contracts(), DAYS)
def test_a_contract_that_does_not_run_says_nothing_but_that_it_was_broken_off(contract: Contract, on: date) -> None:
    found = signals_of(contract, [], on)
    if not contract.runs_on(on):
        assert set(found) <= {Signal.ENDED_EARLY}


@given(contracts(), DAYS)
def test_renewed_or_endless_it_never_expires(contract: Contract, on: date) -> None:
    if contract.is_renewed or contract.last_day is None:
        assert not expires_soon(contract, on)


@given(contracts(), st.lists(contracts(), max_size=4), DAYS)
def test_single_buyer_counts_buyers_not_contracts(contract: Contract, others: list[Contract], on: date) -> None:
    found = Signal.SINGLE_BUYER in signals_of(contract, others, on)
    elsewhere = any(other.runs_on(on) and other.buyer != contract.buyer for other in others)
    if found:
        assert not elsewhere
    elif contract.runs_on(on) and contract.ended_early_on is None:
        assert elsewhere


@given(contracts())
def test_other_units_are_never_compared(contract: Contract) -> None:
    if volume_fell(contract):
        assert contract.unit == contract.previous_unit
        assert contract.volume is not None
        assert contract.previous_volume is not None
        assert contract.volume < contract.previous_volume


@pytest.mark.parametrize(("days", "expected"), [(0, True), (EXPIRING_DAYS, True), (EXPIRING_DAYS + 1, False)])
def test_the_sixty_days_hold_their_last_day(days: int, expected: bool) -> None:
    today = date(2026, 11, 24)
    contract = Contract("A", date(2026, 1, 1), today + timedelta(days=days))
    assert expires_soon(contract, today) is expected


@pytest.mark.requirement("R192")
@pytest.mark.parametrize(
    ("claimed", "registered", "expected"),
    [(4, 4, False), (4, 3, True), (3, 4, True), (4, None, True), (None, 4, False), (None, None, False)],
)
def test_a_claimed_star_is_held_against_the_register(
    claimed: int | None, registered: int | None, expected: bool
) -> None:
    assert star_mismatch(claimed, registered) is expected
