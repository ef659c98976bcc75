"""Numbers, sums in words, dates, telephone numbers: as people here write and read them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from ocop.kit.text.dates import DateError, date_in_words, format_date, format_datetime, parse_date
from ocop.kit.text.numbers import (
    NumberError,
    format_billion,
    format_money,
    format_number,
    in_words,
    parse_number,
    year_in,
)
from ocop.kit.text.phone import PhoneError, format_phone, mask_phone, normalise_phone


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (1234567, None, "1.234.567"),
        (Decimal("1234.50"), None, "1.234,5"),
        (Decimal("1234.5"), 2, "1.234,50"),
        (Decimal("0.005"), 2, "0,01"),
        (Decimal("-0.001"), 2, "0,00"),
        (Decimal("1E+3"), None, "1.000"),
        (-12, None, "-12"),
        (0, None, "0"),
    ],
)
def test_numbers_are_written_with_points_and_a_comma(value: int | Decimal, places: int | None, text: str) -> None:
    assert format_number(value, places) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,56", "1234.56"),
        ("1234,56", "1234.56"),
        (" 85,5 ", "85.5"),
        ("1.250.000", "1250000"),
        ("1 250 000", "1250000"),
        ("-3", "-3"),
        ("−3,5", "-3.5"),
        ("007", "7"),
    ],
)
def test_numbers_are_read_as_people_type_them(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("85.5", "Hãy dùng dấu phẩy cho phần thập phân: 85,5."),
        ("1,234.56", "có thể hiểu theo nhiều cách"),
        ("1.23,4", "có thể hiểu theo nhiều cách"),
        ("", "Hãy nhập một số"),
        ("tám", "không phải là số"),
        ("85 5", "không phải là số"),
        ("1e5", "không phải là số"),
        ("NaN", "không phải là số"),
        ("١٢", "không phải là số"),
        ("1.2.3", "không phải là số"),
    ],
)
def test_what_is_not_one_clear_number_is_refused_with_the_way_to_write_it(text: str, words: str) -> None:
    with pytest.raises(NumberError, match=words):
        parse_number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**12), max_value=10**12))
def test_a_number_written_is_read_back_the_same(value: Decimal) -> None:
    assert parse_number(format_number(value, 3)) == value


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (101, "một trăm lẻ một"),
        (104, "một trăm lẻ bốn"),
        (105, "một trăm lẻ năm"),
        (110, "một trăm mười"),
        (1005, "một nghìn không trăm lẻ năm"),
        (1015, "một nghìn không trăm mười lăm"),
        (1_250_000, "một triệu hai trăm năm mươi nghìn"),
        (21_000_001_000, "hai mươi mốt tỷ không trăm lẻ một nghìn"),
        (10**12, "một nghìn tỷ"),
        (10**18, "một tỷ tỷ"),
        (-3, "âm ba"),
    ],
)
def test_sums_are_said_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_money_names_its_unit() -> None:
    assert format_money(1_250_000) == "1.250.000 đồng"
    assert format_billion(12_540_000_000) == "12,5 tỷ đồng"


def test_dates_are_written_day_first_in_the_provinces_time() -> None:
    assert format_date(date(2026, 3, 5)) == "05/03/2026"
    late = datetime(2026, 11, 23, 23, 5, tzinfo=UTC)
    assert (format_date(late), format_datetime(late)) == ("24/11/2026", "06:05 ngày 24/11/2026")


def test_dates_in_words_follow_official_papers() -> None:
    assert date_in_words(date(2026, 3, 5)) == "ngày 05 tháng 3 năm 2026"
    assert date_in_words(date(2026, 2, 23)) == "ngày 23 tháng 02 năm 2026"
    assert date_in_words(date(2026, 11, 23)) == "ngày 23 tháng 11 năm 2026"


@pytest.mark.parametrize(
    "text",
    [
        "1/2/2026",
        "01/02/2026",
        "1-2-2026",
        "01.02.2026",
        "1/2/26",
        "2026-02-01",
        "1 tháng 2 năm 2026",
        "ngày 1 tháng 2, 2026",
    ],
)
def test_the_day_comes_first_in_every_spelling(text: str) -> None:
    assert parse_date(text) == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("31/2/2026", "Không có ngày 31/02/2026"),
        ("11/23/2026", "Không có ngày"),
        ("mai", "ngày/tháng/năm"),
        ("", "ngày/"),
    ],
)
def test_what_is_no_day_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(DateError, match=words):
        parse_date(text)


@pytest.mark.parametrize(("typed", "day"), [("1/2/2026", date(2026, 2, 1)), ("23/11/2026", date(2026, 11, 23))])
def test_forms_read_days_first_too(typed: str, day: date) -> None:
    assert forms.DateField(localize=True).clean(typed) == day


def test_templates_write_days_first_and_never_group_a_key_or_a_year() -> None:
    page = Template("{{ day }} {{ key }} {{ mark }}")
    text = page.render(Context({"day": date(2026, 11, 23), "key": 12345, "mark": Decimal("85.5")}))
    assert text == "23/11/2026 12345 85,5"


@pytest.mark.parametrize(
    "typed", ["0912345678", "0912 345 678", "0912.345.678", "+84912345678", "84 912-345-678", "(+84) 0912345678"]
)
def test_a_mobile_number_has_one_spelling(typed: str) -> None:
    assert normalise_phone(typed) == "0912345678"


def test_old_and_fixed_numbers() -> None:
    assert normalise_phone("0168 123 4567") == "0381234567"
    assert normalise_phone("0277 3851 234") == "02773851234"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Hãy nhập số điện thoại"),
        ("abc", "chỉ gồm chữ số"),
        ("091234567", "10 chữ số"),
        ("0112345678", "03, 05, 07, 08 hoặc 09"),
        ("027738512", "11 chữ số"),
        ("+1 202 555 0100", "của Việt Nam"),
    ],
)
def test_a_number_that_cannot_be_called_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(PhoneError, match=words):
        normalise_phone(typed)


def test_a_number_is_shown_in_groups_or_masked() -> None:
    assert format_phone("0912345678") == "0912 345 678"
    assert mask_phone("0912345678") == "0912 *** 678"
    assert mask_phone("123") == "***"


@pytest.mark.parametrize("text", ["", "²", "19²5", "1899", "2200", "20265", " 2026", "٢٠٢٦", "9" * 5000])
def test_no_year_is_read_where_none_stands(text: str) -> None:
    assert year_in(text) is None
    assert year_in("2026") == 2026
