"""Members' sheets become one result, by the council's own settings."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules.combination import (
    CouncilSettings,
    combine,
    common_points,
    printed_parts,
    quorum_met,
    quorum_needed,
)
from ocop.rules.criteria import load
from ocop.rules.grading import band

SETTINGS = CouncilSettings(
    quorum_percent=75,
    quorum_needs_chair=True,
    spread_limit=10,
    decimals=2,
    rounding="none",
    gate_test="majority",
    source="Quy chế thử",
)
totals = st.lists(st.integers(0, 100), min_size=1, max_size=15)
sheets = st.lists(
    st.dictionaries(st.sampled_from(["A.1.1", "B.5.1", "C.7"]), st.integers(0, 5)), min_size=1, max_size=11
)


@given(totals)
def test_the_mean_lies_between_the_lowest_and_the_highest(given_totals: list[int]) -> None:
    found = combine(SETTINGS, given_totals)
    assert min(given_totals) <= found.mean <= max(given_totals)
    assert found.spread == max(given_totals) - min(given_totals)
    assert found.count == len(given_totals)
    assert found.spread_exceeded == (found.spread > 10)


@given(totals, st.integers(min_value=0))
def test_the_order_of_members_does_not_matter(given_totals: list[int], seed: int) -> None:
    shuffled = random.Random(seed).sample(given_totals, len(given_totals))
    assert combine(SETTINGS, shuffled) == combine(SETTINGS, given_totals)


@given(totals)
def test_a_mean_below_a_band_never_reaches_it(given_totals: list[int]) -> None:
    found = combine(SETTINGS, given_totals)
    for level in load("26-2026").bands:
        assert (found.for_band >= level.minimum) == (sum(given_totals) >= level.minimum * len(given_totals))


@pytest.mark.parametrize(
    ("given_totals", "mean", "stars"),
    [
        ([70, 70, 69], "69.6666", 3),
        ([70] * 8 + [69], "69.8888", 3),
        ([90] * 99 + [89], "89.9900", 4),
        ([89, 90, 91], "90.0000", 5),
    ],
)
def test_close_to_a_band(given_totals: list[int], mean: str, stars: int) -> None:
    found = combine(SETTINGS, given_totals)
    assert found.mean == Decimal(mean)
    assert band(load("26-2026"), found.for_band) == stars


def test_a_council_may_round_where_its_own_rules_say_so() -> None:
    rounding = replace(SETTINGS, rounding="half_up", decimals=0)
    assert combine(rounding, [90] * 8 + [89]).for_band == Decimal(90)
    assert combine(SETTINGS, [90] * 8 + [89]).for_band < 90


def test_ten_points_apart_is_allowed_eleven_is_not() -> None:
    assert not combine(SETTINGS, [60, 70]).spread_exceeded
    assert combine(SETTINGS, [60, 71]).spread_exceeded


def test_without_a_sheet_there_is_no_result() -> None:
    with pytest.raises(ValueError, match="Chưa có phiếu"):
        combine(SETTINGS, [])
    with pytest.raises(ValueError, match="Chưa có phiếu"):
        common_points(SETTINGS, [])


@pytest.mark.parametrize(("seats", "needed"), [(9, 7), (8, 6), (11, 9), (4, 3), (1, 1)])
def test_quorum_rounds_up(seats: int, needed: int) -> None:
    assert quorum_needed(SETTINGS, seats) == needed
    assert quorum_met(SETTINGS, present=needed, seats=seats, chair_present=True)
    assert not quorum_met(SETTINGS, present=needed - 1, seats=seats, chair_present=True)
    assert not quorum_met(SETTINGS, present=seats, seats=seats, chair_present=False)


def test_a_council_without_seats_has_no_quorum() -> None:
    assert not quorum_met(SETTINGS, present=0, seats=0, chair_present=True)


def test_the_chair_is_needed_only_where_the_rules_say_so() -> None:
    assert quorum_met(replace(SETTINGS, quorum_needs_chair=False), present=7, seats=9, chair_present=False)


@pytest.mark.parametrize(
    ("gate_test", "points", "common"),
    [
        ("majority", [1, 2, 2], 2),
        ("majority", [1, 1, 2], 1),
        ("majority", [1, 2], 2),
        ("majority", [0, 3, 3, 5, 5], 3),
        ("every_member", [1, 2, 2], 1),
        ("every_member", [3, 3], 3),
    ],
)
def test_what_the_council_holds_in_common(gate_test: str, points: list[int], common: int) -> None:
    members = [{"A.3.5": value} for value in points]
    assert common_points(replace(SETTINGS, gate_test=gate_test), members) == {"A.3.5": common}


def test_a_blank_counts_as_zero_in_common() -> None:
    assert common_points(SETTINGS, [{"A.3.5": 3}, {}, {}]) == {"A.3.5": 0}


@given(sheets)
def test_majority_is_what_at_least_half_of_the_members_reach(members: list[dict[str, int]]) -> None:
    for code, common in common_points(SETTINGS, members).items():
        reach = sum(member.get(code, 0) >= common for member in members)
        above = sum(member.get(code, 0) > common for member in members)
        assert 2 * reach >= len(members)
        assert 2 * above < len(members) or above == 0


@given(sheets)
def test_every_member_is_never_milder_than_the_majority(members: list[dict[str, int]]) -> None:
    strict = common_points(replace(SETTINGS, gate_test="every_member"), members)
    assert all(strict[code] <= points for code, points in common_points(SETTINGS, members).items())


@pytest.mark.parametrize(
    "change", [{"rounding": "up"}, {"gate_test": "guess"}, {"quorum_percent": 0}, {"quorum_percent": 101}]
)
def test_settings_nobody_could_mean_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"Không có cách|Tỷ lệ"):
        replace(SETTINGS, **change)  # type: ignore[arg-type]  # wrong on purpose


def test_printed_parts_add_up_to_the_printed_total() -> None:
    """The worked table of docs/rules/combination.md: cut, the parts would give 94,12."""
    printed = printed_parts({"A": 269, "B": 156, "C": 234}, 7, Decimal("94.14"))
    assert {part: str(mean) for part, mean in printed.items()} == {"A": "38.43", "B": "22.28", "C": "33.43"}


@given(
    st.lists(st.tuples(*[st.integers(0, most) for most in (35, 25, 40)]), min_size=1, max_size=15),
    st.integers(min_value=0, max_value=4),
)
def test_whatever_the_members_gave_the_printed_parts_add_up(members: list[tuple[int, ...]], decimals: int) -> None:
    sums = {part: sum(each[place] for each in members) for place, part in enumerate("ABC")}
    total = combine(replace(SETTINGS, decimals=decimals), [sum(each) for each in members]).printed
    parts = printed_parts(sums, len(members), total)
    assert sum(parts.values()) == total
    for part, mean in parts.items():
        assert abs(mean - Decimal(sums[part]) / len(members)) < Decimal(1).scaleb(-decimals)
