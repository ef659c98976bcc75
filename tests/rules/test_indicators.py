"""Shares, pace and forecast of a target: golden cases of the plan's own figures, and what holds for all numbers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules.indicators import Figure, Promise, Standing, expected_on, printed, progress, quarter_ends

START, DUE = date(2021, 1, 1), date(2025, 12, 31)
PEOPLE = Promise(START, DUE, Decimal(1500))
HALF = Promise(START, DUE, Decimal(50), baseline=Decimal("20.50"))

counts = st.integers(0, 100_000)
days = st.integers(-400, 3000).map(lambda shift: START + timedelta(days=shift))


def test_a_share_is_of_its_base_as_the_plan_prints_it_for_2019() -> None:
    """53, 9, 5 and 3 of 70 products (I.5.1; check C06)."""
    assert [printed(Figure(count, 70).exact or 0) for count in (53, 9, 5, 3)] == [
        Decimal("75.71"),
        Decimal("12.86"),
        Decimal("7.14"),
        Decimal("4.29"),
    ]


def test_a_share_of_nothing_is_no_figure() -> None:
    found = progress(HALF, date(2023, 1, 1), Figure(0, 0))
    assert (found.standing, found.value, found.missing) == (Standing.NO_BASE, None, None)


def test_half_way_with_half_the_figure_is_on_pace() -> None:
    day = START + (DUE - START) / 2
    assert progress(PEOPLE, day, Figure(750)).standing == Standing.ON_PACE
    assert progress(PEOPLE, day, Figure(749)).standing == Standing.BEHIND


def test_a_share_just_under_its_target_is_not_reached_by_rounding() -> None:
    """49,999 % prints as 50,00 % and is still not 50 %."""
    found = progress(HALF, DUE, Figure(49_999, 100_000))
    assert (found.value, found.standing) == (Decimal("50.00"), Standing.BEHIND)
    assert progress(HALF, DUE + timedelta(days=1), Figure(49_999, 100_000)).standing == Standing.MISSED
    assert progress(HALF, DUE, Figure(50_000, 100_000)).standing == Standing.REACHED


def test_forecast_goes_on_as_the_last_year_did_and_says_what_is_needed() -> None:
    found = progress(PEOPLE, date(2023, 12, 31), Figure(800), Figure(600))
    assert (found.expected, found.standing) == (Decimal("899.18"), Standing.BEHIND)
    assert found.forecast == Decimal("1200.55"), "800 and 731 days at 200 a year"
    assert found.missing == Decimal("700.00")
    assert found.needed_a_month == Decimal("29.13"), "700 over 731 days of 365/12 a month"


def test_no_forecast_without_a_year_before_or_after_the_day() -> None:
    assert progress(PEOPLE, date(2023, 12, 31), Figure(800)).forecast is None
    late = progress(PEOPLE, date(2026, 3, 1), Figure(800), Figure(600))
    assert (late.forecast, late.needed_a_month, late.standing) == (None, None, Standing.MISSED)


def test_a_target_must_lie_after_its_start() -> None:
    with pytest.raises(ValueError, match="sau ngày bắt đầu"):
        Promise(DUE, DUE, Decimal(1))


def test_a_count_is_never_below_0() -> None:
    with pytest.raises(ValueError, match="nhỏ hơn 0"):
        Figure(-1)


@given(day=days)
def test_the_line_stays_between_baseline_and_figure_and_never_falls(day: date) -> None:
    here, later = expected_on(HALF, day), expected_on(HALF, day + timedelta(days=1))
    assert Decimal("20.5") <= here <= later <= 50


@given(day=days, now=counts, before=counts)
def test_judgement_is_monotone_and_forecasts_stay_possible(day: date, now: int, before: int) -> None:
    found, better = (progress(PEOPLE, day, Figure(count), Figure(before)) for count in (now, now + 1))
    order = [Standing.MISSED, Standing.BEHIND, Standing.ON_PACE, Standing.REACHED]
    assert order.index(found.standing) <= order.index(better.standing)
    assert found.forecast is None or found.forecast >= 0


@given(base=st.integers(1, 10_000), data=st.data())
def test_a_share_is_forecast_between_0_and_100(base: int, data: st.DataObject) -> None:
    now, before = (Figure(data.draw(st.integers(0, base)), base) for _ in range(2))
    found = progress(HALF, date(2023, 5, 5), now, before)
    assert found.forecast is not None
    assert 0 <= found.forecast <= 100


def test_quarter_ends_end_with_the_day_itself() -> None:
    assert quarter_ends(date(2021, 1, 1), date(2021, 7, 15)) == [
        date(2021, 3, 31),
        date(2021, 6, 30),
        date(2021, 7, 15),
    ]
    assert len(quarter_ends(date(2000, 1, 1), date(2026, 1, 1))) == 40
