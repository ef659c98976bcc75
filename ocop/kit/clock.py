"""The one place that reads the clock.

Views and commands call `now()` and pass the answer down; nothing below a view asks for the time. Tests freeze it with
`time-machine`.
"""

import time
from datetime import date, datetime
from zoneinfo import ZoneInfo

HO_CHI_MINH = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in the province's time zone."""
    return datetime.now(HO_CHI_MINH)


def moment() -> tuple[datetime, int]:
    """Now, and the whole second since 1970 it lies in: where thousands ask at once, one is not made of the other."""
    seconds = time.time()
    return datetime.fromtimestamp(seconds, HO_CHI_MINH), int(seconds)


def today() -> date:
    """The present calendar day in the province."""
    return now().date()


def local_date(moment: datetime) -> date:
    """The province's calendar day of an aware moment, as deadlines and papers print it."""
    return moment.astimezone(HO_CHI_MINH).date()
