"""Reporting in the sample: periods of every kind and state, returns, lists, and the province's reports."""

from datetime import datetime

from ocop.kit.clock import local_date
from ocop.sample.reporting.earlier import load_earlier_periods
from ocop.sample.reporting.staff import province_officer
from ocop.sample.reporting.year import load_phase, load_year


def load_reporting(*, at: datetime) -> None:
    """Make what is not there yet; does nothing twice."""
    by = province_officer(local_date(at))
    load_phase(by=by, at=at)
    load_earlier_periods(by=by, at=at)
    load_year(by=by, at=at)
