"""What does not go together in a year of stamps, goods and capacity; it is shown and stops nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules.balance import UNMATCHED_DAYS, UNMATCHED_LEAST, Sign, Year, signs_of

COUNTS = st.integers(0, 10**8)


@pytest.mark.parametrize(
    ("year", "signs"),
    [
        (Year(1000, made=1000, issued=1000, active=1000), ()),
        (Year(1000, made=1001, issued=900, active=900), (Sign.MADE_OVER,)),
        (Year(1000, made=900, issued=1001, active=0), (Sign.ISSUED_OVER,)),
        (Year(None, made=10**7, issued=10**7, active=10**7), ()),
        (Year(None, made=100, issued=100, active=101), (Sign.ACTIVE_OVER,)),
        (Year(None, made=0, issued=UNMATCHED_LEAST, active=0, days_since_issue=UNMATCHED_DAYS), (Sign.UNMATCHED,)),
        (Year(None, made=0, issued=UNMATCHED_LEAST, active=0, days_since_issue=UNMATCHED_DAYS - 1), ()),
        (Year(None, made=0, issued=UNMATCHED_LEAST - 1, active=0, days_since_issue=400), ()),
        (Year(None, made=1000, issued=3000, active=0, days_since_issue=400), ()),
        (Year(None, made=1000, issued=3001, active=0, days_since_issue=400), (Sign.UNMATCHED,)),
        (Year(5, made=6, issued=7, active=8), (Sign.ACTIVE_OVER, Sign.MADE_OVER, Sign.ISSUED_OVER)),
    ],
)
def test_what_does_not_go_together(year: Year, signs: tuple[Sign, ...]) -> None:
    assert signs_of(year) == signs


@given(COUNTS, COUNTS, COUNTS)
def test_without_a_declared_capacity_nothing_is_held_against_one(made: int, issued: int, active: int) -> None:
    assert not {Sign.MADE_OVER, Sign.ISSUED_OVER} & set(signs_of(Year(None, made, issued, active, 400)))


@given(COUNTS, COUNTS, COUNTS, COUNTS, st.integers(0, 10**6))
def test_more_capacity_never_adds_a_sign(capacity: int, made: int, issued: int, active: int, more: int) -> None:
    fewer = set(signs_of(Year(capacity + more, made, issued, active)))
    assert fewer <= set(signs_of(Year(capacity, made, issued, active)))
