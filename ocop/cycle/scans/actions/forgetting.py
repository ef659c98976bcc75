"""What is not kept: single scans after 90 days, salts after their period, what a shopper left to be reached by."""

from datetime import datetime, timedelta

from ocop.cycle.scans.models import Doubt, ScanEvent
from ocop.cycle.scans.salts import forget_salts
from ocop.kit.clock import local_date

EVENTS_KEPT = timedelta(days=90)


def forget(*, at: datetime) -> int:
    """Delete what its term is over for, once a day; how many scans went. Counts by stamp and by day stay."""
    forget_salts(at)
    Doubt.objects.filter(contact_until__lt=local_date(at)).update(contact="", contact_until=None)
    return ScanEvent.objects.filter(at__lt=at - EVENTS_KEPT).delete()[0]
