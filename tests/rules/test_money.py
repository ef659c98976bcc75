"""Sums and shares of a plan."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules.money import Disagreement, add_up, check_shares, per_cent, split, sum_of_parts

BILLION = 1_000_000_000
HALF = {"tinh": Decimal(50), "sa-dec": Decimal(50)}


@pytest.mark.requirement("R136", "R137")
def test_the_local_money_of_both_pilots_is_split_in_halves_to_the_dong() -> None:
    assert split(269_235_000_000, HALF) == {"tinh": 134_617_500_000, "sa-dec": 134_617_500_000}
    assert split(29_727_000_000, HALF) == {"tinh": 14_863_500_000, "sa-dec": 14_863_500_000}


@given(total=st.integers(0, 10**15), cuts=st.lists(st.integers(1, 99), min_size=1, max_size=6))
def test_a_split_adds_up_to_its_sum_and_is_never_a_dong_off(total: int, cuts: list[int]) -> None:
    whole = sum(cuts)
    percents = {place: (Decimal(cut * 100) / whole).quantize(Decimal("0.01")) for place, cut in enumerate(cuts)}
    percents[0] += 100 - sum(percents.values())
    parts = split(total, percents)
    assert sum(parts.values()) == total
    assert all(abs(parts[place] - total * percent / 100) < 1 for place, percent in percents.items())


@pytest.mark.parametrize("percents", [{"a": Decimal(50)}, {"a": Decimal(60), "b": Decimal(50)}])
def test_shares_that_do_not_make_a_hundred_are_refused(percents: dict) -> None:
    with pytest.raises(ValueError, match="100 per cent"):
        split(100, percents)


@pytest.mark.requirement("R136")
def test_a_payer_behind_its_half_is_shown_in_dong_and_in_points() -> None:
    province, city = check_shares(10 * BILLION, HALF, {"tinh": 3 * BILLION, "sa-dec": BILLION})
    assert (province.planned, province.due, province.difference) == (5 * BILLION, 2 * BILLION, BILLION)
    assert (city.actual_percent, city.percent_difference) == (Decimal("25.0"), Decimal("-25.0"))


def test_a_payer_the_plan_does_not_name_has_a_share_of_nothing() -> None:
    checks = {check.payer: check for check in check_shares(None, HALF, {"tinh": 50, "xa": 50})}
    assert checks["xa"].percent == 0
    assert checks["xa"].difference == 50
    assert checks["sa-dec"].difference == -50


@given(st.lists(st.integers(0, 10**13), min_size=3, max_size=3))
def test_differences_from_the_shares_cancel_out(paid: list[int]) -> None:
    percents = {0: Decimal(30), 1: Decimal(30), 2: Decimal(40)}
    assert sum(check.difference for check in check_shares(None, percents, dict(enumerate(paid)))) == 0


def test_nothing_paid_has_no_share() -> None:
    assert per_cent(0, 0) is None
    assert all(check.percent_difference is None for check in check_shares(None, HALF, {}))


@pytest.mark.requirement("R134")
def test_a_total_is_the_sum_of_its_parts_or_refused() -> None:
    assert sum_of_parts([405_029, 298_962, 234_711], 938_702) == 938_702
    with pytest.raises(Disagreement) as wrong:
        sum_of_parts([405_029, 298_962, 234_710], 938_702)
    assert (wrong.value.total, wrong.value.parts) == (938_702, 938_701)


def test_a_sum_printed_undivided_stands_until_its_parts_have_figures() -> None:
    assert sum_of_parts([None, None], 88_656) == 88_656
    assert sum_of_parts([None], None) is None
    with pytest.raises(ValueError, match="some parts"):
        sum_of_parts([1, None], 1)


def test_sums_by_key() -> None:
    assert add_up([("a", 1), ("b", 2), ("a", 3)]) == {"a": 4, "b": 2}
