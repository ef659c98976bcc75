"""The clocks of the law, at their edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocop.rules import calendar
from ocop.rules.calendar import UnknownHolidays, add_working_days, is_working_day, working_days_between

days = st.dates(date(2019, 1, 1), date(2029, 12, 31))


def test_tet_2026_is_off_and_the_days_around_it_are_not() -> None:
    off = [day for day in range(9, 28) if not is_working_day(date(2026, 2, day))]
    assert off == [14, 15, 16, 17, 18, 19, 20, 21, 22]


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 10), True),  # Saturday worked for 2 January
        (date(2026, 4, 27), False),  # Hùng Kings' day fell on a Sunday
        (date(2026, 8, 22), True),  # Saturday worked for 31 August
        (date(2026, 8, 31), False),
        (date(2026, 9, 2), False),
        (date(2026, 11, 23), True),
        (date(2026, 11, 24), False),  # Ngày Văn hóa Việt Nam
        (date(2024, 4, 29), False),
        (date(2024, 5, 4), True),
    ],
)
def test_days_off_and_days_worked_instead(day: date, worked: bool) -> None:
    assert is_working_day(day) is worked


def test_later_years_are_worked_out_and_said_so() -> None:
    assert calendar.is_announced(2026)
    assert not calendar.is_announced(2027)


def test_nobody_guesses_tet() -> None:
    with pytest.raises(UnknownHolidays, match="2041"):
        is_working_day(date(2041, 2, 1))


@pytest.mark.parametrize(
    ("lodged", "due"),
    [
        (date(2026, 2, 9), date(2026, 3, 9)),  # four days before Tết, eleven after
        (date(2026, 6, 1), date(2026, 6, 22)),  # three whole weeks
        (date(2026, 8, 17), date(2026, 9, 9)),  # across the worked Saturday, 31/8 and two days of Quốc khánh
        (date(2026, 6, 6), date(2026, 6, 26)),  # lodged on a Saturday: counting begins on Monday
    ],
)
def test_the_commune_has_fifteen_working_days(lodged: date, due: date) -> None:
    assert calendar.commune_due(lodged) == due


@given(days, st.integers(0, 60))
def test_adding_and_counting_working_days_agree(start: date, count: int) -> None:
    end = add_working_days(start, count)
    assert working_days_between(start, end) == count
    assert count == 0 or is_working_day(end)
    assert working_days_between(end, start) == -count


def test_days_do_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="không được âm"):
        add_working_days(date(2026, 6, 1), -1)


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2019, 12, 25), date(2022, 12, 24)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2023, 3, 1), date(2026, 2, 28)),
        (date(2026, 11, 24), date(2029, 11, 23)),
    ],
)
def test_a_certificate_runs_36_months_with_its_first_day(issued: date, last: date) -> None:
    assert calendar.certificate_valid_until(issued) == last


def test_months_end_where_the_month_ends() -> None:
    assert calendar.add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert calendar.add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert calendar.add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)


def test_clocks_around_the_end_of_a_certificate() -> None:
    last = date(2027, 6, 30)
    opens, closes = calendar.reassessment_window(last)
    assert (last - opens, last - closes) == (timedelta(180), timedelta(120))
    assert (opens, closes) == (date(2027, 1, 1), date(2027, 3, 2))
    assert calendar.grace_until(last) == date(2027, 12, 27)
    assert calendar.expiry_notice_due(last) == date(2027, 5, 31)
    assert calendar.reassessment_due(date(2027, 1, 1)) == date(2027, 2, 15)
    assert calendar.withdrawal_due(date(2027, 1, 1)) == date(2027, 1, 16)


@pytest.mark.parametrize(
    ("on", "year", "ordinal"),
    [
        (date(2026, 4, 29), 2026, 1),
        (date(2026, 4, 30), 2026, 2),  # "trước ngày 30/4" no longer holds
        (date(2026, 10, 29), 2026, 2),
        (date(2026, 10, 30), 2027, 1),
        (date(2026, 12, 31), 2027, 1),
    ],
)
def test_the_round_a_proposal_falls_into(on: date, year: int, ordinal: int) -> None:
    found = calendar.next_round(on)
    assert (found.year, found.ordinal) == (year, ordinal)
    assert found.proposal_due >= on


def test_rounds_of_province_and_ministry() -> None:
    assert [(item.proposal_before, item.meeting_before) for item in calendar.province_rounds(2027)] == [
        (date(2027, 4, 30), date(2027, 6, 30)),
        (date(2027, 10, 30), date(2027, 12, 30)),
    ]
    assert [(item.proposal_before, item.meeting_before) for item in calendar.ministry_rounds(2026)] == [
        (date(2026, 7, 30), date(2026, 9, 30)),
        (date(2027, 1, 30), date(2027, 3, 30)),
    ]
    assert calendar.sitting_round(date(2026, 6, 29)).ordinal == 1
    assert calendar.sitting_round(date(2026, 6, 30)).ordinal == 2
