"""Support that may be paid twice: the rule alone, then a province of 5,000 supports with planted overlaps."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules.overlap import Given, Relation, all_overlaps, lineage, overlap, overlaps_of
from tests.rules.supports import PURPOSES, clean_province, plant

pytestmark = pytest.mark.requirement("R212")
DAY = date(2026, 1, 1)


def support(
    number: int, purpose: str = "bao-bi", *, budget: str = "A", producer: str = "Lan", start: int = 0, days: int = 30
) -> Given:
    first = DAY + timedelta(days=start)
    return Given(number, producer, purpose, first, first + timedelta(days=days - 1), budget, 1_000_000 * number)


def test_packaging_paid_by_two_policies_in_the_same_month_overlaps() -> None:
    found = overlap(support(1), support(2, budget="B", start=20), PURPOSES)
    assert found is not None
    assert (found.relation, found.days, found.at_stake) == (Relation.SAME, 10, 1_000_000)


@pytest.mark.parametrize(
    "other",
    [
        support(2, budget="A"),
        support(2, budget="B", producer="Phúc"),
        support(2, "dao-tao", budget="B"),
        support(2, budget="B", start=30),
        support(1, budget="B"),
    ],
    ids=["same policy", "other producer", "other purpose", "the day after", "itself"],
)
def test_what_is_no_overlap(other: Given) -> None:
    assert overlap(support(1), other, PURPOSES) is None


def test_the_last_day_itself_is_shared() -> None:
    found = overlap(support(1), support(2, budget="B", start=29), PURPOSES)
    assert found is not None
    assert found.days == 1


def test_a_wider_purpose_holds_the_narrower_one() -> None:
    narrow, wide = support(1, "tem-truy-xuat"), support(2, "bao-bi", budget="B")
    assert overlap(narrow, wide, PURPOSES).relation == Relation.WIDER
    assert overlap(wide, narrow, PURPOSES).relation == Relation.NARROWER
    assert overlap(narrow, support(3, "in-bao-bi", budget="B"), PURPOSES) is None, "siblings"


def test_a_purpose_cannot_hold_itself() -> None:
    with pytest.raises(ValueError, match="wider than itself"):
        lineage("a", {"a": "b", "b": "a"})


GIVEN = st.builds(
    lambda number, purpose, budget, producer, start, days: support(
        number, purpose, budget=budget, producer=producer, start=start, days=days
    ),
    st.integers(1, 10**6),
    st.sampled_from(["bao-bi", "in-bao-bi", "tem-truy-xuat", "dao-tao", "may-moc"]),
    st.sampled_from("ABC"),
    st.sampled_from(["Lan", "Phúc", "Tám"]),
    st.integers(0, 120),
    st.integers(1, 60),
)


@given(GIVEN, GIVEN)
def test_overlapping_does_not_depend_on_who_is_asked_first(one: Given, other: Given) -> None:
    there, back = overlap(one, other, PURPOSES), overlap(other, one, PURPOSES)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert (there.first_day, there.last_day, there.at_stake) == (back.first_day, back.last_day, back.at_stake)


@given(st.lists(GIVEN, max_size=25, unique_by=lambda each: each.id))
def test_the_sweep_finds_what_comparing_every_pair_finds(row: list[Given]) -> None:
    pairs = {frozenset((each.one.id, each.other.id)) for each in all_overlaps(row, PURPOSES)}
    plain = {frozenset((one.id, each.other.id)) for one in row for each in overlaps_of(one, row, PURPOSES)}
    assert pairs == plain


@pytest.mark.parametrize("seed", range(5))
def test_a_clean_province_of_5000_supports_has_none_and_every_planted_one_is_found(seed: int) -> None:
    clean = clean_province(5000, seed=seed)
    assert len(clean) == 5000
    assert all_overlaps(clean, PURPOSES) == []
    dirty, planted = plant(clean, 200, seed=seed)
    assert len(planted) == 200
    found = {frozenset((each.one.id, each.other.id)) for each in all_overlaps(dirty, PURPOSES)}
    assert found == planted
