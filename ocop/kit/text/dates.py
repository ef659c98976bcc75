"""Dates as Vietnamese papers write them, day first, and the spellings people type."""

import re
from datetime import date, datetime
from functools import lru_cache

from ocop.kit.clock import HO_CHI_MINH

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})(?:\s+năm|,)?\s+(\d{4})", re.IGNORECASE)


class DateError(ValueError):
    """The text is not a day of the calendar; the message says in Vietnamese how to write one."""


def format_date(day: date) -> str:
    """`23/11/2026`; an aware moment is first taken to the province's calendar day."""
    local = _local(day)
    return _day_first(local.year, local.month, local.day)


@lru_cache(maxsize=4096)
def _day_first(year: int, month: int, day: int) -> str:
    """Long lists print few days many times."""
    return f"{day:02}/{month:02}/{year:04}"


def format_datetime(moment: datetime) -> str:
    """`14:05 ngày 23/11/2026`, in the province's time."""
    return f"{_local(moment):%H:%M ngày %d/%m/%Y}"


def date_in_words(day: date) -> str:
    """`ngày 05 tháng 3 năm 2026`: days below 10 and months below 3 take a zero, as on official papers."""
    local = _local(day)
    month = f"{local.month:02d}" if local.month < 3 else str(local.month)
    return f"ngày {local.day:02d} tháng {month} năm {local.year}"


def parse_date(text: str) -> date:
    """Read `23/11/2026`, `23-11-2026`, `23.11.2026`, `23/11/26`, `23 tháng 11 năm 2026` or `2026-11-23`.

    The day always comes first unless the year does. Raises `DateError`.
    """
    bare = " ".join(text.split())
    if found := _ISO.fullmatch(bare):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(bare) or _IN_WORDS.fullmatch(bare):
        day, month, year = (int(part) for part in found.groups())
        year += 2000 if len(found[3]) == 2 else 0
    else:
        raise DateError(f"“{bare}” chưa đúng dạng ngày. Hãy nhập ngày/tháng/năm, ví dụ 23/11/2026.")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(f"Không có ngày {day:02d}/{month:02d}/{year}. Hãy kiểm tra lại ngày và tháng.") from None


def _local(day: date) -> date:
    return day.astimezone(HO_CHI_MINH) if isinstance(day, datetime) and day.tzinfo else day
