"""What the scan page may say of earlier scans: how often, since when, where first. Never that a thing is a fake.

Numbers so small that they would tell one person of another stay unsaid: the day from the second scan on, the province
from the third visitor on.
"""

from datetime import date

from django.utils.translation import gettext

from ocop.cycle.scans.models import ScannedStamp
from ocop.kit.clock import local_date
from ocop.kit.text.dates import format_date
from ocop.rules.places import PROVINCES
from ocop.rules.stamps import PER_EPOCH, Stamp

FEWEST_SCANS = 2
FEWEST_VISITORS = 3


def summary_line(stamp: Stamp) -> str:
    """The line about a stamp's earlier scans; "" where there is nothing to say. One query by the key."""
    row = ScannedStamp.objects.filter(number=stamp.epoch * PER_EPOCH + stamp.index).first()
    return line_of(row.count, row.clients, local_date(row.first_at), row.first_region) if row else ""


def line_of(count: int, clients: int, first_on: date, first_region: str) -> str:
    """The same from the figures, for who has read them already."""
    if count < FEWEST_SCANS:
        return ""
    said = {"count": count, "day": format_date(first_on)}
    if clients < FEWEST_VISITORS or first_region not in PROVINCES:
        return gettext("Tem này đã được quét %(count)s lần kể từ ngày %(day)s.") % said
    return gettext("Tem này đã được quét %(count)s lần kể từ ngày %(day)s, lần đầu ở %(place)s.") % (
        said | {"place": PROVINCES[first_region].name}
    )
