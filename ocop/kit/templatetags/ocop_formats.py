"""Filters that print dates, numbers and money the Vietnamese way, on English pages the English way."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template

from ocop.kit.languages import is_english

register = template.Library()
_SWAPPED = str.maketrans(".,", ",.")


@register.filter
def ngay(value: date | datetime | None) -> str:
    """A date as dd/mm/yyyy; nothing for None."""
    from ocop.kit.clock import local_date
    from ocop.kit.text.dates import format_date

    if not value:
        return ""
    if isinstance(value, datetime):
        value = local_date(value)
    return format_date(value)


@register.filter
def ngay_gio(value: datetime | None) -> str:
    """An aware moment as dd/mm/yyyy HH:MM in the province's time."""
    from ocop.kit.text.dates import format_datetime

    if not value:
        return ""
    return f"{gio(value)} on {ngay(value)}" if is_english() else format_datetime(value)


@register.filter
def gio(value: datetime | None) -> str:
    """Only the hour of an aware moment, such as 14:05."""
    from ocop.kit.clock import HO_CHI_MINH

    return value.astimezone(HO_CHI_MINH).strftime("%H:%M") if value else ""


@register.filter
def so(value: int | Decimal | None, places: Any = None) -> str:
    """A number as 1.234,56. `places` fixes the decimals shown; without it they are shown as stored."""
    from ocop.kit.text.numbers import format_number

    if value is None or value == "":
        return ""
    return _in_language(format_number(value) if places in (None, "") else format_number(value, places=int(places)))


def _in_language(number: str) -> str:
    """English swaps the signs: a comma between thousands, a point before decimals."""
    return number.translate(_SWAPPED) if is_english() else number


@register.filter
def tien(value: int | None) -> str:
    """An amount of đồng such as 1.234.000 đồng."""
    from ocop.kit.text.numbers import format_money

    if not isinstance(value, int):
        return ""
    return f"{so(value)} VND" if is_english() else format_money(value)


@register.filter
def luc(value: date | datetime | str | None) -> str:
    """When something happened: a moment with its hour, a day without, a text as it is."""
    if isinstance(value, datetime):
        return ngay_gio(value)
    return ngay(value) if isinstance(value, date) else str(value or "")


@register.filter
def num(value: int | Decimal) -> str:
    """A coordinate for SVG or a value for a machine: a point before decimals, whatever the language."""
    return f"{value}"
