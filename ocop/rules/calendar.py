"""Every clock of the law, as functions of dates. Today is always an argument.

Working days are Monday to Friday without public holidays (Điều 112 Bộ luật Lao động), and the Saturdays worked in
exchange; both stand in `holidays.yaml`, which an officer keeps. The clocks are those of decision 26/2026 unless a name
says otherwise.
"""

import calendar as _calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import yaml

COMMUNE_WORKING_DAYS = 15  # Điều 7.2.a
CERTIFICATE_MONTHS = 36  # Điều 4
REASSESSMENT_OPENS_DAYS, REASSESSMENT_CLOSES_DAYS = 180, 120  # Điều 7: before expiry
REASSESSMENT_DECIDED_DAYS = 45
GRACE_DAYS = 180  # Điều 12: keeps its certificate until the result, at most
WITHDRAWAL_DAYS = 15  # Điều 8
EXPIRY_NOTICE_DAYS = 30  # QĐ 148


class UnknownHolidays(ValueError):
    """A year whose days off are not in the file; nobody guesses Tết."""


@dataclass(frozen=True, slots=True)
class DaysOff:
    """The file of days off: their names, weekend days worked instead, and the last year that was announced."""

    off: Mapping[date, str]
    worked: Mapping[date, str]
    announced_to: int
    years: frozenset[int]


@lru_cache(maxsize=1)
def days_off() -> DaysOff:
    """Everything the file says, read once."""
    raw = yaml.safe_load((Path(__file__).parent / "holidays.yaml").read_text(encoding="utf-8"))
    off: dict[date, str] = raw["days"]
    worked: dict[date, str] = raw["worked_instead"]
    return DaysOff(
        MappingProxyType(off), MappingProxyType(worked), raw["announced_to"], frozenset(day.year for day in off)
    )


def holidays() -> Mapping[date, str]:
    """All known days off with their names."""
    return days_off().off


def is_announced(year: int) -> bool:
    """True if the year's days off were officially announced; later years are worked out from the law alone."""
    return year <= days_off().announced_to


def is_working_day(day: date) -> bool:
    """Monday to Friday without public holidays, and weekend days worked instead.

    Raises UnknownHolidays for a year that is not in the file.
    """
    known = days_off()
    if day.year not in known.years:
        raise UnknownHolidays(f"Chưa có lịch nghỉ lễ năm {day.year}; hãy bổ sung vào holidays.yaml.")
    return day in known.worked or (day.weekday() < 5 and day not in known.off)


def add_working_days(start: date, count: int) -> date:
    """The last day of a span of `count` working days that begins the day after `start`; raises ValueError below 0."""
    if count < 0:
        raise ValueError("Số ngày làm việc không được âm.")
    day = start
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=step)) for step in range(1, (end - start).days + 1))


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or the month's last day when it is shorter."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, _calendar.monthrange(year, month)[1]))


def commune_due(lodged_on: date) -> date:
    """Until when the commune checks, assesses and proposes: 15 working days (Điều 7.2.a QĐ 26/2026)."""
    return add_working_days(lodged_on, COMMUNE_WORKING_DAYS)


def certificate_valid_until(issued_on: date) -> date:
    """The last day of the 36 months: issued 24/11/2026, valid through 23/11/2029.

    A paper of 29 February ends with the last day of the February three years on, since that month has no such day
    (khoản 3 Điều 148 Bộ luật Dân sự 2015).
    """
    same_day = add_months(issued_on, CERTIFICATE_MONTHS)
    return same_day if same_day.day < issued_on.day else same_day - timedelta(days=1)


def reassessment_window(valid_until: date) -> tuple[date, date]:
    """First and last day to lodge a re-assessment: 180 to 120 days before the last valid day."""
    return (
        valid_until - timedelta(days=REASSESSMENT_OPENS_DAYS),
        valid_until - timedelta(days=REASSESSMENT_CLOSES_DAYS),
    )


def reassessment_due(complete_on: date) -> date:
    """Until when a re-assessment is decided: 45 days from a complete dossier."""
    return complete_on + timedelta(days=REASSESSMENT_DECIDED_DAYS)


def grace_until(valid_until: date) -> date:
    """The last day a certificate may still stand while a late re-assessment runs: 180 days past its last day."""
    return valid_until + timedelta(days=GRACE_DAYS)


def withdrawal_due(concluded_on: date) -> date:
    """Until when a withdrawal is decided: 15 days from the conclusion or the commune's confirmation."""
    return concluded_on + timedelta(days=WITHDRAWAL_DAYS)


def expiry_notice_due(valid_until: date) -> date:
    """The last day to give notice of expiry: at least 30 days before (QĐ 148)."""
    return valid_until - timedelta(days=EXPIRY_NOTICE_DAYS)


@dataclass(frozen=True, slots=True)
class RoundDates:
    """One of the two rounds of a year: proposals received before `proposal_before`, meeting before `meeting_before`.

    "Trước ngày 30/4" is read as up to and including 29/4; `proposal_due` and `meeting_due` give that last day.
    """

    year: int
    ordinal: int
    proposal_before: date
    meeting_before: date

    @property
    def proposal_due(self) -> date:
        return self.proposal_before - timedelta(days=1)

    @property
    def meeting_due(self) -> date:
        return self.meeting_before - timedelta(days=1)


def province_rounds(year: int) -> tuple[RoundDates, RoundDates]:
    """The province's two rounds of a year (Điều 5 QĐ 26/2026)."""
    return (
        RoundDates(year, 1, date(year, 4, 30), date(year, 6, 30)),
        RoundDates(year, 2, date(year, 10, 30), date(year, 12, 30)),
    )


def ministry_rounds(year: int) -> tuple[RoundDates, RoundDates]:
    """The ministry's two rounds whose proposals fall in a year and the January after it."""
    return (
        RoundDates(year, 1, date(year, 7, 30), date(year, 9, 30)),
        RoundDates(year, 2, date(year + 1, 1, 30), date(year + 1, 3, 30)),
    )


def next_round(on: date) -> RoundDates:
    """The province's first round that still takes proposals on a day."""
    rounds = (*province_rounds(on.year), *province_rounds(on.year + 1))
    return next(item for item in rounds if on <= item.proposal_due)


def sitting_round(on: date) -> RoundDates:
    """The province's first round whose council may still meet on a day."""
    rounds = (*province_rounds(on.year), *province_rounds(on.year + 1))
    return next(item for item in rounds if on <= item.meeting_due)
