"""How far a target is: the share, the pace to its day, where the last year leads, what would be needed.

Figures are exact: a share is compared as a fraction, never after rounding. A plan says how much by which day and
nothing of the way there, so the pace is the straight line between the two; a forecast goes on as the last year went.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

YEAR = 365
MONTH = Fraction(YEAR, 12)


class Standing(StrEnum):
    """How a target stands on a day."""

    REACHED = "reached"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    MISSED = "missed"
    NO_BASE = "no_base"


@dataclass(frozen=True, slots=True)
class Figure:
    """A count, and of how many when it is a share. Both are whole and not below 0."""

    count: int
    base: int | None = None

    def __post_init__(self) -> None:
        if self.count < 0 or (self.base is not None and self.base < 0):
            raise ValueError("Con số đếm không thể nhỏ hơn 0.")

    @property
    def exact(self) -> Fraction | None:
        """The figure itself, per cent for a share; None for a share of nothing."""
        if self.base is None:
            return Fraction(self.count)
        return Fraction(self.count * 100, self.base) if self.base else None


@dataclass(frozen=True, slots=True)
class Promise:
    """What a target promises: from `baseline` on the first day to at least `figure` on the last."""

    starts_on: date
    due_on: date
    figure: Decimal
    baseline: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        if self.due_on <= self.starts_on:
            raise ValueError("Ngày phải đạt phải sau ngày bắt đầu.")


@dataclass(frozen=True, slots=True)
class Progress:
    """How a target stands on a day, in its own unit with two decimals.

    `expected` is the straight line on that day; `forecast` the value on the due day if the next days go as the last
    year did; `needed_a_month` what must be added each month from now. The last two are None after the due day or
    without a value, and `needed_a_month` is None once the figure is reached.
    """

    standing: Standing
    value: Decimal | None
    expected: Decimal
    missing: Decimal | None
    forecast: Decimal | None
    needed_a_month: Decimal | None


def printed(value: Fraction, places: int = 2) -> Decimal:
    """Half up (away from nought) to so many decimals, exactly; for showing only."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-places)


def share_of(count: int, base: int | None) -> Decimal | None:
    """A count in per cent of its base with two decimals; None without a base, or of nothing."""
    exact = Figure(count, base).exact if base else None
    return printed(exact) if exact is not None else None


def expected_on(promise: Promise, day: date) -> Fraction:
    """The straight line from the baseline to the figure, level before the first day and after the last."""
    whole = (promise.due_on - promise.starts_on).days
    gone = min(max((day - promise.starts_on).days, 0), whole)
    start = Fraction(promise.baseline)
    return start + (Fraction(promise.figure) - start) * Fraction(gone, whole)


def progress(
    promise: Promise, day: date, now: Figure, a_year_ago: Figure | None = None, *, closed: bool = False
) -> Progress:
    """Judge a target on a day by its figure then and one year before; `closed` when its due day is over by now."""
    expected = expected_on(promise, day)
    value = now.exact
    if value is None:
        return Progress(Standing.NO_BASE, None, printed(expected), None, None, None)
    figure = Fraction(promise.figure)
    missing = max(figure - value, Fraction(0))
    return Progress(
        standing=_standing(value, figure, expected, over=closed or day > promise.due_on),
        value=printed(value),
        expected=printed(expected),
        missing=printed(missing),
        forecast=_forecast(promise, day, now, a_year_ago),
        needed_a_month=_needed(promise, day, missing),
    )


def _standing(value: Fraction, figure: Fraction, expected: Fraction, *, over: bool) -> Standing:
    if value >= figure:
        return Standing.REACHED
    if over:
        return Standing.MISSED
    return Standing.ON_PACE if value >= expected else Standing.BEHIND


def _forecast(promise: Promise, day: date, now: Figure, a_year_ago: Figure | None) -> Decimal | None:
    """The straight line of the last year, never below 0, and for a share never over 100."""
    value, before = now.exact, a_year_ago.exact if a_year_ago is not None else None
    if value is None or before is None or day > promise.due_on:
        return None
    ahead = value + (value - before) * Fraction((promise.due_on - day).days, YEAR)
    most = Fraction(100) if now.base is not None else ahead
    return printed(max(min(ahead, most), Fraction(0)))


def _needed(promise: Promise, day: date, missing: Fraction) -> Decimal | None:
    if not missing or day >= promise.due_on:
        return None
    return printed(missing / (Fraction((promise.due_on - day).days) / MONTH))


def quarter_ends(first: date, last: date) -> Sequence[date]:
    """The last days of the quarters between two days, then `last` itself; at most the 40 newest."""
    days = [
        date(year, month, day)
        for year in range(first.year, last.year + 1)
        for month, day in ((3, 31), (6, 30), (9, 30), (12, 31))
        if first <= date(year, month, day) < last
    ]
    return [*days, last][-40:]
